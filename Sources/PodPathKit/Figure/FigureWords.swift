/// Ids of figures, boxes and arrows.
package enum FigureWords {
    /// An id for SVG and file names: letters, digits, `-`, `_` and `.`; anything else becomes `_` and its code.
    package static func id(_ parts: String...) -> String {
        let text = parts.joined(separator: "-")
        let isPlain = { (scalar: Unicode.Scalar) in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": true
            default: false
            }
        }
        // As Kubernetes' own names are.
        if text.utf8.allSatisfy({ isPlain(Unicode.Scalar($0)) }) { return text }
        return text.unicodeScalars.map { isPlain($0) ? String($0) : "_\(String($0.value, radix: 16))" }.joined()
    }
}
