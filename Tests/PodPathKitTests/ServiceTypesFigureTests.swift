import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("One Service as each of the types")
struct ServiceTypesFigureTests {
    private func draw(_ yaml: String, focus: String? = nil) -> Figure? {
        var request = FigureRequest()
        request.focus = focus
        return ServiceTypesFigure().figures(of: Resolved(yaml).cluster, for: request).first
    }

    /// `Any Pod -> web`, within the frame of a type or that of the cluster in it.
    private func arrows(_ figure: Figure, _ type: String, _ role: Figure.Connection.Role = .traffic) -> [String] {
        let frame = figure.groups.firstIndex { $0.id == "type-\(type)" }
        return figure.connections.filter { arrow in
            guard let group = figure.elements[arrow.from].group else { return false }
            return (group == frame || figure.groups[group].parent == frame) && arrow.role == role
        }.map {
            let name = { (position: Int) in
                figure.elements[position].name.isEmpty ? figure.elements[position].eyebrow : figure.elements[position].name
            }
            return "\(name($0.from)) -> \(name($0.to))"
        }
    }

    private static let nodePort =
        Manifest.pod("a")
        + Manifest.service(
            ports: "{port: 80, targetPort: http, nodePort: 30090}", spec: "type: NodePort, clusterIP: 10.96.7.7")

    @Test("Each type adds to the one before: ClusterIP inside, NodePort a port of every node, LoadBalancer a balancer before it")
    func ways() throws {
        let figure = try #require(draw(Self.nodePort))
        #expect(arrows(figure, "clusterIP") == ["Any Pod -> web", "web -> a"])
        #expect(arrows(figure, "clusterIP", .denied) == ["Client -> web"])
        #expect(arrows(figure, "nodePort").sorted() == ["Any Pod -> web", "Any node -> web", "Client -> Any node", "web -> a"])
        #expect(
            arrows(figure, "loadBalancer").sorted() == [
                "Any Pod -> web", "Any node -> web", "Client -> LOAD BALANCER", "LOAD BALANCER -> Any node", "web -> a",
            ])
    }

    @Test("Headless and ExternalName: a name is asked for, and no traffic goes through the Service (R20, R23)")
    func names() throws {
        let figure = try #require(draw(Self.nodePort))
        #expect(arrows(figure, "headless") == ["Any Pod -> a"])
        #expect(arrows(figure, "headless", .lookup) == ["Any Pod -> web"])
        #expect(arrows(figure, "externalName") == ["Any Pod -> Another host"])
        #expect(arrows(figure, "externalName", .lookup) == ["Any Pod -> web"])
        let answers = figure.elements.filter { $0.role == .dns }
        #expect(answers.map(\.eyebrow) == ["CLUSTER DNS", "CLUSTER DNS"] && answers.allSatisfy { $0.caption == "no virtual IP" })
        #expect(answers.map(\.facts) == [["= its Pods' IPs"], ["= ~db.example.com"]])
        #expect(!figure.connections.contains { $0.role == .selects }, "a line without an arrow would have to be explained")
    }

    @Test("The cluster has a border in each frame: clients and balancer outside, nodes and Pods inside, the other host outside again")
    func border() throws {
        let figure = try #require(draw(Self.nodePort))
        let outside = figure.elements.filter { $0.group.map { figure.groups[$0].role != .cluster } ?? true }
        #expect(outside.allSatisfy { $0.role == .outside } && outside.count == 7)
        #expect(figure.elements.count { $0.role == .outside } == 7)
        let closed = figure.connections.filter { $0.role == .denied }
        #expect(closed.count == 3 && closed.allSatisfy { $0.border == figure.elements[$0.to].group }, "they end where the cluster begins")
        var diagnostics = Diagnostics()
        let bytes = try #require(FigurePrinter().print(figure, as: .svg, &diagnostics))
        let svg = SVGGeometry(String(decoding: bytes, as: UTF8.self))
        #expect(svg.viewBox.maxX - svg.viewBox.minX <= 640)
        for arrow in svg.arrows where arrow.id.contains("outside--") && !arrow.id.contains("node") && !arrow.id.contains("balancer") {
            let frame = try #require(svg.frames.first { $0.id.hasSuffix("\(arrow.id.split(separator: "-")[2])-cluster") })
            let end = try #require(arrow.line.map(\.x).max())
            #expect(abs(end - frame.area.minX) < 8, "\(arrow.id)")
        }
    }

    @Test("port and targetPort stand in the Service, nodePort in the node, containerPort in the Pod (R67)")
    func ports() throws {
        let figure = try #require(draw(Self.nodePort))
        #expect(figure.elements.filter { $0.role == .service }.allSatisfy { $0.facts == ["10.96.7.7", "port 80", "targetPort http"] })
        #expect(figure.elements.filter { $0.role == .node }.allSatisfy { $0.facts == ["nodePort 30090"] })
        #expect(figure.elements.filter { $0.role == .pod }.allSatisfy { $0.facts == ["containerPort 8080", "named http"] })
    }

    @Test(
        "The type of the manifests is marked, and only that one",
        arguments: [
            ("", "ClusterIP"), ("type: NodePort", "NodePort"), ("type: LoadBalancer", "LoadBalancer"),
            ("clusterIP: None", "ClusterIP, headless"),
        ])
    func actual(spec: String, name: String) throws {
        let figure = try #require(draw(Manifest.pod("a") + Manifest.service(spec: spec)))
        #expect(figure.groups.filter { $0.role == .actualScene }.map(\.name) == [name])
        #expect(figure.groups.filter { $0.note.hasSuffix("(example)") }.count == 4)
    }

    @Test("What no manifest states is marked: a nodePort that nobody else has, an address, a host")
    func examples() throws {
        let other = Manifest.service("other", selector: "app: x", ports: "{port: 1, nodePort: 30080}", spec: "type: NodePort")
        let figure = try #require(draw(Manifest.pod("a") + Manifest.service(spec: "clusterIP: None") + other, focus: "web"))
        let nodes = figure.elements.filter { $0.role == .node }.map(\.facts)
        #expect(Set(nodes).count == 1 && nodes[0].count == 1 && nodes[0][0].hasPrefix("nodePort ~3"), "one example, wherever it is shown")
        #expect(figure.elements.filter { $0.role == .service }.allSatisfy { $0.facts[0].hasPrefix("~") })
        #expect(figure.remarks.contains(English.illustrativeRemark))
    }

    @Test("A step for each type, two where the DNS is asked first, each with its number in its frame, and the line that states the port")
    func steps() throws {
        let figure = try #require(draw(Self.nodePort))
        #expect(figure.steps.map(\.number) == [1, 2, 3, 4, 5, 6, 7])
        #expect(figure.connections.compactMap(\.step) == [1, 2, 4, 5, 6])
        #expect(figure.elements.flatMap(\.notes).map(\.step) == [3, 7])
        #expect(figure.steps[1].because.map(\.field) == ["spec.ports[0].nodePort"])
        #expect(figure.steps[1].text.contains("which it is in these manifests"))
    }

    @Test("A lone Service: what is missing is drawn as missing; an alias and a Service without ports call for no figure")
    func lone() throws {
        let figure = try #require(draw(Manifest.service()))
        #expect(figure.elements.contains { $0.role == .missing })
        #expect(!figure.connections.contains { $0.role == .traffic && figure.elements[$0.to].role == .missing })
        #expect(draw(Manifest.service(selector: nil, spec: "type: ExternalName, externalName: a.example.com")) == nil)
        #expect(draw(Manifest.service(ports: "", spec: "clusterIP: None")) == nil)
    }

    @Test("Ten thousand Pods are one box")
    func folded() throws {
        let figure = try #require(draw(Manifest.workload("Deployment", "web", spec: "replicas: 10000") + Manifest.service()))
        #expect(figure.elements.contains { $0.name == "web" && $0.count == 10_000 })
        #expect(figure.elements.count < 30)
    }

    @Test("A ClusterIP Service to which an Ingress leads is not said to be out of reach")
    func ingress() throws {
        let ingress =
            "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: entry}\nspec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}\n"
        let first = { (yaml: String) in
            ServiceTypesFigure().figures(of: Resolved(yaml).cluster, for: FigureRequest()).first?.steps.first?.text ?? ""
        }
        let web = Manifest.pod("a") + Manifest.service()
        #expect(first(web).hasSuffix("From outside it cannot be reached."))
        #expect(first(web + ingress).hasSuffix("Its type opens no way in from outside; requests get in by Ingress entry."))
    }
}
