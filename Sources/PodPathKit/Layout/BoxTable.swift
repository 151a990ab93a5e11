import Graphviz

/// The rows of a box as an HTML-like label, which reaches four pixels over both sides of the box: the marks at its ends lie on the border.
struct BoxTable {
    private let rows: BoxRows
    private let width: Int

    init(_ rows: BoxRows, width: Int) { (self.rows, self.width) = (rows, width) }

    var table: HTMLTable {
        var table = HTMLTable(rows.rows.map(cells))
        table.padding = 0
        return table
    }

    private static let mark = 8
    /// From the mark to the text.
    private static let gap = BoxRows.padding - mark / 2

    private func cells(_ row: BoxRows.Row) -> [HTMLCell] {
        let size = { (width: Int) in HTMLTable.Size.exactly(width: width, height: row.height) }
        switch row.content {
        case .space: return [HTMLCell(.nothing, columns: 4, size: size(width + Self.mark))]
        case .rule: return [HTMLCell(.table(rule), alignment: .center, columns: 4, size: size(width + Self.mark))]
        case .chip(let lines, let look):
            return [HTMLCell(.table(chip(lines, look, row.height)), alignment: .center, columns: 4, size: size(width + Self.mark))]
        case .text(let runs):
            return [
                mark(row.left, size(Self.mark)), HTMLCell(.nothing, size: size(Self.gap)),
                HTMLCell(.text(runs), size: size(width - Self.mark - Self.gap)), mark(row.right, size(Self.mark)),
            ]
        }
    }

    private func chip(_ lines: [[HTMLRun]], _ look: FigureStyle.ChipLook, _ height: Int) -> HTMLTable {
        let room = width - 2 * BoxRows.padding
        var table = HTMLTable(
            lines.map { [HTMLCell(.text($0), alignment: .center, size: .exactly(width: room - 2, height: BoxRows.lineHeight - 1))] })
        table.border = look.border
        table.fill = look.fill
        table.isRounded = true
        table.padding = 0
        table.size = .exactly(width: room, height: height - 2)
        return table
    }

    private var rule: HTMLTable {
        var table = HTMLTable([[HTMLCell(.nothing)]])
        table.border = .hair
        table.side = "T"
        table.padding = 0
        table.size = .exactly(width: width - 16, height: 2)
        return table
    }

    private func mark(_ mark: Figure.Line.Mark?, _ size: HTMLTable.Size) -> HTMLCell {
        guard let mark else { return HTMLCell(.nothing, size: size) }
        var table = HTMLTable([[HTMLCell(.nothing)]])
        table.isRounded = true
        table.isDot = true
        table.padding = 0
        table.size = .exactly(width: Self.mark, height: Self.mark)
        let colour = mark == .refused ? Colour.missing : mark == .open ? .mutedText : .fact
        table.border = colour
        table.fill = mark == .open ? .page : colour
        return HTMLCell(.table(table), alignment: .center, size: size)
    }
}
