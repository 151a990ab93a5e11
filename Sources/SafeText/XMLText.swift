/// Character data or an attribute's value of XML and SVG.
package struct XMLText: Sendable, Hashable {
    package let text: String

    package init(_ untrusted: String) {
        text = VisibleText.of(untrusted).replacing(MarkupCharacters.entity)
    }
}

/// The characters that mean something in XML and HTML, between tags and within quotation marks of either kind.
enum MarkupCharacters {
    static func entity(_ byte: UInt8) -> StaticString? {
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
