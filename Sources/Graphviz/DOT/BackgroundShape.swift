/// What a graph shows below its nodes and edges: a shape of the attribute `_background`, in points, y upwards.
package struct BackgroundShape: Sendable {
    package enum Outline: Sendable {
        case box(x: Double, y: Double, width: Double, height: Double)
        /// From point to point.
        case line([(x: Double, y: Double)])
        case polygon([(x: Double, y: Double)])
    }

    package var outline: Outline
    /// Nil where what lies below shows.
    package var fill: Colour?
    /// Nil for no line.
    package var stroke: Colour?
    package var strokeWidth = 1.0
    package var line = HTMLTable.Line.solid

    package init(_ outline: Outline, fill: Colour? = nil, stroke: Colour? = nil, strokeWidth: Double = 1, line: HTMLTable.Line = .solid) {
        (self.outline, self.fill, self.stroke, self.strokeWidth, self.line) = (outline, fill, stroke, strokeWidth, line)
    }

    /// Corners, or the points of the line.
    var points: [(x: Double, y: Double)] {
        switch outline {
        case .box(let x, let y, let width, let height): [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        case .line(let points), .polygon(let points): points
        }
    }

    /// Operations of xdot (graphviz.org/docs/outputs/canon, "xdot").
    func operations(in theme: Theme) -> String {
        var text = ""
        func colour(_ letter: String, _ colour: Colour?) {
            let hex = colour.flatMap { $0 == .none ? nil : $0.hex(in: theme) } ?? "#fffffe00"
            text += "\(letter) \(hex.utf8.count) -\(hex) "
        }
        func style(_ style: String) { text += "S \(style.utf8.count) -\(style) " }
        style("setlinewidth(\(DOTNumber(strokeWidth)))")
        style(line.rawValue.lowercased())
        colour("c", stroke)
        if case .line = outline {
            text += "L \(points.count) "
        } else {
            colour("C", fill)
            text += "P \(points.count) "
        }
        return text + points.map { "\(DOTNumber($0.x)) \(DOTNumber($0.y)) " }.joined()
    }
}

/// A number as DOT has it: two decimals at most.
package struct DOTNumber: CustomStringConvertible {
    private let number: SVGNumber
    package init(_ number: Double) { self.number = SVGNumber(number) }
    package var description: String { number.description }
}
