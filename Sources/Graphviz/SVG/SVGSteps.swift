import SafeText

/// A figure shown step by step: which box and arrow comes with which step, and how far the reader is.
///
/// All is done to one layout, so that every frame has the same geometry.
package struct SVGSteps: Sendable {
    package enum Showing: Sendable {
        /// Step `number` is the newest; what comes later is faint.
        case frame(Int)
        /// One step after the other, by CSS alone. Whatever plays no animation, or is asked for less motion, shows all.
        case animation
    }

    /// The id of a box or an arrow, and the step with which it appears; what is not in it is always there.
    package let first: [String: Int]
    package let count: Int
    package let showing: Showing

    package init(first: [String: Int], count: Int, showing: Showing) {
        self.first = first
        self.count = count
        self.showing = showing
    }

    private static let faint = "0.2"
    /// The width of the newest arrow, in points: thicker than those before it.
    static let bold = 2.75

    /// The class with which the animation finds a group.
    func mark(_ group: LaidOutFigure.Group) -> String? {
        guard case .animation = showing, let step = first[group.id] else { return nil }
        return "step-\(step)"
    }

    /// How faint a group is that comes later.
    func opacity(of group: LaidOutFigure.Group) -> String? {
        guard case .frame(let newest) = showing, let step = first[group.id], step > newest else { return nil }
        return Self.faint
    }

    /// Whether it is the arrow that has just come.
    func isNewest(_ group: LaidOutFigure.Group) -> Bool {
        guard case .frame(let newest) = showing, group.kind == .arrow else { return false }
        return first[group.id] == newest
    }

    // MARK: The animation

    /// Seconds: the whole figure first, then a step at a time, then the whole again.
    private static let lead = 1.5, fade = 0.4, pace = 2.0, rest = 4.0

    /// The style sheet that plays the steps within the element of this id.
    func styleSheet(within id: String) -> String {
        guard case .animation = showing, count > 0 else { return "" }
        let total = Self.lead + Self.fade + Double(count) * Self.pace + Self.rest
        let percent = { (seconds: Double) in
            let tenths = Int((seconds / total * 1000).rounded())
            return "\(tenths / 10).\(tenths % 10)%"
        }
        let scope = "[id=\"\(XMLText(id).text)\"]"
        let name = "kf-" + id.replacing(".", with: "_2e")
        var rules: [String] = []
        for step in 1...count {
            let begin = Self.lead + Self.fade + Double(step - 1) * Self.pace
            let rise = percent(begin), full = percent(begin + Self.fade)
            if step > 1 {
                rules.append("\(scope) .step-\(step){animation:\(name)-\(step) \(total)s linear infinite}")
                rules.append(
                    "@keyframes \(name)-\(step){0.0%,\(percent(Self.lead)){opacity:1}\(percent(Self.lead + Self.fade)),\(rise){opacity:\(Self.faint)}\(full),100%{opacity:1}}"
                )
            }
            let end = percent(begin + Self.pace), thin = percent(begin + Self.pace + Self.fade)
            rules.append(
                "\(scope) .edge.step-\(step)>path[stroke-width=\"1.5\"]{animation:\(name)-line-\(step) \(total)s linear infinite}")
            rules.append(
                "@keyframes \(name)-line-\(step){0.0%,\(rise){stroke-width:1.5}\(full),\(end){stroke-width:\(Self.bold)}\(thin),100%{stroke-width:1.5}}"
            )
        }
        rules.append("\(scope):hover *{animation-play-state:paused}")
        return "@media screen and (prefers-reduced-motion:no-preference){\n\(rules.joined(separator: "\n"))\n}"
    }
}
