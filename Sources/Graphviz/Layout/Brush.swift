/// Follows drawing operations one by one, with the colours and the line at hand.
struct Brush {
    private var rest: ArraySlice<DrawingOperation>
    private let place: Placing
    private var fill: Colour?
    private var pen = Colour.unnamed
    private var width = 1.0
    private var dash = LaidOutFigure.Dash.solid

    init(_ operations: ArraySlice<DrawingOperation>, _ place: Placing) {
        (rest, self.place) = (operations, place)
    }

    /// All that is drawn, but for text.
    mutating func shapes() -> [LaidOutFigure.Shape] {
        var shapes: [LaidOutFigure.Shape] = []
        while let operation = next() {
            if let shape = shape(operation) { shapes.append(shape) }
        }
        return shapes
    }

    /// The next shape or text, once colours and line are as they are for it.
    private mutating func next() -> DrawingOperation? {
        while let operation = rest.popFirst() {
            switch operation {
            case .fillColour(let colour): fill = Colour(drawn: colour)
            case .penColour(let colour): pen = Colour(drawn: colour)
            case .style(let style): take(style)
            default: return operation
            }
        }
        return nil
    }

    private mutating func take(_ style: String) {
        switch style {
        case "solid": dash = .solid
        case "dashed": dash = .dashed
        case "dotted": dash = .dotted
        case let style where style.hasPrefix("setlinewidth("): width = Double(style.dropFirst(13).dropLast()) ?? width
        default: break
        }
    }

    private func shape(_ operation: DrawingOperation) -> LaidOutFigure.Shape? {
        let outline: LaidOutFigure.Outline
        var isFilled = false
        switch operation {
        case .polygon(let points, let fills): (outline, isFilled) = (SharpBox.outline(of: points.map(place.callAsFunction)), fills)
        case .polyline(let points): outline = .polyline(points.map(place.callAsFunction))
        case .curve(let points, let fills): (outline, isFilled) = (RoundedBox.outline(of: points.map(place.callAsFunction)), fills)
        case .ellipse(let center, let width, let height, let fills):
            (outline, isFilled) = (.ellipse(center: place(center), width: 2 * width, height: 2 * height), fills)
        case .text, .fillColour, .penColour, .style: return nil
        }
        return LaidOutFigure.Shape(outline: outline, fill: isFilled ? fill : nil, stroke: pen, strokeWidth: width, dash: dash)
    }

    // MARK: Labels

    /// The lines and shapes of an HTML-like label, which libgvc draws in this order: a table's ground, its cells, its border.
    mutating func label(_ table: HTMLTable) throws(RenderFailure) -> [LaidOutFigure.Item] {
        var items: [LaidOutFigure.Item] = []
        let ground = table.fill == nil ? nil : try nextShape()
        for cell in table.rows.joined() {
            switch cell.content {
            case .nothing: break
            case .table(let inner): items += try label(inner)
            case .text(let runs): items.append(.line(try line(runs, of: cell)))
            }
        }
        // Ground and border are two shapes of one outline, with the text between them: one shape shows the same.
        var shape = ground
        if table.border != nil {
            let border = try nextShape()
            shape = LaidOutFigure.Shape(
                outline: border.outline, fill: ground?.fill, stroke: border.stroke, strokeWidth: border.strokeWidth, dash: .init(table.line)
            )
        }
        if let shape { items.insert(.shape(shape), at: 0) }
        if table.isDot, case .shape(let shape)? = items.first { items[0] = .shape(shape.round) }
        guard let inner = table.inner else { return items }
        return [.group(LaidOutFigure.Group(kind: .box, id: inner.id, role: inner.kind, tooltip: inner.tooltip, items: items))]
    }

    private mutating func nextShape() throws(RenderFailure) -> LaidOutFigure.Shape {
        guard let operation = next(), let shape = shape(operation) else { throw .failed("the layout lacks a box of a label") }
        return shape
    }

    /// libgvc draws a run after the other from the left, wherever the line is aligned to.
    private mutating func line(_ runs: [HTMLRun], of cell: HTMLCell) throws(RenderFailure) -> LaidOutFigure.Line {
        var start: LaidOutFigure.Point?
        var end = 0.0
        for _ in runs {
            guard case .text(let point, let width)? = next() else { throw .failed("the layout lacks a text of a label") }
            if start == nil { start = place(point) }
            end = place(point).x + width
        }
        guard var place = start else { throw .failed("a label has a line without text") }
        switch cell.alignment {
        case .left: break
        case .center: place.x = (place.x + end) / 2
        case .right: place.x = end
        }
        // libgvc sets a line of several fonts a tenth of its size higher than one of a single font.
        if case .exactly? = cell.size, !runs.dropFirst().allSatisfy({ $0.isSameFont(as: runs[0]) }) {
            place.y += Double(runs.map(\.size).max() ?? 0) / 10
        }
        return LaidOutFigure.Line(runs: runs, place: place, alignment: cell.alignment)
    }
}

extension HTMLRun {
    fileprivate func isSameFont(as other: HTMLRun) -> Bool { (face, size, isBold) == (other.face, other.size, other.isBold) }
}

extension LaidOutFigure.Shape {
    /// The circle in the middle of a box, as wide as its narrower side.
    fileprivate var round: LaidOutFigure.Shape {
        guard case .box(let corner, let width, let height, _) = outline else { return self }
        var copy = self
        copy.outline = .ellipse(
            center: LaidOutFigure.Point(x: corner.x + width / 2, y: corner.y + height / 2), width: min(width, height),
            height: min(width, height))
        return copy
    }
}

extension LaidOutFigure.Dash {
    init(_ line: HTMLTable.Line) {
        self =
            switch line {
            case .solid: .solid
            case .dashed: .dashed
            case .dotted: .dotted
            }
    }
}
