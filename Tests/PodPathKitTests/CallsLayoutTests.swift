import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import Graphviz
@testable import PodPathKit

/// Figures whose places podpath gives: what they must hold, by computation over what is drawn.
@Suite("Places of figures of calls")
struct CallsLayoutTests {
    private func figures(_ files: [SourceFile]) -> [Figure] {
        Generator().figures([OverviewFigure()], of: Resolved(files: files).cluster, for: FigureRequest())
    }

    private func drawn(_ figure: Figure, _ look: FigureLook = FigureLook()) throws -> SVGGeometry {
        var diagnostics = Diagnostics()
        return SVGGeometry(
            String(decoding: try #require(FigurePrinter(look: look).print(figure, as: .svg, &diagnostics)), as: UTF8.self))
    }

    @Test(
        "Few crossings, the natural width, and the same bytes again", arguments: GeometryTests.inputs + ["Tests/Fixtures/looks/calls.yaml"])
    func samples(path: String) throws {
        for figure in figures(Project.sources(path)) {
            let svg = try drawn(figure)
            #expect(PlacedFaults(svg: svg).all == [], "\(figure.id)")
            #expect(PlacedFaults(svg: svg).crossings <= CallsLayout.crossings, "\(figure.id)")
            #expect(svg.viewBox.maxX == 800, "\(figure.id)")
            var diagnostics = Diagnostics()
            let printer = FigurePrinter()
            #expect(printer.print(figure, as: .svg, &diagnostics) == printer.print(figure, as: .svg, &diagnostics))
        }
    }

    @Test("Every call is in exactly one place: its name in its caller's box, or under it in a tree", arguments: GeometryTests.inputs)
    func everyCall(path: String) throws {
        for figure in figures(Project.sources(path)) where figure.elements.contains(where: { $0.role == .workload }) {
            let lines = figure.elements.flatMap { element in element.lines.filter { $0.role == .call }.map { (element.id, $0.text) } }
            for connection in figure.connections where connection.tail != nil {
                #expect(figure.elements[connection.from].lines[connection.tail ?? 0].role == .call)
            }
            let texts = try drawn(figure)
            let words = (texts.boxes.flatMap(\.texts) + texts.remarks.texts).map(\.text).joined(separator: " ")
            for (box, text) in lines {
                // In a tree the port of a rail stands alone, and a long line is broken.
                let name = text.split(separator: ":")[0].split(separator: " ").first.map(String.init) ?? text
                #expect(words.contains(name) || name.count > 20, "\(figure.id): \(box) \(text)")
            }
        }
    }

    @Test("dot's answer is used for columns and their order alone: other sizes of what it draws change nothing")
    func columns() throws {
        let figure = try #require(figures(Project.sources("samples/frontend-backend")).first)
        let layout = CallsLayout(figure)
        let graph = try #require(layout.columnGraph)
        let bytes = try LibraryRenderer().render([RenderJob(dot: DOTEncoder.encode(graph, for: .layout), format: .drawing)])[0].get()
        let columns = ColumnOrder.columns(try LaidOutFigure(bytes, of: graph))
        #expect(columns.count == 2 && columns.joined().sorted() == [0, 1, 2])
    }

    @Test("Chains, circles, nets and crowds end, and become a tree without a crossing", arguments: ["chain", "circle", "net", "crowd"])
    func shapes(shape: String) throws {
        let count = 60
        let targets: (Int) -> [Int] = { number in
            switch shape {
            case "chain": number + 1 < count ? [number + 1] : []
            case "circle": [(number + 1) % count]
            case "net": (1...4).map { (number * 7 + $0 * 11) % count }
            default: number == 0 ? [] : [0]
            }
        }
        let yaml = (0..<count).map { number in
            Self.workload("w\(number)", calls: targets(number).filter { $0 != number }.map { "w\($0):80" })
        }.joined()
        let figure = try #require(figures([SourceFile(path: "a.yaml", text: yaml)]).first)
        let svg = try drawn(figure)
        #expect(PlacedFaults(svg: svg).all == [])
        #expect(PlacedFaults(svg: svg).crossings == 0)
        let words = (svg.boxes.flatMap(\.texts) + svg.remarks.texts).map(\.text).joined(separator: " ")
        for number in 0..<count { #expect(words.contains("w\(number)"), "w\(number)") }
    }

    private static func workload(_ name: String, calls: [String]) -> String {
        let variables = calls.enumerated().map { "{name: A\($0)_ADDR, value: '\($1)'}" }.joined(separator: ", ")
        return """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: \(name)}
            spec:
              selector: {matchLabels: {app: \(name)}}
              template:
                metadata: {labels: {app: \(name)}}
                spec: {containers: [{name: c, env: [\(variables)]}]}

            """ + Manifest.service(name, selector: "app: \(name)")
    }

    @Test("Long, right-to-left, wide and coloured names stay in their boxes")
    func names() throws {
        let long = String(repeating: "a-long-name-", count: 20) + "end"
        let yaml =
            Self.workload(String(long.suffix(60)), calls: ["w2:80"]) + Self.workload("w2", calls: ["\(long.suffix(60)):80"])
            + ["خدمة-الشبكة", "网络服务网络服务网络服务", "🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀"].map { Manifest.pod($0, labels: "a: b") }.joined()
            + Manifest.pod(long, labels: "c: d")
        for figure in figures([SourceFile(path: "a.yaml", text: yaml)]) { #expect(PlacedFaults(svg: try drawn(figure)).all == []) }
    }

    @Test("Title, words under it and key can be left out or be an author's own; the SVG keeps its title for those who do not see it")
    func words() throws {
        let text = { (look: FigureLook, path: String) throws -> String in
            let figure = look.applied(to: try #require(self.figures(Project.sources(path)).first))
            var diagnostics = Diagnostics()
            return String(decoding: try #require(FigurePrinter(look: look).print(figure, as: .svg, &diagnostics)), as: UTF8.self)
        }
        var none = FigureLook(), own = FigureLook()
        (none.showsTitle, none.showsCaption, none.showsKey) = (false, false, false)
        (own.title, own.caption) = ("My shop", "As of today.")
        // Arrows, and a tree.
        for path in ["Tests/Fixtures/looks/calls.yaml", "Tests/Fixtures/applications/online-boutique.yaml"] {
            let usual = try text(FigureLook(), path), bare = try text(none, path), mine = try text(own, path)
            #expect(usual.contains(" call ") && !bare.contains("its caller’s box: the") && !bare.contains("under its caller"))
            #expect(usual.contains("Bar: does not arrive.</text>") || usual.contains("Bar: does not arrive."))
            #expect(bare.components("who calls whom</text>") == 0 && usual.components("who calls whom</text>") == 1)
            #expect(bare.contains("who calls whom</title>"))
            #expect(!bare.contains("Filled dot") && !bare.contains("No kind"))
            #expect(mine.contains("My shop</text>") && mine.contains("My shop</title>") && mine.contains("As of today.</text>"))
        }
    }

    // MARK: The check itself

    private static func drawing(
        a: String = "x=\"20\" y=\"20\" width=\"100\" height=\"40\"", b: String = "x=\"200\" y=\"20\" width=\"100\" height=\"40\"",
        text: String = "name", size: Int = 12, free: (Int, Int) = (150, 180), line: String = "M120,40 150,40 150,50 190,50",
        other: String = "M20,150 100,150", frame: Int = 380, badge: (Int, Int) = (135, 40), second: Int = 2
    ) -> SVGGeometry {
        SVGGeometry(
            """
            <svg viewBox="0 0 400 200">
            <g id="figure" class="graph x">
            <rect x="0" y="0" width="400" height="200" fill="#ffffff"/>
            <text x="\(free.0)" y="\(free.1)" font-size="12" fill="#1f2328">free</text>
            <g id="f1" class="cluster namespace">
            <rect x="10" y="10" width="\(frame)" height="80" fill="none"/>
            </g>
            <g id="f2" class="cluster namespace">
            <rect x="10" y="100" width="380" height="80" fill="none"/>
            </g>
            <g id="a" class="node pod">
            <rect \(a) fill="#e6f1f8" stroke="#0072b2"/>
            <text x="30" y="44" font-size="\(size)" fill="#1f2328">\(text)</text>
            </g>
            <g id="b" class="node pod">
            <rect \(b) fill="#e6f1f8" stroke="#0072b2"/>
            </g>
            <g id="a--b" class="edge traffic">
            <path fill="none" stroke="#424a53" d="\(line)"/>
            <ellipse cx="\(badge.0)" cy="\(badge.1)" rx="9" ry="9" fill="#424a53"/>
            <text x="\(badge.0)" y="\(badge.1 + 4)" text-anchor="middle" font-size="12" font-weight="bold" fill="#ffffff">1</text>
            </g>
            <g id="other" class="edge traffic">
            <path fill="none" stroke="#424a53" d="\(other)"/>
            <ellipse cx="40" cy="150" rx="9" ry="9" fill="#424a53"/>
            <text x="40" y="154" text-anchor="middle" font-size="12" font-weight="bold" fill="#ffffff">\(second)</text>
            </g>
            </g>
            </svg>
            """)
    }

    @Test("A drawing without a fault has none; every fault is found")
    func found() {
        #expect(PlacedFaults(svg: Self.drawing()).all == [])
        let cases: [(SVGGeometry, String)] = [
            (Self.drawing(size: 11), "\"name\" is smaller than 12 px"),
            // 80.5 px in Arial's bold, 92 in DejaVu's.
            (Self.drawing(text: "much too long"), "\"much too long\" leaves a"),
            (Self.drawing(free: (40, 46)), "\"name\" lies on \"free\""),
            (Self.drawing(b: "x=\"100\" y=\"40\" width=\"100\" height=\"40\"", line: "M5,5 9,9"), "boxes a and b overlap"),
            (Self.drawing(free: (190, 40), line: "M5,5 9,9"), "\"free\" lies across the border of b"),
            (Self.drawing(other: "M140,175 200,175"), "the line of other crosses \"free\""),
            (Self.drawing(other: "M250,100 250,5"), "the line of other passes through b"),
            (Self.drawing(free: (385, 180)), "\"free\" leaves the page"),
            (Self.drawing(frame: 370), "frames are [370, 380] wide"),
            (Self.drawing(badge: (135, 44)), "the number 1 is 4 px off its line"),
            (Self.drawing(second: 1), "the numbers are read as [1, 1]"),
        ]
        for (svg, fault) in cases { #expect(PlacedFaults(svg: svg).all.contains(fault), "\(fault): \(PlacedFaults(svg: svg).all)") }
        #expect(PlacedFaults(svg: Self.drawing()).crossings == 0)
        #expect(PlacedFaults(svg: Self.drawing(other: "M135,10 135,90")).crossings == 1)
    }
}

extension String {
    /// How often it holds another text.
    fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
