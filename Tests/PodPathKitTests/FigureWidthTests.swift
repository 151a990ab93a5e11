import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

/// Principle 8 of the style sheet: overviews are no wider than 860 pt, figures that explain no wider than 640 pt.
@Suite("Figures fit an article")
struct FigureWidthTests {
    static let samples = ["frontend-backend", "ingress", "my-service", "nodes", "policies", "service-types", "shop", "trace"]
        .map { "samples/\($0)" }

    private func svg(_ kind: any FigureKind, _ path: String, focus: String? = nil) throws -> SVGGeometry {
        var request = FigureRequest()
        request.focus = focus
        return try svg(try #require(kind.figures(of: cluster(path), for: request).first))
    }

    private func cluster(_ path: String) -> Cluster { Resolved(files: Project.sources(path)).cluster }

    private func svg(_ figure: Figure) throws -> SVGGeometry {
        var diagnostics = Diagnostics()
        return SVGGeometry(String(decoding: try #require(FigurePrinter().print(figure, as: .svg, &diagnostics)), as: UTF8.self))
    }

    private func width(_ svg: SVGGeometry) -> Double { svg.viewBox.maxX - svg.viewBox.minX }

    @Test(
        "Overviews of applications",
        arguments: ["samples/shop"]
            + ["online-boutique", "sock-shop", "guestbook", "bookinfo"].map { "Tests/Fixtures/applications/\($0).yaml" })
    func overviews(path: String) throws {
        #expect(try width(svg(OverviewFigure(), path)) == 800)
    }

    @Test("A Service of type NodePort: the article's, whose labels stand in two lines, and another")
    func nodePort() throws {
        let article = try svg(ServiceFigure(), "samples/my-service")
        #expect(width(article) <= 640)
        let texts = article.boxes.flatMap(\.texts).map(\.text)
        #expect(texts.contains("app.kubernetes.io/") && texts.contains("name=MyApp"))
        #expect(try width(svg(ServiceFigure(), "samples/service-types", focus: "Service/types/web-nodeport")) <= 640)
    }

    @Test("Figures of Services: a balancer's client stands above it, so that five boxes take the room of four", arguments: samples)
    func services(path: String) throws {
        for figure in ServiceFigure().figures(of: cluster(path), for: FigureRequest()) {
            let svg = try svg(figure)
            #expect(width(svg) <= 640, "\(figure.id)")
            guard let client = svg.boxes.first(where: { $0.id.hasSuffix("client") }),
                let balancer = svg.boxes.first(where: { $0.id.hasSuffix("load-balancer") })
            else { continue }
            #expect(client.area.maxY < balancer.area.minY && client.area.minX > balancer.area.minX, "\(figure.id)")
        }
    }

    @Test("What a change does")
    func compare() throws {
        var request = FigureRequest()
        request.old = cluster("docs/compare/before.yaml")
        let figure = try #require(CompareFigure().figures(of: cluster("docs/compare/after.yaml"), for: request).first)
        #expect(try width(svg(figure)) <= 640)
    }

    @Test("The path of a connection, as podpath chooses it", arguments: samples)
    func steps(path: String) throws {
        for figure in PathFigure().figures(of: cluster(path), for: FigureRequest()) {
            #expect(try width(svg(figure)) <= 640, "\(figure.id)")
        }
    }

    @Test("Long text in several lines, of which none is cut: after dots, the cluster's domain whole")
    func broken() {
        #expect(
            BrokenText.name("postgres-0.postgres.data.svc.cluster.local", at: 24) == ["postgres-0.postgres.", "data.svc.cluster.local"])
        #expect(BrokenText.name("gitlab-webservice-default.gitlab?", at: 24) == ["gitlab-webservice-default.", "gitlab?"])
        #expect(BrokenText.words("= web.default.svc.cluster.local", at: 20) == ["= web.default.svc.", "cluster.local"])
        #expect(BrokenText.words("policies a, b and c", at: 11) == ["policies a,", "b and c"])
        #expect(BrokenText.words("", at: 5) == [] && BrokenText.name("a..b.", at: 2) == ["a.", ".", "b."])
    }

    @Test(
        "Paths between ends that were named",
        arguments: [
            ("samples/trace", "frontend", "cart:7070"), ("samples/trace", "reporter", "cart:7070"),
            ("samples/trace", "checkout", "cart:7070"),
            ("samples/policies", "web", "api:8080"),
            ("samples/policies", "outside", "shop/web"), ("samples/service-types", "outside", "types/web-loadbalancer"),
            ("samples/service-types", "outside", "types/web-nodeport"), ("samples/ingress", "outside", "http://shop.example.com/cart"),
            ("Tests/Fixtures/applications/bookinfo.yaml", "productpage-v1", "details:9080"),
            ("Tests/Fixtures/applications/online-boutique.yaml", "frontend", "cartservice:7070"),
        ])
    func paths(path: String, from: String, to: String) throws {
        var request = FigureRequest()
        (request.from, request.to) = (from, to)
        #expect(try width(svg(try #require(PathFigure().figures(of: cluster(path), for: request).first))) <= 640)
    }

    @Test(
        "Figures that explain",
        arguments: [
            ("network-model", "samples/nodes"), ("service-types", "samples/my-service"), ("pod-replacement", "samples/shop"),
            ("ingress", "samples/ingress"),
            ("policy", "samples/policies"),
        ])
    func explaining(kind: String, path: String) throws {
        #expect(try width(svg(try #require(FigureCatalog.kind(kind)), path)) <= 640)
    }
}
