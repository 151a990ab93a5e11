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

    private func lines(_ figure: Figure, of id: String) -> [String] { figure.elements.first { $0.id == id }?.lines.map(\.text) ?? [] }

    @Test("Namespaces are frames; a Service stands on its workload, with a line for each port and what it leads to (R67)")
    func boxes() throws {
        let figure = try #require(
            figures(
                Manifest.workload("Deployment", "web", spec: "replicas: 3") + Manifest.service()
                    + Manifest.pod("lone", labels: "a: b", namespace: "shop")
            ).first)
        #expect(figure.groups.map(\.name) == ["default", "shop"])
        let web = try #require(figure.elements.first { $0.id == "deployment-default-web" })
        #expect(web.count == 3 && web.eyebrow == "Deployment · 3 Pods")
        #expect(web.onTop.map { figure.elements[$0].id } == "service-default-web")
        #expect(lines(figure, of: "service-default-web") == ["80 → http 8080"])
        let other = try #require(figures(Manifest.workload("Deployment", "web") + Manifest.service(ports: "{port: 81}")).first)
        #expect(lines(other, of: "service-default-web") == ["81 → 81", "may not answer: no container declares 81"])
        #expect(figure.elements.contains { $0.name == "lone" && $0.eyebrow == "Pod" })
    }

    @Test("A port that no Service leads to has a hollow dot; one that a Service's name finds has a filled one (R67)")
    func containerPorts() throws {
        let ports = "ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}]"
        let yaml =
            Manifest.workload("Deployment", "web").replacing("containers: [{name: c", with: "containers: [{name: c, \(ports)")
            + Manifest.service(ports: "{port: 80, targetPort: http}")
        let figure = try #require(figures(yaml).first)
        let web = try #require(figure.elements.first { $0.id == "deployment-default-web" })
        #expect(web.lines.map(\.text) == ["http 8080", "metrics 9090", "no Service leads here"])
        #expect(web.lines.map(\.left) == [.joined, .open, nil])
        #expect(lines(figure, of: "service-default-web") == ["80 → http 8080"])
        let broken = try #require(figures(yaml.replacing("targetPort: http", with: "targetPort: grpc")).first)
        #expect(lines(broken, of: "service-default-web") == ["80 → grpc", "no Pod has a port named grpc"])
    }

    @Test("A Service without Pods says which labels it looks for (R62)")
    func withoutPods() {
        #expect(
            figures(Manifest.service()).first.map { lines($0, of: "service-default-web") }?.suffix(2) == [
                "selects no Pod found here:", "app=web",
            ])
    }

    /// An endpoint's port must bear the name of the Service's (EndpointSlice API, ports.name); `targetPort` plays no part.
    @Test("A port that the listed endpoints lack leads to nothing, and the call and the port say why in the same words")
    func notListed() throws {
        let yaml =
            Self.caller(["web:5432"], name: "client")
                + """
                ---
                {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{name: db, port: 5432}]}}
                ---
                {apiVersion: v1, kind: Endpoints, metadata: {name: web}, subsets: [{addresses: [{ip: 192.0.2.7}], ports: [{port: 5432}]}]}
                """
        let figure = try #require(figures(yaml).first)
        let reason = "no port named db in the list of endpoints"
        #expect(lines(figure, of: "service-default-web").prefix(2) == ["5432", reason])
        let caller = try #require(figure.elements.first { $0.name == "client" })
        #expect(caller.lines.map(\.text).contains(reason))
    }

    @Test("What is reachable from outside has an arrow from outside")
    func outside() throws {
        let yaml = Manifest.pod("a") + Manifest.service(ports: "{port: 80, nodePort: 30080}", spec: "type: NodePort")
        let figure = try #require(figures(yaml).first)
        let outside = try #require(figure.elements.firstIndex { $0.role == .outside })
        let arrow = try #require(figure.connections.first { $0.from == outside })
        #expect(arrow.role == .traffic && figure.elements[arrow.to].id == "service-default-web")
        #expect(figures(Manifest.pod("a") + Manifest.service()).first?.elements.contains { $0.role == .outside } == false)
    }

    @Test("A policy that lets nobody in refuses what comes from outside, too, where it sees the client's address (C13, C57)")
    func outsideRefused() throws {
        let yaml =
            Manifest.pod("a") + Manifest.service(spec: "type: LoadBalancer, externalTrafficPolicy: Local")
            + Manifest.policy("closed", "podSelector: {}, policyTypes: [Ingress]")
        let figure = try #require(figures(yaml).first)
        let outside = try #require(figure.elements.firstIndex { $0.role == .outside })
        #expect(figure.connections.first { $0.from == outside }?.role == .denied)
        #expect(figure.elements[outside].lines.map(\.text) == ["LoadBalancer :80", "refused by policy closed"])
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

    @Test("The picture of the namespaces says how many calls lead from one into another")
    func map() throws {
        let yaml =
            (0..<10).map { Self.caller(["web.shop"], name: "p\($0)", namespace: "front") }.joined() + Manifest.service(namespace: "shop")
        let map = try #require(figures(yaml) { $0.elementLimit = 5 }.first)
        #expect(lines(map, of: "namespace-front").suffix(2) == ["calls into", "shop  10 calls"])
        #expect(map.connections.filter { $0.role == .traffic }.map { map.elements[$0.to].name } == ["shop"])
    }

    @Test("A very large namespace keeps what calls, what is called and what fails, and says how much is left out")
    func folded() throws {
        let yaml = (0..<60).map { Manifest.pod("p\($0)", labels: "n: x\($0)") }.joined() + Self.caller(["gone:80"], name: "zz")
        let figure = try #require(figures(yaml) { $0.elementLimit = 10 }.first)
        #expect(figure.elements.count { $0.role == .workload } == 50)
        #expect(figure.elements.contains { $0.name == "zz" })
        #expect(figure.remarks.contains("11 more workloads, which neither call nor are called, are not drawn."))
    }

    @Test("-n shows only some namespaces; what is resolved stays the same")
    func namespaces() throws {
        let yaml = Manifest.pod("a") + Manifest.pod("b", namespace: "shop")
        #expect(figures(yaml) { $0.namespaces = ["shop"] }.first?.elements.map(\.name) == ["b"])
        let other = Self.caller(["web.shop:80"]) + Manifest.service(namespace: "shop")
        let figure = try #require(figures(other) { $0.namespaces = ["default"] }.first)
        #expect(lines(figure, of: "pod-default-front").contains("in namespace shop, not drawn here"))
    }

    @Test("Namespaces stand in the order of the calls between them")
    func order() throws {
        let yaml =
            Self.caller(["web.b:80"], namespace: "c") + Self.caller(["web.a:80"], name: "web", namespace: "b")
            + Manifest.service(namespace: "b") + Manifest.pod("p", namespace: "a") + Manifest.service(namespace: "a")
        #expect(try #require(figures(yaml).first).groups.map(\.name) == ["c", "b", "a"])
    }

    @Test("Nothing to draw gives no figure")
    func nothing() { #expect(figures("").isEmpty) }

    private func arrows(_ figure: Figure) -> [String] {
        figure.connections.filter { $0.role != .order }.map {
            "\(figure.elements[$0.from].id) -> \(figure.elements[$0.to].id) \($0.role.rawValue)"
        }
    }

    private static func caller(_ addresses: [String], name: String = "front", namespace: String = "default") -> String {
        let variables = addresses.enumerated().map { "{name: A\($0)_ADDR, value: '\($1)'}" }.joined(separator: ", ")
        return """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: \(name), namespace: \(namespace), labels: {n: \(name)}}
            spec: {containers: [{name: c, env: [\(variables)]}]}

            """
    }

    @Test("A call is a line with name, port and variable, and an arrow from it to the Service's port; a name without a Service is a bar")
    func calls() throws {
        let yaml = Self.caller(["web:80", "nothing:80"]) + Manifest.workload("Deployment", "web") + Manifest.service()
        let figure = try #require(figures(yaml).first)
        #expect(
            lines(figure, of: "pod-default-front") == ["calls", "web:80", "A0_ADDR", "nothing:80", "A1_ADDR", "no Service nothing"])
        #expect(
            arrows(figure).sorted() == [
                "pod-default-front -> missing-default-nothing missing", "pod-default-front -> service-default-web traffic",
            ])
        let arrow = try #require(figure.connections.first { $0.role == .traffic })
        #expect(figure.elements[arrow.from].lines[arrow.tail ?? 0].text == "web:80")
        #expect(figure.elements[arrow.to].lines[arrow.head ?? 9].text == "80 → http 8080")
        #expect(arrow.because.map(\.field) == ["spec.containers[0].env[0].value"])
        #expect(figure.elements.first { $0.role == .missing }?.isStub == true)
        #expect(figure.finding == "One call does not arrive.")
        #expect(figure.description.contains("front is configured to call nothing:80"))
    }

    @Test("Of three callers on, a name without a Service is a box; a name that another namespace has says so")
    func missing() throws {
        let yaml = ["a", "b", "c"].map { Self.caller(["gone:80"], name: $0) }.joined()
        let figure = try #require(figures(yaml).first)
        #expect(figure.elements.first { $0.role == .missing }?.isStub == false)
        #expect(figure.connections.count { $0.role == .missing } == 3)
        let near = Self.caller(["web:80"]) + Manifest.service(namespace: "shop")
        #expect(
            lines(try #require(figures(near).first), of: "pod-default-front").suffix(2) == [
                "no Service web in default;", "shop has one: web.shop",
            ])
    }

    @Test("A call that does not arrive ends in a bar, and its line says why (C19)")
    func unreached() throws {
        let client = { (address: String) in
            Manifest.pod(
                "client", labels: "app: client", spec: "initContainers: [{name: i, env: [{name: WEB_ADDR, value: '\(address)'}]}]")
        }
        let web = Manifest.workload("Deployment", "web") + Manifest.service()
        let refusal = Manifest.policy("closed", "podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]")
        let draw = { (yaml: String) throws -> (arrow: Figure.Connection, reasons: [String]) in
            let figure = try #require(self.figures(yaml).first)
            let arrow = try #require(figure.connections.first { figure.elements[$0.from].name == "client" && $0.role != .order })
            return (arrow, figure.elements[arrow.from].lines.filter { $0.role == .reason }.map(\.text))
        }
        let open = try draw(client("web:80") + web)
        #expect(open.arrow.role == .traffic && open.reasons == [])
        let closed = try draw(client("web:80") + web + refusal)
        #expect(closed.arrow.role == .denied && closed.reasons == ["refused by policy closed"])
        #expect(closed.arrow.tooltip.hasSuffix("but it does not arrive: refused by NetworkPolicy default/closed (ingress)"))
        #expect(closed.arrow.because.contains { $0.object.name == "closed" && $0.field == "spec.podSelector" })
        let port = try draw(client("web:8080") + web)
        #expect(port.arrow.role == .denied && port.reasons == ["web has no port 8080"])
    }

    @Test("A named port that only one of two workloads has leads to that one only (R67)")
    func someWorkloads() throws {
        let version = { (name: String, ports: String) in
            """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: \(name)}
            spec:
              selector: {matchLabels: {app: web, v: \(name)}}
              template:
                metadata: {labels: {app: web, v: \(name)}}
                spec: {containers: [{name: c, ports: [\(ports)]}]}

            """
        }
        let http = "{name: http, containerPort: 8080}"
        let yaml =
            version("a", http) + version("b", http + ", {name: metrics, containerPort: 9102}")
            + Manifest.service(ports: "{name: http, port: 80, targetPort: http}, {name: metrics, port: 9100, targetPort: metrics}")
        let figure = try #require(figures(yaml).first)
        #expect(lines(figure, of: "service-default-web") == ["80 → http 8080", "to both", "9100 → metrics 9102", "to b only"])
        #expect(lines(figure, of: "deployment-default-a").last == "no port named metrics")
    }

    @Test("One Pod of a StatefulSet that is called by its own name has a line, where the arrow ends (R25)")
    func onePod() throws {
        let yaml =
            Self.caller(["db-0.db:5432"])
            + Manifest.workload("StatefulSet", "db", labels: "app: db", spec: "replicas: 2\n  serviceName: db")
            + Manifest.service("db", selector: "app: db", ports: "{port: 5432}", spec: "clusterIP: None")
        let figure = try #require(figures(yaml).first)
        #expect(
            lines(figure, of: "statefulset-default-db").suffix(2) == ["db-0  called by its own name", "not by name: db-1"])
        let arrow = try #require(figure.connections.first { $0.role == .traffic })
        #expect(figure.elements[arrow.to].id == "statefulset-default-db")
        #expect(figure.elements[arrow.to].lines[arrow.head ?? 0].text.hasPrefix("db-0"))
    }

    @Test("A Service with several workloads that it cannot hold names them")
    func fanOut() throws {
        let yaml =
            Self.caller(["web"]) + Manifest.workload("Deployment", "a") + Manifest.workload("Deployment", "b") + Manifest.service()
            + Manifest.service("other")
        let figure = try #require(figures(yaml).first)
        #expect(lines(figure, of: "service-default-web").suffix(3) == ["Pods of", "a", "b"])
        #expect(arrows(figure) == ["pod-default-front -> service-default-web traffic"])
    }

    @Test("Online Boutique: every one of its 16 calls, the name that no Service bears, and the way in")
    func onlineBoutique() throws {
        let cluster = Resolved(files: Project.sources("Tests/Fixtures/applications/online-boutique.yaml")).cluster
        let figure = try #require(OverviewFigure().figures(of: cluster, for: FigureRequest()).first)
        let all = arrows(figure)
        #expect(all.filter { $0.hasSuffix(" traffic") && !$0.hasPrefix("outside") }.count == 16)
        #expect(
            all.filter { $0.hasSuffix(" missing") } == ["deployment-default-frontend -> missing-default-shoppingassistantservice missing"])
        #expect(all.contains("outside-service-default-frontend -> service-default-frontend traffic"))
    }

    @Test("Mermaid and JSON say the lines, too, and which Service stands on which workload")
    func otherFormats() throws {
        let figure = try #require(figures(Self.caller(["web:80"]) + Manifest.workload("Deployment", "web") + Manifest.service()).first)
        var diagnostics = Diagnostics()
        let text = { (format: FigureFormat) in
            String(decoding: FigurePrinter().print(figure, as: format, &diagnostics) ?? [], as: UTF8.self)
        }
        let mermaid = text(.mermaid)
        let service = try #require(figure.elements.firstIndex { $0.role == .service })
        let workload = try #require(figure.elements.firstIndex { $0.id == "deployment-default-web" })
        #expect(mermaid.contains("n\(service) --- n\(workload)\n") && mermaid.contains("calls<br/>"))
        let json = text(.json)
        #expect(json.contains("\"text\": \"web:80\"") && json.contains("\"onTop\": \"service-default-web\""))
    }
}
