import Graphviz

/// How wide the text of boxes is that stand in one column and are to be of one width.
enum BoxWidths {
    /// In points, by position: in a tree for boxes of one depth, so that a straight line reaches each without crossing another; in rows
    /// where the figure asks for it, so that frames are of one width.
    static func equal(in figure: Figure, textLimit: Int, isCompact: Bool) -> [Int: Double] {
        let columns: [[Int]]
        if figure.layout == .tree {
            columns = depths(of: figure)
        } else if figure.hasEqualColumns {
            columns = figure.columns
        } else {
            return [:]
        }
        var widths: [Int: Double] = [:]
        for column in columns {
            let plain = column.filter { figure.elements[$0].rows.isEmpty }
            let widest = plain.map { width(of: figure.elements[$0], textLimit, isCompact: isCompact) }.max() ?? 0
            for position in plain { widths[position] = widest }
        }
        return widths
    }

    private static func depths(of figure: Figure) -> [[Int]] {
        var depths = [Int](repeating: 0, count: figure.elements.count)
        for connection in figure.connections where connection.role == .holds { depths[connection.to] = depths[connection.from] + 1 }
        return (0...(depths.max() ?? 0)).map { depth in figure.elements.indices.filter { depths[$0] == depth } }
    }

    private static func width(of element: Figure.Element, _ textLimit: Int, isCompact: Bool) -> Double {
        let name = HTMLRun(element.name.shortened(to: textLimit), size: isCompact ? 11 : 12, colour: .text, isBold: true).width
        let count = element.count.map { Double(8 + FigureGraph.badgeWidth("×\(FigureWords.grouped($0))")) } ?? 0
        let facts = element.facts.map {
            HTMLRun($0.shortened(to: textLimit), face: .mono, size: isCompact ? 9 : 10, colour: .text).width
        }
        let notes = element.notes.map { HTMLRun($0.text.shortened(to: textLimit), size: 9, colour: .text).width + 20 }
        let chips = element.chips.map { HTMLRun($0.text.shortened(to: textLimit), face: .mono, size: 9, colour: .text).width + 8 }
        let askers = element.chips.map { chip in chip.lead.map { HTMLRun($0, size: 9, colour: .text).width + 16 } ?? 0 }
        let lines = [
            HTMLRun(element.eyebrow.shortened(to: textLimit), size: 8, colour: .text, isBold: true).width, name + count,
            HTMLRun(element.caption ?? "", size: 9, colour: .text).width, (chips.max() ?? 0) + (askers.max() ?? 0),
        ]
        return (lines + facts + notes).max() ?? 0
    }

    /// Boxes of one width stand in straight columns: that of the widest box, within reason.
    static func ofOverview(_ figure: Figure, textLimit: Int) -> Int {
        let widths = figure.elements.filter { $0.group != nil }.map { element in
            let mono = (element.facts.map(\.count) + element.chips.map { $0.text.count + 2 }).max() ?? 0
            let name = Double(element.name.count) * 6.4 + (element.count == nil ? 0 : 40)
            return max(Double(min(mono, textLimit)) * 5.4 + 6, min(name, 300))
        }
        // Calls make more columns; there a wide box widens its own column only.
        return Int(min(widths.max() ?? 0, figure.hasCalls ? 110 : 230))
    }
}

extension Figure {
    /// Arrows of traffic from one box to another, not only from outside; also of such as does not arrive.
    var hasCalls: Bool { connections.contains { ($0.role == .traffic || $0.role == .denied) && elements[$0.from].group != nil } }
}
