import SafeText
import Testing

@testable import Graphviz

@Suite("The SVG that leaves podpath")
struct SVGWriterTests {
    private let description = SVGDescription(title: "T & t", text: "<desc>", idPrefix: "p")

    /// A figure of 100 by 50 points with one box of these items.
    private func figure(_ items: [LaidOutFigure.Item], kind: LaidOutFigure.Kind = .box) -> LaidOutFigure {
        let group = { (kind: LaidOutFigure.Kind, id: String, items: [LaidOutFigure.Item]) in
            LaidOutFigure.Group(kind: kind, id: id, role: "pod", tooltip: "why", items: items)
        }
        var figure = LaidOutFigure(width: 100.5, height: 50, figure: group(.figure, "figure", []))
        if kind == .arrow { figure.arrows = [group(.arrow, "a", items)] } else { figure.boxes = [group(.box, "a", items)] }
        return figure
    }

    private func written(_ items: [LaidOutFigure.Item], _ description: SVGDescription? = nil, kind: LaidOutFigure.Kind = .box) -> String {
        String(decoding: SVGWriter.write(figure(items, kind: kind), description ?? self.description), as: UTF8.self)
    }

    private func line(_ runs: HTMLRun..., alignment: HTMLCell.Alignment = .left) -> LaidOutFigure.Item {
        .line(LaidOutFigure.Line(runs: runs, place: LaidOutFigure.Point(x: 5, y: 9.5), alignment: alignment))
    }

    private let box = LaidOutFigure.Shape(
        outline: .box(LaidOutFigure.Point(x: 1.005, y: 2), width: 20, height: 10, radius: 3), fill: .podFill, stroke: .pod, dash: .dashed)

    @Test("Title, description, prefixed ids, kinds, tooltips, escaped text")
    func frame() {
        let text = written([.shape(box), line(HTMLRun("a & <b>", size: 9, colour: .text))])
        #expect(text.contains("T &amp; t</title>") && text.contains("&lt;desc&gt;</desc>") && text.contains("role=\"img\""))
        #expect(text.contains("<g id=\"p-a\" class=\"node pod\">\n<title>why</title>\n"))
        #expect(text.contains(">a &amp; &lt;b&gt;</text>\n"))
        #expect(text.contains(" width=\"101pt\" height=\"50pt\" viewBox=\"0 0 100.5 50\""))
        #expect(text.contains("rx=\"3\" fill=\"#e6f1f8\" stroke=\"#0072b2\" stroke-dasharray=\"5,2\"/>"))
        var wide = description
        wide.width = 402
        #expect(written([], wide).contains(" width=\"402\" height=\"200\" viewBox=\"0 0 100.5 50\""))
    }

    @Test("A line is one element, whatever fonts it has (SVG 1.1, 10.5)")
    func lines() {
        let two = written([line(HTMLRun("namespace ", size: 9, colour: .text), HTMLRun("shop", size: 9, colour: .text, isBold: true))])
        #expect(
            two.contains(
                "<text x=\"5\" y=\"9.5\" xml:space=\"preserve\"><tspan font-size=\"9\" fill=\"#1f2328\">namespace </tspan>"
                    + "<tspan font-size=\"9\" font-weight=\"bold\" fill=\"#1f2328\">shop</tspan></text>"))
        let one = written([line(HTMLRun("x", face: .mono, size: 9, colour: .text), alignment: .center)])
        #expect(one.contains("<text x=\"5\" y=\"9.5\" text-anchor=\"middle\" font-family=\"ui-monospace,"))
    }

    @Test("Every colour is an attribute, and a custom property over it that a page can set; dark by the reader's preference")
    func colours() {
        let auto = written([.shape(box)])
        #expect(auto.contains(".kf [fill=\"#e6f1f8\"]{fill:var(--podpath-pod-fill,#e6f1f8)}\n"))
        #expect(auto.contains("@media screen and (prefers-color-scheme:dark){\n"))
        #expect(auto.contains(".kf [stroke=\"#0072b2\"]{stroke:var(--podpath-pod,#56b4e9)}\n"))
        var dark = description
        dark = SVGDescription(title: "T", text: "d", idPrefix: "p", theme: .dark)
        #expect(written([.shape(box)], dark).contains("fill=\"#0f2a3d\" stroke=\"#56b4e9\""))
        #expect(!written([.shape(box)], dark).contains("@media"))
        let print = SVGDescription(title: "T", text: "d", idPrefix: "p", theme: .print)
        #expect(!written([.shape(box)], print).contains("<style"))
    }

    @Test("Within a page: no tooltip, no fonts and no colours of its own")
    func part() {
        var description = SVGDescription(title: "T", text: "d", idPrefix: "f1")
        description.isPart = true
        let text = written([line(HTMLRun("a", face: .mono, size: 9, colour: .text))], description)
        #expect(text.contains("<text x=\"5\" y=\"9.5\" font-family=\"monospace\" font-size=\"9\" fill=\"#1f2328\">a</text>"))
        #expect(!text.contains("<style") && !text.contains("<title>") && text.contains("<title id=\"f1-title\">T</title>"))
    }

    @Test("Steps: what comes later is faint, the newest arrow is thick, an animation has a class for each")
    func steps() {
        let curve = LaidOutFigure.Shape(
            outline: .curve([0, 1, 2, 3].map { LaidOutFigure.Point(x: $0, y: $0 * $0) }), stroke: .fact, strokeWidth: 1.5)
        func text(_ showing: SVGSteps.Showing) -> String {
            var description = description
            description.steps = SVGSteps(first: ["a": 2], count: 2, showing: showing)
            return written([.shape(curve)], description, kind: .arrow)
        }
        #expect(text(.frame(1)).contains("class=\"edge pod\" opacity=\"0.2\">"))
        #expect(text(.frame(2)).contains("stroke-width=\"2.75\"") && !text(.frame(2)).contains("opacity=\""))
        #expect(text(.animation).contains("class=\"edge pod step-2\"") && text(.animation).contains("stroke-width=\"1.5\""))
    }

    @Test(
        "Curves that are lines become lines, everything else stays (SVG 1.1, 8.3.6)",
        arguments: [
            ([0, 0, 0, 0, 5, 0, 5, 0, 6, 0, 7, 1, 7, 2, 7, 2, 7, 9, 7, 9], "M0,0L5,0C6,0 7,1 7,2L7,9"),
            ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1], "M0,0L1,1"), ([0, 0, 1, 1, 2, 2, 3, 3], "M0,0C1,1 2,2 3,3"), ([0, 0], "M0,0"),
        ] as [([Double], String)])
    func paths(numbers: [Double], path: String) {
        let points = stride(from: 0, to: numbers.count, by: 2).map { LaidOutFigure.Point(x: numbers[$0], y: numbers[$0 + 1]) }
        #expect(SVGPath.curve(points) == path)
    }

    @Test(
        "Numbers have two decimals at most, without final zeros",
        arguments: [
            (0, "0"), (-0.0, "0"), (0.004, "0"), (-0.004, "0"), (10.5, "10.5"), (-14.4, "-14.4"), (99.995, "100"), (3.14159, "3.14"),
            (-0.05, "-0.05"), (1e6, "1000000"),
        ] as [(Double, String)])
    func numbers(number: Double, text: String) { #expect("\(SVGNumber(number))" == text) }

    @Test("After letters from right to left comes a mark, so that a port stays behind them, in the next run too")
    func direction() {
        let (name, port) = (HTMLRun("שם", size: 9, colour: .text), HTMLRun(":80", size: 9, colour: .text))
        #expect(written([line(name, port)]).contains(">שם\u{200E}</tspan>"))
        #expect(written([line(HTMLRun("שם:80", size: 9, colour: .text))]).contains(">שם\u{200E}:80</text>"))
        #expect(written([line(HTMLRun("שם-א", size: 9, colour: .text))]).contains(">שם-א</text>"))
        #expect(written([line(HTMLRun("a\u{200E}", size: 9, colour: .text))]).contains(">a\\u{200e}</text>"), "a manifest's own is shown")
    }
}
