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
                "cluster.local > pod > default > 10-244-9-9",
            ])
        #expect(figure?.elements.first { $0.name == "web" }?.facts == ["A 10.96.7.7"])
    }

    @Test("A headless Service's SRV record has the endpoint's port as a number, also where the Service names it (R28)")
    func headlessPort() {
        let yaml = Manifest.pod("a") + Manifest.service(ports: "{name: web, port: 80, targetPort: http}", spec: "clusterIP: None")
        #expect(draw(yaml).first?.elements.first { $0.name == "_web._tcp" }?.facts == ["port 8080"])
    }

    @Test("A StatefulSet's Pods have names of their own under the headless Service (R26, R45)")
    func statefulSet() {
        let yaml =
            Manifest.workload("StatefulSet", "db", spec: "serviceName: web\n  replicas: 2") + Manifest.service(spec: "clusterIP: None")
        let figure = draw(yaml).first
        #expect(paths(figure).filter { $0.contains("> web > ") } == ["db-0", "db-1"].map { "cluster.local > svc > default > web > \($0)" })
        #expect(figure?.elements.first { $0.name == "db-1" }?.facts.first?.hasPrefix("~10.244.") == true, "what its name is answered with")
        #expect(figure?.example.map(\.text) == ["db-0", "web", "default", "svc", "cluster.local"], "a name that shows every column")
    }

    @Test("More than eight Services of a namespace are a line each, with its record and without its Pods, and what is left out is said")
    func lines() throws {
        let services =
            (10...28).map { Manifest.service("web-\($0)", spec: "clusterIP: 10.96.7.\($0)") }.joined()
            + Manifest.service("db", spec: "clusterIP: None")
            + Manifest.service("lone", spec: "type: ExternalName, externalName: example.com")
        let figure = try #require(draw(services + Manifest.pod("a", status: "podIP: 10.244.9.9")).first)
        let line = { (name: String) in
            figure.elements.first { $0.name == name }.map { [$0.eyebrow] + $0.facts.map(\.plain) } ?? []
        }
        #expect(line("web-10") == ["", "A 10.96.7.10"] && line("db") == ["headless", "A 10.244.9.9"])
        #expect(figure.elements.count { $0.id.hasPrefix("service-") } == 21 && !figure.elements.contains { $0.id.hasPrefix("endpoint") })
        #expect(figure.remarks.contains { $0.contains("endpoints and SRV records are not drawn") })
        let eight = (1...8).map { Manifest.service("web-\($0)") }.joined() + Manifest.pod("a")
        #expect(draw(eight).first?.elements.contains { $0.id.hasPrefix("endpoint") } == true)
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
        #expect(svg.contains(">for Services<") && svg.contains(">cluster domain<"))
    }

    @Test("Large zones are folded, and it is said")
    func folded() {
        let yaml = (1...30).map { Manifest.service("web-\($0)") }.joined()
        let figure = draw(yaml) { $0.elementLimit = 10 }.first
        #expect(figure?.elements.map(\.name).contains("20 more") == true)
        #expect(figure?.remarks.contains { $0.contains("20 more Services") } == true)
    }

    @Test("Lines cross no box, no text and no other line, at 1, 5, 8, 20 and 60 Services", arguments: [1, 5, 8, 20, 60])
    func uncrossed(count: Int) throws {
        let yaml = (0..<count).map { Manifest.service("web-\($0)") }.joined() + Manifest.pod("a") + Manifest.pod("b")
        let figure = try #require(draw(yaml).first)
        var diagnostics = Diagnostics()
        let bytes = try #require(FigurePrinter().print(figure, as: .svg, &diagnostics))
        let faults = PlacedFaults(svg: SVGGeometry(String(decoding: bytes, as: UTF8.self)))
        #expect(faults.all == [] && faults.crossings == 0)
    }

    @Test("Labels and zones of any length and script stay in their columns")
    func names() throws {
        let long = String(repeating: "a", count: 63)
        let yaml =
            Manifest.workload("StatefulSet", long, spec: "serviceName: \(long)\n  replicas: 7")
            + Manifest.service(long, spec: "clusterIP: None") + Manifest.service("网络服务") + Manifest.service("🚀🚀")
        for figure in draw(yaml) {
            var diagnostics = Diagnostics()
            let bytes = try #require(FigurePrinter().print(figure, as: .svg, &diagnostics))
            #expect(PlacedFaults(svg: SVGGeometry(String(decoding: bytes, as: UTF8.self))).all == [])
        }
    }

    @Test("A Pod's name below pod is answered with its address, which stands on its line; hidden, nothing of it is left")
    func answered() throws {
        let figure = try #require(
            draw(Manifest.pod("a", status: "podIP: 10.244.9.9") + Manifest.service(spec: "clusterIP: 10.96.7.7")).first)
        let pod = try #require(figure.elements.firstIndex { $0.id == "pods-default-1" })
        #expect(figure.connections.first { $0.to == pod }?.code == "10.244.9.9")
        var look = FigureLook()
        look.hidden = [.ips]
        var diagnostics = Diagnostics()
        let bytes = try #require(FigurePrinter(look: look).print(look.applied(to: figure), as: .svg, &diagnostics))
        let svg = SVGGeometry(String(decoding: bytes, as: UTF8.self))
        let words = (svg.boxes + svg.arrows + [svg.remarks]).flatMap(\.texts).map(\.text)
        #expect(!words.contains { $0.contains("10.") || $0.contains("10-244") } && PlacedFaults(svg: svg).all == [])
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
