import SafeText

/// A figure shown step by step: which box and arrow comes with which step, and how far the reader is.
///
/// All is done to the finished picture, so that every frame has the same geometry.
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

    static let faint = "0.2"
    static let bold = "2.75"

    /// Marks one group of the picture, that had this id before it got its prefix.
    func mark(_ group: SVGDocument.Node, id: String) {
        guard let step = first[id] else { return }
        switch showing {
        case .animation: group["class"] = (group["class"].map { $0 + " " } ?? "") + "step-\(step)"
        case .frame(let newest) where step > newest: group["opacity"] = Self.faint
        case .frame(let newest) where step == newest: embolden(group)
        case .frame: break
        }
    }

    /// The newest arrow is thicker than those before it.
    private func embolden(_ group: SVGDocument.Node) {
        guard group["class"]?.hasPrefix("edge") == true else { return }
        for line in group.elements where line.name == "path" && line["fill"] == "none" { line["stroke-width"] = Self.bold }
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
