import SafeText

/// Aligned columns for a terminal.
package struct TextTable {
    private var rows: [[String]]
    /// Something in it bears the sign of an example.
    private(set) var hasExamples = false

    package init(_ heading: [String]) { rows = [heading] }

    package mutating func add(_ row: [String]) { rows.append(row.map { TerminalText($0).text }) }

    mutating func add(_ row: [Sentence]) {
        hasExamples = hasExamples || row.contains(where: \.hasExamples)
        add(row.map(\.plain))
    }

    package var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var text = ""
        for row in rows {
            // Nothing is padded behind the last cell that holds something.
            let last = row.lastIndex { !$0.isEmpty } ?? 0
            for column in 0...last {
                text += row[column]
                if column < last { text += String(repeating: " ", count: widths[column] - row[column].count + 2) }
            }
            text += "\n"
        }
        return text
    }
}
