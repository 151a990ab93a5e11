import KubeCluster
import TestSupport
import Testing

@testable import PodPathKit

/// What stands in a box of the overview of the ways in from outside.
@Suite("The overview's ways in")
struct OverviewEntranceTests {
    private func figure(_ yaml: String) throws -> Figure {
        try #require(OverviewFigure().figures(of: Resolved(yaml).cluster, for: FigureRequest()).first)
    }

    private func ways(_ yaml: String, to name: String = "web") throws -> [String] {
        try #require(figure(yaml).elements.first { $0.name == name }).chips.filter { $0.role == .entrance }.map(\.text.plain)
    }

    private static func ingress(_ rules: [(host: String, path: String)]) -> String {
        let list = rules.map { IngressRouteTestsYAML.rule($0.host, $0.path) }.joined(separator: ", ")
        return Manifest.workload("Deployment", "web") + Manifest.service() + IngressRouteTestsYAML.ingress("rules: [\(list)]")
    }

    @Test("A host of which only a path leads here has that path; the whole site is the host alone")
    func paths() throws {
        #expect(try ways(Self.ingress([("a.example.com", "/")])) == ["a.example.com"])
        #expect(try ways(Self.ingress([("a.example.com", "/docs")])) == ["a.example.com/docs"])
    }

    @Test("Hosts stand in the order of the manifests: short ones in one line, two in a line each, more as their number")
    func several() throws {
        #expect(try ways(Self.ingress([("b.example", "/"), ("a.example", "/x")])) == ["b.example, a.example/x"])
        #expect(
            try ways(Self.ingress([("www.example.com", "/docs"), ("api.example.com", "/v1")]))
                == ["www.example.com/docs", "api.example.com/v1"])
        let many = Self.ingress([("www.example.com", "/"), ("api.example.com", "/v1"), ("a.example.com", "/"), ("b.example.com", "/")])
        #expect(try ways(many) == ["4 hosts"])
        let arrow = try #require(figure(many).connections.first { $0.role == .traffic })
        #expect(arrow.tooltip == "From outside on www.example.com, api.example.com/v1, a.example.com and b.example.com to web")
        #expect(arrow.label == nil, "a label would lie on frames' borders")
        #expect(try ways(Self.ingress(["/a", "/b", "/c"].map { ("www.example.com", $0) })) == ["www.example.com, 3 paths"])
    }

    @Test("Ports say of which type they are; one that the cluster chooses is an example (R70)")
    func ports() throws {
        let service = { (type: String, port: String) in
            Manifest.workload("Deployment", "web") + Manifest.service(ports: port, spec: "type: \(type)")
        }
        #expect(try ways(service("NodePort", "{port: 80, nodePort: 31080}")) == ["nodePort 31080"])
        let resolved = Resolved(service("NodePort", "{port: 80}"))
        let example = try #require(resolved.service("web").map { resolved.cluster.ports(of: $0) }?.first?.nodePort)
        #expect(try ways(service("NodePort", "{port: 80}")) == ["nodePort ~\(example.value)"])
        #expect(try figure(service("NodePort", "{port: 80}")).remarks.contains(English.illustrativeRemark))
        #expect(try !figure(service("NodePort", "{port: 80, nodePort: 31080}")).remarks.contains(English.illustrativeRemark))
        #expect(try ways(service("LoadBalancer", "{port: 80}")) == ["LoadBalancer :80"])
        #expect(try ways(service("ClusterIP", "{port: 80}")) == [])
        let chips = try #require(figure(service("NodePort", "{port: 80, nodePort: 31080}")).elements.first { $0.name == "web" }).chips
        #expect(chips.filter { $0.role == .servicePorts }.map(\.text) == [":80"], "the type is said once")
    }

    @Test("A backend Service that does not exist is a missing box with the host, as the missing target of a call is")
    func missingBackend() throws {
        let rule = IngressRouteTestsYAML.rule("shop.example.com", "/cart")
        let yaml = Manifest.workload("Deployment", "other") + IngressRouteTestsYAML.ingress("rules: [\(rule)]")
        let figure = try figure(yaml)
        let box = try #require(figure.elements.firstIndex { $0.role == .missing })
        #expect(figure.elements[box].name == "web" && figure.elements[box].id == "missing-default-web")
        #expect(figure.elements[box].chips.map(\.text) == ["shop.example.com/cart"])
        let arrows = figure.connections.filter { $0.to == box && $0.role != .order }
        #expect(arrows.map(\.role) == [.missing] && arrows.map { figure.elements[$0.from].id } == ["outside"])
        let found = try self.figure(yaml + Manifest.service())
        #expect(!found.elements.contains { $0.id.hasPrefix("missing") })
    }

    @Test("A Service that does not exist is one box, whoever names it")
    func missingOnce() throws {
        let caller = Manifest.workload("Deployment", "shop").replacing(
            "containers: [{name: c,", with: "containers: [{name: c, env: [{name: WEB_ADDR, value: 'web:80'}],")
        let rule = IngressRouteTestsYAML.rule("shop.example.com", "/")
        let figure = try figure(caller + IngressRouteTestsYAML.ingress("rules: [\(rule)]"))
        let boxes = figure.elements.indices.filter { figure.elements[$0].role == .missing }
        #expect(boxes.map { figure.elements[$0].name } == ["web"])
        #expect(figure.connections.filter { boxes.contains($0.to) && $0.role == .missing }.count == 2, "from outside, and from the caller")
    }

    @Test("Of Jobs and CronJobs it is not said that no Service leads to them: nobody expects one")
    func jobs() throws {
        let yaml = ["Deployment", "Job", "CronJob"].map { kind in
            let pod = "template: {spec: {containers: [{name: c, image: i}]}}"
            let spec = kind == "CronJob" ? "schedule: '0 3 * * *', jobTemplate: {spec: {\(pod)}}" : pod
            let version = kind == "Deployment" ? "apps/v1" : "batch/v1"
            return "---\napiVersion: \(version)\nkind: \(kind)\nmetadata: {name: \(kind.lowercased())}\nspec: {\(spec)}\n"
        }
        let captions = try figure(yaml.joined()).elements.map { "\($0.name) \($0.caption ?? "-")" }
        #expect(captions.sorted() == ["cronjob -", "deployment no Service leads here", "job -"])
        let none = try figure(yaml[0].replacing("spec: {template", with: "spec: {replicas: 0, template"))
        #expect(none.elements.map(\.caption) == [nil], "nor is one found for Pods that are not there")
    }
}
