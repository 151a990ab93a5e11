import KubeManifest

/// Endpoints that are alike for a connection: Pods of one workload with one port, or addresses that are no Pod's.
struct PathBranch {
    /// Position in `Cluster.workloads`; nil for addresses outside these manifests.
    let workload: Int?
    let port: Int
    let transport: TransportProtocol
    /// Positions in `Cluster.pods`.
    var pods: [Int] = []
    var addresses: [Assigned<String>] = []
    /// Whether the Pods run on the node whose address they see in place of the client's: 1 or 0; -1 where that is not known, or no question.
    var isOnNode = -1

    /// In order of the first endpoint of each.
    ///
    /// - Parameter source: whose address the Pods see: to policies a Pod's own node is another client than other nodes are (C21).
    static func all(
        _ picked: [(endpoint: Endpoint, port: Int)], _ transport: TransportProtocol, in cluster: Cluster, _ policies: PathPolicies,
        seenFrom source: ServiceProxy.Source = .client
    ) -> [PathBranch] {
        let node: String? = if case .node(let name) = source, policies.enforcement != nil { name } else { nil }
        var branches: [PathBranch] = []
        var known: [[Int]: Int] = [:]
        for (endpoint, port) in picked {
            let workload = endpoint.pod.map { cluster.pods[$0].workload }
            let isOnNode = node.flatMap { node in endpoint.nodeName.map { $0 == node ? 1 : 0 } } ?? -1
            let key = [workload ?? -1, port, endpoint.pod.flatMap { policies.kind(of: $0) } ?? -1, isOnNode]
            let position = known[key] ?? branches.count
            if position == branches.count {
                known[key] = position
                branches.append(PathBranch(workload: workload, port: port, transport: transport, isOnNode: isOnNode))
            }
            if let pod = endpoint.pod { branches[position].pods.append(pod) }
            branches[position].addresses.append(Assigned(value: endpoint.address, isIllustrative: endpoint.isIllustrative))
        }
        return branches
    }

    var place: PathPlace {
        guard let workload, let first = pods.first else { return .host(addresses.first?.text ?? "") }
        return pods.count == 1 ? .pod(first) : .workload(workload, pods: pods)
    }

    func endpoints(in cluster: Cluster) -> PathEndpoints {
        let address = addresses.first ?? .stated("")
        guard let workload, let first = pods.first else {
            return .init(who: addresses.count == 1 ? .address(address) : .addresses(addresses.count), port: port)
        }
        if pods.count == 1 { return .init(who: .pod(cluster.pods[first].reference, address), port: port) }
        let owner = cluster.workloads[workload]
        return .init(who: .pods(pods.count, of: owner.reference, isBare: owner.isBarePod, address), port: port)
    }
}
