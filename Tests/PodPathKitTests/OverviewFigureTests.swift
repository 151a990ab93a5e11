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

    @Test("Namespaces are frames; replicas are one box with a count; the ports of a Service stand on its box")
    func boxes() throws {
        let figure = try #require(
            figures(
                Manifest.workload("Deployment", "web", spec: "replicas: 3") + Manifest.service()
                    + Manifest.pod("lone", labels: "a: b", namespace: "shop")
            ).first)
        #expect(figure.groups.map(\.name) == ["default", "shop"])
        let web = try #require(figure.elements.first { $0.name == "web" })
        #expect(web.count == 3)
        #expect(web.chips.contains { $0.role == .servicePorts && $0.text.contains("80") })
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

    @Test("What is not found stands in the frame of its namespace, or outside of all and says of which one it would be")
    func missingElsewhere() throws {
        let figure = try #require(figures(Self.caller(["http://traces.observability.svc", "http://gone"])).first)
        let captions = Dictionary(uniqueKeysWithValues: figure.elements.filter { $0.role == .missing }.map { ($0.name, $0.caption) })
        #expect(captions == ["traces": "in namespace observability", "gone": nil])
        let frames = Dictionary(uniqueKeysWithValues: figure.elements.map { ($0.name, $0.group.map { figure.groups[$0].name }) })
        #expect(frames["traces"] == .some(nil))
        #expect(frames["gone"] == "default")
    }

    private func arrows(_ figure: Figure) -> [String] {
        figure.connections.filter { $0.role != .order }.map {
            "\(figure.elements[$0.from].name) -> \(figure.elements[$0.to].name) \($0.role.rawValue)"
        }
    }

    private static func caller(_ addresses: [String]) -> String {
        let variables = addresses.enumerated().map { "{name: A\($0)_ADDR, value: '\($1)'}" }.joined(separator: ", ")
        return "---\napiVersion: v1\nkind: Pod\nmetadata: {name: front}\nspec: {containers: [{name: c, env: [\(variables)]}]}\n"
    }

    @Test("Calls are arrows to the box that bears the ports of the Service; a name without a Service is a box of its own")
    func calls() throws {
        let yaml = Self.caller(["web:80", "nothing:80"]) + Manifest.workload("Deployment", "web") + Manifest.service()
        let figure = try #require(OverviewFigure().figures(of: Resolved(yaml).cluster, for: FigureRequest()).first)
        #expect(arrows(figure) == ["front -> nothing missing", "front -> web traffic"])
        #expect(figure.elements.first { $0.name == "nothing" }?.role == .missing)
        #expect(figure.connections.first { $0.role == .traffic }?.because.map(\.field) == ["spec.containers[0].env[0].value"])
        #expect(figure.description.contains("front is configured to call nothing (not found) and web"))
    }

    @Test("A call that does not arrive is dashed and ends in a bar; why stands in the caller's box, and by what at the arrow (C19)")
    func unreached() throws {
        let client = { (address: String) in
            Manifest.pod(
                "client", labels: "app: client", spec: "initContainers: [{name: i, env: [{name: WEB_ADDR, value: '\(address)'}]}]")
        }
        let web = Manifest.workload("Deployment", "web") + Manifest.service()
        let refusal = Manifest.policy("closed", "podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]")
        let draw = { (yaml: String) throws -> (arrow: Figure.Connection, chips: [String]) in
            let figure = try #require(self.figures(yaml).first)
            let arrow = try #require(figure.connections.first { figure.elements[$0.from].name == "client" && $0.role != .order })
            return (arrow, figure.elements[arrow.from].chips.filter { $0.role == .unreached }.map(\.text.plain))
        }
        let open = try draw(client("web:80") + web)
        #expect(open.arrow.role == .traffic && open.chips == [])
        let closed = try draw(client("web:80") + web + refusal)
        #expect(closed.arrow.role == .denied && closed.chips == ["web: refused by policy"])
        #expect(closed.arrow.tooltip.hasSuffix("but it does not arrive: refused by NetworkPolicy default/closed (ingress)"))
        #expect(closed.arrow.because.contains { $0.object.name == "closed" && $0.field == "spec.podSelector" })
        let port = try draw(client("web:8080") + web)
        #expect(port.arrow.role == .denied && port.chips == ["web: no port 8080"] && port.arrow.label == nil)
    }

    @Test("A Service with several workloads stands between the caller and them")
    func fanOut() throws {
        let yaml =
            Self.caller(["web"]) + Manifest.workload("Deployment", "a") + Manifest.workload("Deployment", "b") + Manifest.service()
        let figure = try #require(OverviewFigure().figures(of: Resolved(yaml).cluster, for: FigureRequest()).first)
        #expect(Set(arrows(figure)) == ["front -> web traffic", "web -> a traffic", "web -> b traffic"])
    }

    @Test("Online Boutique: every one of its 16 calls, the name that no Service bears, and the way in")
    func onlineBoutique() throws {
        let cluster = Resolved(files: Project.sources("Tests/Fixtures/applications/online-boutique.yaml")).cluster
        let figure = try #require(OverviewFigure().figures(of: cluster, for: FigureRequest()).first)
        let all = arrows(figure)
        #expect(all.filter { $0.hasSuffix(" traffic") && !$0.hasPrefix("Clients") }.count == 16)
        #expect(all.filter { $0.hasSuffix(" missing") } == ["frontend -> shoppingassistantservice missing"])
        #expect(all.contains("Clients -> frontend traffic"))
        let busiest = Set(figure.connections.filter { $0.busyRank != nil }.map { figure.elements[$0.from].name })
        #expect(busiest == ["frontend", "checkoutservice"])
    }
}
