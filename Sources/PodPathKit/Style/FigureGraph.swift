import Graphviz
import SafeText

/// From a figure to DOT: roles become looks, groups become frames, steps become badges on arrows.
struct FigureGraph {
    let figure: Figure
    /// Many boxes: smaller letters, thinner lines.
    let isCompact: Bool
    /// Boxes with lines that arrows leave.
    let hasTables: Bool
    /// Of the text of boxes that are to be as wide as others, in points.
    let widths: [Int: Double]
    /// What stands in a box, by the position of that; each has a port of the box, in this order.
    let innerBoxes: [Int: [Int]]
    let columns: TableColumns
    /// Characters of a line before it is cut; the tooltip has the whole.
    let textLimit: Int
    let look: FigureLook
    /// Whether its size is that of a picture, in the pixels that the look asks for.
    private let isBitmap: Bool

    init(_ figure: Figure, look: FigureLook = FigureLook(), isBitmap: Bool = false, textLimit: Int = 48) {
        self.figure = figure
        self.textLimit = textLimit
        self.look = look
        self.isBitmap = isBitmap
        hasTables = figure.elements.contains { !$0.rows.isEmpty }
        isCompact = figure.layout == .rows || hasTables
        columns = TableColumns(figure)
        widths = BoxWidths.equal(in: figure, textLimit: textLimit, isCompact: isCompact)
        innerBoxes = figure.innerBoxes
    }

    var graph: DOTGraph {
        var graph = DOTGraph(attributes: graphAttributes, nodeDefaults: nodeDefaults, edgeDefaults: edgeDefaults)
        graph.statements = nodes(of: nil)
        // Frames in rows are stacked from below, too.
        let frames = Array(figure.groups.enumerated())
        for (position, group) in figure.layout == .rows && isAcross ? frames.reversed() : frames where group.parent == nil {
            graph.statements.append(.subgraph(frame(position, group)))
        }
        for column in figure.columns {
            graph.statements.append(.sameRank(column.map { NodeID($0) }))
            // dot stacks a column from below when it lays out from left to right: an invisible arrow puts its head on top.
            for (first, second) in zip(column, column.dropFirst()) where !isStacked(first, second) {
                let (from, to) = isAcross ? (second, first) : (first, second)
                graph.statements.append(.edge(EdgeStatement(from: NodeID(from), to: NodeID(to), ["style": .token("invis")])))
            }
        }
        // Arrows side by side: the first declared is the lowest.
        let connections = figure.layout == .steps && isAcross ? figure.connections.reversed() : figure.connections
        graph.statements += connections.filter { !figure.isWithinBox($0) }.map { .edge(edge($0)) }
        return graph
    }

    // MARK: Defaults, by the style sheet's sections 2 to 4

    /// Most rows and all tables stand one below the other, whatever the direction.
    var isAcross: Bool { look.direction == .leftToRight || figure.layout == .rows && !figure.turnsRows || hasTables }

    private static let sans: AttributeList.Value = .token("Helvetica,Arial,sans-serif")

    private var graphAttributes: AttributeList {
        var attributes: AttributeList = [
            "rankdir": .token(isAcross ? "LR" : "TB"), "bgcolor": .colour(look.background?.colour ?? .page), "pad": .number(0.15),
            "nodesep": .number(nodeDistance), "ranksep": .number(rankDistance),
            "splines": .token(lines), "nslimit": .number(2),
            "nslimit1": .number(2),
            "fontname": Self.sans,
            "fontsize": .number(10), "fontcolor": .colour(.mutedText), "labeljust": .token("l"), "id": .token("figure"),
            "class": .string(DOTString("kf-\(figure.kind)")), "tooltip": .string(DOTString(figure.title)),
        ]
        // dot's last round over frames forgets the order of a column.
        if hasTables, !figure.columns.isEmpty { attributes["remincross"] = .token("false") }
        if figure.connections.contains(where: { $0.border != nil }) { attributes["compound"] = .token("true") }
        // Ranks across frames; with many frames and arrows between them it would take minutes.
        if figure.groups.count <= 20 { attributes["newrank"] = .token("true") }
        let legend = look.hasLegend ? [[HTMLCell(.table(FigureLegend(figure).table))]] : []
        let remarks = figure.remarks.flatMap { BrokenText.words($0, at: 95) }.map {
            [HTMLCell(.text([HTMLRun($0, size: 9, colour: .mutedText)]))]
        }
        if !legend.isEmpty || !remarks.isEmpty {
            attributes["labelloc"] = .token("b")
            attributes["label"] = .html(HTMLTable(legend + remarks))
        }
        // A bitmap has the size that it is made in: as wide as this at 96 dots an inch, as high as that makes it.
        if let width = look.width, isBitmap { attributes["size"] = .string(DOTString("\(Double(width) / 96),1000!")) }
        return attributes
    }

    private var lines: StaticString { look.effort == .straight ? "line" : "true" }

    private var nodeDistance: Double {
        switch figure.layout {
        case .rows, .calls, .columns, .sequence, .names: 0.16
        case .flow: 0.22
        case .steps: 0.7
        }
    }

    private var rankDistance: Double {
        switch figure.layout {
        case .flow: hasTables || hasManyRanks ? 0.2 : 0.5
        case .steps: 0.15
        // Scenes have a frame more on the way than what stands in one.
        case .rows, .calls, .columns, .sequence, .names:
            figure.hasEqualColumns ? 0.4 : figure.groups.contains { $0.role == .scene } ? 0.15 : 0.25
        }
    }

    /// From a client through a balancer and a node: closer, so that it fits an article's width.
    var hasManyRanks: Bool {
        figure.layout == .flow && figure.elements.contains { $0.role == .node }
    }

    /// Whether an arrow joins two boxes of a column, one below the other: it keeps them in order.
    func isStacked(_ first: Int, _ second: Int) -> Bool {
        figure.layout == .flow && figure.connections.contains { $0.from == first && $0.to == second && $0.role != .order }
            && figure.columns.contains { $0.contains(first) && $0.contains(second) }
    }

    private var nodeDefaults: AttributeList {
        [
            "shape": .token("box"), "fontname": Self.sans, "fontsize": .number(isCompact ? 11 : 12), "fontcolor": .colour(.text),
            "penwidth": .number(1.5), "height": .number(0), "width": .number(0),
            "margin": .token(isCompact ? "0.1,0.06" : figure.layout == .steps ? "0.1,0.08" : "0.13,0.08"),
        ]
    }

    private var edgeDefaults: AttributeList {
        var attributes: AttributeList = [
            "fontname": Self.sans, "fontsize": .number(10), "fontcolor": .colour(.text),
            "penwidth": .number(isCompact ? 1.2 : 1.5), "arrowsize": .number(isCompact ? 0.7 : 0.8),
        ]
        if isSideways {
            attributes["tailport"] = .token(isAcross ? "e" : "s")
            attributes["headport"] = .token(isAcross ? "w" : "n")
        }
        return attributes
    }

    /// Arrows leave on the side that leads on and arrive on the other, unless some of them pass by a box that stands alone in its column.
    private var isSideways: Bool {
        guard figure.layout == .flow else { return figure.layout != .steps }
        return figure.elements.contains { $0.role == .dns } || !figure.connections.contains { $0.role == .lookup }
    }

    // MARK: Boxes

    /// dot stacks the boxes of a rank from below when it lays out from left to right, so the last is declared first; what leaves a table is
    /// in order from the table on.
    func nodes(of group: Int?) -> [Statement] {
        let members = figure.elements.enumerated().filter { $0.element.group == group && $0.element.outer == nil }
        return (!isAcross || hasTables ? members : members.reversed()).map {
            position, element in
            .node(NodeStatement(NodeID(position), attributes(of: element, position)))
        }
    }

    private func attributes(of element: Figure.Element, _ position: Int) -> AttributeList {
        let look = FigureStyle.box(element.role)
        var attributes: AttributeList = [
            "id": .string(DOTString(element.id)), "class": .string(DOTString(element.role.rawValue)),
            "tooltip": .string(DOTString(element.tooltip.isEmpty ? element.title : element.tooltip.plain)),
            "style": .token(Self.style(look)), "color": .colour(look.border), "fillcolor": .colour(look.fill),
            "label": .html(
                element.rows.isEmpty
                    ? label(of: element, look, width: widths[position], nesting: innerBoxes[position] ?? [])
                    : RowTable(box: position, rows: element.rows, columns: columns).label(below: label(of: element, look))),
        ]
        // The table's cells reach to the border, so that arrows leave there.
        if !element.rows.isEmpty { attributes["margin"] = .token("0,0.08") }
        if look.hasDoubleBorder { attributes["peripheries"] = .number(2) }
        return attributes
    }

    static func style(_ look: FigureStyle.Box) -> StaticString {
        switch (look.isRounded, look.isDashed) {
        case (true, true): "rounded,filled,dashed"
        case (true, false): "rounded,filled"
        case (false, true): "filled,dashed"
        case (false, false): "filled"
        }
    }

    /// - Parameters:
    ///   - width: of the text at least, in points.
    ///   - inner: positions of the boxes that stand in this one.
    func label(of element: Figure.Element, _ look: FigureStyle.Box, width: Double? = nil, nesting inner: [Int] = []) -> HTMLTable {
        // The numbers of notes stand in a column of their own.
        let hasNotes = !element.notes.isEmpty
        let columns = element.count == nil && !hasNotes ? 1 : 2
        var rows: [[HTMLCell]] = []
        var widest = width ?? 0
        func add(_ run: HTMLRun) {
            widest = max(widest, run.width)
            rows.append([HTMLCell(.text([run]), columns: columns)])
        }
        if !element.eyebrow.isEmpty { add(HTMLRun(element.eyebrow.shortened(to: textLimit), size: 8, colour: look.eyebrow, isBold: true)) }
        let nameRun = HTMLRun(element.title.shortened(to: textLimit), size: isCompact ? 11 : 12, colour: look.name, isBold: true)
        if !element.name.isEmpty {
            let count = element.count.map { "×\(English.grouped($0))" }
            widest = max(widest, nameRun.width + (count.map { Double(Self.badgeWidth($0)) + 8 } ?? 0))
            let row =
                [HTMLCell(.text([nameRun]), columns: count == nil ? columns : 1, size: count.flatMap { beside($0, width) })]
                + (count.map { [Self.badge($0, .podEyebrow, alignment: .right)] } ?? [])
            rows.append(hasNotes && row.count > 1 ? [HTMLCell(.table(HTMLTable([row])), columns: columns)] : row)
        }
        for fact in figure.facts(of: element) {
            add(
                HTMLRun(
                    fact.shortened(to: textLimit), face: .mono, size: isCompact ? 9 : 10, colour: look.name == .text ? .fact : look.name))
        }
        if let caption = element.caption {
            add(HTMLRun(caption.plain, size: 9, colour: element.role == .missing ? .missingText : .mutedText))
        }
        // As wide as the rest of the box beside a number, or the numbers would not stand at its left.
        let rest = HTMLTable.Size.atLeast(width: max(0, Int(widest.rounded(.up)) - 14))
        for note in element.notes {
            for (number, line) in note.lines(at: figure.roomOfNote).enumerated() {
                let run = HTMLRun(line.shortened(to: textLimit), size: 9, colour: note.isRefused ? .missingText : .text)
                let badge = number == 0 ? Self.badge(String(note.step), note.isRefused ? .missing : .fact) : HTMLCell(.nothing)
                rows.append([badge, HTMLCell(.text([run]), size: rest)])
            }
        }
        for chip in element.chips where chip.qualifier == nil { rows.append([HTMLCell(.table(self.chip(chip)), columns: columns)]) }
        if let asked = asked(element.chips) { rows.append([HTMLCell(.table(asked), columns: columns)]) }
        // The width stands on a cell: libgvc makes a wider table, but not its cells, so that chips would end early.
        if let width, !rows.isEmpty { rows[0][0].size = .atLeast(width: Int(width.rounded(.up))) }
        return inner.isEmpty ? HTMLTable(rows) : self.nested(inner, below: rows, columns: columns)
    }

    /// What a name takes so that the badge after it stands at the right.
    private func beside(_ count: String, _ width: Double?) -> HTMLTable.Size? {
        width.map { .atLeast(width: max(0, Int($0) - Self.badgeWidth(count) - 8)) }
    }
}
