import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("The figure of one Service")
struct ServiceFigureTests {
    private func draw(_ yaml: String, focus: String = "web") -> Figure? {
        var request = FigureRequest()
        request.focus = focus
        return ServiceFigure().figures(of: Resolved(yaml).cluster, for: request).first
    }

    private func roles(_ figure: Figure?) -> [String] { (figure?.elements ?? []).map { "\($0.role.rawValue) \($0.name)" } }

    private func lines(_ figure: Figure?, _ id: String) -> [String] {
        figure?.elements.first { $0.id == id }?.lines.map(\.text) ?? []
    }

    /// `web:http 8080 traffic api:80`: the two lines that an arrow joins, and what it is.
    private func arrows(_ figure: Figure?) -> [String] {
        guard let figure else { return [] }
        let end = { (box: Int, line: Int?) in
            let element = figure.elements[box]
            return (element.name.isEmpty ? element.id : element.name) + (line.map { " / \(element.lines[$0].text)" } ?? "")
        }
        return figure.connections.filter { $0.role != .order }.map {
            "\(end($0.from, $0.tail)) \($0.role.rawValue) \(end($0.to, $0.head))"
        }
    }

    private static func workload(_ name: String, labels: String = "app: web", calls: String? = nil, ports: String = "", more: String = "")
        -> String
    {
        let variables = calls.map { "env: [{name: API_URL, value: '\($0)'}], " } ?? ""
        return """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: \(name)}
            spec:
              selector: {matchLabels: {\(labels)}}
              \(more)
              template:
                metadata: {labels: {\(labels)}}
                spec: {containers: [{name: c, \(variables)ports: [\(ports)]}]}

            """
    }

    @Test("From the caller's line to the Service's port, and on to the Pods' port; the count is the message (R61, R67)")
    func ports() throws {
        let http = "{name: http, containerPort: 8080}", metrics = "{name: metrics, containerPort: 9102}, {name: debug, containerPort: 6060}"
        let figure = try #require(
            draw(
                Self.workload("front", labels: "app: front", calls: "http://web:80") + Self.workload("v1", ports: http, more: "replicas: 2")
                    + Self.workload("v2", ports: "\(http), \(metrics)")
                    + Manifest.service(ports: "{name: http, port: 80, targetPort: http}, {name: m, port: 9100, targetPort: metrics}")))
        #expect(figure.title == "Service web: port 80 reaches 3 Pods, port 9100 only 1")
        #expect(figure.finding == "v1 has no port named metrics.")
        #expect(
            arrows(figure) == [
                "front / web:80 traffic web / 80 → http 8080",
                "web / 80 → http 8080 traffic v1 / http 8080",
                "web / 9100 (m) → metrics 9102 denied v1 / no port named metrics",
                "web / 80 → http 8080 traffic v2 / http 8080",
                "web / 9100 (m) → metrics 9102 traffic v2 / metrics 9102",
            ])
        let front = lines(figure, "service-default-web")
        #expect(front.contains("to 3 Pods") && front.contains("to 1 of 3 Pods only"))
        #expect(lines(figure, "deployment-default-v2").suffix(2) == ["debug 6060", "no Service leads here"])
        let marks = figure.elements.first { $0.id == "service-default-web" }?.lines.compactMap(\.left)
        #expect(marks == [.joined, .open], "nothing here calls port 9100")
    }

    @Test("A port that another Service leads to is no port that nothing leads to")
    func otherService() {
        let figure = draw(
            Self.workload("web", ports: "{name: http, containerPort: 8080}, {name: admin, containerPort: 9000}")
                + Manifest.service(ports: "{port: 80, targetPort: http}")
                + Manifest.service("back", ports: "{port: 9000, targetPort: admin}"))
        #expect(lines(figure, "deployment-default-web").suffix(3) == ["http 8080", "admin 9000", "by Service back"])
    }

    @Test("A port that no container declares has a line where its arrow arrives")
    func undeclared() {
        let figure = draw(Self.workload("web", ports: "") + Manifest.service(ports: "{port: 80, targetPort: 9376}"))
        #expect(arrows(figure).last == "web / 80 → 9376 traffic web / 9376  not declared")
    }

    @Test("ClusterIP: whoever could call, where nobody is configured to; what is not selected has no arrow (R62)")
    func clusterIP() {
        let figure = draw(Manifest.pod("a") + Manifest.pod("b", labels: "app: Web") + Manifest.service())
        #expect(roles(figure) == ["anyPod ", "service web", "workload a", "podNotSelected b"])
        #expect(lines(figure, "client").contains("none here is configured to call it"))
        #expect(!arrows(figure).contains { $0.contains(" b") })
        #expect(lines(figure, "miss-pod-default-b") == ["app=Web", "not selected: no label app=web"])
    }

    @Test("NodePort: from outside, by the port of every node, in one step with the Service's port")
    func nodePort() {
        let figure = draw(
            Manifest.pod("a") + Manifest.service(ports: "{port: 80, targetPort: 8080, nodePort: 30080}", spec: "type: NodePort"))
        #expect(lines(figure, "client") == ["NodePort :30080", "the same port on every node"])
        #expect(figure?.elements.first { $0.id == "client" }?.above == figure?.elements.firstIndex { $0.role == .service })
        #expect(figure?.steps.map(\.number) == [1, 2])
        #expect(figure?.steps.first?.text.contains("connects to nodePort 30080 of any node") == true)
    }

    @Test("A virtual IP is no machine's, and the figure says so in one line; where there is none, or no Pod, it does not")
    func noMachine() throws {
        let says = { (yaml: String) in draw(yaml)?.remarks.contains(English.rulesRemark) }
        #expect(says(Manifest.pod("a") + Manifest.service()) == true)
        #expect(says(Manifest.pod("a") + Manifest.service(spec: "type: NodePort")) == true)
        #expect(says(Manifest.pod("a") + Manifest.service(spec: "clusterIP: None")) == false)
        #expect(says(Manifest.service()) == false)
        #expect(says(Manifest.service(selector: nil, spec: "type: ExternalName, externalName: db.example.com")) == false)
        #expect(English.rulesRemark.count <= 95)
    }

    @Test("LoadBalancer: its address, the ports of nodes behind it, and from where it may be reached")
    func loadBalancer() throws {
        let figure = try #require(
            draw(Manifest.pod("a") + Manifest.service(spec: "type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24]")))
        let lines = lines(figure, "client")
        #expect(lines.count == 4 && lines[0] == "LoadBalancer :80" && lines[1].hasPrefix("at ~203.0.113."), "\(lines)")
        #expect(lines[2].hasPrefix("through a node’s :~3") && lines[3] == "only from 198.51.100.0/24")
        #expect(figure.elements.first { $0.id == "client" }?.group == nil && figure.remarks.contains(English.illustrativeRemark))
        #expect(figure.steps[0].text.contains("\(lines[1]) (the provider assigns the address)"))
    }

    @Test("A balancer's address is the same in every figure: that of the status, or an example that no other Service has (R14)")
    func balancerAddress() throws {
        let alone = Resolved(Manifest.service(spec: "type: LoadBalancer"))
        let taken = try #require(alone.service("web").map { alone.cluster.examples.balancer(of: $0.service) }?.first?.value)
        let yaml =
            Manifest.pod("a") + Manifest.service(spec: "type: LoadBalancer")
            + Manifest.service("other", spec: "type: LoadBalancer") + "status: {loadBalancer: {ingress: [{ip: \(taken)}]}}\n"
        let cluster = Resolved(yaml).cluster
        let web = try #require(cluster.services.first { $0.name == "web" }),
            other = try #require(cluster.services.first { $0.name == "other" })
        let example = try #require(English.balancer(of: web, in: cluster).first)
        #expect(example.hasPrefix("~203.0.113.") && example != "~\(taken)")
        #expect(English.balancer(of: other, in: cluster) == [Sentence(taken)])
        var request = FigureRequest()
        request.focus = "Service/default/web"
        let types = try #require(ServiceTypesFigure().figures(of: cluster, for: request).first)
        #expect(types.elements.contains { $0.facts.first == example })
        #expect(lines(ServiceFigure().figures(of: cluster, for: request).first, "client").contains("at \(example)"))
    }

    @Test("Pods without the port that targetPort names: a barred arrow and the reason, no arrow that arrives (R67)")
    func noSuchPort() throws {
        for spec in ["", "type: NodePort", "type: LoadBalancer"] {
            let figure = try #require(draw(Manifest.pod("a") + Manifest.service(ports: "{port: 80, targetPort: grpc}", spec: spec)))
            #expect(arrows(figure).last == "web / 80 → grpc denied a / no port named grpc", "\(spec)")
            #expect(figure.steps.last?.text == "Port 80 leads nowhere: no port named grpc on the Pods.")
            #expect(figure.title == "Service web: no port reaches a Pod")
        }
        let types = try #require(
            ServiceTypesFigure().figures(
                of: Resolved(Manifest.pod("a") + Manifest.service(ports: "{port: 80, targetPort: grpc}")).cluster, for: FigureRequest()
            ).first)
        let end = try #require(types.elements.firstIndex { $0.id == "clusterIP-pods" })
        #expect(types.connections.filter { $0.to == end }.map(\.role) == [.denied])
    }

    @Test("ExternalName: a DNS alias, no traffic through the Service (R40)")
    func externalName() {
        let figure = draw(Manifest.service(selector: nil, spec: "type: ExternalName, externalName: db.example.com"))
        #expect(roles(figure).contains("externalNameService web"))
        #expect(arrows(figure) == ["client / web lookup dns / web is", "client / web traffic db.example.com"])
    }

    @Test("Headless: the cluster's DNS is asked, and connections go straight to the Pods, or to the one that is named")
    func headless() throws {
        let pods =
            Manifest.workload("StatefulSet", "db", spec: "serviceName: web\n  replicas: 2") + Manifest.service(spec: "clusterIP: None")
        let figure = draw(pods + Self.workload("front", labels: "app: front", calls: "db-1.web:80"))
        #expect(roles(figure).contains("headlessService web"))
        #expect(lines(figure, "dns") == ["web is", "2 addresses", "one for each Pod"])
        let list = arrows(figure)
        #expect(list[0] == "front / db-1.web:80 lookup dns / web is")
        #expect(list[1].hasPrefix("front / db-1.web:80 traffic db / db-1  ~10."), "\(list)")
        #expect(list[2] == "web / app=web selects db / app=web", "no traffic passes the Service")
        #expect(lines(draw(Manifest.service(spec: "clusterIP: None")), "dns").last == "no address: nobody is ready")
    }

    @Test("Without a selector: the addresses that its EndpointSlice lists, and what is missing is drawn as missing")
    func withoutSelector() {
        let slice =
            "---\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s, labels: {kubernetes.io/service-name: web}}, addressType: IPv4, ports: [{port: 5432}], endpoints: [{addresses: [192.0.2.7]}]}\n"
        let listed = draw(Manifest.service(selector: nil) + slice)
        #expect(listed?.title == "Service web: leads to 1 address listed by hand")
        #expect(lines(listed, "service-default-web").contains("192.0.2.7:5432"))
        #expect(roles(draw(Manifest.service(selector: nil))).contains("missing web"))
        #expect(draw(Manifest.service())?.title == "Service web: selects no Pod of these manifests")
    }

    @Test("Selector and label are the same chip")
    func chips() {
        let figure = draw(Manifest.pod("a", labels: "app: web, tier: front") + Manifest.service())
        let chip = Figure.Line([.init("app=web", .code, part: .labels)], .label)
        #expect(figure?.elements.filter { $0.lines.filter { $0.role == .label } == [chip] }.map(\.name).sorted() == ["a", "web"])
    }

    @Test("Every arrow to Pods says because: the field of the Service and the label of the Pod")
    func because() {
        let figure = draw(Manifest.pod("a") + Manifest.service())
        let arrow = figure?.connections.first { figure?.elements[$0.to].name == "a" }
        #expect(arrow?.because.map(\.field) == ["spec.selector.app", "metadata.labels.app"])
        #expect(arrow?.tooltip.contains("test.yaml:") == true)
    }

    @Test("Which Pod is chosen: sessionAffinity, traffic policies and Pods before they are ready (C60)")
    func choices() {
        let spec =
            "type: NodePort, sessionAffinity: ClientIP, internalTrafficPolicy: Local, externalTrafficPolicy: Local, publishNotReadyAddresses: true"
        let said = lines(draw(Manifest.pod("a") + Manifest.service(spec: spec)), "service-default-web")
        for setting in [
            "sessionAffinity: ClientIP", "internalTrafficPolicy: Local", "externalTrafficPolicy: Local", "publishNotReadyAddresses: true",
        ] {
            #expect(said.contains(setting))
        }
        #expect(said.contains("one client stays with one Pod, until it was away for 10,800 s"))
        let plain = lines(draw(Manifest.pod("a") + Manifest.service(spec: "type: NodePort")), "service-default-web")
        #expect(!plain.contains { $0.contains("Policy") || $0.contains("Affinity") })
    }

    @Test("A call that policies refuse ends in a bar, in the caller's words; others arrive (C13)")
    func refused() throws {
        let policy =
            "---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: only-a}, spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {app: a}}}]}]}}\n"
        let figure = try #require(
            draw(
                Self.workload("a", labels: "app: a", calls: "web:80") + Self.workload("b", labels: "app: b", calls: "web:80")
                    + Manifest.pod("p") + Manifest.service(ports: "{port: 80, targetPort: 8080}") + policy))
        #expect(arrows(figure).prefix(2) == ["a / web:80 traffic web / 80 → http 8080", "b / web:80 denied web"])
        #expect(lines(figure, "caller-deployment-default-b").last == "refused by policy only-a")
        #expect(!figure.remarks.contains(English.policiesRemark), "they are judged")
    }

    @Test("Many workloads, Pods and callers: some have a box, the others are counted and named")
    func folding() {
        let many = (0..<9).map { Self.workload("w\($0)", labels: "app: web, n: n\($0)", ports: "{containerPort: 8080}") }.joined()
        let callers = (0..<9).map { Self.workload("c\($0)", labels: "app: c\($0)", calls: "web:80") }.joined()
        let figure = draw(many + callers + Manifest.service(ports: "{port: 80, targetPort: 8080}"))
        #expect(figure?.elements.count == 11)
        #expect(lines(figure, "folded") == ["w4, w5, w6, w7 and w8", "5 Pods"])
        #expect(lines(figure, "more-callers").first == "c4, c5, c6, c7 and c8")
        #expect(
            arrows(figure).contains { $0.hasSuffix("traffic folded") }
                && arrows(figure).contains("more-callers / web:80 traffic web / 80 → 8080"))
        let pods = draw(Manifest.workload("Deployment", "web", spec: "replicas: 40") + Manifest.service())
        #expect(lines(pods, "deployment-default-web").first?.hasSuffix(" and 36 more") == true)
    }

    @Test("An Ingress leads its row to the port")
    func ingress() {
        let ingress =
            "---\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {rules: [{host: h.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}}\n"
        let figure = draw(Manifest.pod("a") + Manifest.service(ports: "{port: 80, targetPort: http}") + ingress)
        #expect(arrows(figure).contains("i / /  web:80 traffic web / 80 → http 8080"), "\(arrows(figure))")
        #expect(figure?.elements.contains { $0.role == .outside && $0.lines.first?.text == "h.example.com" } == true)
    }

    @Test("Of many Ingresses those whose rows do not arrive are drawn, whatever their place")
    func failingRoute() {
        func ingress(_ name: String, port: Int) -> String {
            "---\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: \(name)}, spec: {rules: [{host: \(name).example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: \(port)}}}}]}}]}}\n"
        }
        let fine = (1...8).map { ingress("fine-\($0)", port: 80) }.joined()
        let figure = draw(Manifest.pod("a") + Manifest.service(ports: "{port: 80, targetPort: http}") + fine + ingress("z-wrong", port: 81))
        let drawn = (figure?.elements ?? []).filter { $0.role == .ingress && $0.id != "more-routes" }.map(\.name)
        #expect(drawn.count == 4 && drawn.contains("z-wrong"), "\(drawn)")
        #expect(lines(figure, "more-routes").first == "fine-4, fine-5, fine-6, fine-7 and fine-8")
    }

    @Test("The focus by name, by namespace and by kind", arguments: ["web", "default/web", "service/web", "Service/default/web"])
    func focus(text: String) {
        #expect(draw(Manifest.service() + Manifest.service("other"), focus: text)?.title.contains("web") == true)
    }

    @Test("A port whose name no container has is not said to be passed on (R67)")
    func lostPort() throws {
        let lost = "{name: b, port: 90, targetPort: rpc}"
        let both = try #require(draw(Manifest.pod("a") + Manifest.service(ports: "{name: a, port: 80, targetPort: http}, \(lost)")))
        let last = try #require(both.steps.last?.text)
        #expect(last.hasSuffix("on targetPort http (containerPort 8080). Port 90 leads nowhere: no port named rpc on the Pods."))
        let alone = try #require(draw(Manifest.pod("a") + Manifest.service(ports: lost)))
        #expect(alone.steps.last?.text == "Port 90 leads nowhere: no port named rpc on the Pods.")
    }
}
