import Graphviz

/// How wide the text of boxes is that stand in one column and are to be of one width.
enum BoxWidths {
    /// In points, by position: where the figure asks for it, so that frames are of one width.
    static func equal(in figure: Figure, textLimit: Int, isCompact: Bool) -> [Int: Double] {
        guard figure.hasEqualColumns else { return [:] }
        var widths: [Int: Double] = [:]
        for column in figure.columns {
            let plain = column.filter { figure.elements[$0].rows.isEmpty }
            let widest =
                plain.map { width(of: figure.elements[$0], textLimit, in: figure, isCompact: isCompact) }.max() ?? 0
            for position in plain { widths[position] = widest }
        }
        return widths
    }

    private static func width(of element: Figure.Element, _ textLimit: Int, in figure: Figure, isCompact: Bool) -> Double {
        let name = HTMLRun(element.title.shortened(to: textLimit), size: isCompact ? 11 : 12, colour: .text, isBold: true).width
        let count = element.count.map { Double(8 + FigureGraph.badgeWidth("×\(English.grouped($0))")) } ?? 0
        let facts = figure.facts(of: element).map {
            HTMLRun($0.shortened(to: textLimit), face: .mono, size: isCompact ? 9 : 10, colour: .text).width
        }
        let notes = element.notes.flatMap { $0.lines(at: figure.roomOfNote) }.map {
            HTMLRun($0.shortened(to: textLimit), size: 9, colour: .text).width + 20
        }
        let chips = element.chips.flatMap(\.lines).map {
            HTMLRun($0.shortened(to: textLimit), face: .mono, size: 9, colour: .text).width + 8
        }
        let qualifiers = element.chips.map { chip in chip.lead.map { HTMLRun($0, size: 9, colour: .text).width + 16 } ?? 0 }
        let lines = [
            HTMLRun(element.eyebrow.shortened(to: textLimit), size: 8, colour: .text, isBold: true).width, name + count,
            HTMLRun(element.caption?.plain ?? "", size: 9, colour: .text).width, (chips.max() ?? 0) + (qualifiers.max() ?? 0),
        ]
        return (lines + facts + notes).max() ?? 0
    }
}
