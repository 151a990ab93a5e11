/// Character data or an attribute's value of XML and SVG.
package struct XMLText: Sendable, Hashable {
    package let text: String

    package init(_ untrusted: String) {
        text = MarkupCharacters.escaped(untrusted)
    }

    /// Appends what ``text`` would be: most texts are plain, and go from one place to the other as they are.
    ///
    /// - Parameter finish: what else is done to a text that is more than plain ASCII, once it is escaped.
    package static func append(_ untrusted: String, to bytes: inout [UInt8], _ finish: (String) -> String = { $0 }) {
        let isPlain = untrusted.utf8.withContiguousStorageIfAvailable { text in
            guard text.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && !MarkupCharacters.isOne($0) }) else { return false }
            bytes.append(contentsOf: text)
            return true
        }
        if isPlain != true { bytes += finish(XMLText(untrusted).text).utf8 }
    }
}

/// The characters that mean something in XML and HTML, between tags and within quotation marks of either kind, or to a site generator.
enum MarkupCharacters {
    @inline(__always)
    static func isOne(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "{") || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
            || byte == UInt8(ascii: "\"")
            || byte == UInt8(ascii: "'")
    }

    static func escaped(_ untrusted: String) -> String {
        let text = VisibleText.of(untrusted).replacing(entity)
        // A site generator that takes the page or the picture in expands these before anything reads the markup.
        let isActive = ["{{", "{%", "{#"].contains { text.contains($0) }
        return isActive ? text.replacing("{", with: "&#123;") : text
    }

    private static func entity(_ byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
