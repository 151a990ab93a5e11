import Graphviz

/// How a figure looks, whatever it shows: everything that the options of `draw` say about looks, as one value.
public struct FigureLook: Sendable {
    /// Where the colours come from.
    public enum Theme: String, Sendable, CaseIterable {
        /// Light and dark in one SVG, by the reader's preference; light in PNG and PDF.
        case auto
        /// For a light and for a dark page.
        case light, dark
        /// Black on white, for paper.
        case print
    }

    /// The way that arrows run.
    public enum Direction: String, Sendable, CaseIterable {
        /// As text is read.
        case leftToRight = "LR"
        /// For narrow pages.
        case topToBottom = "TB"
    }

    /// The ground behind the figure.
    package struct Background: Sendable {
        let colour: Colour
        let fixed: CSSColour?

        /// `none`, `#rgb`, `#rrggbb` or a known name of a colour; nil for anything else.
        package init?(_ text: String) {
            fixed = CSSColour(text)
            if let fixed { colour = Colour(fixed) } else if text.lowercased() == "none" { colour = .none } else { return nil }
        }

        /// The names that are known.
        package static let names = CSSColour.known
    }

    /// What a figure can do without.
    public enum Part: String, Sendable, CaseIterable {
        /// IP addresses.
        case ips
        /// Labels and the selectors that ask for them.
        case labels
        /// Ports, by number and by name.
        case ports
        /// Nodes; arrows that lead over one lead straight on.
        case nodes
    }

    /// Of the colours.
    public var theme = Theme.auto
    /// Nil for the theme's own.
    package var background: Background?
    /// Of the arrows; kinds of figures that have a direction of their own keep it.
    public var direction = Direction.leftToRight
    /// Below the picture, what its boxes and arrows stand for.
    public var hasLegend = false
    /// Left out of picture, steps and text.
    public var hidden: Set<Part> = []
    /// Pixels; the natural size where nil.
    public var width: Int?
    /// In place of the figure's own title.
    public var title: String?
    /// Whether a figure that shows its title and how to read it does so.
    public var showsTitle = true
    public var showsCaption = true
    /// In place of the figure's own words under the title.
    public var caption: String?
    /// Whether the marks of a figure are explained below it.
    public var showsKey = true
    /// In place of the figure's own description.
    public var description: String?
    /// What is read out in place of the picture, and Markdown's alternative text; the description where nil.
    public var alternative: String?
    /// Steps follow one another in the SVG.
    public var isAnimated = false
    /// How dot is asked for a figure that it could not lay out when it was asked as usual.
    enum Effort {
        /// Columns reach through all frames.
        case usual
        /// Arrows without curves.
        case straight
    }

    var effort = Effort.usual

    /// The usual look.
    public init() {}

    /// The theme that the colours come from. On a ground of a fixed colour there is only one: that whose text is read better on it.
    var resolvedTheme: Graphviz.Theme {
        if theme == .auto, let ground = background?.fixed {
            return Self.contrast(.light, ground) >= Self.contrast(.dark, ground) ? .light : .dark
        }
        return switch theme {
        case .auto: .auto
        case .light: .light
        case .dark: .dark
        case .print: .print
        }
    }

    /// The contrast of the palest text that stands on the ground itself, where it is too low (below WCAG's 4.5:1); nil where it will do.
    package var lowContrast: Double? {
        guard let ground = background?.fixed else { return nil }
        let contrast = Self.contrast(resolvedTheme, ground)
        return contrast < 4.5 ? contrast : nil
    }

    private static func contrast(_ theme: Graphviz.Theme, _ ground: CSSColour) -> Double {
        [Colour.text, .mutedText].compactMap { CSSColour($0.hex(in: theme)) }.map { $0.contrast(to: ground) }.min() ?? 1
    }
}
