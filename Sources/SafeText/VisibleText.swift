/// Makes characters visible that would act on whatever shows the text: controls, line ends, text direction, nothing at all.
///
/// Every escaping type begins with this; `\u{1b}` is what a reader then sees.
enum VisibleText {
    static func of(_ text: String) -> String {
        // Printable ASCII, which nearly all text is, needs no second look.
        if text.allBytes({ $0 >= 0x20 && $0 < 0x7F }) { return text }
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

    /// C0 controls, DEL, C1 controls, bidirectional controls, zero-width and other invisible characters, line separators, noncharacters.
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

    /// Its beginning and its end with `…` between them, for names that differ at their ends.
    package func shortenedInside(to limit: Int) -> String {
        guard utf8.count > limit, count > limit, limit > 2 else { return shortened(to: limit) }
        let end = (limit - 1) / 2
        return prefix(limit - 1 - end) + "…" + suffix(end)
    }

    /// Whether each byte in UTF-8 is so; most texts are looked at once and never changed.
    @inline(__always)
    fileprivate func allBytes(_ isSo: (UInt8) -> Bool) -> Bool {
        utf8.withContiguousStorageIfAvailable { bytes in
            for byte in bytes where !isSo(byte) { return false }
            return true
        } ?? utf8.allSatisfy(isSo)
    }

    /// Replaces single ASCII characters by what a table says; the text itself where none of them occurs.
    func replacing(_ table: (UInt8) -> StaticString?) -> String {
        if allBytes({ table($0) == nil }) { return self }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count + 32)
        for byte in utf8 {
            if let replacement = table(byte) {
                bytes += UnsafeBufferPointer(start: replacement.utf8Start, count: replacement.utf8CodeUnitCount)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
