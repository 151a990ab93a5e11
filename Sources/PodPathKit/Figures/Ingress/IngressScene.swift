import KubeCluster
import KubeManifest

/// The parts of an Ingress's figure: client, controller or Gateway, a box for each host, Services, Pods.
struct IngressScene {
    /// A line of a host's table: requests for one host and one path that one object's rules send to one backend.
    struct Way {
        let host: String
        let backend: String
        let row: Int
        var routes: [IngressRoute]
        /// Nil where one of the routes leads somewhere.
        var failure: IngressRoute.Problem? { routes.contains { $0.failure == nil } ? nil : routes.first?.failure }
        /// It leads somewhere, or may do so where the manifests say too little.
        var works: Bool { failure?.isUnknown ?? true }
        var isUnattached: Bool { failure?.isUnattached ?? false }

        /// The arrow from its line.
        var role: Figure.Connection.Role {
            if works || failure?.kind == .redirect { return .traffic }
            return isUnattached || failure?.kind == .noWeight ? .selects : .missing
        }
    }

    let entrance: IngressEntrance
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
    /// How many paths the last line of a host's table stands for.
    var hiddenRows: [String: Int] = [:]
    /// Hosts whose last line stands for paths to more than two backends.
    var manyBackends: Set<String> = []
    /// Steps that say why an object gets no requests, by what they say.
    var unattached: [String: Int] = [:]
    /// Objects that some of their parentRefs attach, with what another comes to.
    var partly: [ObjectReference: IngressRoute.Problem] = [:]
    var boxes: [String: Int] = [:]

    init(_ entrance: IngressEntrance, in cluster: Cluster, _ request: FigureRequest) {
        self.entrance = entrance
        self.cluster = cluster
        self.request = request
        figure = Figure(kind: "ingress", id: entrance.id, title: Self.title(entrance), description: "", layout: .flow)
        figure.subject = entrance.object
        clusterFrame = figure.add(
            .init(id: "cluster", role: .cluster, name: "Kubernetes cluster", tooltip: "The Kubernetes cluster", parent: nil))
        sort()
    }

    private static func title(_ entrance: IngressEntrance) -> String {
        let hosts = entrance.hosts
        let what =
            hosts.count == 1
            ? "how requests for \(hosts[0] ?? "any host") get in" : "\(English.count(hosts.count, "host")), and where their requests go"
        return "\(entrance.object.kind) \(entrance.object.name): \(what)"
    }

    mutating func drawn() -> Figure {
        let client = figure.add(
            .init(
                id: "client", role: .outside, eyebrow: "OUTSIDE", name: "Client", caption: "asks for",
                tooltip: "A client outside the cluster"))
        let front = addFront()
        var first: Int? = step(
            clientStep, because: Self.limited(ways.flatMap(\.routes).flatMap { $0.because.filter { $0.field.contains("host") } }))
        figure.groups[front].step = step(controllerStep, because: frontEvidence)
        var column: [Int] = []
        for host in hostOrder {
            let own = ways.filter { $0.host == host }
            guard let route = own.first?.routes.first else { continue }
            let isAttached = own.contains { !$0.isUnattached }
            let box = addHost(host, own, in: isAttached ? front : frame(route.object.namespace))
            boxes[host] = box
            if isAttached { column.append(box) }
            figure.connect(
                client, box, isAttached ? .traffic : .order, step: isAttached ? first : nil,
                tooltip: "Requests for \(hostText(host, route)), by the rules of \(route.object)", because: Self.limited(route.because))
            if isAttached { first = nil }
        }
        if folded > 0 { addFolded(from: client, in: front) }
        if let first, let box = hostOrder.first.flatMap({ boxes[$0] }) {
            // Nothing is attached: the number of what nobody can ask for stands in the box.
            figure.elements[box].notes.append(.init(step: first, text: "asked for", isRefused: false))
        }
        let backends = figure.elements.count
        let served = addBackends()
        let pods = figure.elements.count
        addPods(served)
        // In the order of the manifests, whatever crosses fewer arrows.
        if column.count > 1 { figure.columns = [column, inOneFrameEach(backends..<pods), inOneFrameEach(pods..<figure.elements.count)] }
        return finished()
    }

    /// Boxes in their order, but for those of one frame, which stand together.
    private func inOneFrameEach(_ boxes: Range<Int>) -> [Int] {
        let frames = boxes.map { figure.elements[$0].group }.reduce(into: [Int?]()) { if !$0.contains($1) { $0.append($1) } }
        return frames.flatMap { frame in boxes.filter { figure.elements[$0].group == frame } }
    }

    static func limited(_ evidence: [Evidence]) -> [Evidence] {
        Array(evidence.reduce(into: [Evidence]()) { if $0.count < 12, !$0.contains($1) { $0.append($1) } })
    }

    mutating func step(_ text: Sentence, because: [Evidence] = []) -> Int { figure.step(text, because: because) }

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
