import SafeText

/// Writes DOT, one statement a line, in the colours of one theme. Identifiers are numbers of ours, texts are escaped by their types.
package struct DOTEncoder {
    /// Bytes that are worth handing on while the rest is written.
    private static let piece = 4096

    private let theme: Theme
    private var bytes: [UInt8] = []

    package static func encode(_ graph: DOTGraph, theme: Theme = .light) -> String {
        var bytes: [UInt8] = []
        encode(graph, theme: theme) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Hands the text on piece by piece.
    package static func encode(_ graph: DOTGraph, theme: Theme, _ take: ([UInt8]) -> Void) {
        var encoder = DOTEncoder(theme: theme)
        encoder.write("digraph {\n  graph ")
        encoder.write(graph.attributes)
        encoder.write("\n  node ")
        encoder.write(graph.nodeDefaults)
        encoder.write("\n  edge ")
        encoder.write(graph.edgeDefaults)
        encoder.write("\n")
        for statement in graph.statements { encoder.write(statement, indent: "  ", take) }
        encoder.write("}\n")
        take(encoder.bytes)
    }

    private init(theme: Theme) { self.theme = theme }

    // MARK: Statements

    private mutating func write(_ statement: Statement, indent: String, _ take: ([UInt8]) -> Void) {
        write(indent)
        switch statement {
        case .node(let node):
            write(node.id)
            write(" ")
            write(node.attributes)
        case .edge(let edge):
            write(edge.tail)
            write(" -> ")
            write(edge.head)
            write(" ")
            write(edge.attributes)
        case .sameRank(let ids):
            write("{rank=same;")
            for id in ids {
                write(" ")
                write(id)
                write(";")
            }
            write("}")
        case .subgraph(let subgraph):
            write("subgraph cluster_\(subgraph.clusterNumber) {\n")
            for (name, value) in subgraph.attributes.pairs {
                write(indent)
                write("  ")
                write(name, value)
                write("\n")
            }
            for inner in subgraph.statements { write(inner, indent: indent + "  ", take) }
            write(indent)
            write("}")
        }
        write("\n")
        guard bytes.count >= Self.piece else { return }
        take(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func write(_ id: NodeID) { write("n\(id.number)") }

    private mutating func write(_ attributes: AttributeList) {
        write("[")
        for (position, pair) in attributes.pairs.enumerated() {
            if position > 0 { write(", ") }
            write(pair.name, pair.value)
        }
        write("]")
    }

    private mutating func write(_ name: StaticString, _ value: AttributeList.Value) {
        write(name)
        switch value {
        case .token(let word): write("=\"", word, "\"")
        case .number(let number): write(number == number.rounded() ? "=\(Int(number))" : "=\(number)")
        case .string(let string): write("=\"", string.text, "\"")
        case .colour(let colour): write("=\"", colour.hex(in: theme), "\"")
        case .html(let table):
            write("=<")
            write(table)
            write(">")
        }
    }

    // MARK: HTML-like labels

    private mutating func write(_ table: HTMLTable) {
        write(table.border == nil ? "<TABLE BORDER=\"0\"" : "<TABLE BORDER=\"1\"")
        write(" CELLBORDER=\"0\" CELLSPACING=\"\(table.spacing)\" CELLPADDING=\"\(table.padding)\"")
        if let border = table.border { write(" COLOR=\"", border.hex(in: theme), "\"") }
        if let sides = table.sides { write(" SIDES=\"", sides, "\"") }
        switch (table.isRounded, table.line) {
        case (false, .solid): break
        case (true, .solid): write(" STYLE=\"ROUNDED\"")
        case (false, let line): write(" STYLE=\"", line.rawValue, "\"")
        case (true, let line): write(" STYLE=\"ROUNDED,", line.rawValue, "\"")
        }
        // Only what has a target is a group of its own in libgvc's picture; it bears the class, which a table has no word for.
        if let inner = table.inner {
            write(" ID=\"", DOTHTMLText(inner.id).text, "\"")
            write(" TARGET=\"", DOTHTMLText(inner.kind).text, "\"")
            write(" TOOLTIP=\"", DOTHTMLText(inner.tooltip).text, "\"")
        }
        if let fill = table.fill { write(" BGCOLOR=\"", fill.hex(in: theme), "\"") }
        write(table.size)
        write(">")
        for row in table.rows {
            write("<TR>")
            for cell in row { write(cell) }
            write("</TR>")
        }
        write("</TABLE>")
    }

    private mutating func write(_ cell: HTMLCell) {
        write("<TD ALIGN=\"", cell.alignment.rawValue, "\"")
        if cell.columns > 1 { write(" COLSPAN=\"\(cell.columns)\"") }
        if let port = cell.port { write(" PORT=\"r\(port)\"") }
        switch cell.content {
        case .nothing:
            write(cell.size)
            write(">")
        case .table(let table):
            write(cell.size)
            write(">")
            write(table)
        case .text(let runs):
            write(size(of: cell, runs))
            write(">")
            for run in runs { write(run) }
        }
        write("</TD>")
    }

    private mutating func write(_ run: HTMLRun) {
        write(run.face == .mono ? "<FONT FACE=\"Courier\" POINT-SIZE=\"" : "<FONT POINT-SIZE=\"")
        write("\(run.size)\" COLOR=\"")
        write(run.colour.hex(in: theme))
        write(run.isBold ? "\"><B>" : "\">")
        // An empty text is a syntax error in a label.
        write(run.text.isEmpty ? " " : DOTHTMLText(run.text).text)
        write(run.isBold ? "</B></FONT>" : "</FONT>")
    }

    private mutating func write(_ size: HTMLTable.Size?) {
        switch size {
        case nil: break
        case .atLeast(let width): write(" WIDTH=\"\(width)\"")
        case .exactly(let width, let height): write(" FIXEDSIZE=\"TRUE\" WIDTH=\"\(width)\" HEIGHT=\"\(height)\"")
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

    // MARK: Bytes

    private mutating func write(_ text: String) { bytes += text.utf8 }

    private mutating func write(_ text: StaticString) { text.withUTF8Buffer { bytes += $0 } }

    private mutating func write(_ before: StaticString, _ text: String, _ after: StaticString) {
        write(before)
        write(text)
        write(after)
    }

    private mutating func write(_ before: StaticString, _ text: StaticString, _ after: StaticString) {
        write(before)
        write(text)
        write(after)
    }
}
