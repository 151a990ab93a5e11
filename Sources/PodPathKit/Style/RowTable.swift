import Graphviz

/// The table in a box: a line for each row, from border to border, so that the row's arrow leaves at its end.
struct RowTable {
    private let figure: Figure
    private let rows: [Figure.Row]
    private let arrows: [Figure.Connection]

    init(_ position: Int, in figure: Figure) {
        self.figure = figure
        rows = figure.elements[position].rows
        arrows = figure.connections.filter { $0.from == position && $0.row != nil }
    }

    /// Kind, name and facts as in any box, the rows below. Tables of one figure have the same columns.
    func label(below head: HTMLTable) -> HTMLTable {
        let all = figure.elements.flatMap(\.rows).map(Self.runs)
        let widths = (0..<3).map { column in Int((all.map { $0[column].width }.max() ?? 0).rounded(.up)) + 1 }
        let head = HTMLCell(.table(head), columns: hasNumbers ? 6 : 5)
        let side = HTMLCell(.nothing, size: .exactly(width: 9, height: 4))
        var table = HTMLTable([[side, head, side]] + rows.enumerated().map { line($1, number: $0, widths, side) })
        table.padding = 0
        return table
    }

    private func line(_ row: Figure.Row, number: Int, _ widths: [Int], _ side: HTMLCell) -> [HTMLCell] {
        let gap = HTMLCell(.nothing, size: .exactly(width: 6, height: 15))
        let texts = zip(Self.runs(row), widths).map { HTMLCell(.text([$0]), size: .atLeast(width: $1)) }
        var cells = [side, texts[0], gap, texts[1], gap, texts[2]]
        if hasNumbers {
            let arrow = arrows.first { $0.row == number && $0.step != nil }
            cells.append(
                arrow.map { FigureGraph.badge(String($0.step ?? 0), FigureStyle.line($0.role).colour, alignment: .right) }
                    ?? HTMLCell(.nothing, size: .exactly(width: 22, height: 15)))
        }
        return cells + [HTMLCell(.nothing, size: .exactly(width: 9, height: 15), port: number)]
    }

    /// In any table of the figure: the tables are of one width.
    private var hasNumbers: Bool { figure.connections.contains { $0.row != nil && $0.step != nil } }

    private static func runs(_ row: Figure.Row) -> [HTMLRun] {
        let colour = row.isRefused ? Colour.missingText : .text
        return [
            HTMLRun(row.name.shortened(to: 26), face: .mono, size: 9, colour: colour),
            HTMLRun(row.kind, size: 8, colour: row.isRefused ? colour : .mutedText),
            HTMLRun(row.goal.shortened(to: 26), face: .mono, size: 9, colour: colour),
        ]
    }
}
