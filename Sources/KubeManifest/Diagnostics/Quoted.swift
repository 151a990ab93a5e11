/// A name or value in a message: in quotation marks, and cut where it is long.
///
/// Cuts count Unicode scalars, not characters: one character may have a million of them.
package struct Quoted: CustomStringConvertible {
    package let description: String

    package init(_ text: String, limit: Int = 80) { description = "\"\(Self.shortened(text, limit: limit))\"" }

    /// - Parameter limit: scalars.
    package static func shortened(_ text: String, limit: Int = 80) -> String {
        guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
        return String(text.unicodeScalars.prefix(limit - 1)) + "…"
    }

    /// A whole message in which no word, and not all of it together, is longer than anybody would read.
    static func message(_ text: String) -> String {
        guard text.utf8.count > wordLimit else { return text }
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map { inside($0, keeping: wordLimit) }
        return inside(words.joined(separator: " ")[...], keeping: messageLimit)
    }

    private static let wordLimit = 120
    private static let messageLimit = 1_000

    /// The beginning and the end, where a name differs and a remedy stands.
    private static func inside(_ text: Substring, keeping limit: Int) -> String {
        guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return String(text) }
        return "\(String(text.unicodeScalars.prefix(limit / 2)))…\(String(text.unicodeScalars.suffix(limit / 2 - 1)))"
    }
}
