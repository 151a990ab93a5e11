/// Which colours an SVG has, and the style sheet over them.
///
/// Every colour is written as an attribute, for viewers that know no more. The style sheet gives each a custom property,
/// `--podpath-pod-fill` and so on, which a page around the figure can set, and its dark form.
struct SVGColours {
    private let theme: Theme
    private var fills: Set<Colour> = []
    private var strokes: Set<Colour> = []

    init(theme: Theme) { self.theme = theme }

    /// The attribute's value.
    mutating func used(_ colour: Colour, isFill: Bool) -> String {
        if isFill { fills.insert(colour) } else { strokes.insert(colour) }
        return colour.hex(in: theme)
    }

    /// One rule a line; empty where there is nothing to say.
    var styleSheet: String {
        switch theme {
        // The ground that a browser puts around and behind a figure that it shows alone. Within a page, where the figure is not the root,
        // and in an `<img>` the page decides.
        case .auto:
            ".kf:root{color-scheme:light dark}\n\(rules { $0.hex })@media screen and (prefers-color-scheme:dark){\n\(rules { $0.darkHex })}"
        case .dark: ".kf:root{color-scheme:dark}\n\(rules { $0.darkHex })"
        case .light: rules { $0.hex }
        // Paper has no page around it.
        case .print: ""
        }
    }

    /// - Parameter value: the colour where no page sets another.
    private func rules(_ value: (Colour) -> String) -> String {
        var rules: [String] = []
        for (paint, colours) in [("fill", fills), ("stroke", strokes)] {
            // In a fixed theme two colours can be one: they have the first one's property.
            var seen: Set<String> = []
            for colour in Colour.all where colours.contains(colour) && seen.insert(colour.hex(in: theme)).inserted {
                guard let name = colour.name else { continue }
                rules.append(".kf [\(paint)=\"\(colour.hex(in: theme))\"]{\(paint):var(--podpath-\(name),\(value(colour)))}\n")
            }
        }
        return rules.joined()
    }
}
