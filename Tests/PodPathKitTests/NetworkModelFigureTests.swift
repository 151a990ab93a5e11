import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("The Kubernetes network model")
struct NetworkModelFigureTests {
    private func draw(_ yaml: String, from: String? = nil) -> Figure? {
        var request = FigureRequest()
        request.from = from
        return NetworkModelFigure().figures(of: Resolved(yaml).cluster, for: request).first
    }

    private static func node(_ number: Int) -> String {
        "---\n{apiVersion: v1, kind: Node, metadata: {name: node-\(number)}, status: {addresses: [{type: InternalIP, address: 10.0.\(number / 250).\(number % 250 + 1)}]}}\n"
    }

    private static let placed =
        (1...2).map(node).joined() + Manifest.pod("client", labels: "app: client", spec: "nodeName: node-1", status: "podIP: 10.244.1.5")
        + Manifest.pod(
            "a", spec: "nodeName: node-2", status: "podIP: 10.244.2.7, phase: Running, conditions: [{type: Ready, status: 'True'}]")
        + Manifest.service(spec: "clusterIP: 10.96.7.7")

    /// The name of the frame that holds a box, and the box.
    private func places(_ figure: Figure) -> [String] {
        figure.elements.map { element in "\(element.group.map { figure.groups[$0].title } ?? ""): \(element.name)" }
    }

    @Test("Nodes and Pods stand where the manifests say, each with its stated address, and nothing is an example")
    func stated() throws {
        let figure = try #require(draw(Self.placed))
        #expect(figure.groups.filter { $0.role == .node }.map { "\($0.name) \($0.note)" } == ["node-1 10.0.0.2", "node-2 10.0.0.3"])
        #expect(places(figure).contains("node-1: client") && places(figure).contains("node-2: a"))
        #expect(figure.elements.first { $0.name == "client" }?.facts == ["10.244.1.5"])
        #expect(figure.remarks.isEmpty)
    }

    @Test("From top to bottom: the first node's words stand above what leaves it, and the network says what it connects")
    func turned() throws {
        let figure = try #require(
            NetworkModelFigure().figures(of: Resolved(files: Project.sources("samples/nodes")).cluster, for: FigureRequest()).first)
        var look = FigureLook(), diagnostics = Diagnostics()
        look.direction = .topToBottom
        let drawing = try #require(FigurePrinter(look: look).print(figure, as: .svg, &diagnostics))
        let frames = SVGGeometry(String(decoding: drawing, as: UTF8.self)).frames
        let home = try #require(frames.first { $0.id.hasSuffix("node-node-1") })
        let range = try #require(home.texts.first { $0.text.hasPrefix("podCIDR") })
        #expect(range.area.maxY < home.area.minY + 60)
        #expect(frames.flatMap(\.texts).map(\.text).contains("between nodes"))
    }

    @Test("Pod to Pod without NAT; the Service's address is rewritten on the client's node; the kubelet reaches its Pods")
    func arrows() throws {
        let figure = try #require(draw(Self.placed))
        #expect(arrows(figure) == ["1 client -> packet", "packet -> a", "2 client -> web", "web -> packet", "packet -> a"])
        let agents = figure.elements.filter { $0.role == .agent }
        #expect(agents.count == 2 && agents.allSatisfy { $0.notes == [.init(step: 4, text: "reaches its Pods", isRefused: false)] })
        let rules = try #require(figure.elements.first { $0.role == .service })
        #expect(rules.eyebrow == "SERVICE · kube-proxy's rules" && rules.caption == "same rules on every node")
        #expect(rules.notes == [.init(step: 3, text: "rewritten here", isRefused: false)])
        #expect(rules.group.map { figure.groups[$0].name } == "node-1")
        #expect(rules.facts == ["10.96.7.7:80", "→ 10.244.2.7:8080"])
        #expect(figure.steps[0].text.contains("no NAT"))
        #expect(figure.steps[2].because.map(\.field) == ["spec.selector.app", "metadata.labels.app"])
    }

    /// `1 client -> a`, the step where the arrow has one.
    private func arrows(_ figure: Figure) -> [String] {
        figure.connections.filter { $0.role != .order }.map { arrow in
            let ends = [arrow.from, arrow.to].map { figure.elements[$0].role == .packet ? "packet" : figure.elements[$0].name }
            return (arrow.step.map { "\($0) " } ?? "") + ends.joined(separator: " -> ")
        }
    }

    @Test("What crosses the network between nodes has the Pods' own addresses, in a frame of its own; on one node nothing crosses it")
    func packets() throws {
        let figure = try #require(draw(Self.placed))
        let packets = figure.elements.filter { $0.role == .packet }
        #expect(packets.map(\.eyebrow) == ["PACKET · no NAT", "PACKET · rewritten"])
        #expect(packets.allSatisfy { $0.facts == ["from 10.244.1.5", "to 10.244.2.7"] })
        #expect(packets.allSatisfy { $0.group.map { figure.groups[$0].role } == .network })
        let one = try #require(draw(Self.node(1) + Manifest.pod("client", labels: "app: client") + Manifest.pod("a") + Manifest.service()))
        #expect(!one.groups.contains { $0.role == .network } && !one.elements.contains { $0.role == .packet })
        #expect(arrows(one) == ["1 client -> a", "2 client -> web", "web -> a"])
    }

    @Test("A second Pod of the client's node is reached without leaving it")
    func neighbour() throws {
        let beside = Manifest.pod("neighbour", labels: "app: n", spec: "nodeName: node-1", status: "podIP: 10.244.1.6")
        let figure = try #require(draw(Self.placed + beside))
        #expect(arrows(figure).prefix(2) == ["1 client -> neighbour", "2 client -> packet"])
        #expect(figure.steps[0].text.contains("10.244.1.6: the connection does not leave the node"))
        let host = Manifest.pod("h", labels: "app: h", spec: "nodeName: node-1, hostNetwork: true")
        #expect(try arrows(#require(draw(Self.placed + host))).first == "1 client -> packet", "one that shares the node's address is none")
    }

    @Test("A node's podCIDR is shown where its manifest states it and its Pods keep to it, and never made up")
    func podCIDR() throws {
        let node = { (number: Int, spec: String) in
            "---\n{apiVersion: v1, kind: Node, metadata: {name: node-\(number)}, spec: {\(spec)}}\n"
        }
        let details = { (spec: String) throws -> [String?] in
            let pods = Self.placed.split(separator: "---\n").filter { !$0.contains("kind: Node") }.map { "---\n\($0)" }.joined()
            return try #require(draw(node(1, spec) + node(2, "") + pods)).groups.filter { $0.role == .node }.map(\.detail)
        }
        #expect(try details("podCIDR: 10.244.1.0/24") == ["podCIDR 10.244.1.0/24", nil])
        #expect(try details("podCIDR: 10.244.1.0/24, podCIDRs: [10.244.1.0/24, 'fd00:1::/64']") == ["podCIDR 10.244.1.0/24", nil])
        #expect(try details("podCIDR: 10.99.1.0/24") == [nil, nil], "the plugin of this cluster gives addresses from elsewhere")
        #expect(try details("") == [nil, nil])
        // A Pod without a stated address gets an example of the block.
        let placed = Manifest.pod("client", labels: "app: client", spec: "nodeName: node-1") + Manifest.pod("a", spec: "nodeName: node-2")
        let figure = try #require(
            draw(node(1, "podCIDR: 10.42.1.0/24") + node(2, "podCIDR: 10.42.2.0/24") + placed + Manifest.service()))
        #expect(figure.groups.filter { $0.role == .node }.map(\.detail) == ["podCIDR 10.42.1.0/24", "podCIDR 10.42.2.0/24"])
        #expect(figure.elements.first { $0.name == "client" }?.facts.first?.hasPrefix("~10.42.1.") == true)
    }

    @Test("A hostNetwork Pod shows its node's address and says so (R69)")
    func hostNetwork() throws {
        let figure = try #require(draw(Self.placed + Manifest.pod("host", labels: "app: h", spec: "nodeName: node-2, hostNetwork: true")))
        let host = try #require(figure.elements.first { $0.name == "host" })
        #expect(host.facts == ["10.0.0.3"])
        #expect(host.caption == "the node's address")
        #expect(figure.description.contains("shares that of its node"))
    }

    @Test("Without Node objects: two example nodes, marked, client and server apart, and the scheduler is named")
    func examples() throws {
        let figure = try #require(draw(Manifest.pod("client", labels: "app: client") + Manifest.pod("a") + Manifest.service()))
        #expect(figure.groups.filter { $0.role == .node }.map(\.title) == ["~node-1", "~node-2"])
        #expect(figure.groups.filter { $0.role == .node }.allSatisfy { $0.note.hasPrefix("~192.0.2.") })
        #expect(places(figure).contains("~node-1: client") && places(figure).contains("~node-2: a"))
        #expect(figure.remarks.contains { $0.contains("the scheduler decides") })
        #expect(figure.remarks.contains { $0.contains("~node-1 and ~node-2 are examples") })
    }

    @Test("A Pod's spec.nodeName alone names a node; the other one is an example")
    func halfStated() throws {
        let figure = try #require(
            draw(Manifest.pod("client", labels: "app: client", spec: "nodeName: worker") + Manifest.pod("a") + Manifest.service()))
        #expect(figure.groups.filter { $0.role == .node }.map(\.title) == ["worker", "~node-1"])
    }

    @Test("A cluster of one node: no second one is made up")
    func oneNode() throws {
        let figure = try #require(
            draw(Self.node(1) + Manifest.pod("client", labels: "app: client") + Manifest.pod("a") + Manifest.service()))
        #expect(figure.groups.filter { $0.role == .node }.map(\.title) == ["node-1"])
        #expect(figure.steps[0].text.contains("on the same node"))
    }

    @Test("Two hundred nodes and ten thousand Pods are folded, and nothing is lost from the count")
    func folded() throws {
        let yaml =
            (1...200).map(Self.node).joined() + Manifest.pod("client", labels: "app: client")
            + Manifest.workload("Deployment", "web", spec: "replicas: 9999") + Manifest.service()
        let figure = try #require(draw(yaml))
        #expect(figure.elements.count < 20)
        #expect(figure.elements.contains { $0.name == "+ 198 more" })
        let number = { (text: String) in Int(text.filter(\.isNumber)) ?? 0 }
        let drawn = figure.elements.count { $0.role == .pod }
        let foldedHere = figure.elements.filter { $0.role == .folded }.map { number($0.name) }.reduce(0, +)
        let elsewhere = figure.elements.first { $0.id == "more-nodes" }.map { number($0.facts[0].plain) } ?? 0
        #expect(drawn + foldedHere + elsewhere == 10_000)
    }

    @Test("It is called for by two Pods with addresses of their own, not by one, not by a lone Service")
    func calledFor() {
        #expect(draw(Manifest.service()) == nil)
        #expect(draw(Manifest.pod("a") + Manifest.service()) == nil)
        #expect(draw(Manifest.pod("a") + Manifest.pod("b", spec: "hostNetwork: true")) == nil)
        #expect(draw(Manifest.pod("a") + Manifest.pod("b")) != nil)
    }

    @Test("--from chooses the Pod that connects")
    func from() throws {
        let figure = try #require(draw(Self.placed + Manifest.pod("other", labels: "app: other"), from: "other"))
        #expect(figure.steps.allSatisfy { !$0.text.hasPrefix("client") } && figure.steps[0].text.hasPrefix("other connects"))
    }

    @Test("Without a virtual IP, who is configured to call a headless Service's Pod connects to it")
    func headless() throws {
        let yaml =
            Manifest.workload("StatefulSet", "db", labels: "app: db", spec: "serviceName: db")
            + Manifest.service("db", selector: "app: db", spec: "clusterIP: None")
            + Manifest.workload("Deployment", "web").replacing("name: c", with: "name: c, env: [{name: DB_HOST, value: db-0.db}]")
        let cluster = Resolved(yaml).cluster
        let cast = try #require(NetworkModelCast(in: cluster, for: FigureRequest()))
        #expect(cluster.pods[cast.client].reference.name.hasPrefix("web"))
        #expect(cluster.pods[cast.peer].reference.name == "db-0")
    }
}
