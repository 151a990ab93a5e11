/// A JSON string with its quotation marks.
package struct JSONText: Sendable, Hashable {
    package let text: String

    package init(_ untrusted: String) {
        var result = "\""
        for scalar in untrusted.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            // Controls and changes of direction: valid JSON as they are, but JSON is also read on terminals.
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{200E}", "\u{200F}", "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}":
                let code = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: result.unicodeScalars.append(scalar)
            }
        }
        text = result + "\""
    }
}
