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
            HTMLRun(goal(row).first, face: .mono, size: 9, colour: colour),
        ]
    }

    /// What stands below a long name: its port, which is not cut off with it.
    static func below(_ row: Figure.Row) -> HTMLRun? {
        goal(row).rest.map { HTMLRun($0, face: .mono, size: 9, colour: row.isRefused ? .missingText : .text) }
    }

    private static func goal(_ row: Figure.Row) -> (first: String, rest: String?) {
        // An address of many colons has no port.
        let goal = row.goal.plain
        guard goal.count > 26, goal.count(where: { $0 == ":" }) == 1, let colon = goal.firstIndex(of: ":") else {
            return (goal.shortened(to: 26), nil)
        }
        return (String(goal[..<colon]).shortened(to: 26), String(goal[colon...]).shortened(to: 26))
    }
}
