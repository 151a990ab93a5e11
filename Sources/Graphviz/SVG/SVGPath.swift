/// The data of paths and polygons (SVG 1.1, 8.3).
enum SVGPath {
    static func points(_ points: [LaidOutFigure.Point]) -> String { points.map(text).joined(separator: " ") }

    /// A start and three points for each cubic curve. A curve whose control points lie at its ends is a line.
    static func curve(_ points: [LaidOutFigure.Point]) -> String {
        var text = "M" + points.prefix(1).map(Self.text).joined()
        var command: Character = "M"
        for first in stride(from: 1, to: points.count - 2, by: 3) {
            let (start, a, b, end) = (points[first - 1], points[first], points[first + 1], points[first + 2])
            let isLine = a == start && b == end
            if isLine, end == start { continue }
            let next: Character = isLine ? "L" : "C"
            text += command == next ? " " : String(next)
            text += isLine ? Self.text(end) : Self.points([a, b, end])
            command = next
        }
        return text
    }

    private static func text(_ point: LaidOutFigure.Point) -> String { "\(SVGNumber(point.x)),\(SVGNumber(point.y))" }
}
