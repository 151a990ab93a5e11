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
        if let path = node["d"] { node["d"] = SVGPath.withLines(path) }
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
