/// A line from point to point with round corners, as the cubic curves of DOT's `pos`.
enum RoundedLine {
    private static let radius = 6.0
    /// How far an arrow's head or bar reaches back from its tip, as libgvc draws them at `arrowsize` 1.
    private static let head = 10.0, bar = 2.0

    /// - Returns: a start and three points for each piece; and the tip, where there is a head or a bar.
    static func curve(_ points: [LayoutPlan.Point], end: LayoutPlan.Arrow.End) -> (curve: [LayoutPlan.Point], tip: LayoutPlan.Point?) {
        var points = points.enumerated().filter { $0.offset == 0 || points[$0.offset - 1] != $0.element }.map(\.element)
        guard let tip = points.last, points.count > 1 else { return (points, nil) }
        if end != .none {
            points[points.count - 1] = towards(points[points.count - 2], from: tip, by: end == .head ? head : bar)
        }
        var curve = [points[0]]
        func line(to point: LayoutPlan.Point) { if let last = curve.last, last != point { curve += [last, point, point] } }
        for position in points.indices.dropFirst().dropLast() {
            let (before, corner, after) = (points[position - 1], points[position], points[position + 1])
            let reach = min(radius, distance(before, corner) / 2, distance(corner, after) / 2)
            let (start, end) = (towards(before, from: corner, by: reach), towards(after, from: corner, by: reach))
            line(to: start)
            // Of a circle, nearly.
            curve += [towards(corner, from: start, by: reach * 0.55), towards(corner, from: end, by: reach * 0.55), end]
        }
        line(to: points[points.count - 1])
        return (curve, end == .none ? nil : tip)
    }

    private static func distance(_ one: LayoutPlan.Point, _ other: LayoutPlan.Point) -> Double {
        abs(one.x - other.x) + abs(one.y - other.y)
    }

    private static func towards(_ goal: LayoutPlan.Point, from point: LayoutPlan.Point, by length: Double) -> LayoutPlan.Point {
        let all = distance(point, goal)
        guard all > 0 else { return point }
        let part = min(1, length / all)
        return .init(x: point.x + (goal.x - point.x) * part, y: point.y + (goal.y - point.y) * part)
    }
}
