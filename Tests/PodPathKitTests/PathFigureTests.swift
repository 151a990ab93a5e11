import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("The figure of a path has the hops and numbers of the trace")
struct PathFigureTests {
    static let client = Manifest.pod("client", labels: "app: client")
    static let pod = Manifest.pod("a", status: "podIP: 10.244.9.9")
    static let service = Manifest.service(spec: "clusterIP: 10.96.7.7")

    private func draw(_ yaml: String, from: String? = nil, to: String? = nil, allowsSeveral: Bool = true) -> Figure? {
        var request = FigureRequest()
        (request.from, request.to, request.allowsSeveral) = (from, to, allowsSeveral)
        return PathFigure().figures(of: Resolved(yaml).cluster, for: request).first
    }

    /// `3 client -> web: Connects to 10.96.7.7:80`
    private func arrows(_ figure: Figure?) -> [String] {
        guard let figure else { return [] }
        return figure.connections.map { arrow in
            let ends = [figure.elements[arrow.from].name, figure.elements[arrow.to].name]
            let text = [arrow.label, arrow.code].compactMap { $0?.plain }.joined(separator: " ")
            return "\(arrow.step.map { "\($0) " } ?? "")\((arrow.isAnswer ? ends.reversed() : ends).joined(separator: " -> ")): \(text)"
        }
    }

    /// `a 5 c :8080`
    private func notes(_ figure: Figure?) -> [String] {
        (figure?.elements ?? []).flatMap { box in box.notes.map { "\(box.name) \($0.step) \($0.text)" } }
    }

    @Test("All policies that refuse are named (C13: what any of them allows is allowed), and a port says what happens at it")
    func refusers() throws {
        let policy = { (name: String) in Manifest.policy(name, "podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]") }
        let one = try #require(draw(Self.client + Self.pod + Self.service + policy("deny"), from: "client", to: "web:80"))
        #expect(one.connections.last?.label == "refused by policy deny" && one.connections.last?.note == nil)
        #expect(notes(one).contains("web 4 to the Pod's :8080"))
        let yaml =
            Self.client + Self.pod + Manifest.service(spec: "clusterIP: None")
            + ["a-policy", "b-policy", "c-policy", "d-policy"].map(policy).joined()
        let several = try #require(draw(yaml, from: "client", to: "web:8080"))
        #expect(several.connections.last?.label == "refused by")
        #expect(several.connections.last?.note == "policies a-policy, b-policy, c-policy and d-policy")
        #expect(notes(several).contains("client 3 calls :8080"))
    }

    @Test("Of policies that refuse together, who lets nobody through is named first, in picture and text (C13)")
    func order() throws {
        let policies =
            Manifest.policy("allow-same", "podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: other}}}]}]")
            + Manifest.policy("deny-all", "podSelector: {}, policyTypes: [Ingress]")
        let figure = try #require(draw(Self.client + Self.pod + Self.service + policies, from: "client", to: "web:80"))
        #expect(figure.connections.last?.note == "policies deny-all and allow-same")
        #expect(figure.steps.last?.text.hasPrefix("NetworkPolicy default/deny-all and NetworkPolicy default/allow-same select") == true)
        #expect(figure.steps.last?.because.map(\.object.name) == ["deny-all", "allow-same"])
    }

    @Test("From outside by an Ingress to a Service without Pods: whose rules, which Service, which labels it asks for")
    func ingressWithoutPods() throws {
        let figure = try #require(draw(Self.service + Manifest.shopIngress, from: "outside", to: "http://shop.example.com/"))
        #expect(figure.elements.map(\.name) == ["Client", "ingress controller", "web", "no Pod"])
        #expect(figure.elements[1].facts == ["Ingress default/shop"])
        #expect(figure.elements[2].chips.map(\.text) == ["app=web"] && figure.elements[2].caption == "no Pod found with")
        #expect(figure.connections.map(\.role) == [.traffic, .selects, .denied], "a controller sends nothing to the Service itself")
    }

    @Test("From the name to the container")
    func whole() throws {
        let figure = try #require(draw(Self.client + Self.pod + Self.service, from: "client", to: "web:80"))
        #expect(
            arrows(figure) == [
                "1 client -> Cluster DNS: Which IP has web?", "2 Cluster DNS -> client: It is 10.96.7.7",
                "3 client -> web: Connects to 10.96.7.7:80", "4 web -> a: :8080",
            ])
        #expect(notes(figure) == ["a 5 c :8080"])
        let trace = try Resolved(Self.client + Self.pod + Self.service).cluster.path(from: "client", to: "web:80")
        #expect(figure.steps.map(\.number) == trace.hops.map(\.step))
        #expect(figure.steps.map(\.text.plain) == trace.hops.map(\.text))
    }

    @Test("A refused hop is the last one: dashed, with a bar, and why")
    func refused() throws {
        let figure = try #require(draw(Self.client + Self.pod + Self.service, from: "client", to: "web:81"))
        #expect(figure.connections.last?.role == .denied)
        #expect(arrows(figure).last == "3 client -> web: no port 81")
        #expect(!figure.elements.contains { $0.name == "a" })
    }

    @Test("A name that is not there: nothing to connect to")
    func unresolved() throws {
        let figure = try #require(draw(Self.client, from: "client", to: "nothing.example"))
        #expect(Set(figure.steps.map(\.number)) == Set(figure.connections.compactMap(\.step)))
        let missing = try #require(draw(Self.client + Self.service, from: "client", to: "wbe.default"))
        #expect(missing.elements.last?.role == .missing)
        #expect(missing.connections.last?.role == .denied, "it does not arrive: a bar")
        let outside = try #require(draw(Self.client, from: "outside", to: "http://shop.example.com/"))
        #expect(arrows(outside) == ["1 Client -> shop.example.com: not from outside"] && outside.connections[0].role == .denied)
    }

    @Test("From outside: the balancer, the node, what the node knows, the Pods")
    func outside() throws {
        let service = Manifest.service(ports: "{port: 80, targetPort: 8080, nodePort: 30080}", spec: "type: LoadBalancer")
        let figure = try #require(draw(Self.pod + service, from: "outside", to: "web"))
        #expect(
            arrows(figure) == [
                "1 Client -> Load balancer: ", "2 Load balancer -> Any node: ", "Any node -> web: ", "3 web -> a: :8080",
            ])
        #expect(figure.elements.filter { $0.group == nil }.map(\.name) == ["Client", "Load balancer"])
        #expect(
            figure.elements[1].facts.first?.hasPrefix("~203.0.113.") == true && figure.elements[1].facts.last == "port 80"
                && figure.columns == [[0, 1]])
        #expect(figure.elements[2].facts == ["nodePort 30080"])
    }

    @Test("Several kinds of Pods behind a Service: one arrow each, the number on the first")
    func branches() throws {
        let figure = try #require(
            draw(Self.client + Self.pod + Manifest.workload("Deployment", "d") + Self.service, from: "client", to: "web"))
        #expect(arrows(figure).suffix(2) == ["4 web -> a: one of 3", "web -> d: "])
        #expect(notes(figure) == ["a 5 c :8080", "d 6 c :8080"])
    }

    /// Thirty Deployments behind one Service, of which the policy refuses those that `refused` names.
    private func crowd(_ count: Int, refused: Int? = nil) -> String {
        let pods = (0..<count).map {
            Manifest.workload("Deployment", "d\($0 + 10)", labels: "app: web, \($0 == refused ? "closed" : "open"): 'yes'")
        }
        return Self.client + pods.joined() + Self.service
            + Manifest.policy("closed", "podSelector: {matchLabels: {closed: 'yes'}}, policyTypes: [Ingress]")
    }

    @Test("Past four kinds of Pods the rest are counted, all of them, and the one that is refused is drawn", arguments: [5, 30])
    func manyBranches(count: Int) throws {
        let open = try #require(draw(crowd(count), from: "client", to: "web:80"))
        let kinds = { (figure: Figure) in figure.elements.filter { $0.role == .workload || $0.role == .pod }.count - 1 }
        #expect(kinds(open) == 4)
        let rest = count == 5 ? "And 1 more kind of Pods, allowed" : "And \(count - 4) more kinds of Pods, all allowed"
        #expect(open.remarks.first == "\(rest) (--limit path-branches=4).")
        #expect(open.remarks.count { $0.contains("more kind") } == 1)
        let figure = try #require(draw(crowd(count, refused: count - 1), from: "client", to: "web:80"))
        let refused = figure.connections.filter { $0.role == .denied }
        #expect(refused.count == 1 && refused.allSatisfy { figure.elements[$0.to].name == "d\(count + 9)" })
        #expect(kinds(figure) == 4 && figure.remarks.contains { $0.hasPrefix("1 of \(count) kinds of Pods") })
        #expect(figure.steps.map(\.number) == Array(1...figure.steps.count))
    }

    @Test("Behind one refused kind of Pods the numbers go on as in the trace: what is not reached has its own, and says so")
    func notReached() throws {
        let figure = try #require(draw(crowd(2, refused: 0), from: "client", to: "web:80"))
        let trace = try Resolved(crowd(2, refused: 0)).cluster.path(from: "client", to: "web:80")
        #expect(figure.steps.map(\.number) == trace.hops.map(\.step))
        let unreached = try #require(trace.hops.first { !$0.isReached })
        #expect(unreached.kind == .container && trace.hops.last?.isReached == true)
        #expect(notes(figure).contains("d10 \(unreached.step) not reached: \(unreached.label)"))
        #expect(figure.steps[unreached.step - 1].text == "This is not reached. \(unreached.text)")
    }

    @Test("Whoever wants more kinds drawn gets them; of one, it is the one that decides", arguments: [1, 2, 6, 1000])
    func branchLimit(limit: Int) throws {
        var request = FigureRequest()
        (request.from, request.to, request.branchLimit) = ("client", "web:80", limit)
        let figure = try #require(PathFigure().figures(of: Resolved(crowd(8, refused: 7)).cluster, for: request).first)
        let arrows = figure.connections.filter { figure.elements[$0.from].name == "web" }
        #expect(arrows.count == min(limit, 8) && arrows.last?.role == .denied)
        #expect(arrows.last.map { figure.elements[$0.to].name } == "d17")
        #expect(figure.remarks.contains { $0.contains("more kind") } == (limit < 8))
    }

    @Test("A route to several Services: every box has its arrow, the one that decides too", arguments: [3, 4, 9])
    func weighted(count: Int) throws {
        let backends = (0..<count).map { number in
            let name = "s\(number)"
            return Manifest.service(name, selector: "app: \(name)")
                + ["x", "y"].map { kind in
                    let isLast = number == count - 1 && kind == "y"
                    return Manifest.workload(
                        "Deployment", "\(name)-\(kind)", labels: "app: \(name), \(isLast ? "closed" : "open"): 'yes'")
                }.joined()
        }
        let references = (0..<count).map { "{name: s\($0), port: 80}" }.joined(separator: ", ")
        let route = """
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: g}
            spec: {gatewayClassName: x, listeners: [{name: h, port: 80, protocol: HTTP}]}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: r}
            spec: {parentRefs: [{name: g}], hostnames: [a.example.com], rules: [{backendRefs: [\(references)]}]}

            """
        let policy = Manifest.policy("closed", "podSelector: {matchLabels: {closed: 'yes'}}, policyTypes: [Ingress]")
        let figure = try #require(draw(backends.joined() + route + policy, from: "outside", to: "http://a.example.com/"))
        let reached = Set(figure.connections.map { figure.elements[$0.to].name })
        #expect(figure.elements.allSatisfy { $0.role == .outside || reached.contains($0.name) })
        #expect(figure.connections.filter { $0.role == .denied }.map { figure.elements[$0.to].name } == ["s\(count - 1)-y"])
        #expect(figure.elements.count { $0.role == .workload } == 4)
        #expect(figure.remarks.contains { $0.hasPrefix("More kinds of Pods stand behind these Services") })
    }

    @Test("Left to itself it takes a configured call; with none, only a figure that was asked for is drawn")
    func choice() throws {
        let caller = """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: caller}
            spec: {containers: [{name: c, env: [{name: WEB_URL, value: "http://web:80"}]}]}

            """
        let figure = try #require(draw(caller + Self.client + Self.pod + Self.service))
        #expect(arrows(figure).first == "1 caller -> Cluster DNS: Which IP has web?")
        #expect(arrows(draw(caller + Self.client + Self.pod + Self.service, to: "web:80")).first?.hasPrefix("1 caller") == true)
        #expect(draw(Self.client + Self.pod + Self.service) == nil)
        #expect(draw(Self.client + Self.pod + Self.service, allowsSeveral: false) != nil)
        #expect(draw("") == nil)
    }

    @Test("A hostile name stays text in every format of the report")
    func hostile() throws {
        let path = try Resolved(Self.client).cluster.path(from: "client", to: "a.b|<script>`\u{1B}[31m")
        for format in TraceReport.Format.allCases {
            let text = TraceReport(path).text(format)
            #expect(!text.contains("\u{1B}"))
            if format == .md { #expect(!text.contains("<script>")) }
        }
        #expect(TraceReport(path).text(.json).contains("\"verdict\": \"unresolved\"") || TraceReport(path).text(.json).contains("unknown"))
    }
}
