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
            let name = element.name.isEmpty ? element.facts.joined(separator: ",") : element.name
            path[position] = (parent.flatMap { path[$0] }.map { $0 + " > " } ?? "") + name
        }
        return figure.elements.indices.compactMap { path[$0] }
    }

    @Test("From the domain through svc and pod to namespaces, Services and endpoints (R8 to R14, R26)")
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

    @Test("A StatefulSet's Pods have names of their own under the headless Service (R13)")
    func statefulSet() {
        let yaml =
            Manifest.workload("StatefulSet", "db", spec: "serviceName: web\n  replicas: 2") + Manifest.service(spec: "clusterIP: None")
        #expect(paths(draw(yaml).first).contains("cluster.local > svc > default > web > db-0,db-1"))
    }

    @Test("Large zones are folded, and it is said")
    func folded() {
        let yaml = (1...30).map { Manifest.service("web-\($0)") }.joined()
        let figure = draw(yaml) { $0.elementLimit = 30 }.first
        #expect(figure?.elements.last { $0.role == .folded }?.name == "20 more")
        #expect(figure?.remarks.contains { $0.contains("20 more Services") } == true)
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
}
