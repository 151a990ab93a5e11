import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("The figure of a lookup and the connection that follows")
struct LookupFigureTests {
    static let client = Manifest.pod("client", labels: "app: client")

    private func draw(_ yaml: String, from: String? = nil, name: String? = nil, facts: ClusterFacts = ClusterFacts()) -> Figure? {
        var request = FigureRequest()
        request.from = from
        request.name = name
        return LookupFigure().figures(of: Resolved(yaml, facts: facts).cluster, for: request).first
    }

    /// `1 client -> Cluster DNS: Which IP has web?`; an answer goes the other way.
    private func arrows(_ figure: Figure?) -> [String] {
        guard let figure else { return [] }
        return figure.connections.filter { $0.role != .order }.map { arrow in
            let ends = [figure.elements[arrow.from].name, figure.elements[arrow.to].name]
            let text = [arrow.label, arrow.code].compactMap { $0?.plain }.joined(separator: " ")
            return "\(arrow.step.map { "\($0) " } ?? "")\((arrow.isAnswer ? ends.reversed() : ends).joined(separator: " -> ")): \(text)"
        }
    }

    @Test("ClusterIP: question, answer, the virtual IP, the Pod (R13)")
    func clusterIP() throws {
        let figure = try #require(draw(Self.client + Manifest.pod("a") + Manifest.service(spec: "clusterIP: 10.96.7.7")))
        #expect(
            arrows(figure) == [
                "1 client -> Cluster DNS: Which IP has web?", "2 Cluster DNS -> client: It is 10.96.7.7",
                "3 client -> web: Connects to 10.96.7.7:80", "4 web -> a: to the Pod behind it",
                "5 a -> web: The answer, on the same connection", "5 web -> client: ",
            ])
        #expect(figure.connections[0].note == "= web.default.svc.cluster.local", "the name that is asked for, in full")
        let named = try #require(
            draw(Self.client + Manifest.pod("a") + Manifest.service(ports: "{port: 80, targetPort: http}", spec: "clusterIP: 10.96.7.7")))
        let rules = try #require(named.elements.first { $0.role == .service })
        #expect(rules.lines.map(\.text).contains("80 → http 8080"), "what targetPort http stands for, where it is put in (R67)")
        #expect(rules.lines[0].text == "10.96.7.7:80" && rules.lines[1].text == "becomes" && rules.lines[2].text.hasSuffix(":8080"))
        #expect(rules.group.map { named.groups[$0].role } == .node, "a Service is no machine: rules on the client's own node")
        #expect(figure.steps.map(\.number) == [1, 2, 3, 4, 5])
        #expect(figure.steps[1].because.contains { $0.field == "spec.clusterIP" || $0.field == "metadata.name" })
    }

    @Test("An address is the Pod's, not its workload's; hidden, nothing of it is left")
    func address() throws {
        let figure = try #require(draw(Self.client + Manifest.workload("Deployment", "a", spec: "replicas: 1") + Manifest.service()))
        let pod = try #require(figure.elements.last)
        #expect(
            pod.role == .pod && pod.facts.count == 2 && pod.facts[0].hasPrefix("~10.") && pod.facts[1] == "of Deployment a", "\(pod.facts)")
        var look = FigureLook()
        look.hidden = [.ips]
        let hidden = look.applied(to: figure)
        #expect(hidden.elements.last?.name == pod.name && hidden.elements.last?.facts == ["of Deployment a"])
        #expect(hidden.elements.first { $0.role == .service }?.lines.contains { $0.text.contains("10.") } == false)
        var diagnostics = Diagnostics()
        let drawing = try #require(FigurePrinter(look: look).print(hidden, as: .svg, &diagnostics))
        #expect(PlacedFaults(svg: SVGGeometry(String(decoding: drawing, as: UTF8.self))).all == [])
    }

    @Test("Headless: straight to the Pod; no box of a Service, and nothing passes through one")
    func headless() throws {
        let figure = try #require(
            draw(Self.client + Manifest.pod("a", status: "podIP: 10.244.9.9") + Manifest.service(spec: "clusterIP: None")))
        #expect(
            arrows(figure).suffix(3) == [
                "2 Cluster DNS -> client: It is 10.244.9.9", "3 client -> a: Connects to 10.244.9.9:8080",
                "4 a -> client: The answer, on the same connection",
            ])
        #expect(figure.elements.last?.facts == ["10.244.9.9"])
        #expect(!figure.elements.contains { [.service, .headlessService].contains($0.role) })
    }

    @Test("ExternalName: an alias, and the target outside the cluster (R20)")
    func externalName() throws {
        let figure = try #require(
            draw(Self.client + Manifest.service(selector: nil, spec: "type: ExternalName, externalName: db.example.com")))
        #expect(arrows(figure)[2] == "3 client -> db.example.com: Connects to db.example.com")
        let target = try #require(figure.elements.last)
        #expect(target.role == .outside && target.group == nil)
        #expect(figure.steps[1].text.contains("alias (CNAME)"))
    }

    @Test("A name that is not there: every name of the walk, no address, nothing to connect to")
    func failure() throws {
        let figure = try #require(draw(Self.client + Manifest.service(), name: "wbe"))
        let server = try #require(figure.elements.first { $0.role == .dns })
        #expect(
            server.facts.dropFirst() == [
                "+ .default.svc.cluster.local  no", "+ .svc.cluster.local  no", "+ .cluster.local  no", "wbe  no",
            ])
        #expect(arrows(figure).last == "3 client -> wbe: Cannot connect")
        #expect(figure.connections.last?.role == .denied, "it does not arrive: a bar")
        #expect(figure.steps.last?.text.contains("web") == true, "the nearest name is told")
    }

    @Test("A name of another namespace walks the search list before it is found (R47, R55)")
    func otherNamespace() throws {
        let figure = try #require(draw(Self.client + Manifest.pod("a", namespace: "shop") + Manifest.service(namespace: "shop")))
        let server = try #require(figure.elements.first { $0.role == .dns })
        #expect(server.facts.dropFirst() == ["+ .default.svc.cluster.local  no", "+ .svc.cluster.local  yes"])
        #expect(arrows(figure)[0].hasSuffix("Which IP has web.shop?"))
    }

    @Test("A full name stands on its arrow, and the walk says that it is asked for as it is")
    func longName() throws {
        let name = "web.default.svc.cluster.local"
        let figure = try #require(
            draw(Self.client + Manifest.pod("a") + Manifest.service(spec: "clusterIP: 10.96.7.7"), from: "client", name: name))
        #expect(figure.connections[0].code == "\(name)?")
        var diagnostics = Diagnostics()
        let drawing = try #require(FigurePrinter().print(figure, as: .svg, &diagnostics))
        let texts = SVGGeometry(String(decoding: drawing, as: UTF8.self)).arrows.flatMap(\.texts).map(\.text)
        #expect(texts.contains("Which IP has \(name)?"), "\(texts)")
        #expect(figure.elements.first { $0.role == .dns }?.facts.last == "as it is  yes")
    }

    @Test("A Service without Pods: the name is answered, and behind the virtual IP the way ends (R13)")
    func noPods() throws {
        let figure = try #require(draw(Self.client + Manifest.service()))
        #expect(arrows(figure).count == 4)
        let unready = Self.client + Manifest.pod("a") + Manifest.service(ports: "{port: 80, targetPort: nobody}")
        for drawn in [figure, try #require(draw(unready))] {
            var diagnostics = Diagnostics()
            let bytes = try #require(FigurePrinter().print(drawn, as: .svg, &diagnostics))
            let svg = SVGGeometry(String(decoding: bytes, as: UTF8.self))
            #expect(PlacedFaults(svg: svg).all == [] && svg.boxes.count == drawn.elements.count)
        }
        #expect(figure.connections.last?.role == .denied, "it does not arrive: a bar")
    }

    @Test("Left to podpath, a workload asks for what it is configured to call, of another namespace first")
    func configured() {
        let caller = { (name: String, url: String) in
            """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: \(name), labels: {app: \(name)}}
            spec: {containers: [{name: c, env: [{name: URL, value: '\(url)'}]}]}

            """
        }
        let shop = Manifest.pod("b", namespace: "shop") + Manifest.service(namespace: "shop")
        let near = Self.client + Manifest.pod("a") + Manifest.service() + caller("near", "http://web/")
        #expect(arrows(draw(near))[0] == "1 near -> Cluster DNS: Which IP has web?")
        #expect(arrows(draw(near + shop + caller("far", "http://web.shop:80/")))[0] == "1 far -> Cluster DNS: Which IP has web.shop?")
        for address in ["http://10.96.7.9:80", "http://10.96.7.9", "10.96.7.9:80"] {
            let called = shop.replacing("selector:", with: "clusterIP: 10.96.7.9, selector:")
            #expect(
                arrows(draw(near + called + caller("far", address)))[0] == "1 near -> Cluster DNS: Which IP has web?",
                "nobody asks DNS for an address")
        }
        #expect(arrows(draw(near, from: "client"))[0] == "1 client -> Cluster DNS: Which IP has web?", "it calls nobody, and was chosen")
    }

    @Test("A Pod in the node's network asks the node's DNS server (R49): another one is the better example, and it is told the remedy")
    func hostNetwork() throws {
        let agent = Manifest.pod("agent", labels: "app: agent", spec: "hostNetwork: true")
        #expect(arrows(draw(agent + Self.client + Manifest.pod("a") + Manifest.service()))[0].hasPrefix("1 client ->"))
        let asks = Manifest.pod("agent", labels: "app: agent", spec: "hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet")
        let own = Manifest.pod("client", labels: "app: client", spec: "dnsPolicy: Default")
        #expect(
            arrows(draw(own + asks + Manifest.pod("a") + Manifest.service()))[0].hasPrefix("1 agent ->"),
            "what counts is whom it asks, not whose network it is in (R47, R49)")
        let figure = try #require(draw(agent + Manifest.pod("a") + Manifest.service(), from: "agent", name: "web"))
        #expect(figure.elements.last?.caption == "with hostNetwork, set dnsPolicy: ClusterFirstWithHostNet")
    }

    @Test("--from and --name choose; an unknown Pod draws nothing")
    func choice() {
        let yaml = Self.client + Manifest.pod("other", labels: "app: other") + Manifest.pod("a") + Manifest.service()
        #expect(arrows(draw(yaml, from: "other", name: "web.default"))[0] == "1 other -> Cluster DNS: Which IP has web.default?")
        #expect(draw(yaml, from: "nobody") == nil)
        #expect(draw(Self.client) == nil, "no name was given, and no Service has one")
    }

    @Test("hostAliases: the Pod asks nobody (R59)")
    func hostsFile() throws {
        let pod = Manifest.pod("client", labels: "app: client", spec: "hostAliases: [{ip: 192.0.2.1, hostnames: [web]}]")
        let figure = try #require(draw(pod + Manifest.service(), from: "client", name: "web"))
        #expect(!figure.elements.contains { $0.role == .dns })
        #expect(figure.steps.first?.text.contains("/etc/hosts") == true)
    }

    @Test(
        "Every numbered sentence has its arrow, and every numbered arrow its sentence",
        arguments: ["web", "nowhere", "web.shop", "www.example.com"])
    func numbers(name: String) throws {
        let figure = try #require(
            draw(Self.client + Manifest.pod("a") + Manifest.service() + Manifest.service(namespace: "shop"), from: "client", name: name))
        #expect(Set(figure.steps.map(\.number)) == Set(figure.connections.compactMap(\.step)))
    }

    @Test("The example is a call that arrives, if there is one")
    func arriving() {
        let caller = { (name: String) in
            Manifest.pod(name, labels: "app: \(name)", namespace: name)
                .replacing("name: c", with: "name: c, env: [{name: WEB_URL, value: 'http://web.default:80'}]")
        }
        let all = caller("a") + caller("b") + Manifest.pod("web") + Manifest.service()
        let policy = Manifest.policy(
            "p", "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: b}}}]}]")
        #expect(draw(all)?.elements.first?.name == "a")
        #expect(draw(all + policy)?.elements.first?.name == "b")
        #expect(draw(caller("a") + Manifest.pod("web") + Manifest.service() + policy)?.elements.first?.name == "a", "where none arrives")
    }
}
