import SafeText

/// Writes DOT, one statement a line, in the colours of one theme. Identifiers are numbers of ours, texts are escaped by their types.
package struct DOTEncoder {
    private let theme: Theme

    package static func encode(_ graph: DOTGraph, theme: Theme = .light) -> String { DOTEncoder(theme: theme).text(graph) }

    private func text(_ graph: DOTGraph) -> String {
        var lines = ["digraph {"]
        lines.append("  graph \(list(graph.attributes))")
        lines.append("  node \(list(graph.nodeDefaults))")
        lines.append("  edge \(list(graph.edgeDefaults))")
        for statement in graph.statements { append(statement, &lines, indent: "  ") }
        return lines.joined(separator: "\n") + "\n}\n"
    }

    private func append(_ statement: Statement, _ lines: inout [String], indent: String) {
        switch statement {
        case .node(let node): lines.append("\(indent)\(node.id.text) \(list(node.attributes))")
        case .edge(let edge): lines.append("\(indent)\(edge.tail.text) -> \(edge.head.text) \(list(edge.attributes))")
        case .sameRank(let ids): lines.append("\(indent){rank=same; \(ids.map { $0.text + ";" }.joined(separator: " "))}")
        case .subgraph(let subgraph):
            lines.append("\(indent)subgraph cluster_\(subgraph.clusterNumber) {")
            for (name, value) in subgraph.attributes.pairs { lines.append("\(indent)  \(name)=\(text(value))") }
            for inner in subgraph.statements { append(inner, &lines, indent: indent + "  ") }
            lines.append("\(indent)}")
        }
    }

    private func list(_ attributes: AttributeList) -> String {
        "[" + attributes.pairs.map { "\($0.name)=\(text($0.value))" }.joined(separator: ", ") + "]"
    }

    private func text(_ value: AttributeList.Value) -> String {
        switch value {
        case .token(let word): "\"\(word)\""
        case .number(let number): number == number.rounded() ? String(Int(number)) : String(number)
        case .string(let string): "\"\(string.text)\""
        case .colour(let colour): "\"\(colour.hex(in: theme))\""
        case .html(let table): "<\(html(table))>"
        }
    }

    // MARK: HTML-like labels

    private func html(_ table: HTMLTable) -> String {
        var attributes =
            "BORDER=\"\(table.border == nil ? 0 : 1)\" CELLBORDER=\"0\" CELLSPACING=\"\(table.spacing)\" CELLPADDING=\"\(table.padding)\""
        if let border = table.border { attributes += " COLOR=\"\(border.hex(in: theme))\"" }
        if let sides = table.sides { attributes += " SIDES=\"\(sides)\"" }
        let style = (table.isRounded ? ["ROUNDED"] : []) + (table.line == .solid ? [] : [table.line.rawValue])
        if !style.isEmpty { attributes += " STYLE=\"\(style.joined(separator: ","))\"" }
        if let fill = table.fill { attributes += " BGCOLOR=\"\(fill.hex(in: theme))\"" }
        attributes += size(table.size)
        let rows = table.rows.map { "<TR>\($0.map(html).joined())</TR>" }
        return "<TABLE \(attributes)>\(rows.joined())</TABLE>"
    }

    private func html(_ cell: HTMLCell) -> String {
        var attributes = "ALIGN=\"\(cell.alignment.rawValue)\""
        if cell.columns > 1 { attributes += " COLSPAN=\"\(cell.columns)\"" }
        if let port = cell.port { attributes += " PORT=\"r\(port)\"" }
        switch cell.content {
        case .nothing: return "<TD \(attributes)\(size(cell.size))></TD>"
        case .table(let table): return "<TD \(attributes)\(size(cell.size))>\(html(table))</TD>"
        case .text(let runs):
            return "<TD \(attributes)\(size(size(of: cell, runs)))>\(runs.map(html).joined())</TD>"
        }
    }

    /// Room for the text where libgvc would measure too little.
    private func size(of cell: HTMLCell, _ runs: [HTMLRun]) -> HTMLTable.Size? {
        guard runs.contains(where: TextMetrics.needsWidth) else { return cell.size }
        let needed = Int((runs.reduce(0) { $0 + TextMetrics.width(of: $1) } + 3).rounded(.up))
        return switch cell.size {
        case nil: .atLeast(width: needed)
        case .atLeast(let width): .atLeast(width: max(width, needed))
        case .exactly: cell.size
        }
    }

    private func html(_ run: HTMLRun) -> String {
        let face = run.face == .mono ? "FACE=\"Courier\" " : ""
        // An empty text is a syntax error in a label.
        let text = run.text.isEmpty ? " " : DOTHTMLText(run.text).text
        let colour = run.colour.hex(in: theme)
        return "<FONT \(face)POINT-SIZE=\"\(run.size)\" COLOR=\"\(colour)\">\(run.isBold ? "<B>\(text)</B>" : text)</FONT>"
    }

    private func size(_ size: HTMLTable.Size?) -> String {
        switch size {
        case nil: ""
        case .atLeast(let width): " WIDTH=\"\(width)\""
        case .exactly(let width, let height): " FIXEDSIZE=\"TRUE\" WIDTH=\"\(width)\" HEIGHT=\"\(height)\""
        }
    }
}
