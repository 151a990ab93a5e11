/// A quoted label of Mermaid: no quotation mark, tag, link, icon or directive gets through.
package struct MermaidText: Sendable, Hashable {
    package let text: String

    package init(_ untrusted: String) {
        var result = ""
        for scalar in VisibleText.of(untrusted).unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", " ", "-", ".", ",", "/", "=", "(", ")", "+": result.unicodeScalars.append(scalar)
            // Mermaid reads `#35;` as the character with this code.
            default: result += scalar.value < 0x80 ? "#\(scalar.value);" : String(scalar)
            }
        }
        text = result
    }
}
