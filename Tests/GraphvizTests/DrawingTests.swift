import Testing

@testable import Graphviz

/// What the renderer of Sources/CGraphviz/drawing.c makes of libgvc's calls.
@Suite("SVG from libgvc's process")
struct DrawingTests {
    private func lines(_ statements: String, graph: String = "") throws -> [String] {
        let dot = "digraph { \(graph) node [shape=box, fixedsize=true, width=1, height=0.5, label=\"\"]\n\(statements) }"
        return String(decoding: try Renderer().render(dot, as: .svg), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test("A box with round corners is a rect (SVG 1.1, 9.2), of the size that was asked for; another shape is what it is")
    func roundedBox() throws {
        let box = try lines("a [id=a, style=\"rounded,filled\", fillcolor=\"#fdf6d0\", color=\"#9a7d00\", penwidth=1.5]")
        #expect(
            box.contains(
                "<rect fill=\"#fdf6d0\" stroke=\"#9a7d00\" stroke-width=\"1.5\" x=\"0\" y=\"-36\" width=\"72\" height=\"36\" rx=\"12\"/>"))
        #expect(!box.contains { $0.hasPrefix("<path") })
        #expect(try lines("a [style=rounded, shape=triangle]").contains { $0.hasPrefix("<path fill=\"none\"") })
        #expect(try lines("a").contains { $0.hasPrefix("<polygon") && $0.hasSuffix(" points=\"72,-36 0,-36 0,0 72,0 72,-36\"/>") })
        #expect(
            try lines("a [shape=ellipse, style=dashed]").contains(
                "<ellipse fill=\"none\" stroke=\"#000000\" stroke-dasharray=\"5,2\" cx=\"36\" cy=\"-18\" rx=\"36\" ry=\"18\"/>"))
    }

    @Test("Groups have an id, a kind, a class and the tooltip as their title")
    func groups() throws {
        let all = try lines(
            "subgraph cluster_0 { id=frame; class=namespace; tooltip=\"N < M\"; style=rounded; a [id=\"box-a\", class=pod, tooltip=\"a \\\"b\\\"\"] }\n"
                + "a -> b [id=arrow, class=traffic, tooltip=because, style=dotted]\nb [id=plain]",
            graph: "id=figure; class=kf; tooltip=whole;")
        let start = { (text: String) in try #require(all.firstIndex { $0.hasPrefix(text) }) }
        #expect(all[1].hasPrefix("<g id=\"figure\" class=\"graph kf\" transform=\"scale(1 1) rotate(0) translate("))
        #expect(!all.contains("<title>whole</title>"), "the picture says that itself")
        #expect(all[try start("<g id=\"frame\" class=\"cluster namespace\">") + 1] == "<title>N &lt; M</title>")
        #expect(all[try start("<g id=\"box-a\" class=\"node pod\">") + 1] == "<title>a &quot;b&quot;</title>")
        let arrow = try start("<g id=\"arrow\" class=\"edge traffic\">")
        #expect(all[arrow + 1] == "<title>because</title>")
        #expect(all[arrow + 2].hasPrefix("<path fill=\"none\" stroke=\"#000000\" stroke-dasharray=\"1,5\" d=\"M"))
        #expect(all[arrow + 3].hasPrefix("<polygon fill=\"#000000\""))
        #expect(all[try start("<g id=\"plain\" class=\"node\">") + 1].hasPrefix("<polygon"))
    }

    @Test("A cell with a target is a group within its box, of the kind that the target names")
    func boxInBox() throws {
        let label =
            "<<TABLE BORDER=\"0\"><TR><TD>out</TD></TR><TR><TD><TABLE ID=\"in\" HREF=\"\" TITLE=\"why\" TARGET=\"workload\"><TR><TD><FONT FACE=\"Courier\" POINT-SIZE=\"9\"><B>a  b</B></FONT></TD></TR></TABLE></TD></TR></TABLE>>"
        let all = try lines("a [id=box, tooltip=t, fixedsize=false, fontname=Helvetica, label=\(label)]")
        let inner = try #require(all.firstIndex(of: "<g id=\"in\" class=\"node workload\">"))
        #expect(all[inner + 1] == "<title>why</title>")
        let text = try #require(all[inner...].first { $0.hasPrefix("<text") })
        #expect(text.hasSuffix(" font-family=\"mono\" font-weight=\"bold\" font-size=\"9.00\" fill=\"#000000\">a \u{A0}b</text>"))
        #expect(all.filter { $0.hasPrefix("<g ") }.count == all.filter { $0 == "</g>" }.count)
        #expect(all.filter { $0 == "<title>t</title>" }.count == 1)
        #expect(all.last == "</svg>")
    }
}
