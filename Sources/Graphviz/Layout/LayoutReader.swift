import SafeText

extension LaidOutFigure {
    /// - Parameters:
    ///   - bytes: what ``RenderFormat/drawing`` gives for a graph in the light theme.
    ///   - graph: the same graph.
    package init(_ bytes: [UInt8], of graph: DOTGraph) throws(RenderFailure) {
        var reader = try LayoutReader(bytes, graph)
        try reader.add(graph.statements)
        self = reader.figure
    }
}

/// Makes a ``LaidOutFigure`` of a graph and of what libgvc would draw for it: the graph knows what everything is and says, libgvc where
/// it stands.
private struct LayoutReader {
    /// Drawing operations, by the id of an object and the name of an attribute.
    private let drawings: [Substring: [Substring: Substring]]
    /// From libgvc's points, y upwards from the lower left corner, to those of the figure.
    private let place: Placing
    private(set) var figure: LaidOutFigure

    init(_ bytes: [UInt8], _ graph: DOTGraph) throws(RenderFailure) {
        let texts = String(decoding: bytes, as: UTF8.self).split(separator: "\0", omittingEmptySubsequences: false)
        var drawings: [Substring: [Substring: Substring]] = [:]
        for first in stride(from: 0, to: texts.count - 2, by: 3) {
            drawings[texts[first], default: [:]][texts[first + 1]] = texts[first + 2]
        }
        self.drawings = drawings
        let id = graph.attributes.text("id")
        let corners = drawings[id[...]]?["bb"]?.split(separator: ",").compactMap { Double($0) } ?? []
        guard corners.count == 4, case .number(let inches)? = graph.attributes["pad"] else {
            throw .failed("the layout has no measure")
        }
        let pad = inches * 72
        place = Placing(left: corners[0] - pad, top: corners[3] + pad)
        let group = LaidOutFigure.Group(
            kind: .figure, id: id, role: graph.attributes.text("class"), tooltip: graph.attributes.text("tooltip"))
        figure = LaidOutFigure(width: corners[2] - corners[0] + 2 * pad, height: corners[3] - corners[1] + 2 * pad, figure: group)
        figure.isInPixels = graph.hasPlaces
        var ground = LaidOutFigure.Shape(
            outline: .box(LaidOutFigure.Point(x: 0, y: 0), width: figure.width, height: figure.height, radius: 0))
        if case .colour(let colour)? = graph.attributes["bgcolor"], colour != .none { ground.fill = colour }
        figure.figure.items = [.shape(ground)]
        if case .background(_, _, let shapes)? = graph.attributes["_background"] {
            figure.figure.items += shapes.map { .shape(LaidOutFigure.Shape($0, place)) }
        }
        // The ground is known; what stands below the figure is its label.
        if let label = try items(of: graph.attributes, ["_ldraw_"]) { figure.figure.items += label }
    }

    mutating func add(_ statements: [Statement]) throws(RenderFailure) {
        for statement in statements {
            switch statement {
            case .node(let node):
                if let group = try group(.box, node.attributes, ["_draw_", "_ldraw_"]) { figure.boxes.append(group) }
            case .edge(let edge):
                if let group = try group(.arrow, edge.attributes, ["_draw_", "_tdraw_", "_hdraw_", "_ldraw_", "_tldraw_"]) {
                    figure.arrows.append(group)
                }
            case .subgraph(let frame):
                if let group = try group(.frame, frame.attributes, ["_draw_", "_ldraw_"]) { figure.frames.append(group) }
                try add(frame.statements)
            case .text(let node): figure.figure.items += try items(of: node.attributes, ["_ldraw_"]) ?? []
            case .sameRank: break
            }
        }
    }

    /// Nil for what is not drawn: an invisible arrow.
    private func group(
        _ kind: LaidOutFigure.Kind, _ attributes: AttributeList, _ names: [Substring]
    ) throws(RenderFailure) -> LaidOutFigure.Group? {
        guard let items = try items(of: attributes, names) else { return nil }
        return LaidOutFigure.Group(
            kind: kind, id: attributes.text("id"), role: attributes.text("class"), tooltip: attributes.text("tooltip"), items: items)
    }

    /// The shapes of an object, and the lines and shapes of its label.
    private func items(of attributes: AttributeList, _ names: [Substring]) throws(RenderFailure) -> [LaidOutFigure.Item]? {
        guard let texts = drawings[attributes.idInDOT[...]] else { return nil }
        var items: [LaidOutFigure.Item] = []
        for name in names {
            guard let text = texts[name] else { continue }
            guard let operations = DrawingOperation.read(text) else { throw .failed("the layout says '\(text.prefix(60))'") }
            var brush = Brush(operations[...], place)
            let label = name == "_ldraw_" ? attributes["label"] : name == "_tldraw_" ? attributes["taillabel"] : nil
            if case .html(let table)? = label {
                items += try brush.label(table)
            } else {
                items += brush.shapes().map { .shape($0) }
            }
        }
        return items
    }
}

/// From libgvc's points to those of the figure.
struct Placing {
    let left: Double
    let top: Double

    func callAsFunction(_ point: LaidOutFigure.Point) -> LaidOutFigure.Point {
        LaidOutFigure.Point(x: point.x - left, y: top - point.y)
    }
}

extension LaidOutFigure.Shape {
    fileprivate init(_ shape: BackgroundShape, _ place: Placing) {
        let points = shape.points.map { place(LaidOutFigure.Point(x: $0.x, y: $0.y)) }
        let outline: LaidOutFigure.Outline =
            switch shape.outline {
            case .box(_, _, let width, let height): .box(points[3], width: width, height: height, radius: 0)
            case .line: .polyline(points)
            case .polygon: .polygon(points)
            }
        self.init(outline: outline, fill: shape.fill, stroke: shape.stroke, strokeWidth: shape.strokeWidth, dash: .init(shape.line))
    }
}

extension AttributeList {
    /// What a text attribute says; empty where there is none.
    fileprivate func text(_ name: StaticString) -> String {
        guard case .string(let text)? = self[name] else {
            if case .token(let word)? = self[name] { return "\(word)" }
            return ""
        }
        return text.untrusted
    }

    /// The id as libgvc keeps it: of the escapes of a DOT text it undoes that of the quotation mark alone.
    fileprivate var idInDOT: String {
        guard case .string(let id)? = self["id"] else { return text("id") }
        return id.text.replacing("\\\"", with: "\"")
    }
}
