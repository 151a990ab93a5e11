import SafeText
import Testing

@testable import Graphviz

/// Graphs of a few boxes, laid out by libgvc.
@Suite("A laid out figure")
struct LaidOutFigureTests {
    static let black = HTMLRun("x", size: 10, colour: .text)

    /// A graph of these statements, with a pad of 7.2 points.
    static func graph(_ statements: [Statement], label: HTMLTable? = nil) -> DOTGraph {
        var attributes: AttributeList = [
            "id": .token("figure"), "class": .string(DOTString("kf-test")), "pad": .number(0.1), "bgcolor": .colour(.page),
        ]
        if let label { attributes["label"] = .html(label) }
        var graph = DOTGraph(
            attributes: attributes,
            nodeDefaults: ["shape": .token("box"), "fontname": .token("Helvetica"), "height": .number(0), "width": .number(0)],
            edgeDefaults: ["fontname": .token("Helvetica")])
        graph.statements = statements
        return graph
    }

    static func laidOut(_ graph: DOTGraph) throws -> LaidOutFigure {
        let dot = DOTEncoder.encode(graph, for: .layout)
        return try LaidOutFigure(try LibraryRenderer().render([RenderJob(dot: dot, format: .drawing)])[0].get(), of: graph)
    }

    static func box(_ number: Int, _ id: String, style: StaticString = "filled", label: HTMLTable) -> Statement {
        .node(
            NodeStatement(
                NodeID(number),
                [
                    "id": .string(DOTString(id)), "class": .string(DOTString("pod")), "tooltip": .string(DOTString("why \(id)")),
                    "style": .token(style), "color": .colour(.pod), "fillcolor": .colour(.podFill), "label": .html(label),
                ]))
    }

    private func shapes(_ group: LaidOutFigure.Group) -> [LaidOutFigure.Shape] {
        group.items.compactMap { if case .shape(let shape) = $0 { shape } else { nil } }
    }

    private func lines(_ group: LaidOutFigure.Group) -> [LaidOutFigure.Line] {
        group.items.compactMap { if case .line(let line) = $0 { line } else { nil } }
    }

    @Test("A box has its place from the top left corner, its colours by their meaning, and its lines within it")
    func box() throws {
        let table = HTMLTable([[HTMLCell(.text([HTMLRun("name", size: 12, colour: .text, isBold: true)]))]])
        let figure = try Self.laidOut(Self.graph([Self.box(0, "a", style: "rounded,filled,dashed", label: table)]))
        let shape = try #require(shapes(figure.boxes[0]).first)
        guard case .box(let corner, let width, let height, let radius) = shape.outline else {
            Issue.record("no box")
            return
        }
        #expect(abs(corner.x - 7.2) < 0.01 && abs(corner.y - 7.2) < 0.01 && radius > 3, "the pad is 0.1 inches")
        #expect(abs(figure.width - width - 14.4) < 0.01 && abs(figure.height - height - 14.4) < 0.01)
        #expect(shape.fill == .podFill && shape.stroke == .pod && shape.dash == .dashed)
        #expect(figure.boxes[0].role == "pod" && figure.boxes[0].tooltip == "why a")
        let line = try #require(lines(figure.boxes[0]).first)
        #expect(line.runs.map(\.text) == ["name"] && line.place.x > corner.x && line.place.y < corner.y + height)
    }

    @Test("A line in several fonts is one line; a label's ground and border are one shape, dashed as the graph says")
    func label() throws {
        var inner = HTMLTable([[HTMLCell(.text([HTMLRun("app=web → x", face: .mono, size: 9, colour: .matchText)]), alignment: .center)]])
        (inner.border, inner.fill, inner.line, inner.isRounded) = (.match, .matchFill, .dashed, true)
        let table = HTMLTable([
            [HTMLCell(.text([HTMLRun("namespace ", size: 10, colour: .text), HTMLRun("shop", size: 10, colour: .text, isBold: true)]))],
            [HTMLCell(.table(inner))],
        ])
        let figure = try Self.laidOut(Self.graph([Self.box(0, "a", label: table)]))
        #expect(lines(figure.boxes[0]).map { $0.runs.map(\.text) } == [["namespace ", "shop"], ["app=web → x"]])
        let all = shapes(figure.boxes[0])
        #expect(all.count == 2 && all[1].fill == .matchFill && all[1].stroke == .match && all[1].dash == .dashed)
        guard case .box(let corner, let width, _, _) = all[1].outline else {
            Issue.record("no box")
            return
        }
        let line = try #require(lines(figure.boxes[0]).last)
        #expect(line.alignment == .center && abs(line.place.x - corner.x - width / 2) < 0.6, "in the middle, though libgvc counts bytes")
        #expect(width >= line.runs[0].width)
    }

    @Test("A box in a box is a group of its own")
    func boxInBox() throws {
        var inner = HTMLTable([[HTMLCell(.text([Self.black]))]])
        inner.border = .pod
        inner.inner = HTMLTable.Inner(id: "in", kind: "workload", tooltip: "t")
        let figure = try Self.laidOut(Self.graph([Self.box(0, "out", label: HTMLTable([[HTMLCell(.table(inner))]]))]))
        let groups = figure.boxes[0].items.compactMap { if case .group(let group) = $0 { group } else { nil } }
        #expect(groups.map(\.id) == ["in"] && groups[0].role == "workload" && lines(groups[0]).count == 1)
        #expect(shapes(groups[0]).first?.stroke == .pod)
    }

    @Test("Arrows have a curve and a head, frames lie around their boxes, what is invisible is not there")
    func arrows() throws {
        let edge = { (id: String, attributes: AttributeList) -> Statement in
            var all = attributes
            all["id"] = .string(DOTString(id))
            return .edge(EdgeStatement(from: NodeID(0), to: NodeID(1), all))
        }
        let table = HTMLTable([[HTMLCell(.text([Self.black]))]])
        let frame = Subgraph(cluster: 0, ["id": .string(DOTString("f")), "label": .html(table)], [Self.box(0, "a", label: table)])
        let figure = try Self.laidOut(
            Self.graph([
                .subgraph(frame), Self.box(1, "b", label: table), edge("e", ["color": .colour(.missing), "penwidth": .number(1.5)]),
                edge("gone", ["style": .token("invis")]),
            ]))
        #expect(figure.arrows.map(\.id) == ["e"] && figure.frames.map(\.id) == ["f"] && figure.boxes.map(\.id) == ["a", "b"])
        let all = shapes(figure.arrows[0])
        guard all.count == 2, case .curve = all[0].outline, case .polygon = all[1].outline else {
            Issue.record("\(all)")
            return
        }
        #expect(all[0].fill == nil && all[0].stroke == .missing && all[0].strokeWidth == 1.5 && all[1].fill == .missing)
    }

    @Test(
        "An id comes back whatever it is made of", arguments: ["plain", "a\"b", "a\\b", "a&amp;b", "<x>", "日本語", "a\nb", "\\N"])
    func ids(id: String) throws {
        let figure = try Self.laidOut(Self.graph([Self.box(0, id, label: HTMLTable([[HTMLCell(.text([Self.black]))]]))]))
        #expect(figure.boxes.map(\.id) == [id])
    }

    @Test("A layout of another graph is an error, not a wrong picture")
    func mismatch() throws {
        let one = Self.graph([Self.box(0, "a", label: HTMLTable([[HTMLCell(.text([Self.black]))]]))])
        let two = Self.graph([Self.box(0, "a", label: HTMLTable([[HTMLCell(.text([Self.black]))], [HTMLCell(.text([Self.black]))]]))])
        let bytes = try LibraryRenderer().render([RenderJob(dot: DOTEncoder.encode(one, for: .layout), format: .drawing)])[0].get()
        #expect(throws: RenderFailure.self) { try LaidOutFigure(bytes, of: two) }
        #expect(throws: RenderFailure.self) { try LaidOutFigure([], of: one) }
        #expect(throws: RenderFailure.self) { try LaidOutFigure(Array("figure\0bb\0x\0".utf8), of: one) }
    }

    @Test("Every colour of the light theme is another, so that a drawn colour says what it means")
    func colours() {
        #expect(Set(Colour.all.map(\.hex)).count == Colour.all.count)
        #expect(Set(Colour.all.compactMap(\.name)).count == Colour.all.count)
    }
}
