import Graphviz

/// What all tables of one figure have in common: they are of one width.
struct TableColumns {
    /// Of name, kind and goal, in points.
    let widths: [Int]
    /// The arrow whose number stands at the end of a line, by box and line.
    private let numbered: [Int: [Int: Figure.Connection]]

    init(_ figure: Figure) {
        var widths = [0.0, 0.0, 0.0]
        for row in figure.elements.lazy.flatMap(\.rows) {
            for (column, run) in zip(widths.indices, Self.runs(row)) { widths[column] = max(widths[column], run.width) }
        }
        self.widths = widths.map { Int($0.rounded(.up)) + 1 }
        var numbered: [Int: [Int: Figure.Connection]] = [:]
        for connection in figure.connections where connection.step != nil {
            guard let row = connection.row, numbered[connection.from]?[row] == nil else { continue }
            numbered[connection.from, default: [:]][row] = connection
        }
        self.numbered = numbered
    }

    /// In any table of the figure.
    var hasNumbers: Bool { !numbered.isEmpty }

    func numbered(_ box: Int, row: Int) -> Figure.Connection? { numbered[box]?[row] }

    /// Whether a line has the arrow's number; of several arrows with a number it has that of the first only.
    func hasNumber(of connection: Figure.Connection) -> Bool {
        connection.row.flatMap { numbered(connection.from, row: $0) }?.id == connection.id
    }

    static func runs(_ row: Figure.Row) -> [HTMLRun] {
        let colour = row.isRefused ? Colour.missingText : .text
        return [
            HTMLRun(row.name.shortened(to: 26), face: .mono, size: 9, colour: colour),
            HTMLRun(row.kind, size: 8, colour: row.isRefused ? colour : .mutedText),
            HTMLRun(row.goal.shortened(to: 26), face: .mono, size: 9, colour: colour),
        ]
    }
}
