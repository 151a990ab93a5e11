import Graphviz

/// The table in a box: a line for each row, from border to border, so that the row's arrow leaves at its end.
struct RowTable {
    /// Position of the box.
    let box: Int
    let rows: [Figure.Row]
    let columns: TableColumns

    /// Kind, name and facts as in any box, the rows below.
    func label(below head: HTMLTable) -> HTMLTable {
        let head = HTMLCell(.table(head), columns: columns.hasNumbers ? 6 : 5)
        let side = HTMLCell(.nothing, size: .exactly(width: 9, height: 4))
        var table = HTMLTable([[side, head, side]] + rows.enumerated().flatMap { lines($1, number: $0, side) })
        table.padding = 0
        return table
    }

    private func lines(_ row: Figure.Row, number: Int, _ side: HTMLCell) -> [[HTMLCell]] {
        let first = line(row, number: number, side)
        guard let below = TableColumns.below(row) else { return [first] }
        let before = HTMLCell(.nothing, columns: 5), rest = HTMLCell(.text([below]), columns: first.count - 5)
        return [first, [before, rest]]
    }

    private func line(_ row: Figure.Row, number: Int, _ side: HTMLCell) -> [HTMLCell] {
        let gap = HTMLCell(.nothing, size: .exactly(width: 6, height: 15))
        let texts = zip(TableColumns.runs(row), columns.widths).map { HTMLCell(.text([$0]), size: .atLeast(width: $1)) }
        var cells = [side, texts[0], gap, texts[1], gap, texts[2]]
        if columns.hasNumbers {
            cells.append(
                columns.numbered(box, row: number).map {
                    FigureGraph.badge(String($0.step ?? 0), FigureStyle.line($0.role).colour, alignment: .right)
                } ?? HTMLCell(.nothing, size: .exactly(width: 22, height: 15)))
        }
        return cells + [HTMLCell(.nothing, size: .exactly(width: 9, height: 15), port: number)]
    }
}
