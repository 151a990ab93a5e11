import KubeCluster
import KubeManifest

/// The ways in through Ingresses and Gateways as sentences: one for each Service and each object that leads to it.
struct RoutesExplanation {
    private let cluster: Cluster
    private let request: FigureRequest
    private static let limit = 100

    init(_ cluster: Cluster, _ request: FigureRequest) {
        self.cluster = cluster
        self.request = request
    }

    /// Each Ingress and Gateway with its figure's steps, and the figure itself where it stands beside the page.
    func figures(_ drawn: [FigureExplanation]) -> [[String: TemplateValue]] {
        IngressFigure().figures(of: cluster, for: request).prefix(Self.limit).map { figure in
            let shown =
                drawn.first { $0.figure.kind == figure.kind && $0.figure.subject == figure.subject } ?? FigureExplanation(figure: figure)
            return shown.record.merging([
                "heading": .prose(figure.title), "isDrawn": .flag(shown.page != nil),
                "steps": .records(figure.steps.map { ["number": .number($0.number), "text": .prose($0.text)] }),
            ]) { $1 }
        }
    }

    var entrances: [[String: TemplateValue]] {
        var order: [String] = []
        var members: [String: [IngressRoute]] = [:]
        for route in cluster.routes where route.failure == nil || route.failure?.kind == .gatewayNotFound {
            guard route.service != nil, request.shows(route.backend.namespace) else { continue }
            let key = "\(route.backend) \(route.object) \(route.gateway.map { "\($0)" } ?? "")"
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(route)
        }
        var arrivals = CallArrivals(cluster)
        return order.prefix(Self.limit).map { key in
            let routes = members[key] ?? []
            let carriers = routes.first.map { cluster.controllerPods(of: $0) } ?? []
            var ports: [(port: Int, arrival: CallArrival)] = []
            for route in routes {
                guard let service = route.service, let port = route.backendPort, !ports.contains(where: { $0.port == port }) else {
                    continue
                }
                let entrance: CallArrivals.Entrance = carriers.isEmpty ? .ingressController : .pods(carriers)
                ports.append((port, arrivals.arrival(from: entrance, to: service, port: port)))
            }
            let whether = EntranceExplanation.butNot(ports) + Self.depending(ports, routes, carriers.map { cluster.pods[$0] })
            return ["sentence": .prose(sentence(routes) + whether)]
        }
    }

    /// ` Whether requests arrive depends on …`: where nobody knows whether the policies let in the Pods that carry them
    /// (C29, C33), or what they see of Pods of a node's own network; empty where it is known.
    private static func depending(
        _ ports: [(port: Int, arrival: CallArrival)], _ routes: [IngressRoute], _ carriers: [ClusterPod]
    ) -> String {
        let open = ports.filter { $0.arrival.outcome == .unknown }
        let which = { (some: [Int]) in some.count == ports.count ? "" : " on port \(FigureWords.list(some.map { "\($0)" }))" }
        if !carriers.isEmpty {
            guard !open.isEmpty, carriers.contains(where: \.spec.hostNetwork) else { return "" }
            return
                " Whether requests arrive\(which(open.map(\.port))) depends on the cluster's network: the Pods that carry them use their node's network (hostNetwork), and policies mostly see the node's address."
        }
        let whose = routes.first?.gateway == nil ? "the controller's Pods" : "the Pods that carry them for the Gateway"
        var told: [[String]] = []
        for admitted in open.map(\.arrival.admitted) where !admitted.isEmpty && !told.contains(admitted) { told.append(admitted) }
        return told.map { admitted in
            let same = open.filter { $0.arrival.admitted == admitted }.map(\.port)
            let more = admitted.count > 4 ? ["\(admitted.count - 3) more"] : []
            let whom = FigureWords.list(Array(admitted.prefix(more.isEmpty ? 4 : 3)) + more)
            return
                " Whether requests arrive\(which(same)) depends on where \(whose) run, which these manifests do not say: the policies let in only \(whom)."
        }.joined()
    }

    private func sentence(_ routes: [IngressRoute]) -> String {
        guard let first = routes.first else { return "" }
        let places = routes.map { "\($0.hostText)\(IngressScene.path(of: $0))" }.reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        let more = places.count > 4 ? " and \(FigureWords.count(places.count - 4, "more place"))" : ""
        let tls = routes.allSatisfy(\.isTLS) ? " (TLS)" : routes.contains(where: \.isTLS) ? " (partly TLS)" : ""
        let way = first.gateway.map { "\(first.object) at \($0)" } ?? "\(first.object)"
        let unknown = first.failure == nil ? "" : ", if that Gateway, which was not found in these manifests, takes the route"
        return
            "\(first.backend): for \(FigureWords.list(Array(places.prefix(4))))\(more)\(tls), by \(way)\(unknown)."
    }
}
