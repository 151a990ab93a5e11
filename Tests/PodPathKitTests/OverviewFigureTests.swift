import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("The overview")
struct OverviewFigureTests {
    private func figures(_ yaml: String, _ change: (inout FigureRequest) -> Void = { _ in }) -> [Figure] {
        var request = FigureRequest()
        change(&request)
        return OverviewFigure().figures(of: Resolved(yaml).cluster, for: request)
    }

    @Test("Namespaces are frames; replicas are one box with a count; a Service is the door of its box")
    func boxes() throws {
        let figure = try #require(
            figures(
                Manifest.workload("Deployment", "web", spec: "replicas: 3") + Manifest.service()
                    + Manifest.pod("lone", labels: "a: b", namespace: "shop")
            ).first)
        #expect(figure.groups.map(\.name) == ["default", "shop"])
        let web = try #require(figure.elements.first { $0.name == "web" })
        #expect(web.count == 3)
        #expect(web.chips.contains { $0.role == .door && $0.text.contains("80") })
        #expect(figure.elements.contains { $0.name == "lone" })
    }

    @Test("A Service without Pods is drawn as such")
    func withoutPods() {
        #expect(figures(Manifest.service()).first?.elements.contains { $0.name == "web" } == true)
    }

    @Test("What is reachable from outside has an arrow from outside")
    func outside() throws {
        let yaml = Manifest.pod("a") + Manifest.service(ports: "{port: 80, nodePort: 30080}", spec: "type: NodePort")
        let figure = try #require(figures(yaml).first)
        let outside = try #require(figure.elements.firstIndex { $0.role == .outside })
        #expect(figure.connections.contains { $0.from == outside && $0.role == .traffic })
        #expect(figures(Manifest.pod("a") + Manifest.service()).first?.elements.contains { $0.role == .outside } == false)
    }

    @Test("Past a size: one picture of the namespaces and one for each; where only one has a place, it says so")
    func split() {
        let yaml = (0..<10).map { Manifest.pod("p\($0)", labels: "n: x\($0)", namespace: "ns\($0 % 3)") }.joined()
        #expect(figures(yaml) { $0.elementLimit = 5 }.map(\.id) == ["overview", "overview-ns0", "overview-ns1", "overview-ns2"])
        let one = figures(yaml) {
            $0.elementLimit = 5; $0.allowsSeveral = false
        }
        #expect(one.count == 1)
        #expect(one.first?.remarks.isEmpty == false)
    }

    @Test("A namespace that is too large is folded, and the picture says how much")
    func folded() {
        let yaml = (0..<30).map { Manifest.pod("p\($0)", labels: "n: x\($0)") }.joined()
        let figure = figures(yaml) { $0.elementLimit = 10 }.first
        #expect(figure?.elements.count == 10)
        #expect(figure?.remarks.first?.hasPrefix("21 more boxes") == true)
    }

    @Test("-n shows only some namespaces; what is resolved stays the same")
    func namespaces() {
        let yaml = Manifest.pod("a") + Manifest.pod("b", namespace: "shop")
        #expect(figures(yaml) { $0.namespaces = ["shop"] }.first?.elements.map(\.name) == ["b"])
    }

    @Test("Nothing to draw gives no figure")
    func nothing() { #expect(figures("").isEmpty) }
}
