/// A colour that a user names: `#rgb`, `#rrggbb`, or one of CSS's sixteen basic names and a few more grounds. Nothing else is one.
package struct CSSColour: Sendable, Hashable {
    /// `#rrggbb`, lower case.
    package let hex: String

    /// Nil for everything that is not exactly such a colour.
    package init?(_ text: String) {
        let text = text.lowercased()
        if let named = Self.names[text] {
            hex = named
            return
        }
        let digits = text.dropFirst()
        guard text.first == "#", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else { return nil }
        switch digits.utf8.count {
        case 6: hex = text
        case 3: hex = "#" + digits.map { "\($0)\($0)" }.joined()
        default: return nil
        }
    }

    /// Relative luminance by WCAG 2.x, 0 for black to 1 for white.
    package var luminance: Double {
        let value = UInt32(hex.dropFirst(), radix: 16) ?? 0
        let linear = [16, 8, 0].map { shift -> Double in
            let part = Double((value >> UInt32(shift)) & 0xFF) / 255
            return part <= 0.04045 ? part / 12.92 : Self.power((part + 0.055) / 1.055)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// Contrast by WCAG 2.x, 1 to 21.
    package func contrast(to other: CSSColour) -> Double {
        let (low, high) = luminance < other.luminance ? (luminance, other.luminance) : (other.luminance, luminance)
        return (high + 0.05) / (low + 0.05)
    }

    /// The number to the power of 2.4, which is its square times its fifth root's square (by Newton's method).
    private static func power(_ base: Double) -> Double {
        guard base > 0 else { return 0 }
        var root = base
        for _ in 0..<40 { root = (4 * root + base / (root * root * root * root)) / 5 }
        return base * base * root * root
    }

    /// The names that are taken, in order.
    package static let known = names.keys.sorted()

    private static let names = [
        "aliceblue": "#f0f8ff", "antiquewhite": "#faebd7", "aqua": "#00ffff", "azure": "#f0ffff", "beige": "#f5f5dc", "black": "#000000",
        "blue": "#0000ff", "cornsilk": "#fff8dc", "floralwhite": "#fffaf0", "fuchsia": "#ff00ff", "ghostwhite": "#f8f8ff",
        "gray": "#808080", "green": "#008000", "grey": "#808080", "honeydew": "#f0fff0", "ivory": "#fffff0", "lavender": "#e6e6fa",
        "lightgray": "#d3d3d3", "lightgrey": "#d3d3d3", "lightyellow": "#ffffe0", "lime": "#00ff00", "linen": "#faf0e6",
        "maroon": "#800000", "midnightblue": "#191970", "mintcream": "#f5fffa", "navy": "#000080", "oldlace": "#fdf5e6",
        "olive": "#808000", "purple": "#800080", "red": "#ff0000", "seashell": "#fff5ee", "silver": "#c0c0c0", "snow": "#fffafa",
        "teal": "#008080", "white": "#ffffff", "whitesmoke": "#f5f5f5", "yellow": "#ffff00",
    ]
}
