/// A figure within a page: the page has its fonts, its dark colours and its words, so that the figure is half as large.
extension SVGDocument {
    func compact(_ node: Node) {
        node.children.removeAll { child in if case .element(let inner) = child { inner.name == "title" } else { false } }
        if node.name == "text" {
            if node["text-anchor"] == "start" { node["text-anchor"] = nil }
            // The page's style sheet says what the two families are.
            if let family = node["font-family"] { node["font-family"] = family.hasPrefix("ui-monospace") ? "monospace" : nil }
            if let size = node["font-size"], size.hasSuffix(".00") { node["font-size"] = String(size.dropLast(3)) }
        }
        if let path = node["d"] {
            if let box = RoundedBox(path) { box.replace(node) } else { node["d"] = SVGPath.withLines(path) }
        }
        for case .element(let child) in node.children { compact(child) }
        joinBorders(in: node)
    }

    /// A label's ground and its border are two shapes in one place, with the text between them: one shape shows the same.
    private func joinBorders(in group: Node) {
        let shape = { (node: Node) in ["x", "y", "width", "height", "rx"].map { node[$0] ?? "" } }
        for (position, border) in group.elements.enumerated().reversed() where border.name == "rect" && border["fill"] == "none" {
            let ground = group.elements[..<position].last { $0.name == "rect" && $0["stroke"] == "none" && shape($0) == shape(border) }
            guard let ground else { continue }
            for paint in ["stroke", "stroke-width", "stroke-dasharray"] { ground[paint] = border[paint] }
            group.children.removeAll { child in if case .element(let node) = child { node === border } else { false } }
        }
    }
}

/// libgvc draws a box with round corners as a path of four lines and four curves; SVG has a shape for it, a third as long.
struct RoundedBox: Equatable {
    /// In hundredths of a point.
    let x: Int, y: Int, width: Int, height: Int, radius: Int

    /// Nil for any other path, and for a box whose corners differ.
    init?(_ path: String) {
        guard path.hasPrefix("M") else { return nil }
        let points = path.dropFirst().split { $0 == "C" || $0 == " " }.compactMap(Point.init)
        // The start, and eight curves of three points: a line has its control points at its ends.
        guard points.count == 25, points[24] == points[0] else { return nil }
        let ends = stride(from: 0, through: 24, by: 3).map { points[$0] }
        guard let left = ends.map(\.x).min(), let right = ends.map(\.x).max(), let top = ends.map(\.y).min(),
            let bottom = ends.map(\.y).max()
        else { return nil }
        let firstIsLine = points[1] == points[0] && points[2] == points[3]
        var radii: Set<Int> = []
        for index in 0..<8 {
            let (from, to) = (ends[index], ends[index + 1])
            if (index % 2 == 0) == firstIsLine {
                guard points[index * 3 + 1] == from, points[index * 3 + 2] == to else { return nil }
                guard from.x == to.x && (to.x == left || to.x == right) || from.y == to.y && (to.y == top || to.y == bottom) else {
                    return nil
                }
            } else {
                radii.formUnion([abs(from.x - to.x), abs(from.y - to.y)])
            }
        }
        // Rounded to hundredths, equal radii differ by one.
        guard let least = radii.min(), let most = radii.max(), least > 0, most - least <= 1 else { return nil }
        (x, y, width, height, radius) = (left, top, right - left, bottom - top, most)
    }

    private struct Point: Equatable {
        let x: Int, y: Int

        init?(_ text: Substring) {
            let numbers = text.split(separator: ",").compactMap { Double($0) }.filter { abs($0) < 1e6 }
            guard numbers.count == 2 else { return nil }
            (x, y) = (Int((numbers[0] * 100).rounded()), Int((numbers[1] * 100).rounded()))
        }
    }

    /// Makes the path the box that it draws.
    func replace(_ node: SVGDocument.Node) {
        node.name = "rect"
        node["d"] = nil
        for (name, value) in [("x", x), ("y", y), ("width", width), ("height", height), ("rx", radius)] { node[name] = Self.text(value) }
    }

    private static func text(_ hundredths: Int) -> String {
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return "\(sign)\(whole)." + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
    }
}

enum SVGPath {
    /// libgvc writes every side of a rounded box as a curve: `C a a b b` from `a` is the line to `b`. Anything that is not `M` and
    /// one `C` stays as it is.
    static func withLines(_ path: String) -> String {
        let parts = path.split(separator: "C", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasPrefix("M") else { return path }
        var here = parts[0].dropFirst()
        let points = parts[1].split(separator: " ")
        guard points.count % 3 == 0, points.allSatisfy({ $0.utf8.allSatisfy { "0123456789.,-".utf8.contains($0) } }) else { return path }
        var text = parts[0]
        var command: Character = "M"
        for first in stride(from: 0, to: points.count, by: 3) {
            let end = points[first + 2]
            let isLine = points[first] == here && points[first + 1] == end
            if isLine, end == here { continue }
            let next: Character = isLine ? "L" : "C"
            text += command == next ? " " : String(next)
            text += isLine ? end : "\(points[first]) \(points[first + 1]) \(end)"
            command = next
            here = end
        }
        return String(text)
    }
}
