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
                "steps": figure.stepRecords,
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
            let whether = English.butNot(ports) + English.depending(ports, routes, carriers.map { cluster.pods[$0] })
            return ["sentence": .sentence(English.entrance(by: routes) + whether)]
        }
    }
}
