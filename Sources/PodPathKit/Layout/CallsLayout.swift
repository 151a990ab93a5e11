import Graphviz

/// Lays out a figure of calls: blocks in columns, frames one below the other, and an arrow from line to line.
struct CallsLayout {
    private let figure: Figure
    /// Of the widest form.
    private let blocks: [Block]
    /// The block of each box.
    private let places: [Int: Int]

    /// Pixels of a line, at most and at least.
    private static let limit = 240.0, narrowest = 120.0
    /// Boxes and crossings that the form can bear.
    static let boxes = 16, crossings = 6
    /// How often neighbours change places.
    private static let rounds = 4

    init(_ figure: Figure) {
        self.figure = figure
        blocks = Block.all(in: figure, nameSize: 15) { _ in Self.limit }
        places = Dictionary(
            blocks.enumerated().flatMap { block in block.element.members.map { ($0.element, block.offset) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Whether so many boxes can be followed along arrows.
    var isSmall: Bool {
        figure.layout == .columns
            || blocks.reduce(0) { $0 + max(1, $1.members.count { figure.elements[$0.element].outer != nil }) } <= Self.boxes
    }

    /// What dot is asked; nil where no arrow says anything about places.
    var columnGraph: DOTGraph? {
        let pairs = pairs
        return pairs.isEmpty ? nil : ColumnOrder.graph(blocks, pairs)
    }

    private var arrows: [(offset: Int, element: Figure.Connection)] {
        figure.connections.enumerated().filter { _, connection in
            connection.role != .order && figure.elements[connection.from].above == nil && !figure.elements[connection.to].isStub
        }
    }

    /// What stands left of what: by the arrows, and by the order that is asked for.
    private var pairs: [(Int, Int)] {
        var seen: Set<[Int]> = []
        return (arrows.map(\.element) + figure.connections.filter { $0.role == .order }).compactMap { connection in
            guard let from = places[connection.from], let to = places[connection.to], from != to, seen.insert([from, to]).inserted else {
                return nil
            }
            return (from, to)
        }
    }

    /// What an arrow leaves or reaches.
    private var touched: Set<Int> {
        Set(arrows.flatMap { [places[$0.element.from], places[$0.element.to]].compactMap(\.self) })
    }

    private var isJoined: Set<Int> { Set(pairs.flatMap { [$0.0, $0.1] }) }

    // MARK: The plan

    /// Nil where it does not fit a page, or where too many arrows cross.
    ///
    /// - Parameter answer: dot's to ``columnGraph``.
    func plan(_ answer: LaidOutFigure?) -> LayoutPlan? {
        let isLong = figure.elements.contains { [HTMLRun($0.name, size: 15, colour: .text, isBold: true)].widestWidth > Self.limit }
        let nameSize = isLong ? 13 : 15
        let joined = isJoined
        let ordered = (answer.map(ColumnOrder.columns) ?? ColumnOrder.columns(of: blocks.count, pairs)).map { $0.filter(joined.contains) }
            .filter { !$0.isEmpty }
        var columns = CallColumns(blocks, ordered)
        columns = bestOrder(of: columns).sinking(blocks.indices.filter { !touched.contains($0) })
        columns.add(blocks.indices.filter { !joined.contains($0) }, room: room)
        var limits = [Double](repeating: Self.limit, count: columns.columns.count)
        while true {
            let blocks = Block.all(in: figure, nameSize: nameSize) { block in columns.place[block].map { limits[$0] } ?? Self.limit }
            let widths = columns.columns.map { column in column.map { blocks[$0].width }.max() ?? 0 }
            let heights = CallHeights(figure, blocks, columns, from: top)
            let routes = routes(blocks, columns, heights)
            guard figure.layout == .columns || routes.crossings <= Self.crossings else { return nil }
            let stubs = columns.columns.map { column in column.contains { hasStub(blocks[$0]) } }
            let fit = { (widths: [Double]) in
                CallGutters(widths: widths, lanes: routes.lanes.map(\.count), stubs: stubs, left: inset, room: room)
            }
            if let gutters = fit(widths.map(Double.init)) {
                let filled = filled(widths.map(Double.init), gutters)
                return plan(blocks, columns, heights, routes, fit(filled) ?? gutters, filled)
            }
            // The widest column gets narrower: its words take more lines.
            let stiff = columns.columns.map { column in column.map { self.blocks[$0].stiffWidth }.max() ?? 0 }
            let soft = widths.indices.filter { widths[$0] > stiff[$0] && limits[$0] > Self.narrowest }
            let hard = widths.indices.filter { limits[$0] > Self.narrowest }
            guard let widest = (soft.isEmpty ? hard : soft).max(by: { (widths[$0], $0) < (widths[$1], $1) }) else { return nil }
            let least = soft.isEmpty ? Self.narrowest : max(Self.narrowest, Double(stiff[widest] - 2 * BoxRows.padding))
            limits[widest] = max(least, min(limits[widest], Double(widths[widest] - 2 * BoxRows.padding)) - 6)
        }
    }

    /// What the widest gutters leave over goes to the columns, within reason.
    private func filled(_ widths: [Double], _ gutters: CallGutters) -> [Double] {
        guard figure.layout == .columns, let last = widths.indices.last else { return widths }
        let spare = inset + room - gutters.right(of: last, widths)
        let more = max(0, (spare / Double(widths.count)).rounded(.down))
        return widths.map { max($0, min(Self.limit, $0 + more)) }
    }

    /// The order of the columns that has the fewest crossings, and then the shortest arrows: dot's, its mirror image, and what becomes of
    /// the better one when neighbours change places.
    private func bestOrder(of columns: CallColumns) -> CallColumns {
        func cost(_ columns: CallColumns) -> Double {
            let heights = CallHeights(figure, blocks, columns, from: top)
            let routes = routes(blocks, columns, heights)
            return Double(routes.crossings) * 10_000 + routes.length
        }
        var best = columns
        var least = cost(best)
        func take(_ candidate: CallColumns) {
            let own = cost(candidate)
            if own < least { (best, least) = (candidate, own) }
        }
        take(columns.mirrored)
        for _ in 0..<Self.rounds {
            let before = least
            for column in best.columns.indices {
                for row in best.columns[column].indices.dropLast() { take(best.swapping(row, in: column)) }
            }
            if least == before { break }
        }
        return best
    }

    private var hasFrames: Bool { figure.groups.count > 1 }
    private var inset: Double { LayoutPlan.margin + (hasFrames ? CallHeights.frameInset : 0) }
    private var room: Double { LayoutPlan.pageWidth - 2 * inset }
    /// Where the boxes begin, below the title.
    private var top: Double { PageHeader(figure).bottom + 14 }

    private func routes(_ blocks: [Block], _ columns: CallColumns, _ heights: CallHeights) -> ArrowRoutes {
        let asks = arrows.compactMap { position, connection -> ArrowRoutes.Ask? in
            guard let tail = line(connection.from, connection.tail, blocks, heights, columns),
                let head = line(connection.to, connection.head, blocks, heights, columns)
            else { return nil }
            let key = connection.to * 1_000 + (connection.head ?? 900) + (connection.role == .traffic ? 0 : 50)
            return .init(connection: position, tail: tail, head: head, key: key)
        }
        return ArrowRoutes(asks, columns: columns.columns.count, free: heights.free)
    }

    private func plan(
        _ blocks: [Block], _ columns: CallColumns, _ heights: CallHeights, _ routes: ArrowRoutes, _ gutters: CallGutters, _ widths: [Double]
    ) -> LayoutPlan {
        var plan = LayoutPlan(width: LayoutPlan.pageWidth, height: 0, texts: PageHeader(figure).texts)
        plan.crossings = routes.crossings
        for (number, column) in columns.columns.enumerated() {
            for block in column { add(blocks[block], x: gutters.left[number], y: heights.tops[block], width: widths[number], &plan) }
        }
        for frame in heights.frames {
            plan.texts += frame.words
            plan.frames.append(
                .init(
                    group: frame.group,
                    place: .init(
                        x: LayoutPlan.margin, y: frame.top, width: LayoutPlan.pageWidth - 2 * LayoutPlan.margin,
                        height: frame.bottom - frame.top)))
        }
        for (number, ask) in routes.asks.enumerated() {
            let tail = figure.connections[ask.connection].from
            let inset = places[tail].map { blocks[$0].inset(of: tail) } ?? 0
            let start = LayoutPlan.Point(x: gutters.right(of: ask.tail.column, widths) - inset + 4, y: ask.tail.y)
            let end = LayoutPlan.Point(x: gutters.left[ask.head.column] - 4, y: ask.head.y)
            plan.arrows.append(
                .init(
                    connection: ask.connection, points: routes.points(of: number, from: start, to: end, x: gutters.lane),
                    end: figure.connections[ask.connection].role.end))
        }
        addStubs(blocks, columns, gutters, widths, heights, &plan)
        let footer = PageFooter(figure, below: max(heights.bottom, (routes.reach?.bottom ?? 0) + 8))
        plan.texts += footer.texts
        plan.height = footer.bottom
        return plan
    }

    /// Where a line of a box stands: its column, and its height.
    private func line(
        _ element: Int, _ line: Int?, _ blocks: [Block], _ heights: CallHeights, _ columns: CallColumns
    ) -> (column: Int, y: Double)? {
        guard let block = places[element], let column = columns.place[block], let middle = blocks[block].middle(of: element, line: line)
        else { return nil }
        return (column, heights.tops[block] + Double(middle))
    }

    // MARK: Boxes and stubs

    private func add(_ block: Block, x: Double, y: Double, width: Double, _ plan: inout LayoutPlan) {
        var outside: LayoutPlan.Rectangle?
        for member in block.members {
            let place = LayoutPlan.Rectangle(
                x: x + Double(member.inset), y: y + Double(member.y), width: width - 2 * Double(member.inset), height: Double(member.height)
            )
            plan.boxes.append(.init(element: member.element, place: place, rows: member.rows))
            if figure.elements[member.element].above != nil { outside = place }
        }
        guard let outside else { return }
        for (position, connection) in figure.connections.enumerated()
        where figure.elements[connection.from].above != nil && block.members.contains(where: { $0.element == connection.from }) {
            let start = LayoutPlan.Point(x: outside.x + 24, y: outside.bottom)
            let end = LayoutPlan.Point(x: start.x, y: outside.bottom + 22)
            plan.arrows.append(.init(connection: position, points: [start, end], end: connection.role.end))
        }
    }

    private func hasStub(_ block: Block) -> Bool {
        figure.connections.contains { connection in
            figure.elements[connection.to].isStub && block.members.contains { $0.element == connection.from }
        }
    }

    private func addStubs(
        _ blocks: [Block], _ columns: CallColumns, _ gutters: CallGutters, _ widths: [Double], _ heights: CallHeights,
        _ plan: inout LayoutPlan
    ) {
        for (position, connection) in figure.connections.enumerated() where figure.elements[connection.to].isStub {
            guard let tail = line(connection.from, connection.tail, blocks, heights, columns) else { continue }
            let x = gutters.right(of: tail.column, widths) - (places[connection.from].map { blocks[$0].inset(of: connection.from) } ?? 0)
            plan.arrows.append(
                .init(connection: position, points: [.init(x: x + 4, y: tail.y), .init(x: x + 14, y: tail.y)], end: .bar))
        }
    }
}

extension Figure.Connection.Role {
    /// What stands at the end of its line.
    fileprivate var end: LayoutPlan.Arrow.End {
        switch self {
        case .traffic, .lookup: .head
        case .missing, .denied: .bar
        case .selects, .holds, .order: .none
        }
    }
}
