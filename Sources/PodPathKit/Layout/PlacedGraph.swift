import Graphviz
import SafeText

/// From a plan to the graph that bears its places: libgvc, or `neato -n2`, draws it as it is.
struct PlacedGraph {
    private let figure: Figure
    private let plan: LayoutPlan
    private let look: FigureLook
    private let isBitmap: Bool
    private let isDrawn: Set<Int>
    private let standIns: [Int: Int]

    init(_ figure: Figure, _ plan: LayoutPlan, look: FigureLook, isBitmap: Bool) {
        (self.figure, self.plan, self.look, self.isBitmap) = (figure, plan, look, isBitmap)
        isDrawn = Set(plan.boxes.map(\.element))
        standIns = plan.standIns
    }

    var graph: DOTGraph {
        var graph = DOTGraph(
            attributes: attributes,
            nodeDefaults: [
                "shape": .token("box"), "fixedsize": .token("shape"), "fontname": Self.sans, "fontsize": .number(12),
                "penwidth": .number(1.5),
                "margin": .number(0), "label": .token(""),
            ],
            edgeDefaults: ["penwidth": .number(1.5), "arrowsize": .number(1), "fontname": Self.sans])
        for frame in plan.frames { graph.statements.append(.subgraph(subgraph(frame))) }
        for box in plan.boxes { graph.statements.append(.node(node(box))) }
        for (number, text) in plan.texts.enumerated() {
            graph.statements.append(.text(node(text, NodeID(figure.elements.count + number), id: "text-\(number)")))
        }
        for arrow in plan.arrows { graph.statements.append(.edge(edge(arrow))) }
        return graph
    }

    private static let sans: AttributeList.Value = .token("Arial,Helvetica,sans-serif")

    private var attributes: AttributeList {
        var attributes: AttributeList = [
            "layout": .token("nop2"), "dpi": .number(72), "pad": .number(0), "outputorder": .token("nodesfirst"),
            "bgcolor": .colour(look.background?.colour ?? .page), "_background": .background(width: plan.width, height: plan.height, rules),
            "fontname": Self.sans, "fontsize": .number(12), "id": .token("figure"), "class": .string(DOTString("kf-\(figure.kind)")),
            "tooltip": .string(DOTString(figure.title)),
        ]
        if let width = look.width, isBitmap { attributes["size"] = .string(DOTString("\(Double(width) / 72),1000!")) }
        return attributes
    }

    /// From the plan's pixels to DOT's points, y upwards.
    private var rules: [BackgroundShape] {
        plan.rules.map { shape in
            var shape = shape
            switch shape.outline {
            case .box(let x, let y, let width, let height):
                shape.outline = .box(x: x, y: plan.height - y - height, width: width, height: height)
            case .line(let points): shape.outline = .line(points.map { ($0.x, plan.height - $0.y) })
            case .polygon(let points): shape.outline = .polygon(points.map { ($0.x, plan.height - $0.y) })
            }
            return shape
        }
    }

    private func position(_ x: Double, _ y: Double) -> String { "\(DOTNumber(x)),\(DOTNumber(plan.height - y))" }

    private func place(_ place: LayoutPlan.Rectangle, _ attributes: inout AttributeList) {
        attributes["pos"] = .string(DOTString(position(place.x + place.width / 2, place.y + place.height / 2)))
        attributes["width"] = .string(DOTString("\(place.width / 72)"))
        attributes["height"] = .string(DOTString("\(place.height / 72)"))
    }

    // MARK: Boxes

    private func node(_ box: LayoutPlan.Box) -> NodeStatement {
        let element = figure.elements[box.element]
        let look = FigureStyle.placedBox(element.role)
        var attributes: AttributeList = [
            "id": .string(DOTString(element.id)), "class": .string(DOTString(element.role.rawValue)),
            "tooltip": .string(DOTString(element.tooltip.isEmpty ? element.title : element.tooltip.plain)),
            "style": .token(FigureGraph.style(look)), "color": .colour(look.border), "fillcolor": .colour(look.fill),
            "label": .html(BoxTable(box.rows, width: Int(box.place.width)).table),
        ]
        place(box.place, &attributes)
        return NodeStatement(NodeID(box.element), attributes)
    }

    private func node(_ text: LayoutPlan.Text, _ id: NodeID, id name: String) -> NodeStatement {
        let words = LabelTable([text])
        var attributes: AttributeList = [
            "id": .string(DOTString(name)), "shape": .token("none"), "label": .html(words.table),
        ]
        place(words.place, &attributes)
        return NodeStatement(id, attributes)
    }

    private func subgraph(_ frame: LayoutPlan.Frame) -> Subgraph {
        let group = figure.groups[frame.group]
        let look = FigureStyle.frame(group.role)
        let (place, height) = (frame.place, plan.height)
        let corners = [place.x, height - place.bottom, place.right, height - place.y].map { "\(DOTNumber($0))" }
        return Subgraph(
            cluster: frame.group,
            [
                "bb": .string(DOTString(corners.joined(separator: ","))), "id": .string(DOTString(group.id)),
                "class": .string(DOTString(group.role.rawValue)), "tooltip": .string(DOTString(group.tooltip.plain)),
                "style": .token(look.isDashed ? "rounded,dashed" : "rounded"), "bgcolor": .colour(.none), "color": .colour(look.border),
                "penwidth": .number(look.width),
            ], [])
    }

    // MARK: Arrows

    private func edge(_ arrow: LayoutPlan.Arrow) -> EdgeStatement {
        let connection = figure.connections[arrow.connection]
        let look = FigureStyle.line(connection.role)
        let (curve, tip) = RoundedLine.curve(arrow.points, end: arrow.end)
        let path = curve.map { position($0.x, $0.y) }.joined(separator: " ")
        var attributes: AttributeList = [
            "id": .string(DOTString(connection.id)), "class": .string(DOTString(connection.role.rawValue)),
            "style": .token(look.style), "color": .colour(look.colour),
            "arrowhead": .token(arrow.end == .head ? "normal" : arrow.end == .bar ? "tee" : "none"),
            "tooltip": .string(DOTString(connection.tooltip.isEmpty ? "leads to" : connection.tooltip.plain)),
            "pos": .string(DOTString(tip.map { "e,\(position($0.x, $0.y)) \(path)" } ?? path)),
        ]
        if !arrow.texts.isEmpty {
            let words = LabelTable(arrow.texts)
            attributes["label"] = .html(words.table)
            attributes["lp"] = .string(DOTString(position(words.place.x + words.place.width / 2, words.place.y + words.place.height / 2)))
        }
        if let badge = arrow.badge {
            attributes["taillabel"] = .html(LabelTable.badge(badge.number, look.colour))
            attributes["tail_lp"] = .string(DOTString(position(badge.middle.x, badge.middle.y)))
        }
        // Of several boxes that stand for one, the one that is drawn.
        let drawn = { (element: Int) in isDrawn.contains(element) ? element : standIns[element] ?? plan.boxes[0].element }
        let head = figure.elements[connection.to].isStub ? connection.from : connection.to
        return EdgeStatement(from: NodeID(drawn(connection.from)), to: NodeID(drawn(head)), attributes)
    }
}
