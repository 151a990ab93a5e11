import Graphviz

/// Lays out a tree of calls: a line for each, rails at the right for what most call.
struct CallTreeLayout {
    private let figure: Figure
    private let tree: CallTree
    private var plan: LayoutPlan
    private let indent: Double
    /// Where what stands at the right begins.
    private let right: Double
    private var y = 0.0
    /// The middle of the row of each block.
    private var rows: [Int: Double] = [:]
    private let rails: [Rail]

    private struct Rail {
        let hub: Int
        let x: Double
        let width: Double
        var middle: Double { (x + width / 2).rounded() }
    }

    private static let row = 27.0, box = 22.0, text = 17.0

    init(_ figure: Figure, _ look: FigureLook) {
        var figure = figure
        tree = CallTree(figure)
        figure.caption = CallTreeWords.caption(tree)
        figure.key = CallTreeWords.key(tree)
        figure = look.worded(figure)
        self.figure = figure
        let header = PageHeader(figure)
        plan = LayoutPlan(width: LayoutPlan.pageWidth, height: 0, texts: header.texts)
        indent = max(2, min(24, (300 / Double(max(1, tree.depth.values.max() ?? 1))).rounded(.down)))
        // Rails from the right.
        var rails: [Rail] = []
        var x = LayoutPlan.pageWidth - LayoutPlan.margin
        for hub in tree.hubs.reversed() {
            let width = min(180, max(96, CallTreeWords.rail(hub, tree).map { $0.widestWidth.rounded(.up) + 20 }.max() ?? 96))
            x -= width
            rails.insert(Rail(hub: hub, x: x, width: width), at: 0)
            x -= 8
        }
        self.rails = rails
        let widest = rails.isEmpty ? CallTreeLayout.widestNaming(tree) : 0
        right =
            rails.first.map { $0.x - 8 }
            ?? (widest > 0 ? LayoutPlan.pageWidth - LayoutPlan.margin - widest - 14 : LayoutPlan.pageWidth - LayoutPlan.margin)
        y = header.bottom + 14
    }

    private static func widestNaming(_ tree: CallTree) -> Double {
        let namings = tree.parents.values.map { tree.ways[$0.node][$0.way].naming } + tree.ways.joined().filter(\.fails).map(\.naming)
        let shown = namings.filter { !$0.isEmpty }
        guard !shown.isEmpty else { return 0 }
        return min(
            250,
            (shown + ["because of  "]).map { [HTMLRun($0, size: 12, colour: .mutedText, isBold: true)].widestWidth.rounded(.up) }.max() ?? 0
        )
    }

    mutating func finished() -> (figure: Figure, plan: LayoutPlan) {
        let railTop = addRailHeaders()
        if rails.isEmpty, right < LayoutPlan.pageWidth - LayoutPlan.margin {
            add([HTMLRun("because of", size: 12, colour: .mutedText, isBold: true)], x: right + 14, middle: y + 11)
        }
        if !tree.entered.isEmpty { addOutside() }
        for root in tree.entered { add(root, under: nil, way: nil) }
        for (heading, roots) in [(CallTreeWords.uncalled, tree.uncalled), (CallTreeWords.circles, tree.circles)] where !roots.isEmpty {
            if heading != CallTreeWords.uncalled || !tree.entered.isEmpty {
                y += 8
                add([HTMLRun(heading, size: 12, colour: .mutedText, isBold: true)], x: LayoutPlan.margin, middle: y + 8)
                y += 24
            }
            for root in roots { add(root, under: nil, way: nil) }
        }
        if let railTop { addRails(railTop) }
        let footer = PageFooter(figure, below: y)
        plan.texts += footer.texts
        plan.height = footer.bottom
        return (figure, plan)
    }

    // MARK: Rows

    private func x(_ depth: Int) -> Double { LayoutPlan.margin + indent * Double(depth) }

    private mutating func add(_ runs: [HTMLRun], x: Double, middle: Double) {
        guard !runs.isEmpty else { return }
        plan.texts.append(.init(runs: runs, x: x, middle: middle))
    }

    private mutating func addOutside() {
        guard let outside = figure.elements.firstIndex(where: { $0.above != nil }) else { return }
        let rows = BoxRows([HTMLRun(figure.elements[outside].eyebrow, size: 12, colour: .mutedText, isBold: true)], height: Int(Self.box))
        place(outside, rows, x: LayoutPlan.margin)
        outsideRow = y + Self.box / 2
        y += Self.row
    }

    private var outsideRow: Double?
    private var lastEntered: Double?

    private mutating func place(_ element: Int, _ rows: BoxRows, x: Double) {
        plan.boxes.append(
            .init(element: element, place: .init(x: x, y: y, width: rows.textWidth.rounded(.up) + 20, height: Self.box), rows: rows))
    }

    /// How deep a block stands on the page: what comes in from outside stands under it.
    private func level(_ block: Int) -> Int {
        var block = block
        let depth = tree.depth[block] ?? 0
        while let parent = tree.parents[block] { block = parent.node }
        return depth + (tree.isEntered(block) ? 1 : 0)
    }

    /// Without recursion: a chain of calls may be as long as the manifests have it.
    private mutating func add(_ root: Int, under: Int?, way: CallTree.Way?) {
        enum Task {
            case block(Int, parent: Int?, CallTree.Way?)
            case failing(Int)
        }
        var stack: [Task] = [.block(root, parent: under, way)]
        while let task = stack.popLast() {
            switch task {
            case .failing(let block): addFailing(of: block)
            case .block(let block, let parent, let way):
                addBox(block, parent, way)
                stack.append(.failing(block))
                for child in tree.children(of: block).reversed() {
                    if let target = child.target { stack.append(.block(target, parent: block, child)) }
                }
            }
        }
    }

    /// The last elbow under each block, from which the next line goes on.
    private var elbows: [Int: Double] = [:]

    private mutating func addBox(_ block: Int, _ parent: Int?, _ way: CallTree.Way?) {
        let left = x(level(block))
        let middle = y + Self.box / 2
        let element = CallTreeWords.element(block, tree)
        let limit = right - left - 20
        let rows = BoxRows(LineBreaking(limit: limit).cut(CallTreeWords.label(block, way, parent, tree)), height: Int(Self.box))
        place(element, rows, x: left)
        for member in tree.nodes[block].elements { plan.standIns[member] = element }
        self.rows[block] = middle
        elbows[block] = y + Self.box
        addLine(to: block, parent, way, x: left, middle)
        if let way, rails.isEmpty { add(naming(way), x: right + 14, middle: middle) }
        let end = left + rows.textWidth.rounded(.up) + 28
        let notes = CallTreeWords.notes(block, parent, tree)
        y += Self.row
        var reach = end
        if !notes.isEmpty {
            let runs = [HTMLRun(notes, size: 12, colour: .mutedText)]
            if end + runs.widestWidth <= right {
                add(runs, x: end, middle: middle)
                reach = end + runs.widestWidth + 8
            } else {
                addWords(runs, x: left + indent)
            }
        }
        addTaps(block, from: reach, middle)
        for line in CallTreeWords.faults(block, tree) { addWords(line, x: left + indent) }
        addOthers(of: block, x: left + indent)
    }

    private func naming(_ way: CallTree.Way) -> [HTMLRun] {
        let room = LayoutPlan.pageWidth - LayoutPlan.margin - right - 14
        return way.naming.isEmpty || room < 40 ? [] : LineBreaking(limit: room).cut([HTMLRun(way.naming, size: 12, colour: .mutedText)])
    }

    private mutating func addWords(_ runs: [HTMLRun], x: Double) {
        for line in LineBreaking(limit: max(120, right - x), most: 40).lines(runs) {
            add(line, x: x, middle: y + 6)
            y += Self.text
        }
        y += 4
    }

    private mutating func addLine(to block: Int, _ parent: Int?, _ way: CallTree.Way?, x: Double, _ middle: Double) {
        let end = LayoutPlan.Point(x: x - 1, y: middle)
        if let parent, let way, way.isPart {
            let column = self.x(level(parent)) + min(12, indent / 2)
            plan.rules.append(
                BackgroundShape(
                    .line([(column, elbows[parent] ?? middle), (column, middle), (x, middle)]), stroke: .service, strokeWidth: 1.5))
            elbows[parent] = middle
        } else if let parent, let connection = way?.connection {
            let column = self.x(level(parent)) + min(12, indent / 2)
            plan.arrows.append(
                .init(
                    connection: connection,
                    points: [.init(x: column, y: elbows[parent] ?? middle), .init(x: column, y: middle), end], end: .head))
            elbows[parent] = middle
        } else if parent == nil, tree.isEntered(block), let outsideRow,
            let connection = figure.connections.firstIndex(where: { arrow in
                tree.nodes[block].outside.contains(arrow.from)
            })
        {
            let column = LayoutPlan.margin + min(12, indent / 2)
            plan.arrows.append(
                .init(
                    connection: connection,
                    points: [.init(x: column, y: lastEntered ?? outsideRow + Self.box / 2), .init(x: column, y: middle), end],
                    end: figure.connections[connection].role == .traffic ? .head : .bar))
            lastEntered = middle
        }
    }

    /// Broken between calls, not within one.
    private mutating func addOthers(of block: Int, x: Double) {
        let others = tree.others(of: block)
        guard !others.isEmpty else { return }
        let hasChildren = tree.children(of: block).contains { !$0.isPart }
        let isRoute = figure.elements[tree.nodes[block].elements[0]].role == .ingress
        var line = [HTMLRun(isRoute ? "further paths" : hasChildren ? "also calls" : "calls", size: 12, colour: .mutedText)]
        for way in others {
            let call =
                way.name.map(\.styled) + way.reasons.map { HTMLRun(" (\($0.text))", size: 12, colour: .mutedText) }
            let longer = line + [HTMLRun(line.count == 1 ? "  " : "   ", size: 12, colour: .text)] + call
            if longer.widestWidth <= right - x {
                line = longer
            } else {
                addWords(line, x: x)
                y -= 4
                line = [HTMLRun("   ", size: 12, colour: .text)] + call
            }
        }
        addWords(line, x: x)
    }

    private mutating func addFailing(of block: Int) {
        let left = x(level(block)) + indent
        for way in tree.failing(of: block) {
            let middle = y + Self.box / 2
            if let connection = way.connection {
                let column = x(level(block)) + min(12, indent / 2)
                plan.arrows.append(
                    .init(
                        connection: connection,
                        points: [
                            .init(x: column, y: elbows[block] ?? middle), .init(x: column, y: middle),
                            .init(x: max(column + 6, left + 2), y: middle),
                        ], end: .bar))
                elbows[block] = middle
            }
            let runs = way.name.map(\.styled) + way.reasons.map { HTMLRun("  " + $0.text, size: 12, colour: .missingText) }
            let lines = LineBreaking(limit: right - left - 10).lines(runs)
            for (number, line) in lines.enumerated() { add(line, x: left + 10, middle: middle + Double(number) * Self.text) }
            if rails.isEmpty { add(naming(way), x: right + 14, middle: middle) }
            y += Self.row + Double(lines.count - 1) * Self.text
        }
    }

    // MARK: Rails

    /// The height where the rails begin; nil without any.
    private mutating func addRailHeaders() -> Double? {
        guard !rails.isEmpty else { return nil }
        var height = 0.0
        for rail in rails {
            let lines = CallTreeWords.rail(rail.hub, tree)
            let rows = BoxRows(lines: lines.map { LineBreaking(limit: rail.width - 20).cut($0) })
            let element = tree.nodes[rail.hub].elements[0]
            plan.boxes.append(
                .init(element: element, place: .init(x: rail.x, y: y, width: rail.width, height: Double(rows.height)), rows: rows))
            for member in tree.nodes[rail.hub].elements { plan.standIns[member] = element }
            height = max(height, Double(rows.height))
        }
        // The headers are of one height.
        for number in plan.boxes.indices.suffix(rails.count) {
            let missing = height - plan.boxes[number].place.height
            plan.boxes[number].rows.append(space: Int(missing))
            plan.boxes[number].place.height = height
        }
        let bottom = y + height
        y = bottom + 18
        return bottom
    }

    private mutating func addTaps(_ block: Int, from start: Double, _ middle: Double) {
        let taps = rails.filter { rail in tree.ways[block].contains { $0.target == rail.hub && !$0.fails } }
        var x = start
        for rail in taps {
            let ports = tree.ways[block].filter { $0.target == rail.hub && !$0.fails }.map { CallTreeWords.port($0) }
            let runs = LineBreaking(limit: rail.width - 24).cut([
                HTMLRun(ports.joined(separator: " "), face: .mono, size: 12, colour: .serviceText)
            ])
            let width = runs.widestWidth.rounded(.up)
            let left = (rail.middle - width / 2).rounded()
            // Dotted up to the port, but not across other rails.
            for passed in rails where passed.middle > x && passed.middle < left {
                addDots(from: x, to: passed.middle - 8, middle)
                x = passed.middle + 8
            }
            addDots(from: x, to: left - 8, middle)
            chips.append((LayoutPlan.Rectangle(x: left - 6, y: middle - 9, width: width + 12, height: 18), runs))
            x = left + width + 8
        }
        for rail in taps { lastTap[rail.hub] = middle }
    }

    private var chips: [(place: LayoutPlan.Rectangle, runs: [HTMLRun])] = []
    private var lastTap: [Int: Double] = [:]

    private mutating func addDots(from start: Double, to end: Double, _ middle: Double) {
        guard end - start > 8 else { return }
        plan.rules.append(BackgroundShape(.line([(start, middle), (end, middle)]), stroke: .muted, line: .dotted))
    }

    private mutating func addRails(_ top: Double) {
        for rail in rails {
            guard let bottom = lastTap[rail.hub] else { continue }
            plan.rules.append(
                BackgroundShape(.line([(rail.middle, top + 10), (rail.middle, bottom)]), stroke: .service, strokeWidth: 3))
            plan.rules.append(
                BackgroundShape(
                    .polygon([(rail.middle - 7, top + 13), (rail.middle + 7, top + 13), (rail.middle, top + 5)]), fill: .service))
        }
        for chip in chips {
            plan.rules.append(
                BackgroundShape(
                    .box(x: chip.place.x, y: chip.place.y, width: chip.place.width, height: chip.place.height), fill: .serviceFill,
                    stroke: .service))
            plan.texts.append(.init(runs: chip.runs, x: chip.place.x + 6, middle: chip.place.y + 9))
        }
    }
}
