/// A colour of the style sheet, in each of its forms, or a fixed ground. `;` or `:` in a colour makes libgvc crash, so
/// none comes from outside but by way of ``CSSColour``.
package struct Colour: Sendable, Hashable {
    /// In the words of CSS, as in `--podpath-pod-fill`; nil for a fixed one.
    package let name: String?
    package let hex: String
    package let darkHex: String
    private let printHex: String

    private init(_ name: StaticString, _ hex: StaticString, dark: StaticString, print: StaticString = "#000000") {
        self.name = "\(name)"
        self.hex = "\(hex)"
        darkHex = "\(dark)"
        printHex = "\(print)"
    }

    /// The same in every theme.
    package init(_ fixed: CSSColour) {
        name = nil
        (hex, darkHex, printHex) = (fixed.hex, fixed.hex, fixed.hex)
    }

    /// The colour that libgvc drew in, of a graph in the light theme; nil where it is transparent.
    init?(drawn hex: String) {
        if let known = Self.byHex[hex] {
            self = known
        } else if let fixed = CSSColour(hex) {
            self.init(fixed)
        } else {
            return nil
        }
    }

    package func hex(in theme: Theme) -> String {
        switch theme {
        case .auto, .light: hex
        case .dark: darkHex
        case .print: printHex
        }
    }

    /// No ground at all: what stands behind the figure shows through.
    package static let none = Colour("none", "transparent", dark: "transparent", print: "transparent")
    /// What libgvc draws in where a graph names no colour.
    static let unnamed = CSSColour("black").map { Colour($0) }

    package static let page = Colour("page", "#ffffff", dark: "#0d1117", print: "#ffffff")
    package static let mutedFill = Colour("muted-fill", "#f6f8fa", dark: "#161b22", print: "#fafafa")
    package static let nodeFill = Colour("node-fill", "#f0f2f4", dark: "#21262d", print: "#e4e4e4")
    package static let text = Colour("text", "#1f2328", dark: "#e6edf3", print: "#000000")
    package static let fact = Colour("fact", "#424a53", dark: "#c9d1d9", print: "#000000")
    package static let mutedText = Colour("muted-text", "#57606a", dark: "#9ba4ae", print: "#333333")
    package static let muted = Colour("muted", "#8c959f", dark: "#6e7681", print: "#767676")
    package static let hair = Colour("hair", "#d0d7de", dark: "#30363d", print: "#c0c0c0")
    package static let pod = Colour("pod", "#0072b2", dark: "#56b4e9", print: "#000000")
    package static let podEyebrow = Colour("pod-eyebrow", "#005a8c", dark: "#79c6f2", print: "#000000")
    package static let podFill = Colour("pod-fill", "#e6f1f8", dark: "#0f2a3d", print: "#ffffff")
    package static let service = Colour("service", "#007a5a", dark: "#2fbf94", print: "#000000")
    package static let serviceEyebrow = Colour("service-eyebrow", "#00664b", dark: "#4fd1a9", print: "#000000")
    package static let serviceText = Colour("service-text", "#00573f", dark: "#4fd1a9", print: "#000000")
    package static let serviceFill = Colour("service-fill", "#e4f4ee", dark: "#0c2d24", print: "#f0f0f0")
    package static let dns = Colour("dns", "#8f3f71", dark: "#e08fc0", print: "#000000")
    package static let dnsFill = Colour("dns-fill", "#f9ebf3", dark: "#331a2a", print: "#d0d0d0")
    package static let match = Colour("match", "#9a7d00", dark: "#c9a400", print: "#000000")
    package static let matchText = Colour("match-text", "#5c4a00", dark: "#f2dc7a", print: "#000000")
    package static let matchFill = Colour("match-fill", "#fdf6d0", dark: "#332b00", print: "#dadada")
    package static let missing = Colour("missing", "#b34700", dark: "#ff8f4d", print: "#6b6b6b")
    package static let missingText = Colour("missing-text", "#8a3600", dark: "#ffb080", print: "#4a4a4a")
    package static let missingFill = Colour("missing-fill", "#fff4ec", dark: "#381c0a", print: "#ffffff")
    /// Text on a filled badge, in every theme the page's colour.
    package static let onBadge = page

    package static let all: [Colour] = [
        page, mutedFill, nodeFill, text, fact, mutedText, muted, hair, pod, podEyebrow, podFill, service, serviceEyebrow, serviceText,
        serviceFill, dns, dnsFill, match, matchText, matchFill, missing, missingText, missingFill,
    ]

    private static let byHex = Dictionary(all.map { ($0.hex, $0) }, uniquingKeysWith: { first, _ in first })
}
