/// Points of cubic curves: a start and three for each.
struct CurvePoints {
    private let points: [LaidOutFigure.Point]
    let left: Double, right: Double, top: Double, bottom: Double

    init(_ points: [LaidOutFigure.Point]) {
        self.points = points
        left = points.map(\.x).min() ?? 0
        right = points.map(\.x).max() ?? 0
        top = points.map(\.y).min() ?? 0
        bottom = points.map(\.y).max() ?? 0
    }

    /// Whether it passes through a rectangle, at points that are no further from one another than a letter is high.
    func crosses(left: Double, right: Double, top: Double, bottom: Double) -> Bool {
        for index in stride(from: 1, through: points.count - 3, by: 3) {
            let (start, a, b, end) = (points[index - 1], points[index], points[index + 1], points[index + 2])
            // A piece is no longer than the lines between its points.
            let length = [(start, a), (a, b), (b, end)].reduce(0.0) { $0 + abs($1.1.x - $1.0.x) + abs($1.1.y - $1.0.y) }
            let parts = max(8, Int(min(length, 3_000) / 4))
            for part in 0...parts {
                let t = Double(part) / Double(parts), s = 1 - t
                let x = s * s * s * start.x + 3 * s * s * t * a.x + 3 * s * t * t * b.x + t * t * t * end.x
                let y = s * s * s * start.y + 3 * s * s * t * a.y + 3 * s * t * t * b.y + t * t * t * end.y
                if x > left, x < right, y > top, y < bottom { return true }
            }
        }
        return false
    }
}
