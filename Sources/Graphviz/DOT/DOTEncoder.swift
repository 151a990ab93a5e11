import SafeText

/// What a DOT text is for.
package enum DOTPurpose: Sendable {
    /// Pictures, and whoever renders it: text is measured by the system's fonts.
    case picture
    /// The places of everything, which ``LaidOutFigure`` reads; it knows from the graph what is written there and which lines are dashed.
    /// So a character beyond ASCII is a full stop, as libgvc's built-in tables measure its bytes, and the cell has the width from
    /// ``TextMetrics``; and tables have solid borders, because the xdot of Graphviz 2.43 crashes after a dashed one.
    case layout
}

/// Writes DOT, one statement a line, in the colours of one theme. Identifiers are numbers of ours, texts are escaped by their types.
package struct DOTEncoder {
    private let theme: Theme
    private let purpose: DOTPurpose
    private var bytes: [UInt8] = []

    package static func encode(_ graph: DOTGraph, theme: Theme = .light, for purpose: DOTPurpose = .picture) -> String {
        var encoder = DOTEncoder(theme, purpose)
        encoder.write("digraph {\n  graph ")
        encoder.write(graph.attributes)
        encoder.write("\n  node ")
        encoder.write(graph.nodeDefaults)
        encoder.write("\n  edge ")
        encoder.write(graph.edgeDefaults)
        encoder.write("\n")
        for statement in graph.statements { encoder.write(statement, indent: "  ") }
        encoder.write("}\n")
        return String(decoding: encoder.bytes, as: UTF8.self)
    }

    private init(_ theme: Theme, _ purpose: DOTPurpose) {
        (self.theme, self.purpose) = (theme, purpose)
    }

    // MARK: Statements

    private mutating func write(_ statement: Statement, indent: String) {
        write(indent)
        switch statement {
        case .node(let node), .text(let node):
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
            for inner in subgraph.statements { write(inner, indent: indent + "  ") }
            write(indent)
            write("}")
        }
        write("\n")
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
        case .background(let width, let height, let shapes):
            // Nothing is seen of the page itself: it makes the drawing as large as it.
            let page = BackgroundShape(.box(x: 0, y: 0, width: width, height: height))
            write("=\"")
            for shape in [page] + shapes { write(shape.operations(in: theme)) }
            write("\"")
        }
    }

    // MARK: HTML-like labels

    private mutating func write(_ table: HTMLTable) {
        write(table.border == nil ? "<TABLE BORDER=\"0\"" : "<TABLE BORDER=\"1\"")
        write(" CELLBORDER=\"0\" CELLSPACING=\"\(table.spacing)\" CELLPADDING=\"\(table.padding)\"")
        if let border = table.border { write(" COLOR=\"", border.hex(in: theme), "\"") }
        if let side = table.side { write(" SIDES=\"", side, "\"") }
        switch (table.isRounded, purpose == .layout ? .solid : table.line) {
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
            for cell in row { write(cell, padding: table.padding) }
            write("</TR>")
        }
        write("</TABLE>")
    }

    private mutating func write(_ cell: HTMLCell, padding: Int) {
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
            write(size(of: cell, runs, padding))
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
        write(run.text.isEmpty ? " " : DOTHTMLText(purpose == .layout ? run.text.standIn : run.text).text)
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
    private func size(of cell: HTMLCell, _ runs: [HTMLRun], _ padding: Int) -> HTMLTable.Size? {
        guard runs.contains(where: TextMetrics.needsWidth) else { return cell.size }
        let width = Int((runs.reduce(0) { $0 + TextMetrics.width(of: $1) }).rounded(.up)) + 2 * padding + 1
        return switch cell.size {
        case nil: .atLeast(width: width)
        case .atLeast(let least): .atLeast(width: max(least, width))
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

extension String {
    /// A full stop for each character beyond ASCII.
    fileprivate var standIn: String {
        utf8.allSatisfy { $0 < 0x80 } ? self : String(String.UnicodeScalarView(unicodeScalars.map { $0.isASCII ? $0 : "." }))
    }
}
