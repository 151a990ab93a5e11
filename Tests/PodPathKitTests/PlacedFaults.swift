/// What is wrong with a figure whose places podpath gives, in words: empty for a good one. Text is as wide as in the widest font.
struct PlacedFaults {
    let svg: SVGGeometry

    var all: [String] { smallType + rooms + overlaps + edges + crossedTexts + crossedBoxes + pageEdges + frames + badges }

    private var texts: [SVGGeometry.Text] { svg.remarks.texts + (svg.frames + svg.boxes + svg.arrows).flatMap(\.texts) }

    private var smallType: [String] { texts.filter { $0.size < 12 }.map { "\"\($0.text)\" is smaller than 12 px" } }

    /// Lines that are longer than their box has room for.
    private var rooms: [String] {
        svg.boxes.flatMap { box in
            box.texts.filter { $0.widest.maxX > outline(box).maxX - 3 }.map { "\"\($0.text)\" leaves \(box.id)" }
        }
    }

    /// The border, without the marks on it.
    private func outline(_ box: SVGGeometry.Group) -> Rectangle { box.shapes.first?.area ?? box.area }

    private var pageEdges: [String] {
        texts.filter { !svg.viewBox.inset(6).contains($0.widest) }.map { "\"\($0.text)\" leaves the page" }
            + svg.boxes.filter { !svg.viewBox.contains($0.area) }.map { "\($0.id) leaves the page" }
    }

    private var overlaps: [String] {
        var faults: [String] = []
        let list = texts.sorted { $0.widest.minY < $1.widest.minY }
        for (position, one) in list.enumerated() {
            for other in list[(position + 1)...] {
                if other.widest.minY >= one.widest.maxY { break }
                if one.widest.inset(0.5).overlaps(other.widest) { faults.append("\"\(one.text)\" lies on \"\(other.text)\"") }
            }
        }
        for (position, a) in svg.boxes.enumerated() {
            for b in svg.boxes[(position + 1)...] {
                let (one, other) = (outline(a), outline(b))
                guard one.inset(1).overlaps(other), !one.contains(other), !other.contains(one) else { continue }
                // A Service lies on the head of its workload.
                let isGlued = abs(one.minX - other.minX) < 1 && abs(one.maxX - other.maxX) < 1 && abs(one.minY - other.maxY) <= 13
                if !isGlued { faults.append("boxes \(a.id) and \(b.id) overlap") }
            }
        }
        return faults
    }

    /// Text across the border of a box that does not hold it; what a later box hides is no border.
    private var edges: [String] {
        var faults: [String] = []
        for (position, box) in svg.boxes.enumerated() {
            let area = outline(box)
            for text in texts where area.overlaps(text.widest) && !area.contains(text.widest) {
                let isHidden = svg.boxes[(position + 1)...].contains { outline($0).contains(text.widest) }
                if !isHidden { faults.append("\"\(text.text)\" lies across the border of \(box.id)") }
            }
        }
        return faults
    }

    private var crossedTexts: [String] {
        svg.arrows.flatMap { arrow in
            let line = Self.dense(arrow.line)
            let own = arrow.badge?.area
            return texts.filter { text in
                !(own?.contains(text.area) ?? false) && line.contains { text.area.contains($0.x, $0.y) }
            }.map {
                "the line of \(arrow.id) crosses \"\($0.text)\""
            }
        }
    }

    private var crossedBoxes: [String] {
        svg.arrows.flatMap { arrow -> [String] in
            let line = Self.dense(arrow.line)
            guard let first = line.first, let last = line.last else { return [] }
            return svg.boxes.filter { box in
                let near = outline(box).inset(-14)
                if near.contains(first.x, first.y) || near.contains(last.x, last.y) { return false }
                let inside = outline(box).inset(1)
                return line.contains { inside.contains($0.x, $0.y) }
            }.map { "the line of \(arrow.id) passes through \($0.id)" }
        }
    }

    /// Of one column.
    private var frames: [String] {
        let columns = Dictionary(grouping: svg.frames) { Int($0.area.minX.rounded()) }
        return columns.sorted { $0.key < $1.key }.flatMap { _, frames -> [String] in
            let widths = Set(frames.map { Int(($0.area.maxX - $0.area.minX).rounded()) })
            return widths.count > 1 ? ["frames are \(widths.sorted()) wide"] : []
        }
    }

    /// Numbers lie on their lines, occur once, and rise down, then to the right.
    private var badges: [String] {
        var faults: [String] = []
        var found: [(number: Int, x: Double, y: Double)] = []
        for arrow in svg.arrows {
            guard let badge = arrow.badge else { continue }
            let (x, y) = ((badge.area.minX + badge.area.maxX) / 2, (badge.area.minY + badge.area.maxY) / 2)
            let distance = Self.dense(arrow.line).map { max(abs($0.x - x), abs($0.y - y)) }.min() ?? .infinity
            if distance > 1.5 { faults.append("the number \(badge.number) is \(Int(distance)) px off its line") }
            found.append((badge.number, x, y))
        }
        let read = found.sorted { abs($0.y - $1.y) > 2 ? $0.y < $1.y : $0.x < $1.x }.map(\.number)
        if read != Array(Set(read)).sorted() { faults.append("the numbers are read as \(read)") }
        return faults
    }

    // MARK: Crossings

    /// Where lines of arrows to different ends cross, counted on what is drawn.
    var crossings: Int {
        let lines = svg.arrows.map { Self.straight($0.line) }
        var found: Set<[Int]> = []
        for (position, one) in lines.enumerated() {
            for other in lines[(position + 1)...] {
                for a in one {
                    for b in other where a.isLevel != b.isLevel {
                        let (level, upright) = a.isLevel ? (a, b) : (b, a)
                        let isCrossed =
                            level.from + 1 < upright.at && upright.at < level.to - 1 && upright.from + 1 < level.at
                            && level.at < upright.to - 1
                        // Several that share a way cross another line once.
                        if isCrossed { found.insert([Int(upright.at.rounded()), Int(level.at.rounded())]) }
                    }
                }
            }
        }
        return found.count
    }

    private struct Piece {
        let isLevel: Bool
        let at: Double
        let from: Double
        let to: Double
    }

    private static func straight(_ line: [(x: Double, y: Double)]) -> [Piece] {
        zip(line, line.dropFirst()).compactMap { start, end in
            if abs(start.y - end.y) < 0.01, abs(start.x - end.x) > 2 {
                return Piece(isLevel: true, at: start.y, from: min(start.x, end.x), to: max(start.x, end.x))
            }
            if abs(start.x - end.x) < 0.01, abs(start.y - end.y) > 2 {
                return Piece(isLevel: false, at: start.x, from: min(start.y, end.y), to: max(start.y, end.y))
            }
            return nil
        }
    }

    /// With a point at least every two pixels.
    private static func dense(_ line: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        zip(line, line.dropFirst()).flatMap { start, end -> [(x: Double, y: Double)] in
            let steps = max(1, Int(max(abs(end.x - start.x), abs(end.y - start.y)) / 2))
            return (0..<steps).map { step in
                let part = Double(step) / Double(steps)
                return (start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part)
            }
        } + line.suffix(1)
    }
}
