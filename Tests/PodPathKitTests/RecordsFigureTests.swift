import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("The figure of the zone's names")
struct RecordsFigureTests {
    private func draw(_ yaml: String, _ change: (inout FigureRequest) -> Void = { _ in }) -> [Figure] {
        var request = FigureRequest()
        change(&request)
        return RecordsFigure().figures(of: Resolved(yaml).cluster, for: request)
    }

    /// `zone > svc > default > web` for each box.
    private func paths(_ figure: Figure?) -> [String] {
        guard let figure else { return [] }
        var path = [Int: String]()
        for (position, element) in figure.elements.enumerated() {
            let parent = figure.connections.first { $0.to == position && $0.role == .holds }?.from
            let name = element.name.isEmpty ? element.facts.map(\.plain).joined(separator: ",") : element.name
            path[position] = (parent.flatMap { path[$0] }.map { $0 + " > " } ?? "") + name
        }
        return figure.elements.indices.compactMap { path[$0] }
    }

    @Test("From the domain through svc and pod to namespaces, Services and endpoints (R3, R13, R26)")
    func tree() {
        let figure = draw(Manifest.pod("a", status: "podIP: 10.244.9.9") + Manifest.service(spec: "clusterIP: 10.96.7.7")).first
        #expect(
            paths(figure) == [
                "cluster.local", "cluster.local > svc", "cluster.local > svc > default", "cluster.local > svc > default > web",
                "cluster.local > svc > default > web > 10-244-9-9", "cluster.local > pod", "cluster.local > pod > default",
            ])
        #expect(figure?.elements.first { $0.name == "web" }?.facts == ["A 10.96.7.7"])
    }

    @Test("A headless Service's SRV record has the endpoint's port as a number, also where the Service names it (R28)")
    func headlessPort() {
        let yaml = Manifest.pod("a") + Manifest.service(ports: "{name: web, port: 80, targetPort: http}", spec: "clusterIP: None")
        #expect(draw(yaml).first?.elements.first { $0.name == "web" }?.facts.contains("SRV _web._tcp 8080") == true)
    }

    @Test("A StatefulSet's Pods have names of their own under the headless Service (R26, R45)")
    func statefulSet() {
        let yaml =
            Manifest.workload("StatefulSet", "db", spec: "serviceName: web\n  replicas: 2") + Manifest.service(spec: "clusterIP: None")
        #expect(paths(draw(yaml).first).contains("cluster.local > svc > default > web > db-0,db-1"))
    }

    @Test("More than eight Services of a namespace stand in a table, a line each with its record, and what is left out is said")
    func table() throws {
        let services =
            (10...28).map { Manifest.service("web-\($0)", spec: "clusterIP: 10.96.7.\($0)") }.joined()
            + Manifest.service("db", spec: "clusterIP: None")
            + Manifest.service("lone", spec: "type: ExternalName, externalName: example.com")
        let figure = try #require(draw(services + Manifest.pod("a", status: "podIP: 10.244.9.9")).first)
        let table = try #require(figure.elements.first { $0.name == "default" })
        #expect(table.rows.first { $0.name == "web-10" } == .init(name: "web-10", goal: "A 10.96.7.10"))
        #expect(table.rows.first { $0.name == "db" } == .init(name: "db", kind: "headless", goal: "A 10.244.9.9"))
        #expect(table.rows.count == 21)
        #expect(!figure.elements.contains { $0.role == .service })
        #expect(figure.remarks.contains { $0.contains("endpoints and SRV records are not drawn") })
        let eight = (1...8).map { Manifest.service("web-\($0)") }.joined()
        #expect(draw(eight).first?.elements.contains { !$0.rows.isEmpty } == false)
    }

    @Test("A long table stands in columns of one height, the first of which is held; every name is in one")
    func columns() throws {
        let figure = try #require(draw((10..<60).map { Manifest.service("web-\($0)") }.joined()).first)
        let tables = figure.elements.filter { !$0.rows.isEmpty && $0.name == "default" && $0.id.hasPrefix("namespace") }
        #expect(tables.map(\.rows.count) == [25, 25])
        #expect(Set(tables.flatMap(\.rows).map(\.name)).count == 50)
        let places = figure.elements.indices.filter { figure.elements[$0].id.hasPrefix("namespace") }
        let arrows = figure.connections.filter { places.contains($0.to) }
        #expect(arrows.map(\.role) == [.holds, .order] && arrows.map(\.to) == places)
        #expect(arrows.map { figure.elements[$0.from].name } == ["svc", "default"])
    }

    @Test("One name is spelled out in full, each part with what it is; an alias and a name without an answer are no example (R3)")
    func example() throws {
        let alias = Manifest.service("alias", selector: nil, spec: "type: ExternalName, externalName: example.com")
        let headless = Manifest.service("db", spec: "clusterIP: None")
        let figure = try #require(draw(alias + headless + Manifest.pod("a") + Manifest.service(namespace: "shop")).first)
        #expect(figure.example.map(\.text) == ["web", "shop", "svc", "cluster.local"])
        #expect(figure.example.map(\.meaning) == ["Service", "namespace", "for Services", "cluster domain"])
        #expect(figure.description.contains("One name in full: web.shop.svc.cluster.local, which is web (Service), shop (namespace)"))
        #expect(try #require(draw(alias).first).example.isEmpty)
        var diagnostics = Diagnostics()
        let svg = String(decoding: try #require(FigurePrinter().print(figure, as: .svg, &diagnostics)), as: UTF8.self)
        #expect(svg.contains(">In full:<") && svg.contains(">cluster domain<"))
    }

    @Test("Large zones are folded, and it is said")
    func folded() {
        let yaml = (1...30).map { Manifest.service("web-\($0)") }.joined()
        let figure = draw(yaml) { $0.elementLimit = 10 }.first
        #expect(figure?.elements.flatMap(\.rows).map(\.name).contains("+ 20 more") == true)
        #expect(figure?.remarks.contains { $0.contains("20 more Services") } == true)
    }

    /// On which side of a line a point lies: positive, negative, or 0 on it.
    private static func side(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double), _ point: (x: Double, y: Double)) -> Double {
        (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
    }

    @Test("Lines are straight and cross no box and no other line, at 1, 5, 8, 20 and 60 Services", arguments: [1, 5, 8, 20, 60])
    func straight(count: Int) throws {
        let yaml = (0..<count).map { Manifest.service("web-\($0)") }.joined() + Manifest.pod("a") + Manifest.pod("b")
        let figure = try #require(draw(yaml).first)
        var diagnostics = Diagnostics()
        let bytes = try #require(FigurePrinter().print(figure, as: .svg, &diagnostics))
        let svg = SVGGeometry(String(decoding: bytes, as: UTF8.self))
        #expect(GeometryFaults(svg: svg).all == [])
        for line in svg.arrows.map(\.line) {
            let (first, last) = (try #require(line.first), try #require(line.last))
            for point in line {
                #expect(abs(Self.side(first, last, point)) < 2 * max(1, abs(last.x - first.x) + abs(last.y - first.y)))
            }
        }
        let ends = svg.arrows.map(\.line).compactMap { line in line.first.flatMap { first in line.last.map { (first, $0) } } }
        for (index, one) in ends.enumerated() {
            for other in ends[(index + 1)...] {
                let sides = [
                    Self.side(one.0, one.1, other.0) * Self.side(one.0, one.1, other.1),
                    Self.side(other.0, other.1, one.0) * Self.side(other.0, other.1, one.1),
                ]
                #expect(sides[0] >= -1e-6 || sides[1] >= -1e-6, "\(one) crosses \(other)")
            }
        }
        #expect(svg.viewBox.maxX - svg.viewBox.minX <= 700)
    }

    @Test("Past the size of one figure, one for each namespace where several may be drawn")
    func several() {
        let yaml = (1...10).map { Manifest.service("web-\($0)", namespace: $0 < 6 ? "a" : "b") }.joined()
        let figures = draw(yaml) {
            $0.elementLimit = 20
            $0.allowsSeveral = true
        }
        #expect(figures.map(\.id) == ["dns-records-a", "dns-records-b"])
    }

    @Test("No Service, no figure")
    func empty() { #expect(draw(Manifest.pod("a")).isEmpty) }

    @Test("Pods have names under pod in namespaces without Services, too (R34)")
    func podsWithoutServices() throws {
        let yaml = Manifest.pod("a") + Manifest.service() + Manifest.pod("backup", labels: "app: backup", namespace: "jobs")
        let figure = try #require(RecordsFigure().figures(of: Resolved(yaml).cluster, for: FigureRequest()).first)
        let pods = try #require(figure.elements.firstIndex { $0.id == "pod" })
        #expect(figure.connections.filter { $0.from == pods }.map { figure.elements[$0.to].name } == ["default", "jobs"])
        #expect(figure.title == "The names in the cluster's DNS")
    }
}
