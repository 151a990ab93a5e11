import Graphviz
import SafeText

/// Arrows and what stands beside them.
extension FigureGraph {
    func edge(_ connection: Figure.Connection) -> EdgeStatement {
        let look = FigureStyle.line(connection.role)
        var attributes: AttributeList = ["style": .token(look.style)]
        if connection.role != .order {
            attributes["id"] = .string(DOTString(connection.id))
            attributes["class"] = .string(DOTString(connection.role.rawValue))
            attributes["color"] = .colour(look.colour)
            attributes["arrowhead"] = .token(look.arrow)
            if connection.isAnswer, figure.layout == .rows { attributes["tailport"] = .token("_") }
            if connection.isAnswer {
                attributes["dir"] = .token("back")
                attributes["arrowtail"] = .token(look.arrow)
            }
            // Not at the point where what the figure tells about arrives.
            let isAside = connection.role == .denied || connection.role == .lookup && connection.step == nil && !connection.isAnswer
            if isAside, figure.layout == .rows, hasOthers(connection) { attributes["headport"] = .token("_") }
            // Scenes that are compared: a numbered arrow is as straight in one as in the other.
            if figure.hasEqualColumns, connection.step != nil { attributes["weight"] = .number(4) }
            // From one side of a column's box to the other's: libgvc forgets an arrow's looks where both have a side of their own.
            if isStacked(connection.from, connection.to) { (attributes["tailport"], attributes["headport"]) = (.token("_"), .token("_")) }
            if let border = connection.border { attributes["lhead"] = .string(DOTString("cluster_\(border)")) }
            if connection.isLoose { attributes["constraint"] = .token("false") }
            if let port = port(of: connection.from) { attributes["tailport"] = .string(port) }
            if let row = connection.row { attributes["tailport"] = .string(DOTString("r\(row):e")) }
            attributes["tooltip"] = .string(DOTString(connection.tooltip.isEmpty ? "leads to" : connection.tooltip))
            if look.width != 1.5 { attributes["penwidth"] = .number(look.width) }
            if let label = label(of: connection, look.colour) { attributes["label"] = .html(label) }
        }
        let (from, to) = (figure.place(of: connection.from), figure.place(of: connection.to))
        return EdgeStatement(from: NodeID(from), to: NodeID(to), attributes)
    }

    private func label(of connection: Figure.Connection, _ colour: Colour) -> HTMLTable? {
        var cells: [HTMLCell] = []
        if let step = connection.step, !columns.hasNumber(of: connection) { cells.append(Self.badge(String(step), colour)) }
        var runs: [HTMLRun] = []
        if let label = connection.label, !label.isEmpty {
            let isPort = label.hasPrefix(":")
            runs.append(HTMLRun(label.shortened(to: 28), face: isPort ? .mono : .sans, size: isCompact ? 9 : 10, colour: .text))
        }
        var below: [HTMLRun] = []
        if let text = connection.code {
            let run = HTMLRun(text.shortened(to: 40), face: .mono, size: 10, colour: .text)
            if figure.layout == .steps, (runs + [run]).reduce(0, { $0 + $1.width }) > Self.roomOfStep {
                below = BrokenText.name(text, at: 24).map { HTMLRun($0.shortened(to: 40), face: .mono, size: 10, colour: .text) }
            } else {
                runs += (runs.isEmpty ? [] : [HTMLRun(" ", size: 10, colour: .text)]) + [run]
            }
        }
        // Beside an arrow that leads down there is less room than above one that leads on.
        let isNarrow = figure.layout == .rows && !isAcross && !cells.isEmpty
        var note: HTMLRun?
        if figure.layout == .rows || hasTables {
            note = connection.note.map { HTMLRun($0.shortened(to: hasTables ? 44 : 28), size: 9, colour: .mutedText) }
        } else if let text = connection.note {
            below += BrokenText.words(text, at: 28).map { HTMLRun($0.shortened(to: 44), size: 9, colour: .mutedText) }
            if runs.isEmpty, !below.isEmpty { runs = [below.removeFirst()] }
        }
        if !runs.isEmpty, !isNarrow {
            // As wide as the note below, or the number would not stand at the left.
            let rest = cells.isEmpty ? nil : note.map { HTMLTable.Size.atLeast(width: max(0, Int($0.width) - 18)) }
            cells.append(HTMLCell(.text(runs), size: rest))
        }
        var rows = cells.isEmpty ? [] : [cells]
        if !runs.isEmpty, isNarrow { rows.append([HTMLCell(.text(runs))]) }
        // Below the words, beside the number.
        for line in below { rows.append((connection.step == nil ? [] : [HTMLCell(.nothing)]) + [HTMLCell(.text([line]))]) }
        if let note {
            let line = HTMLCell(.text([note]), columns: max(1, cells.count))
            rows = runs.isEmpty && !cells.isEmpty ? [cells + [line]] : rows + [[line]]
        }
        guard !rows.isEmpty else { return nil }
        // What leads out of the cluster passes below its frame: with room above it the label is off the frame's border.
        let leadsOut =
            figure.layout == .flow && figure.elements[connection.from].group != nil && figure.elements[connection.to].group == nil
        let room = HTMLCell(.nothing, columns: rows[0].count, size: .exactly(width: 8, height: 14))
        var table = HTMLTable(leadsOut ? [[room]] + rows : rows)
        table.spacing = 2
        return table
    }

    /// Whether anything else arrives at the same box.
    private func hasOthers(_ connection: Figure.Connection) -> Bool {
        figure.connections.contains { $0.to == connection.to && $0.id != connection.id && $0.role != .order }
    }

    /// What a sentence on an arrow takes in one line, in points; beyond it the name or address has lines of its own.
    private static let roomOfStep = 110.0
}
