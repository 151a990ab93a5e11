import KubeCluster
import TestSupport
import Testing

@testable import PodPathKit

/// The ways in from outside, as the overview tells them.
@Suite("The overview's ways in")
struct OverviewEntranceTests {
    private func figure(_ yaml: String) throws -> Figure {
        try #require(OverviewFigure().figures(of: Resolved(yaml).cluster, for: FigureRequest()).first)
    }

    private func lines(_ figure: Figure, _ id: String) -> [String] { figure.elements.first { $0.id == id }?.lines.map(\.text) ?? [] }

    private static func ingress(_ rules: [(host: String, path: String)]) -> String {
        let list = rules.map { IngressRouteTestsYAML.rule($0.host, $0.path) }.joined(separator: ", ")
        return Manifest.workload("Deployment", "web") + Manifest.service() + IngressRouteTestsYAML.ingress("rules: [\(list)]")
    }

    @Test("One host stands where clients come in; several stand above their paths, each in the order of the manifests")
    func hosts() throws {
        let one = try figure(Self.ingress([("a.example.com", "/docs")]))
        #expect(lines(one, "outside-ingress-default-front") == ["a.example.com"])
        #expect(lines(one, "ingress-default-front") == ["/docs  web:80"])
        let two = try figure(Self.ingress([("b.example", "/"), ("a.example", "/x")]))
        #expect(lines(two, "outside-ingress-default-front") == [])
        #expect(lines(two, "ingress-default-front") == ["b.example", "/  web:80", "a.example", "/x  web:80"])
    }

    @Test("Ports say of which type they are; one that the cluster chooses is an example (R70)")
    func ports() throws {
        let service = { (type: String, port: String) in
            Manifest.workload("Deployment", "web") + Manifest.service(ports: port, spec: "type: \(type)")
        }
        let ways = { (yaml: String) in self.lines(try self.figure(yaml), "outside-service-default-web") }
        #expect(try ways(service("NodePort", "{port: 80, nodePort: 31080}")) == ["NodePort :31080"])
        let resolved = Resolved(service("NodePort", "{port: 80}"))
        let example = try #require(resolved.service("web").map { resolved.cluster.ports(of: $0) }?.first?.nodePort)
        #expect(try ways(service("NodePort", "{port: 80}")) == ["NodePort :~\(example.value)"])
        #expect(try figure(service("NodePort", "{port: 80}")).remarks.joined().contains(English.illustrativeRemark))
        #expect(try !figure(service("NodePort", "{port: 80, nodePort: 31080}")).remarks.joined().contains(English.illustrativeRemark))
        #expect(try ways(service("LoadBalancer", "{port: 80}")) == ["LoadBalancer :80"])
        #expect(try ways(service("ClusterIP", "{port: 80}")) == [])
    }

    @Test("A port of the node that leads straight to a container is a way in to it")
    func hostPort() throws {
        let pod = Manifest.pod("a", spec: "containers: [{name: c, ports: [{containerPort: 80, hostPort: 8080}]}]")
        #expect(lines(try figure(pod), "outside-pod-default-a") == ["hostPort :8080"])
    }

    @Test("A backend Service that does not exist is told in the path's line, and a bar (R13 of the list of faults)")
    func missingBackend() throws {
        let rule = IngressRouteTestsYAML.rule("shop.example.com", "/cart")
        let yaml = Manifest.workload("Deployment", "other") + IngressRouteTestsYAML.ingress("rules: [\(rule)]")
        let figure = try figure(yaml)
        #expect(lines(figure, "ingress-default-front") == ["/cart  web:80", "no Service web"])
        #expect(figure.connections.filter { $0.role == .missing }.map { figure.elements[$0.from].id } == ["ingress-default-front"])
        #expect(figure.finding == "One way in from outside does not arrive.")
        let wrongPort = IngressRouteTestsYAML.rule("shop.example.com", "/", port: 81)
        let other = try self.figure(Self.ingress([]).replacing("rules: []", with: "rules: [\(wrongPort)]"))
        #expect(lines(other, "ingress-default-front") == ["/  web:81", "web has no such port"])
        #expect(other.connections.filter { $0.role == .denied }.map { other.elements[$0.to].id } == ["service-default-web"])
    }

    @Test("A controller that these manifests do not hold gets in where a policy lets its namespace in (C33)")
    func controller() throws {
        let policy = Manifest.policy(
            "from-nginx",
            "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}}]}]")
        let figure = try figure(Self.ingress([("a.example.com", "/")]) + policy)
        #expect(figure.connections.filter { figure.elements[$0.from].role == .ingress }.map(\.role) == [.traffic])
    }
}
