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
        let api = try #require(figure.elements.firstIndex { $0.name == "api" })
        #expect(figure.connections.count { $0.from == api && $0.role == .traffic } == 2, "the relation stays in the model")
        let svg = try svg(figure)
        #expect(GeometryFaults(svg: svg).all == [])
        let inner = svg.boxes.filter { $0.outer != nil }
        #expect(inner.map(\.outer) == ["overview-service-default-api", "overview-service-default-api"])
        #expect(inner.allSatisfy { $0.classes == ["node", "workload"] && !$0.texts.isEmpty })
        #expect(
            svg.arrows.map(\.id).sorted()
                == (1...2).map { "overview-deployment-default-v\($0)--deployment-default-db" }, "no arrow from the Service to what it holds"
        )
        let starts = svg.arrows.compactMap(\.line.first).sorted { $0.y < $1.y }
        for (start, box) in zip(starts, inner.sorted { $0.area.minY < $1.area.minY }) {
            #expect(box.area.inset(-4).contains(start.x, start.y), "the arrow of \(box.id) begins at it")
        }
    }

    @Test("From top to bottom they stand side by side, so that no arrow passes through a neighbour")
    func downwards() throws {
        var look = FigureLook()
        look.direction = .topToBottom
        let svg = try svg(figure(Self.versions(3)), look)
        #expect(GeometryFaults(svg: svg).all == [])
        #expect(Set(svg.boxes.filter { $0.outer != nil }.map { Int($0.area.minY) }).count == 1)
    }

    @Test("Not where an arrow has to lead to them: another Service, a way in; and no tower of five")
    func apart() throws {
        #expect(inner(try figure(Self.versions(2) + Manifest.service("one", selector: "version: '1'"))) == [])
        #expect(inner(try figure(Self.versions(3) + Manifest.service("some", selector: "app: api"))) == [])
        #expect(inner(try figure(Self.versions(5))) == [])
        #expect(inner(try figure(Self.versions(4))).count == 4)
        let port = Self.versions(2).replacing("{name: c,", with: "{name: c, ports: [{containerPort: 80, hostPort: 80}],")
        #expect(inner(try figure(port)) == [])
    }

    @Test("The sentences of a page: no arrow that is not in the picture, and a box stays in sight with what is in it")
    func sentences() throws {
        let figure = try figure(Self.versions(2))
        let ids = Set(figure.elements.map(\.id) + figure.connections.filter { !figure.isWithinBox($0) }.map(\.id))
        let all = figure.arrowSentences + figure.boxSentences
        #expect(ids.isSuperset(of: all.flatMap { $0.about + $0.beside }))
        for sentence in all where sentence.about.contains(where: { $0.contains("-v1") }) {
            #expect(sentence.beside.contains("service-default-api"))
        }
    }

    @Test("Whoever does not see the arrows is told of each, also of those into another namespace, and what a Service holds")
    func told() throws {
        let other = Self.versions(2).replacing("db:80", with: "db.data:80")
        let figure = try figure(
            other + Manifest.service("db", selector: "app: db", namespace: "data")
                + Manifest.workload("Deployment", "db", labels: "app: db", namespace: "data"))
        #expect(figure.description.contains("Service api leads to v1 and v2"))
        #expect(figure.description.contains("v1 is configured to call db in namespace data"))
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
