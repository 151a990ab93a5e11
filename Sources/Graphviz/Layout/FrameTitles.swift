/// libgvc puts a frame's title at the left of the strip that it keeps free of boxes, and draws arrows across it: such a title moves
/// along the strip to where no arrow passes.
extension LaidOutFigure {
    mutating func clearTitles() {
        let curves = arrows.flatMap(\.items).compactMap { item -> CurvePoints? in
            guard case .shape(let shape) = item, case .curve(let points) = shape.outline else { return nil }
            return CurvePoints(points)
        }
        for index in frames.indices {
            guard let title = FrameTitle(frames[index]) else { continue }
            let distance = title.distance(awayFrom: curves)
            frames[index].items = frames[index].items.map { item in
                guard case .line(var line) = item else { return item }
                line.place.x += distance
                return .line(line)
            }
        }
    }
}

/// The lines of a frame, which stand in one strip of it.
private struct FrameTitle {
    private let left: Double, right: Double, top: Double, bottom: Double
    /// Where the title may start: from border to border.
    private let strip: ClosedRange<Double>

    /// Nil for a frame with more in it than words: a number stands where it stands.
    init?(_ frame: LaidOutFigure.Group) {
        var box: (x: Double, width: Double)?
        var left = Double.infinity, right = -Double.infinity, top = Double.infinity, bottom = -Double.infinity
        for item in frame.items {
            switch item {
            case .shape(let shape):
                guard box == nil, case .box(let corner, let width, _, _) = shape.outline else { return nil }
                box = (corner.x, width)
            case .line(let line):
                let size = Double(line.runs.map(\.size).max() ?? 0)
                (left, right) = (min(left, line.place.x), max(right, line.place.x + line.width))
                (top, bottom) = (min(top, line.place.y - size * 0.8), max(bottom, line.place.y + size * 0.3))
            case .group: return nil
            }
        }
        guard let box, left < right else { return nil }
        let (first, last) = (box.x + 9, box.x + box.width - 9 - (right - left))
        guard first <= last else { return nil }
        (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
        strip = first...last
    }

    /// How far it is to the first free place from the left; 0 where it is free already, and where nothing is.
    func distance(awayFrom curves: [CurvePoints]) -> Double {
        let near = curves.filter {
            $0.top < bottom && $0.bottom > top && $0.left < strip.upperBound + right - left && $0.right > strip.lowerBound
        }
        let isFree = { (x: Double) in
            !near.contains { $0.crosses(left: x - 5, right: x + right - left + 5, top: top, bottom: bottom) }
        }
        guard !near.isEmpty, !isFree(left) else { return 0 }
        let place = stride(from: strip.lowerBound, through: strip.upperBound, by: 4).first(where: isFree)
        return place.map { $0 - left } ?? 0
    }
}

extension LaidOutFigure.Line {
    /// In points, by the tables of widths.
    var width: Double { runs.reduce(0) { $0 + $1.width } }
}
