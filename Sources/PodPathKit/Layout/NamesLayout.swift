import Graphviz

/// Lays out the names of a zone: each row is a name, read from left to right, and each column one of its labels, the zone at the right.
struct NamesLayout {
    private let figure: Figure
    private let children: [Int: [Int]]
    private let rows: [Int: BoxRows]
    private let heights: [Int: Double]
    private var plan: LayoutPlan
    private var places: [Int: LayoutPlan.Rectangle] = [:]
    private let isCompact: Bool

    /// Left edge and width of each column: a Pod or a port, a Service, a namespace, what is under it, the zone.
    private static let columns: [(x: Double, width: Double)] = [(16, 168), (206, 180), (416, 112), (556, 92), (676, 108)]
    /// Of a Service's line where there are many: over the first two columns.
    private static let wide = (x: 16.0, width: 370.0)
    private static let gaps = [6.0, 14.0, 24.0, 28.0, 0]

    static func plan(of figure: Figure) -> LayoutPlan {
        var layout = NamesLayout(figure)
        return layout.finished()
    }

    private init(_ figure: Figure) {
        self.figure = figure
        let isCompact = figure.hasCompactRows
        self.isCompact = isCompact
        var children: [Int: [Int]] = [:]
        for connection in figure.connections where connection.role == .holds {
            children[connection.from, default: []].append(connection.to)
        }
        var rows: [Int: BoxRows] = [:]
        for (position, element) in figure.elements.enumerated() {
            rows[position] = Self.rows(of: element, width: Self.width(of: Self.column(of: position, in: figure), isCompact), isCompact)
        }
        (self.children, self.rows) = (children, rows)
        plan = LayoutPlan(width: LayoutPlan.pageWidth, height: 0, texts: PageHeader(figure).texts)
        // From the last: what is held stands after what holds it.
        var heights: [Int: Double] = [:]
        for position in figure.elements.indices.reversed() {
            let below = Self.height(children[position] ?? [], heights, gap: Self.gap(children[position] ?? [], in: figure))
            heights[position] = max(Double(rows[position]?.height ?? 0), below)
        }
        self.heights = heights
    }

    private static func height(_ boxes: [Int], _ heights: [Int: Double], gap: Double) -> Double {
        boxes.reduce(0) { $0 + (heights[$1] ?? 0) } + gap * Double(max(0, boxes.count - 1))
    }

    private static func gap(_ boxes: [Int], in figure: Figure) -> Double {
        boxes.first.map { figure.hasCompactRows && column(of: $0, in: figure) == 1 ? 6 : gaps[column(of: $0, in: figure)] } ?? 0
    }

    // MARK: Columns

    /// Below `pod` a name has no Service.
    private static func column(of position: Int, in figure: Figure) -> Int {
        var depth = 0, here = position
        // What is held stands after what holds it, so this ends.
        while let above = figure.connections.first(where: { $0.role == .holds && $0.to == here && $0.from < here }) {
            (depth, here) = (depth + 1, above.from)
        }
        return depth > 3 || depth == 3 && figure.elements[position].role == .pod ? 0 : max(0, 4 - depth)
    }

    private static func width(of column: Int, _ isCompact: Bool) -> Double { isCompact && column == 1 ? wide.width : columns[column].width }

    private static func rows(of element: Figure.Element, width: Double, _ isCompact: Bool) -> BoxRows {
        let limit = width - 2 * Double(BoxRows.padding)
        let isService = width == columns[1].width
        if isService { return BoxRows(element, limit: limit, nameSize: 15) }
        let look = FigureStyle.placedBox(element.role)
        let eyebrow = element.eyebrow.isEmpty ? [] : [[HTMLRun(element.eyebrow, size: 12, colour: look.eyebrow, isBold: true)]]
        var parts = element.name.isEmpty ? [] : [[HTMLRun(element.title, size: 12, colour: look.name, isBold: true)]]
        if width == wide.width { parts += eyebrow }
        parts += element.facts.map { $0.runs(.mutedText, code: look.name == .text ? .fact : look.name) }
        if parts.isEmpty { parts = eyebrow }
        let line = Array(parts.joined(separator: [HTMLRun("  ", size: 12, colour: .text)]))
        // One below the other where they have no room side by side.
        let lines = line.widestWidth <= limit ? [line] : parts.flatMap { LineBreaking(limit: limit).lines($0) }
        return BoxRows(lines: (width == columns[4].width ? eyebrow : []) + lines)
    }

    // MARK: Places

    private mutating func finished() -> LayoutPlan {
        var y = PageHeader(figure).bottom + 14
        y = addExample(y)
        let roots = figure.elements.indices.filter { position in
            !figure.connections.contains { $0.role == .holds && $0.to == position }
        }
        for root in roots {
            place(root, y)
            y += (heights[root] ?? 0) + 14
        }
        for (position, connection) in figure.connections.enumerated() where connection.role == .holds { addLine(connection, at: position) }
        for element in figure.elements.indices {
            guard let place = places[element], let rows = rows[element] else { continue }
            plan.boxes.append(.init(element: element, place: place, rows: rows))
        }
        let footer = PageFooter(figure, below: y - 14)
        plan.texts += footer.texts
        plan.height = footer.bottom
        return plan
    }

    /// A box in the middle of what it holds.
    private mutating func place(_ position: Int, _ top: Double) {
        let column = Self.column(of: position, in: figure)
        let (all, own) = (heights[position] ?? 0, Double(rows[position]?.height ?? 0))
        let x = isCompact && column == 1 ? Self.wide.x : Self.columns[column].x
        places[position] = .init(
            x: x, y: (top + (all - own) / 2).rounded(), width: Self.width(of: column, isCompact), height: own)
        let held = children[position] ?? []
        let gap = Self.gap(held, in: figure)
        var y = top + (all - Self.height(held, heights, gap: gap)) / 2
        for child in held {
            place(child, y)
            y += (heights[child] ?? 0) + gap
        }
    }

    /// From a label to the one after its dot; what the DNS answers stands on the line where a column is passed.
    private mutating func addLine(_ connection: Figure.Connection, at position: Int) {
        guard let upper = places[connection.from], let lower = places[connection.to] else { return }
        let (start, end) = (lower.y + lower.height / 2, upper.y + upper.height / 2)
        let lane = upper.x - 11
        var points: [LayoutPlan.Point] = [.init(x: lower.right, y: start)]
        if abs(start - end) > 1 { points += [.init(x: lane, y: start), .init(x: lane, y: end)] }
        points.append(.init(x: upper.x, y: abs(start - end) > 1 ? end : start))
        var arrow = LayoutPlan.Arrow(connection: position, points: points, end: .none)
        let room = lane - lower.right - 24
        if room > 60, let words = connection.texts(.mutedText).first {
            arrow.texts.append(.init(runs: LineBreaking(limit: room).cut(words), x: lower.right + 14, middle: start - 11))
        }
        plan.arrows.append(arrow)
    }

    // MARK: The example

    /// One name taken apart, as the head of the columns.
    private mutating func addExample(_ top: Double) -> Double {
        guard !figure.example.isEmpty else { return top }
        let first = Self.columns.count - figure.example.count
        for (number, part) in figure.example.enumerated() {
            let column = Self.columns[first + number]
            let look = FigureStyle.placedBox(part.role)
            plan.rules.append(
                BackgroundShape(
                    .box(x: column.x, y: top, width: column.width, height: 26), fill: look.fill, stroke: look.border))
            let room = column.width - 8
            plan.texts.append(
                .init(
                    runs: LineBreaking(limit: room).cut([HTMLRun(part.text, face: .mono, size: 12, colour: .text)]),
                    x: column.x + column.width / 2, middle: top + 13, isCentred: true))
            plan.texts.append(
                .init(
                    runs: LineBreaking(limit: column.width).cut([HTMLRun(part.meaning, size: 12, colour: .mutedText)]), x: column.x,
                    middle: top + 38))
            guard number > 0 else { continue }
            let before = Self.columns[first + number - 1]
            plan.texts.append(
                .init(
                    runs: [HTMLRun(".", face: .mono, size: 12, colour: .text, isBold: true)],
                    x: (before.x + before.width + column.x) / 2, middle: top + 13, isCentred: true))
        }
        plan.rules.append(
            BackgroundShape(.line([(8, top + 58), (LayoutPlan.pageWidth - 8, top + 58)]), stroke: .muted, line: .dotted))
        return top + 74
    }
}
