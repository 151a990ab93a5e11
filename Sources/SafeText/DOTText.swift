/// The content of a quoted DOT string whose meaning is an escString (tooltips, labels, ids).
///
/// libgvc decodes entities and backslash sequences in it: both are made literal here.
package struct DOTString: Sendable, Hashable {
    package let text: String
    /// What it was made of, as no output may hold it.
    package let untrusted: String

    package init(_ untrusted: String) {
        self.untrusted = untrusted
        text = VisibleText.of(untrusted).replacing { byte in
            switch byte {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "\\"): "\\\\"
            case UInt8(ascii: "\""): "\\\""
            default: nil
            }
        }
    }
}

/// Text within an HTML-like DOT label, between tags.
package struct DOTHTMLText: Sendable, Hashable {
    package let text: String

    package init(_ untrusted: String) {
        text = VisibleText.of(untrusted).replacing { byte in
            switch byte {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: ">"): "&gt;"
            case UInt8(ascii: "\""): "&quot;"
            // libgvc expands `\N` in these labels too, after it has decoded entities.
            case UInt8(ascii: "\\"): "\\\\"
            case UInt8(ascii: "["): "&#91;"
            case UInt8(ascii: "]"): "&#93;"
            default: nil
            }
        }
    }
}
