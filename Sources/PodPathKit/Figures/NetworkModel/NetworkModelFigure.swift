import KubeCluster
import KubeManifest

/// The Kubernetes network model over the manifests' own Pods and nodes.
struct NetworkModelFigure: FigureKind {
    let id = "network-model"
    let subject = "pair of Pods that could talk to each other"
    let title = "The network model"
    let question = "Which addresses do Pods and nodes have, who reaches whom across nodes, and where is a Service's address rewritten?"
    let leavesPoliciesOut = true

    func figures(of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        guard let cast = NetworkModelCast(in: cluster, for: request) else { return [] }
        var scene = NetworkModelScene(cast, in: cluster)
        return [scene.drawn()]
    }
}

/// Who plays in the figure: a Pod that connects, a Service, and Pods on another node.
struct NetworkModelCast {
    /// Positions in `Cluster.pods`.
    let client: Int
    /// The Pod that the client reaches by its own address.
    let peer: Int
    /// A Service with a virtual IP, the port that is connected to and the Pod that the connection ends at.
    let rewriting: (service: ClusterService, port: ServicePort, server: Int)?
    let placement: NodePlacement

    /// Nil where there are not two Pods with addresses of their own to talk to each other.
    init?(in cluster: Cluster, for request: FigureRequest) {
        let talkers = cluster.pods.indices.filter { position in
            let pod = cluster.pods[position]
            return request.shows(pod.reference.namespace) && !pod.addresses.isEmpty && !pod.hasEnded && !pod.spec.hostNetwork
        }
        guard talkers.count >= 2 else { return nil }
        let known = Set(talkers)
        let service = Self.service(in: cluster, for: request, known)
        // Without a virtual IP, whoever is called by a name that answers with Pods' own addresses.
        let called =
            service
            ?? cluster.exampleCalls.lazy.compactMap(\.service).first { position in
                let service = cluster.services[position]
                return request.shows(service.namespace) && cluster.targetPods(of: service).contains { known.contains($0) }
            }
        let servers = called.map { cluster.targetPods(of: cluster.services[$0]).filter { known.contains($0) } } ?? []
        guard let client = Self.client(in: cluster, for: request, talkers, servers, called) else { return nil }
        self.client = client
        let others = servers.filter { $0 != client }
        let wanted = others.isEmpty ? talkers.filter { $0 != client } : others
        let placement = NodePlacement(cluster, client: client, others: Array(wanted.prefix(2)))
        self.placement = placement
        // On another node, where there is one.
        let away = placement.elsewhere(than: client, among: wanted)
        guard let server = away.first ?? wanted.first else { return nil }
        let beside = away.dropFirst().first { placement.node(of: $0) == placement.node(of: server) }
        peer = beside ?? server
        rewriting =
            others.isEmpty
            ? nil
            : service.flatMap { position in
                let service = cluster.services[position]
                // One that leads nowhere shows no rewriting.
                let port = cluster.ports(of: service).first { $0.serving.contains { $0.pods.contains(server) } }
                return port.map { (service, $0.port, server) }
            }
    }

    /// The Service that is called by name before others, then the first with Pods and a virtual IP.
    private static func service(in cluster: Cluster, for request: FigureRequest, _ talkers: Set<Int>) -> Int? {
        let candidates = cluster.services.indices.filter { position in
            let service = cluster.services[position]
            return request.shows(service.namespace) && (request.focus == nil || request.isFocus(service.reference))
                && !service.virtualIPs.isEmpty && !service.service.ports.isEmpty
                && cluster.targetPods(of: service).contains { talkers.contains($0) }
        }
        let called = Set(cluster.exampleCalls.compactMap(\.service))
        return candidates.first { called.contains($0) } ?? candidates.first
    }

    private static func client(
        in cluster: Cluster, for request: FigureRequest, _ talkers: [Int], _ servers: [Int], _ service: Int?
    ) -> Int? {
        if let from = request.from {
            guard case .found(let position) = cluster.pod(named: from), talkers.contains(position) else { return nil }
            return position
        }
        let known = Set(talkers)
        let callers = cluster.exampleCalls.lazy.filter { $0.service != nil && $0.service == service }.flatMap {
            cluster.workloads[$0.workload].pods
        }
        if let caller = callers.first(where: { known.contains($0) && !servers.contains($0) }) { return caller }
        let behind = Set(servers)
        return talkers.first { !behind.contains($0) } ?? talkers.first
    }
}
