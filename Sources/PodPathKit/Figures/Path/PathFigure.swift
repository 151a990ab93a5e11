import KubeCluster
import KubeManifest

/// One connection, hop by hop: what `podpath trace` tells, drawn with the same numbers.
struct PathFigure: FigureKind {
    let id = "path"
    let subject = "Pod with a Service that it could call"
    let title = "One connection, hop by hop"
    let question = "Which way does this connection take, and may it pass?"

    func figures(of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        guard let path = Self.path(in: cluster, request) else { return [] }
        var scene = PathScene(path, in: cluster, limit: request.limitOfBranches)
        return [scene.drawn()]
    }

    /// The path between the ends that the request names; what it leaves open, a configured call decides.
    static func path(in cluster: Cluster, _ request: FigureRequest) -> CommunicationPath? {
        if let from = request.from, let to = request.to { return try? cluster.path(from: from, to: to, limit: request.limitOfBranches) }
        let caller: Int?
        if let from = request.from {
            guard case .found(let pod) = cluster.pod(named: from) else { return nil }
            caller = cluster.pods[pod].workload
        } else {
            caller = nil
        }
        if let to = request.to { return path(to: to, in: cluster, limit: request.limitOfBranches) }
        let calls = cluster.calls.filter { call in
            let reference = cluster.workloads[call.workload].reference
            return (caller == nil || caller == call.workload) && !cluster.workloads[call.workload].pods.isEmpty
                && (request.shows(reference.namespace) || request.shows(call.target.namespace))
                && (request.focus == nil || request.isFocus(reference) || request.isFocus(call.target))
        }
        if let best = calls.enumerated().max(by: { (rank($0.element, cluster), -$0.offset) < (rank($1.element, cluster), -$1.offset) }) {
            return path(of: best.element, in: cluster, limit: request.limitOfBranches)
        }
        // Nobody is configured to call anybody: one figure that was asked for still shows how it would be.
        guard !request.allowsSeveral || caller != nil, let pair = LookupPair(in: cluster, request) else { return nil }
        return try? cluster.path(from: cluster.pods[pair.pod].reference.path, to: pair.name, limit: request.limitOfBranches)
    }

    /// A call into another namespace tells most, then one with Pods behind the Service.
    private static func rank(_ call: Call, _ cluster: Cluster) -> Int {
        guard let service = call.service, call.resolves else { return 0 }
        let isFar = cluster.workloads[call.workload].reference.namespace != call.target.namespace
        return (cluster.services[service].selectedPods.isEmpty ? 1 : 3) + (isFar ? 1 : 0)
    }

    private static func path(of call: Call, in cluster: Cluster, limit: Int) -> CommunicationPath? {
        guard let pod = cluster.workloads[call.workload].pods.first else { return nil }
        let hasPort = call.name != call.host
        let to = hasPort ? call.name : call.host + (call.port.map { ":\($0)" } ?? "")
        let transport = call.transport == .tcp ? "" : "/\(call.transport.rawValue.lowercased())"
        return try? cluster.path(from: cluster.pods[pod].reference.path, to: to + transport, limit: limit)
    }

    /// From a configured caller, or from any other Pod.
    private static func path(to target: String, in cluster: Cluster, limit: Int) -> CommunicationPath? {
        var request = FigureRequest()
        guard let end = try? cluster.pathTarget(named: target, from: .outside), case .service(let service) = end.place else {
            guard let pair = LookupPair(in: cluster, request) else { return nil }
            return try? cluster.path(from: cluster.pods[pair.pod].reference.path, to: target, limit: limit)
        }
        if let call = cluster.calls.first(where: { $0.target == service.reference }),
            let pod = cluster.workloads[call.workload].pods.first
        {
            return try? cluster.path(from: cluster.pods[pod].reference.path, to: target, limit: limit)
        }
        request.focus = "Service/\(service.reference.path)"
        guard let pair = LookupPair(in: cluster, request) else { return nil }
        return try? cluster.path(from: cluster.pods[pair.pod].reference.path, to: target, limit: limit)
    }
}
