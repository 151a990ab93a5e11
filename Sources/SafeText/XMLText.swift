/// Character data or an attribute's value of XML and SVG.
package struct XMLText: Sendable, Hashable {
    package let text: String

    package init(_ untrusted: String) {
        var result = ""
        for scalar in VisibleText.of(untrusted).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        text = result
    }
}
