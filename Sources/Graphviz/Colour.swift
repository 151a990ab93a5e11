/// A colour of the style sheet, in its light and its dark form. There are no others: `;` or `:` in a colour makes
/// libgvc crash, so none may come from outside.
package struct Colour: Sendable, Hashable {
    package let hex: String
    package let darkHex: String

    private init(_ hex: StaticString, dark: StaticString) {
        self.hex = "\(hex)"
        darkHex = "\(dark)"
    }

    package static let page = Colour("#ffffff", dark: "#0d1117")
    package static let mutedFill = Colour("#f6f8fa", dark: "#161b22")
    package static let nodeFill = Colour("#f0f2f4", dark: "#21262d")
    package static let text = Colour("#1f2328", dark: "#e6edf3")
    package static let fact = Colour("#424a53", dark: "#c9d1d9")
    package static let mutedText = Colour("#57606a", dark: "#9ba4ae")
    package static let muted = Colour("#8c959f", dark: "#6e7681")
    package static let pod = Colour("#0072b2", dark: "#56b4e9")
    package static let podEyebrow = Colour("#005a8c", dark: "#79c6f2")
    package static let podFill = Colour("#e6f1f8", dark: "#0f2a3d")
    package static let service = Colour("#007a5a", dark: "#2fbf94")
    package static let serviceEyebrow = Colour("#00664b", dark: "#4fd1a9")
    package static let doorText = Colour("#00573f", dark: "#4fd1a9")
    package static let serviceFill = Colour("#e4f4ee", dark: "#0c2d24")
    package static let dns = Colour("#8f3f71", dark: "#e08fc0")
    package static let dnsFill = Colour("#f9ebf3", dark: "#331a2a")
    package static let match = Colour("#9a7d00", dark: "#c9a400")
    package static let matchText = Colour("#5c4a00", dark: "#f2dc7a")
    package static let matchFill = Colour("#fdf6d0", dark: "#332b00")
    package static let missing = Colour("#b34700", dark: "#ff8f4d")
    package static let missingText = Colour("#8a3600", dark: "#ffb080")
    package static let missingFill = Colour("#fff4ec", dark: "#381c0a")
    /// Text on a filled badge, in both themes the page's colour.
    package static let onBadge = page

    package static let all: [Colour] = [
        page, mutedFill, nodeFill, text, fact, mutedText, muted, pod, podEyebrow, podFill, service, serviceEyebrow, doorText,
        serviceFill, dns, dnsFill, match, matchText, matchFill, missing, missingText, missingFill,
    ]
}
