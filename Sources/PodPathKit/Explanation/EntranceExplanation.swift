import KubeCluster
import KubeManifest

/// The ways in that need no Ingress, as sentences: load balancers, node ports, external addresses, and ports of nodes that Pods take.
struct EntranceExplanation {
    private let cluster: Cluster
    private let request: FigureRequest

    init(_ cluster: Cluster, _ request: FigureRequest) {
        self.cluster = cluster
        self.request = request
    }

    var sentences: [[String: TemplateValue]] {
        var arrivals = CallArrivals(cluster)
        let services = cluster.services.indices.filter { request.shows(cluster.services[$0].namespace) }.compactMap {
            position -> Sentence? in
            let service = cluster.services[position]
            guard let way = English.entrance(to: service, in: cluster) else { return nil }
            let ports = service.service.ports.map { port in
                (port.port, arrivals.arrival(from: .outside, to: position, port: port.port, port.transport))
            }
            return way + English.butNot(ports)
        }
        let hostPorts = cluster.workloads.filter { request.shows($0.reference.namespace) }.compactMap {
            English.hostPorts(of: $0, in: cluster)
        }
        let unread = cluster.objects.unread.filter { $0.effects.contains(.entrance) && request.shows($0.reference.namespace) }.map {
            English.unread($0, in: cluster)
        }
        return (services + hostPorts + unread).map { ["sentence": .sentence($0)] }
    }
}
