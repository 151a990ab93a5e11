import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

/// Principle 6 of the style sheet: in overviews a Service and its Pods are one box.
@Suite("The overview's Services that hold their workloads")
struct OverviewNestingTests {
    private func figure(_ yaml: String) throws -> Figure {
        try #require(OverviewFigure().figures(of: Resolved(yaml).cluster, for: FigureRequest()).first)
    }

    private func svg(_ figure: Figure, _ look: FigureLook = FigureLook()) throws -> SVGGeometry {
        let printer = FigurePrinter(look: look)
        var diagnostics = Diagnostics()
        return SVGGeometry(String(decoding: try #require(printer.print(figure, as: .svg, &diagnostics)), as: UTF8.self))
    }

    /// Versions behind one Service `api`, each of which calls `db`.
    private static func versions(_ count: Int) -> String {
        (1...count).map { version in
            """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: v\(version)}
            spec:
              selector: {matchLabels: {app: api, version: '\(version)'}}
              template:
                metadata: {labels: {app: api, version: '\(version)'}}
                spec: {containers: [{name: c, env: [{name: A_ADDR, value: 'db:80'}]}]}

            """
        }.joined() + Manifest.service("api", selector: "app: api") + Manifest.service("db", selector: "app: db")
            + Manifest.workload("Deployment", "db", labels: "app: db")
    }

    private func inner(_ figure: Figure) -> [String] { figure.elements.filter { $0.outer != nil }.map(\.name).sorted() }

    @Test("Two Deployments stand in the box of their Service, and what each calls leaves it there")
    func versions() throws {
        let figure = try figure(Self.versions(2))
        #expect(inner(figure) == ["v1", "v2"])
        let svg = try svg(figure)
        #expect(PlacedFaults(svg: svg).all == [])
        let api = try #require(svg.boxes.first { $0.id == "overview-service-default-api" })
        let boxes = ["v1", "v2"].compactMap { name in svg.boxes.first { $0.id == "overview-deployment-default-\(name)" } }
        #expect(boxes.count == 2)
        for box in boxes {
            #expect(api.shapes[0].area.contains(box.shapes[0].area))
            let arrow = try #require(svg.arrows.first { $0.id.hasPrefix(box.id + "--") })
            let start = try #require(arrow.line.first)
            #expect(abs(start.x - box.shapes[0].area.maxX) < 6 && box.area.inset(-6).contains(start.x, start.y), "the arrow begins at it")
        }
        #expect(svg.arrows.count == 2, "no arrow from the Service to what it holds")
    }

    @Test("Not where another Service leads to them; and no tower of five")
    func apart() throws {
        #expect(inner(try figure(Self.versions(2) + Manifest.service("one", selector: "version: '1'"))) == [])
        #expect(inner(try figure(Self.versions(3) + Manifest.service("some", selector: "app: api"))) == [])
        #expect(inner(try figure(Self.versions(5))) == [])
        #expect(inner(try figure(Self.versions(4))).count == 4)
    }

    @Test("The sentences of a page: a box stays in sight with what is in it")
    func sentences() throws {
        let figure = try figure(Self.versions(2))
        let ids = Set(figure.elements.map(\.id) + figure.connections.map(\.id))
        let all = figure.arrowSentences + figure.boxSentences
        #expect(ids.isSuperset(of: all.flatMap { $0.about + $0.beside }))
        for sentence in all where sentence.about.contains(where: { $0.contains("-v1") }) {
            #expect(sentence.beside.contains("service-default-api"))
        }
    }

    @Test("Whoever does not see the arrows is told of each call, also of those into another namespace")
    func told() throws {
        let other = Self.versions(2).replacing("db:80", with: "db.data:80")
        let figure = try figure(
            other + Manifest.service("db", selector: "app: db", namespace: "data")
                + Manifest.workload("Deployment", "db", labels: "app: db", namespace: "data"))
        #expect(figure.description.contains("v1 is configured to call db.data:80"))
        #expect(figure.connections.count { $0.role == .traffic && figure.elements[$0.to].name == "db" } == 2)
    }

    @Test("A tooltip is text, whatever file it names")
    func hostile() throws {
        let name = #"a"\N<b>&amp;\G.yaml"#
        let files = [SourceFile(path: name, text: Self.versions(2))]
        let figure = try #require(OverviewFigure().figures(of: Resolved(files: files).cluster, for: FigureRequest()).first)
        var diagnostics = Diagnostics()
        let svg = String(decoding: try #require(FigurePrinter().print(figure, as: .svg, &diagnostics)), as: UTF8.self)
        #expect(!svg.contains("<b>") && !svg.contains("<a "))
        #expect(svg.contains(#"<title>Deployment default/v1 (a&quot;\N&lt;b&gt;&amp;"#))
    }
}
