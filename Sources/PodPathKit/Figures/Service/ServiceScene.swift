import KubeCluster
import KubeManifest

/// A Service between whoever calls it and whoever answers: a line for each call, for each of its ports, and for each port of the Pods.
struct ServiceScene {
    let service: ClusterService
    /// Its position in `Cluster.services`.
    let position: Int
    let cluster: Cluster
    let request: FigureRequest
    let resolved: [ResolvedPort]
    var figure: Figure
    /// The Service's box, and the lines of its ports.
    var front: (element: Int, ports: [Int]) = (0, [])
    /// The box of the DNS server, where the name leads past the Service.
    var dns: Int?
    /// Calls of Pods, each with the line that its arrow leaves.
    var clients: [Client] = []
    var backends: [Backend] = []

    /// A call of the Service, as a line of a box.
    struct Client {
        let box: Int
        let line: Int
        let port: Int?
        /// The first label of one Pod's own name.
        var pod: String?
        var fails = false
        var tooltip = Sentence()
        var because: [Evidence] = []
    }

    /// Pods of one workload behind the Service.
    struct Backend {
        let box: Int
        /// Positions in `Cluster.workloads`.
        let workloads: [Int]
        /// The line of each port, and of each Pod that is listed by name.
        var ports: [PodPort: Int] = [:]
        var pods: [String: Int] = [:]
        var labels: Int?
    }

    init(_ service: ClusterService, in cluster: Cluster, _ request: FigureRequest) {
        (self.service, self.cluster, self.request) = (service, cluster, request)
        position = cluster.services.firstIndex { $0 === service } ?? 0
        resolved = cluster.ports(of: service)
        figure = Figure(
            kind: "service", id: FigureWords.id("service", service.namespace, service.name), title: "", description: "", layout: .columns)
        figure.subject = service.reference
        _ = figure.add(
            .init(
                id: FigureWords.id("namespace", service.namespace), role: .namespace, name: service.namespace,
                tooltip: "Namespace \(service.namespace)", parent: nil))
    }

    /// Whether the name leads to others than the Service: to the Pods themselves, or to another name.
    var isPassed: Bool { service.isHeadless || service.source == .alias }

    mutating func draw(_ arrivals: inout CallArrivals) {
        addCallers(&arrivals)
        addRoutes(&arrivals)
        let ways = OutsideBox.ways(into: service, cluster)
        if clients.isEmpty, ways.isEmpty, figure.elements.isEmpty { addAnyPod() }
        addDNS()
        addFront()
        addOutside(&arrivals)
        addBackends()
        connectClients()
        connectBackends()
        addNearMisses()
        finish()
    }

    mutating func add(_ element: Figure.Element, in namespace: String) -> Int {
        var element = element
        if namespace == service.namespace { element.group = 0 }
        return figure.add(element)
    }

    /// Said of what is in another namespace than the Service.
    func place(_ namespace: String) -> [Figure.Line] {
        namespace == service.namespace ? [] : [.init([.init("namespace ", .muted), .init(namespace, .strong)])]
    }

    // MARK: The Service

    private mutating func addFront() {
        let all = clients.contains { $0.port == nil } || !OutsideBox.ways(into: service, cluster).isEmpty
        let reached = Set(clients.compactMap(\.port) + routed.map(\.port))
        let (box, ports) = ServiceBox.element(service, in: cluster, form: .whole) { all || reached.contains($0.port) }
        front = (add(box, in: service.namespace), ports)
        for (box, line, port, end) in routed {
            let head = service.service.ports.firstIndex { $0.port == port }.map { front.ports[$0] }
            figure.connect(
                box, front.element, end.fails ? .denied : .traffic, tooltip: Sentence(end.tooltip),
                because: IngressScene.limited(end.route.because))
            figure.connections[figure.connections.count - 1].tail = line
            figure.connections[figure.connections.count - 1].head = end.fails ? nil : head
        }
    }

    /// The lines of routes that lead here.
    var routed: [(box: Int, line: Int, port: Int, end: RouteBox.End)] = []

    /// Who answers for a name that stands for others.
    private mutating func addDNS() {
        guard isPassed else { return }
        var box = Figure.Element(
            id: "dns", role: .dns, eyebrow: "Cluster DNS", name: "",
            tooltip: "What the cluster's DNS answers for the name of \(service.reference)")
        box.add(.init([.init(service.name, .code), .init(" is", .muted)], left: .joined))
        for line in English.answer(for: service, in: cluster) { box.add(line) }
        dns = figure.add(box)
    }

    // MARK: Steps

    mutating func step(_ text: Sentence?, because: [Evidence] = [], on connections: [Int]) {
        guard let text, !connections.isEmpty else { return }
        let number = figure.step(text, because: because)
        for connection in connections { figure.connections[connection].step = number }
    }

    private mutating func finish() {
        let words = ServiceWords(self)
        let arrows = figure.connections.indices.filter { figure.connections[$0].role != .order }
        let origin = front.element
        let ways = figure.elements.indices.filter { figure.elements[$0].above == origin }
        step(words.outside, on: arrows.filter { ways.contains(figure.connections[$0].from) })
        let routes = Set(routed.map(\.box))
        step(words.routes, on: arrows.filter { routes.contains(figure.connections[$0].from) })
        let callers = Set(clients.map(\.box))
        let own = arrows.filter { callers.contains(figure.connections[$0].from) }
        step(words.asked, because: words.evidence, on: own.filter { figure.connections[$0].role == .lookup })
        step(words.called, because: words.evidence, on: own.filter { figure.connections[$0].role != .lookup })
        step(
            words.passed, because: backends.first.map { because($0) } ?? [],
            on: arrows.filter { figure.connections[$0].from == origin && figure.connections[$0].role != .selects })
        figure.title = words.title
        figure.caption = words.caption
        figure.finding = words.finding
        figure.key = CallsWords.key(figure)
        figure.remarks = words.remarks(figure)
        figure.description = CallsDescription.text(figure, cluster, [service.namespace])
    }
}
