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

    private func arrows(_ figure: Figure?) -> [String] {
        guard let figure else { return [] }
        return figure.connections.filter { $0.role != .order }.map {
            "\(figure.elements[$0.from].name) -> \(figure.elements[$0.to].name)" + ($0.label.map { " \($0)" } ?? "")
        }
    }

    @Test("ClusterIP: a client inside, the virtual IP, the Pods; what is not selected has no arrow")
    func clusterIP() {
        let figure = draw(Manifest.pod("a") + Manifest.pod("b", labels: "app: Web") + Manifest.service())
        #expect(roles(figure).contains("pod a"))
        #expect(roles(figure).contains("podNotSelected b"))
        #expect(arrows(figure).contains { $0.hasPrefix("web -> a") })
        #expect(!arrows(figure).contains { $0.hasSuffix(" b") })
    }

    @Test("NodePort: outside, node with nodePort, Service, Pods, numbered")
    func nodePort() {
        let figure = draw(
            Manifest.pod("a") + Manifest.service(ports: "{port: 80, targetPort: 8080, nodePort: 30080}", spec: "type: NodePort"))
        #expect(figure?.elements.contains { $0.role == .node && $0.facts.contains("nodePort 30080") } == true)
        #expect(figure?.elements.contains { $0.role == .service && $0.facts.contains("port 80 → 8080") } == true)
        #expect(arrows(figure) == ["Client -> Any node", "Any node -> web", "web -> a"], "a port stands once: in the box that listens")
        #expect(figure?.steps.map(\.number) == [1, 2, 3])
        #expect(figure?.connections.compactMap(\.step) == [1, 2, 3])
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

    @Test("LoadBalancer: the balancer stands outside the cluster")
    func loadBalancer() throws {
        let figure = try #require(draw(Manifest.pod("a") + Manifest.service(spec: "type: LoadBalancer")))
        let balancer = try #require(figure.elements.first { $0.id.hasPrefix("load-balancer") })
        #expect(balancer.role == .outside)
        #expect(
            balancer.facts.count == 2 && balancer.facts[0].hasPrefix("~203.0.113.") && balancer.facts[1] == "port 80"
                && figure.remarks.contains(English.illustrativeRemark))
        #expect(balancer.group == nil)
        #expect(figure.steps[0].text.contains("at \(balancer.facts[0]) (the provider assigns the address)"))
    }

    @Test("A balancer's address is the same in every figure: that of the status, or an example that no other Service has")
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
        for kind: any FigureKind in [ServiceFigure(), ServiceTypesFigure()] {
            let figure = try #require(kind.figures(of: cluster, for: request).first)
            #expect(figure.elements.contains { $0.facts.first == example }, "\(figure.id)")
        }
    }

    @Test("Pods without the port that targetPort names: a barred arrow and the reason, no arrow that arrives (R67)")
    func noSuchPort() throws {
        for spec in ["", "type: NodePort", "type: LoadBalancer"] {
            let figure = try #require(draw(Manifest.pod("a") + Manifest.service(ports: "{port: 80, targetPort: grpc}", spec: spec)))
            let pod = try #require(figure.elements.firstIndex { $0.name == "a" })
            #expect(figure.connections.filter { $0.to == pod }.map(\.role) == [.denied], "\(spec)")
            #expect(figure.elements[pod].facts.contains("no port named grpc"))
            #expect(figure.steps.last?.text == "Port 80 leads nowhere: no port named grpc on the Pods.")
        }
        let types = try #require(
            ServiceTypesFigure().figures(
                of: Resolved(Manifest.pod("a") + Manifest.service(ports: "{port: 80, targetPort: grpc}")).cluster, for: FigureRequest()
            ).first)
        let end = try #require(types.elements.firstIndex { $0.id == "clusterIP-pods" })
        #expect(types.connections.filter { $0.to == end }.map(\.role) == [.denied])
    }

    @Test("One Pod of two has the port: an arrow arrives there alone, and the name of a headless Service leads to both")
    func somePort() throws {
        let without = Manifest.pod("b").replacing("name: http", with: "name: other")
        let yaml = Manifest.pod("a") + without + Manifest.service(ports: "{port: 80, targetPort: http}")
        let roles = { (figure: Figure) in
            figure.connections.filter { figure.elements[$0.to].role == .pod && $0.role != .order }.map {
                "\(figure.elements[$0.to].name) \($0.role.rawValue)"
            }
        }
        #expect(try roles(#require(draw(yaml))).sorted() == ["a traffic", "b denied"])
    }

    @Test("ExternalName: a DNS alias, no traffic through the Service")
    func externalName() {
        let figure = draw(Manifest.service(selector: nil, spec: "type: ExternalName, externalName: db.example.com"))
        #expect(roles(figure).contains("externalNameService web"))
        let service = figure?.elements.firstIndex { $0.role == .externalNameService }
        #expect(figure?.connections.contains { $0.role == .traffic && ($0.from == service || $0.to == service) } == false)
    }

    @Test("Headless: no virtual IP, straight to the Pods")
    func headless() {
        let figure = draw(
            Manifest.workload("StatefulSet", "db", spec: "serviceName: web\n  replicas: 2") + Manifest.service(spec: "clusterIP: None"))
        #expect(roles(figure).contains("headlessService web"))
        let service = figure?.elements.firstIndex { $0.role == .headlessService }
        #expect(figure?.connections.contains { $0.role == .traffic && $0.from == service } == false)
        #expect(arrows(figure).contains { $0.hasSuffix("-> db-0") || $0.contains("-> db-0 ") })
        let lookup = figure?.connections.first { $0.role == .lookup }
        #expect(lookup.map { figure?.elements[$0.to].role } == .dns, "the cluster's DNS is asked, not the Service")
        #expect(figure?.elements.first { $0.role == .dns }?.facts == ["= its Pods' IPs"])
        let selects = figure?.connections.filter { $0.role == .selects } ?? []
        #expect(selects.count == 2 && selects.allSatisfy { $0.to == service && $0.isAnswer }, "drawn from the other side of the Pods")
        let none = draw(Manifest.service(spec: "clusterIP: None"))
        #expect(none?.elements.first { $0.role == .dns }?.facts == ["= no address"])
    }

    @Test("Without a selector: its EndpointSlice, and what is missing is drawn as missing")
    func withoutSelector() {
        let slice =
            "---\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s, labels: {kubernetes.io/service-name: web}}, addressType: IPv4, ports: [{port: 5432}], endpoints: [{addresses: [192.0.2.7]}]}\n"
        #expect(roles(draw(Manifest.service(selector: nil) + slice)).contains { $0.hasPrefix("endpointSlice") })
        #expect(roles(draw(Manifest.service(selector: nil))).contains { $0.hasPrefix("missing") })
        #expect(roles(draw(Manifest.service())).contains { $0.hasPrefix("missing") })
    }

    @Test("Selector and label are the same chip")
    func chips() {
        let figure = draw(Manifest.pod("a", labels: "app: web, tier: front") + Manifest.service())
        let chip = Figure.Chip(text: "app=web", role: .match)
        #expect(figure?.elements.filter { $0.chips == [chip] }.map(\.name).sorted() == ["a", "web"])
    }

    @Test("Every arrow to a Pod says because: the field of the Service and the label of the Pod")
    func because() {
        let figure = draw(Manifest.pod("a") + Manifest.service())
        let arrow = figure?.connections.first { figure?.elements[$0.to].name == "a" }
        #expect(arrow?.because.map(\.field) == ["spec.selector.app", "metadata.labels.app"])
        #expect(arrow?.tooltip.contains("test.yaml:") == true)
    }

    @Test("Many Pods are folded, and the box says how many")
    func folding() {
        let figure = draw(Manifest.workload("Deployment", "web", spec: "replicas: 40") + Manifest.service())
        #expect((figure?.elements.count ?? 0) < 10)
        #expect(figure?.elements.contains { $0.count == 40 || $0.count == 37 || $0.name.contains("more") } == true)
    }

    @Test("The focus by name, by namespace and by kind", arguments: ["web", "default/web", "service/web", "Service/default/web"])
    func focus(text: String) {
        #expect(draw(Manifest.service() + Manifest.service("other"), focus: text)?.title.contains("web") == true)
    }

    @Test("externalTrafficPolicy: Local is said where nodes take connections", arguments: ["NodePort", "LoadBalancer", "ClusterIP"])
    func localTraffic(type: String) {
        let figure = draw(Manifest.pod("a") + Manifest.service(spec: "type: \(type), externalTrafficPolicy: Local"))
        #expect(figure?.remarks.contains { $0.contains("externalTrafficPolicy Local") } == (type != "ClusterIP"))
        let plain = draw(Manifest.pod("a") + Manifest.service(spec: "type: \(type)"))
        #expect(plain?.remarks.contains { $0.hasPrefix("externalTrafficPolicy") } == false)
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
