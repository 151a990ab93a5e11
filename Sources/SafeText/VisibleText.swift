/// Makes characters visible that would act on whatever shows the text: controls, line ends, text direction, nothing at all.
///
/// Every escaping type begins with this; `\u{1b}` is what a reader then sees.
enum VisibleText {
    static func of(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isHidden(scalar) {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// C0, DEL, C1, bidirectional controls, zero-width and other invisible characters, line separators, noncharacters.
    /// U+200D stays: emoji are joined by it.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200C, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F,
            0xFEFF, 0xFFF9...0xFFFB, 0xFDD0...0xFDEF, 0xE0000...0xE0FFF:
            true
        case let value: value & 0xFFFE == 0xFFFE
        }
    }
}

extension String {
    /// At most so many characters; what is cut ends in `…`.
    package func shortened(to limit: Int) -> String {
        guard utf8.count > limit, count > limit else { return self }
        return prefix(max(0, limit - 1)) + "…"
    }

    /// Replaces single characters by what a table says.
    func replacing(_ table: [Character: String]) -> String {
        var result = ""
        for character in self { result += table[character] ?? String(character) }
        return result
    }
}
