import KubeCluster
import KubeManifest

/// The parts of an Ingress's figure: client, controller or Gateway, a box for each host, Services, Pods.
struct IngressScene {
    /// Requests for one host that one object's rules send to one backend.
    struct Way {
        let host: String
        let backend: String
        var routes: [IngressRoute]
        var failure: IngressRoute.Problem? { routes.first { $0.failure != nil }?.failure }
    }

    let door: IngressDoor
    let cluster: Cluster
    let request: FigureRequest
    var figure: Figure
    let clusterFrame: Int
    var frames: [String: Int] = [:]
    var ways: [Way] = []
    var hostOrder: [String] = []
    /// The hosts that a box stands for, by the key of the first.
    var hosts: [String: [String?]] = [:]
    var folded = 0
    var boxes: [String: Int] = [:]

    init(_ door: IngressDoor, in cluster: Cluster, _ request: FigureRequest) {
        self.door = door
        self.cluster = cluster
        self.request = request
        figure = Figure(kind: "ingress", id: door.id, title: Self.title(door), description: "", layout: .flow)
        clusterFrame = figure.add(
            .init(id: "cluster", role: .cluster, name: "Kubernetes cluster", tooltip: "The Kubernetes cluster", parent: nil))
        sort()
    }

    private static func title(_ door: IngressDoor) -> String {
        let hosts = door.hosts
        let what =
            hosts.count == 1
            ? "how requests for \(hosts[0] ?? "any host") get in" : "\(FigureWords.count(hosts.count, "host")), and where their requests go"
        return "\(door.object.kind) \(door.object.name): \(what)"
    }

    mutating func drawn() -> Figure {
        let client = figure.add(
            .init(id: "client", role: .outside, eyebrow: "OUTSIDE", name: "Client", tooltip: "A client outside the cluster"))
        let front = addFront()
        let first = step(
            clientStep, because: Self.limited(ways.flatMap(\.routes).flatMap { $0.because.filter { $0.field.contains("host") } }))
        figure.connect(client, front, .traffic, step: first, tooltip: clientStep)
        let second = step(controllerStep, because: frontEvidence)
        let third = ways.contains { $0.failure == nil || $0.failure?.isUnknown == true } ? step(ruleStep, because: ruleEvidence) : nil
        var numbered: Set<Int> = []
        for host in hostOrder {
            let routes = ways.filter { $0.host == host }.flatMap(\.routes)
            guard let route = routes.first else { continue }
            let box = addHost(host, routes)
            boxes[host] = box
            let broken = routes.allSatisfy { $0.failure?.kind == .notAttached || $0.failure?.kind == .noParent }
            let number = numbered.insert(second).inserted ? second : nil
            figure.connect(
                front, box, broken ? .missing : .traffic, label: broken ? "not attached" : nil, step: number,
                tooltip: broken ? route.problem ?? "" : "\(route.object) has the rules for \(route.host ?? "any host")",
                because: Self.limited(route.because))
        }
        if folded > 0 { addFolded(from: front) }
        var served: [Int] = []
        for way in ways {
            guard let from = boxes[way.host] else { continue }
            let to = addBackend(way)
            let works = way.failure == nil || way.failure?.isUnknown == true
            let isHere = way.failure?.kind == .notAttached || way.failure?.kind == .noParent || way.failure?.kind == .noWeight
            var number: Int?
            if works, let third { number = numbered.insert(third).inserted ? third : nil }
            if !works, !isHere || way.failure?.kind == .noWeight { number = failureStep(way) }
            figure.connect(
                from, to, works || way.failure?.kind == .redirect ? .traffic : isHere ? .selects : .missing, code: label(of: way),
                step: number,
                tooltip: sentences(of: way).joined(separator: "; "), because: Self.limited(way.routes.flatMap(\.because)))
            if works, let service = way.routes.first?.service, !served.contains(service) { served.append(service) }
        }
        addUnattached()
        addPods(served)
        return finished()
    }

    static func limited(_ evidence: [Evidence]) -> [Evidence] {
        Array(evidence.reduce(into: [Evidence]()) { if $0.count < 12, !$0.contains($1) { $0.append($1) } })
    }

    mutating func step(_ text: String, because: [Evidence] = []) -> Int { figure.step(text, because: because) }

    mutating func frame(_ namespace: String) -> Int {
        if let known = frames[namespace] { return known }
        let frame = figure.add(
            Figure.Group(
                id: FigureWords.id("namespace", namespace), role: .namespace, name: namespace, tooltip: "Namespace \(namespace)",
                parent: clusterFrame))
        frames[namespace] = frame
        return frame
    }
}
