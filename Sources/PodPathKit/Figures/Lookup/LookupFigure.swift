import KubeCluster
import KubeManifest

/// A Pod asks for a name, is answered, and connects: the cluster's DNS at work.
struct LookupFigure: FigureKind {
    let id = "dns-lookup"
    let subject = "Pod with a Service that it could call"
    let title = "A name looked up, and the connection that follows"
    let question = "How does this Pod find another one by its name, and what does it then connect to?"
    let leavesPoliciesOut = true

    func figures(of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        guard let pair = LookupPair(in: cluster, request) else { return [] }
        var scene = LookupScene(pair, in: ClusterDNS(cluster))
        return [scene.drawn()]
    }
}

/// Who asks, and for what: as chosen, or the pair that tells most.
struct LookupPair {
    /// Position in `Cluster.pods`.
    let pod: Int
    let name: String

    init?(in cluster: Cluster, _ request: FigureRequest) {
        let client: Int?
        if let from = request.from {
            guard case .found(let position) = cluster.pod(named: from) else { return nil }
            client = position
        } else {
            client = nil
        }
        if let name = request.name {
            guard let pod = client ?? Self.client(in: cluster, for: nil, request) else { return nil }
            self.pod = pod
            self.name = name
            return
        }
        if let call = Self.call(in: cluster, from: client, request), let pod = client ?? cluster.workloads[call.workload].pods.first {
            self.pod = pod
            name = call.host
            return
        }
        // A focus on a Service chooses the name.
        let services = cluster.services.filter { request.shows($0.namespace) && (request.focus == nil || request.isFocus($0.reference)) }
        guard
            let best = services.enumerated().max(by: { (Self.rank($0.element), -$0.offset) < (Self.rank($1.element), -$1.offset) })?
                .element,
            let pod = client ?? Self.client(in: cluster, for: best, request)
        else { return nil }
        self.pod = pod
        name = cluster.pods[pod].reference.namespace == best.namespace ? best.name : "\(best.name).\(best.namespace)"
    }

    /// What a workload is configured to ask for: a call that arrives first, among those a name of another namespace, which walks the
    /// search list. Nobody asks for an address.
    private static func call(in cluster: Cluster, from client: Int?, _ request: FigureRequest) -> Call? {
        call(among: cluster.exampleCalls, in: cluster, from: client, request)
            ?? call(among: cluster.calls, in: cluster, from: client, request)
    }

    private static func call(among all: [Call], in cluster: Cluster, from client: Int?, _ request: FigureRequest) -> Call? {
        let calls = all.filter { call in
            guard call.resolves, IPAddress(call.host) == nil, let service = call.service, !cluster.services[service].selectedPods.isEmpty
            else { return false }
            return !cluster.workloads[call.workload].pods.isEmpty && (client.map { cluster.pods[$0].workload == call.workload } ?? true)
                && request.shows(call.target.namespace) && (request.focus == nil || request.isFocus(call.target))
        }
        return calls.first { cluster.workloads[$0.workload].reference.namespace != $0.target.namespace } ?? calls.first
    }

    /// A virtual IP with Pods behind it first, then headless ones, then aliases.
    private static func rank(_ service: ClusterService) -> Int {
        if service.selectedPods.isEmpty { return service.source == .alias ? 1 : 0 }
        return service.service.isHeadless ? 2 : 3
    }

    /// A Pod that is not behind the Service and asks the cluster's DNS, best in the same namespace, one that no Service leads to.
    private static func client(in cluster: Cluster, for service: ClusterService?, _ request: FigureRequest) -> Int? {
        let behind = Set((service?.selectedPods ?? []).map { cluster.pods[$0].workload })
        let candidates = cluster.workloads.indices.filter { position in
            !behind.contains(position) && !cluster.workloads[position].pods.isEmpty && cluster.workloads[position].schedule == nil
        }
        let best = candidates.map { position in
            let pod = cluster.pods[cluster.workloads[position].pods[0]]
            let rank =
                (cluster.resolvConf(of: pod).source == .cluster ? 4 : 0)
                + (pod.reference.namespace == service?.namespace ? 2 : 0) + (cluster.services(of: position).isEmpty ? 1 : 0)
            return (rank: rank, position: position)
        }.max { ($0.rank, -$0.position) < ($1.rank, -$1.position) }
        // Where only the Service's own Pods are there, the last of them asks and the first one answers.
        return best.map { cluster.workloads[$0.position].pods[0] } ?? behind.max().flatMap { cluster.workloads[$0].pods.last }
    }
}
