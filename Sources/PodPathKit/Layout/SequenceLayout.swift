import Graphviz

/// Lays out a sequence: whoever talks at both sides with a lifeline each, between them what answers or stands in the way, where time
/// runs down; each message on an arrow of its own, with its number and its words above it.
struct SequenceLayout {
    private let figure: Figure
    private let client: Int
    /// Who is reached, at the right; nil where nobody is.
    private let target: Int?
    private var plan: LayoutPlan
    private var rows: [Int: BoxRows] = [:]
    private var places: [Int: LayoutPlan.Rectangle] = [:]
    private var y = 0.0
    /// Where the last message was, left and right of the boxes between.
    private var last: (left: Double, right: Double) = (0, 0)
    private var lastStep: (number: Int, y: Double)?

    /// The columns: boxes of the client's node end where those beyond it begin.
    private static let nodeInset = 14.0, near = 212.0, far = 490.0, nodeRight = 458.0, lifeline = 40.0
    /// Text in boxes.
    private static let limit = 206.0
    private static let line = Double(BoxRows.lineHeight)

    static func plan(of figure: Figure) -> LayoutPlan {
        var layout = SequenceLayout(figure)
        return layout.finished()
    }

    private init(_ figure: Figure) {
        self.figure = figure
        client = 0
        // What a message of the sequence reaches at last, unless it is not there.
        target = figure.elements.indices.last { position in
            position > 0 && [.pod, .workload, .outside].contains(figure.elements[position].role)
        }
        let header = PageHeader(figure)
        plan = LayoutPlan(width: LayoutPlan.pageWidth, height: 0, texts: header.texts)
        y = header.bottom + 14
        for position in figure.elements.indices { rows[position] = BoxRows(figure.elements[position], limit: Self.limit, nameSize: 15) }
    }

    private var frame: Int? { figure.elements[client].group }
    private var leftLine: Double { LayoutPlan.margin + Self.nodeInset + Self.lifeline }
    private var rightLine: Double { LayoutPlan.pageWidth - LayoutPlan.margin - Self.lifeline }

    private func width(_ element: Int) -> Double { (rows[element]?.textWidth.rounded(.up) ?? 0) + 2 * Double(BoxRows.padding) }
    private func height(_ element: Int) -> Double { Double(rows[element]?.height ?? 0) }

    private mutating func finished() -> LayoutPlan {
        let top = y
        if frame != nil { y += 30 }
        place(client, x: LayoutPlan.margin + Self.nodeInset, y)
        if let target { place(target, x: LayoutPlan.pageWidth - LayoutPlan.margin - width(target), y) }
        let starts = [client, target].compactMap { $0 }.map { ($0, places[$0]?.bottom ?? y) }
        y = (starts.map(\.1).max() ?? y) + 12
        last = (y, y)
        for (position, connection) in messages { add(connection, at: position) }
        let end = max(y, last.left, last.right) + 8
        for (element, start) in starts where target != nil || !messages.isEmpty {
            let x = element == client ? leftLine : rightLine
            plan.rules.append(BackgroundShape(.line([(x, start), (x, end)]), stroke: .pod, strokeWidth: 1.5, line: .dotted))
        }
        addFrame(top, end + 10)
        for element in figure.elements.indices {
            guard let place = places[element], var rows = rows[element] else { continue }
            rows.append(space: Int(place.height) - rows.height)
            plan.boxes.append(.init(element: element, place: place, rows: rows))
        }
        let footer = PageFooter(figure, below: end + (frame == nil ? 0 : 10))
        plan.texts += footer.texts
        plan.height = footer.bottom
        return plan
    }

    private mutating func place(_ element: Int, x: Double, _ y: Double) {
        places[element] = .init(x: x, y: y.rounded(), width: width(element), height: height(element))
    }

    private mutating func addFrame(_ top: Double, _ bottom: Double) {
        guard let frame else { return }
        let group = figure.groups[frame]
        let title =
            [
                HTMLRun("Node", size: 12, colour: .mutedText, isBold: true),
                HTMLRun("  \(group.title)", size: 12, colour: .text, isBold: true),
            ] + (group.note.isEmpty ? [] : [HTMLRun("  \(group.note.plain)", size: 12, colour: .mutedText)])
        let width = Self.nodeRight - LayoutPlan.margin
        plan.texts.append(
            .init(runs: LineBreaking(limit: width - 28).cut(title), x: LayoutPlan.margin + Self.nodeInset, middle: top + 16))
        plan.frames.append(
            .init(group: frame, place: .init(x: LayoutPlan.margin, y: top, width: width, height: (bottom - top).rounded())))
    }

    // MARK: Messages

    private var messages: [(position: Int, connection: Figure.Connection)] {
        figure.connections.enumerated().filter { $0.element.step != nil && $0.element.role != .order }
            .sorted { ($0.element.step ?? 0, $0.offset) < ($1.element.step ?? 0, $1.offset) }.map { ($0.offset, $0.element) }
    }

    private mutating func add(_ connection: Figure.Connection, at position: Int) {
        let (from, to) = connection.isAnswer ? (connection.to, connection.from) : (connection.from, connection.to)
        let isOnLine = { [client, target] (element: Int) in element == client || element == target }
        let between = [from, to].filter { !isOnLine($0) }
        let box = between.first
        let isLeft = from == client || to == client
        let look = FigureStyle.line(connection.role)
        let colour: Colour = connection.role == .lookup ? look.colour : connection.role == .traffic ? .text : .missingText
        if let box, places[box] == nil { reserve(box) }
        // Nothing is there beyond the box: that stands where its message ends.
        let beyond = between.dropFirst().first { places[$0] == nil }
        if let beyond { place(beyond, x: LayoutPlan.pageWidth - LayoutPlan.margin - width(beyond), y) }
        let (startX, endX) = (x(of: from, towards: to), x(of: to, towards: from))
        let isRight = endX > startX
        let badgeX = isRight ? max(startX + 16, startX > Self.near ? edge + 16 : 0) : startX - 16
        // Words stay on one side of the node's border.
        let (textX, textEnd) =
            isRight
            ? (badgeX + 14, min(endX - 12, badgeX < edge && endX > edge ? edge - 8 : endX))
            : (
                endX > Self.near && endX < edge ? edge + 12 : endX + 14,
                min(badgeX - 16, endX < edge && startX > edge && isLeft ? edge - 8 : startX)
            )
        let texts = words(of: connection, colour).flatMap { LineBreaking(limit: textEnd - textX, most: 8).lines($0) }
        let height = Double(texts.count) * Self.line
        // A line of the box where there is one, and below what stands above.
        let line = box.flatMap { box in
            (connection.isAnswer ? nil : box == to ? connection.head : connection.tail).flatMap { line in
                places[box].map { $0.y + Double(rows[box]?.middle(of: line) ?? 0) }
            }
        }
        var middle = (isLeft ? last.left : last.right) + height + 20
        // From one lifeline to the other, below what stands between them.
        if isOnLine(from), isOnLine(to) { middle = max(middle, y + height + 14) }
        if let box, let place = places[box] { middle = max(middle, place.y + Double(rows[box]?.top ?? 0)) }
        // Numbers rise on the way down, and to the right.
        middle = max(middle, line ?? 0, lastStep?.y ?? 0)
        // What is of one step stands at one height.
        if let lastStep, lastStep.number == connection.step {
            middle = max(lastStep.y, middle - height - 20 < lastStep.y ? lastStep.y : middle)
        }
        middle = middle.rounded()
        var arrow = LayoutPlan.Arrow(
            connection: position, points: [.init(x: startX, y: middle), .init(x: endX, y: middle)],
            end: connection.role == .denied ? .bar : .head)
        for (number, runs) in texts.enumerated() {
            arrow.texts.append(
                .init(
                    runs: runs, x: textX,
                    middle: middle - 12 - Double(texts.count - 1 - number) * Self.line))
        }
        if lastStep?.number != connection.step, let number = connection.step {
            arrow.badge = .init(number: number, middle: .init(x: badgeX, y: middle))
        }
        plan.arrows.append(arrow)
        if let beyond { places[beyond]?.y = middle - Double(rows[beyond]?.top ?? 0) }
        if isLeft { last.left = middle } else { last.right = middle }
        if isOnLine(from), isOnLine(to) { last = (middle, middle) }
        lastStep = connection.step.map { ($0, middle) }
        if let box, let place = places[box] { places[box]?.height = max(place.height, (middle + 16 - place.y).rounded()) }
        y = max(y, middle, between.compactMap { places[$0]?.bottom }.max() ?? 0)
    }

    /// Where the client's node ends; left of everything where it is not drawn.
    private var edge: Double { frame == nil ? 0 : Self.nodeRight }

    /// What the line says that the arrow joins stands there.
    private func words(of connection: Figure.Connection, _ colour: Colour) -> [[HTMLRun]] {
        var connection = connection
        if connection.head != nil { connection.code = nil }
        return connection.texts(colour)
    }

    /// Puts a box between the lifelines, so that its first message has room for its words above it.
    private mutating func reserve(_ box: Int) {
        place(box, x: figure.elements[box].role == .service ? Self.near : Self.far, y + 12)
        last = (max(last.left, y), max(last.right, y))
    }

    /// Where an arrow meets a lifeline or the side of a box.
    private func x(of element: Int, towards other: Int) -> Double {
        if element == client { return leftLine + 4 }
        if element == target { return rightLine - 4 }
        guard let place = places[element] else { return rightLine }
        return other == client ? place.x - 4 : other == target || (places[other]?.x ?? .infinity) > place.x ? place.right + 4 : place.x - 4
    }
}
