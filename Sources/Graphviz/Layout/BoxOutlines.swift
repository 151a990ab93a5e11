/// libgvc writes every box as the points around it.
enum SharpBox {
    /// A box where four points are the corners of one, a polygon otherwise.
    static func outline(of points: [LaidOutFigure.Point]) -> LaidOutFigure.Outline {
        let frame = Frame(points)
        let isBox = points.count == 4 && points.allSatisfy { frame.hasSide($0) && frame.hasLevel($0) } && Set(points).count == 4
        return isBox ? .box(frame.corner, width: frame.width, height: frame.height, radius: 0) : .polygon(points)
    }
}

/// A box with round corners is a curve of eight pieces: lines along its sides, whose control points lie at their ends, and corners.
enum RoundedBox {
    static func outline(of points: [LaidOutFigure.Point]) -> LaidOutFigure.Outline {
        let frame = Frame(points)
        guard points.count == 25, let radius = radius(points, frame) else { return .curve(points) }
        return .box(frame.corner, width: frame.width, height: frame.height, radius: radius)
    }

    /// Nil where the curve is not such a box.
    private static func radius(_ points: [LaidOutFigure.Point], _ frame: Frame) -> Double? {
        let beginsWithSide = Frame.isNear(points[0].x, points[1].x) && Frame.isNear(points[0].y, points[1].y)
        var radius: Double?
        for start in stride(from: 0, to: 24, by: 3) {
            let (from, to) = (points[start], points[start + 3])
            if (start % 2 == 0) == beginsWithSide {
                let isUpright = Frame.isNear(from.x, to.x) && frame.hasSide(from),
                    isLevel = Frame.isNear(from.y, to.y) && frame.hasLevel(from)
                guard isUpright || isLevel else { return nil }
            } else {
                let corner = radius ?? abs(to.x - from.x)
                guard Frame.isNear(abs(to.x - from.x), corner), Frame.isNear(abs(to.y - from.y), corner) else { return nil }
                radius = corner
            }
        }
        return radius
    }
}

/// What points span.
private struct Frame {
    private var left = Double.infinity, top = Double.infinity, right = -Double.infinity, bottom = -Double.infinity

    init(_ points: [LaidOutFigure.Point]) {
        for point in points {
            (left, right) = (min(left, point.x), max(right, point.x))
            (top, bottom) = (min(top, point.y), max(bottom, point.y))
        }
    }

    var corner: LaidOutFigure.Point { LaidOutFigure.Point(x: left, y: top) }
    var width: Double { right - left }
    var height: Double { bottom - top }

    func hasSide(_ point: LaidOutFigure.Point) -> Bool { Self.isNear(point.x, left) || Self.isNear(point.x, right) }
    func hasLevel(_ point: LaidOutFigure.Point) -> Bool { Self.isNear(point.y, top) || Self.isNear(point.y, bottom) }

    /// libgvc writes two decimals.
    static func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 0.015 }
}
