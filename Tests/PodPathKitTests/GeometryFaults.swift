/// What is wrong with a figure's geometry, in words: empty for a good one. Knows nothing of the figure's kind.
struct GeometryFaults {
    /// Rounding of libgvc's coordinates, and half of a line's width.
    private static let tolerance = 1.0

    let svg: SVGGeometry

    var all: [String] { overlaps + outsiders + crossedLabels + crossedBoxes }

    private func name(_ group: SVGGeometry.Group) -> String { group.id }

    private var overlaps: [String] {
        var faults: [String] = []
        for (index, a) in svg.boxes.enumerated() {
            if let outer = svg.boxes.first(where: { $0.id == a.outer }), !outer.area.inset(2).contains(a.area) {
                faults.append("box \(name(a)) leaves \(name(outer)) that it stands in")
            }
            for b in svg.boxes[(index + 1)...]
            where a.area.inset(Self.tolerance).overlaps(b.area) && a.outer != b.id && b.outer != a.id {
                faults.append("boxes \(name(a)) and \(name(b)) overlap")
            }
            for frame in svg.frames where frame.area.overlaps(a.area) && !frame.area.contains(a.area) {
                faults.append("box \(name(a)) lies across the border of \(name(frame))")
            }
            for frame in svg.frames {
                for title in frame.texts where title.area.inset(Self.tolerance).overlaps(a.area) {
                    faults.append("box \(name(a)) covers the title of \(name(frame))")
                }
            }
        }
        for (index, a) in svg.frames.enumerated() {
            for b in svg.frames[(index + 1)...]
            where a.area.overlaps(b.area) && !a.area.contains(b.area) && !b.area.contains(a.area) {
                faults.append("frames \(name(a)) and \(name(b)) overlap")
            }
        }
        return faults
    }

    /// Texts that leave their box, frame or the picture; chips' texts that leave their chip.
    private var outsiders: [String] {
        var faults: [String] = []
        for group in svg.boxes + svg.frames {
            for text in group.texts {
                let inner =
                    group.shapes.filter { $0.fill != "none" && $0.area.contains((text.area.minX + text.area.maxX) / 2, text.area.maxY - 2) }
                    .map(\.area).min { ($0.maxX - $0.minX) < ($1.maxX - $1.minX) } ?? group.area
                if !inner.inset(-Self.tolerance).contains(text.area) {
                    faults.append("\"\(text.text)\" leaves \(name(group)) by \(overhang(text.area, inner)) pt")
                }
            }
            if !svg.viewBox.inset(-Self.tolerance).contains(group.area) { faults.append("\(name(group)) leaves the picture") }
        }
        for text in svg.remarks.texts + svg.arrows.flatMap(\.texts) where !svg.viewBox.inset(-Self.tolerance).contains(text.area) {
            faults.append("\"\(text.text)\" leaves the picture by \(overhang(text.area, svg.viewBox)) pt")
        }
        return faults
    }

    private func overhang(_ a: Rectangle, _ b: Rectangle) -> Double {
        (max(b.minX - a.minX, a.maxX - b.maxX, b.minY - a.minY, a.maxY - b.maxY) * 10).rounded() / 10
    }

    /// Labels on boxes, on other labels, on frame titles, and on lines that are not their own.
    private var crossedLabels: [String] {
        var faults: [String] = []
        for (index, arrow) in svg.arrows.enumerated() where !arrow.label.isEmpty {
            let label = arrow.label.inset(Self.tolerance)
            for box in svg.boxes where label.overlaps(box.area) { faults.append("the label of \(name(arrow)) lies on \(name(box))") }
            for frame in svg.frames {
                if label.overlaps(frame.area), !frame.area.contains(label) {
                    faults.append("the label of \(name(arrow)) lies across the border of \(name(frame))")
                }
                for title in frame.texts where label.overlaps(title.area) {
                    faults.append("the label of \(name(arrow)) lies on the title of \(name(frame))")
                }
            }
            for (other, line) in svg.arrows.enumerated() where other != index {
                if other > index, !line.label.isEmpty, label.overlaps(line.label) {
                    faults.append("the labels of \(name(arrow)) and \(name(line)) overlap")
                }
                if line.line.contains(where: { label.contains($0.x, $0.y) }) {
                    faults.append("the label of \(name(arrow)) lies on the line of \(name(line))")
                }
            }
        }
        for frame in svg.frames {
            for title in frame.texts {
                for arrow in svg.arrows where arrow.line.contains(where: { title.area.contains($0.x, $0.y) }) {
                    faults.append("the line of \(name(arrow)) crosses the title of \(name(frame))")
                }
            }
        }
        return faults
    }

    /// Lines that pass through a box which they neither leave nor reach.
    private var crossedBoxes: [String] {
        var faults: [String] = []
        for arrow in svg.arrows {
            guard let first = arrow.line.first, let last = arrow.line.last else { continue }
            for box in svg.boxes {
                let near = box.area.inset(-14)
                if near.contains(first.x, first.y) || near.contains(last.x, last.y) { continue }
                let inside = box.area.inset(Self.tolerance)
                if arrow.line.contains(where: { inside.contains($0.x, $0.y) }) {
                    faults.append("the line of \(name(arrow)) passes through \(name(box))")
                }
            }
        }
        return faults
    }
}
