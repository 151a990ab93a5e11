/// Parts the pairs of characters that a site generator expands before it reads Markdown, in code spans too: Liquid and Jinja (`{{`,
/// `{%`, `{#`), Hugo's shortcodes (`{{<`), mdBook's includes (`{{#`), MkDocs' snippets (`--8<--`) and macros, kramdown's attributes
/// (`{:`), MDX and template strings (`${`), wiki links (`[[`) and links.
///
/// U+2060, the word joiner, stands between the two: it has no width, and formatters keep it, while they undo entities and backslashes.
enum InertPairs {
    private static let joiner: Unicode.Scalar = "\u{2060}"

    static func of(_ text: String) -> String {
        guard zip(text.utf8, text.utf8.dropFirst()).contains(where: isActive) else { return text }
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            if previous.isASCII, scalar.isASCII, isActive(UInt8(previous.value), UInt8(scalar.value)) { result.append(joiner) }
            result.append(scalar)
            previous = scalar
        }
        return String(result)
    }

    /// What may begin a container at the start of a line (`:::`, `!!!`, `???`), parted after its first character.
    static func atLineStart(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, [":", "!", "?"].contains(first),
            text.unicodeScalars.prefix(3).count == 3, text.unicodeScalars.prefix(3).allSatisfy({ $0 == first })
        else { return text }
        return "\(first)\(joiner)\(text.dropFirst())"
    }

    private static func isActive(_ first: UInt8, _ second: UInt8) -> Bool {
        switch first {
        case UInt8(ascii: "{"): "{%#</!:".utf8.contains(second)
        case UInt8(ascii: "$"): second == UInt8(ascii: "{")
        case UInt8(ascii: "8"): second == UInt8(ascii: "<")
        case UInt8(ascii: "]"): second == UInt8(ascii: "(")
        case UInt8(ascii: "["): second == UInt8(ascii: "[")
        default: false
        }
    }
}
