import Graphviz

/// Lines of text at places of their own as one HTML-like label: what stands along an arrow, a text on the page, the cells of a row.
struct LabelTable {
    private struct Cell {
        /// From the left end of the row.
        let x: Int
        let width: Int
        let runs: [HTMLRun]
        var isCentred = false
    }

    private(set) var table = HTMLTable([])
    private(set) var place: LayoutPlan.Rectangle

    /// - Parameter texts: at least one. Those of one height stand in one row.
    init(_ texts: [LayoutPlan.Text]) {
        let left = (texts.map(\.left).min() ?? 0).rounded(.down)
        let top = texts.map { $0.middle - $0.height / 2 }.min() ?? 0
        var rows: [(top: Int, height: Int, cells: [Cell])] = []
        for text in texts.sorted(by: { ($0.middle, $0.left) < ($1.middle, $1.left) }) {
            let y = Int((text.middle - text.height / 2 - top).rounded())
            let cell = Cell(x: Int((text.left - left).rounded()), width: Int(text.width), runs: text.runs, isCentred: text.isCentred)
            if let last = rows.last, last.top == y {
                rows[rows.count - 1].cells.append(cell)
            } else {
                rows.append((y, Int(text.height), [cell]))
            }
        }
        let width = rows.flatMap(\.cells).map { $0.x + $0.width }.max() ?? 0
        table.padding = 0
        var y = 0
        for row in rows {
            if row.top > y { table.rows.append([HTMLCell(.nothing, size: .exactly(width: width, height: row.top - y))]) }
            let height = max(row.height, y - row.top)
            table.rows.append([
                HTMLCell(.table(Self.row(row.cells, width: width, height: height)), size: .exactly(width: width, height: height))
            ])
            y = max(y, row.top) + height
        }
        place = .init(x: left, y: top, width: Double(width), height: Double(y))
    }

    /// One row, whose cells do not move when a font is wider or narrower.
    private static func row(_ cells: [Cell], width: Int, height: Int) -> HTMLTable {
        var parts: [HTMLCell] = []
        var x = 0
        for cell in cells.sorted(by: { $0.x < $1.x }) {
            if cell.x > x { parts.append(HTMLCell(.nothing, size: .exactly(width: cell.x - x, height: height))) }
            x = max(x, cell.x) + cell.width
            parts.append(
                HTMLCell(.text(cell.runs), alignment: cell.isCentred ? .center : .left, size: .exactly(width: cell.width, height: height)))
        }
        if x < width { parts.append(HTMLCell(.nothing, size: .exactly(width: width - x, height: height))) }
        var table = HTMLTable([parts])
        table.padding = 0
        return table
    }

    /// A number on a disc of its line's colour, with a ring of the page's around it.
    static func badge(_ number: Int, _ colour: Colour) -> HTMLTable {
        let text = HTMLCell(
            .text([HTMLRun(String(number), size: 12, colour: .onBadge, isBold: true)]), alignment: .center,
            size: .exactly(width: badgeSize, height: badgeSize))
        let disc = disc([[text]], colour, badgeSize)
        return LabelTable.disc(
            [[HTMLCell(.table(disc), alignment: .center, size: .exactly(width: ringSize, height: ringSize))]], .page, ringSize)
    }

    static let badgeSize = 18, ringSize = 22

    private static func disc(_ rows: [[HTMLCell]], _ colour: Colour, _ size: Int) -> HTMLTable {
        var table = HTMLTable(rows)
        table.fill = colour
        table.isRounded = true
        table.isDot = true
        table.padding = 0
        table.size = .exactly(width: size, height: size)
        return table
    }
}
