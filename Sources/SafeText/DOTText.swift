/// The content of a quoted DOT string whose meaning is an escString (tooltips, labels, ids).
///
/// libgvc decodes entities and backslash sequences in it: both are made literal here.
package struct DOTString: Sendable, Hashable {
    package let text: String

    package init(_ untrusted: String) {
        var result = ""
        for scalar in VisibleText.of(untrusted).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        text = result
    }
}

/// Text within an HTML-like DOT label, between tags.
package struct DOTHTMLText: Sendable, Hashable {
    package let text: String

    package init(_ untrusted: String) {
        var result = ""
        for scalar in VisibleText.of(untrusted).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "[": result += "&#91;"
            case "]": result += "&#93;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        text = result
    }
}
