import KubeCluster

/// Which Services stand on their workload, and which hold several workloads.
struct CallsNesting {
    /// The Services on top of each box of workloads, by its key; positions in `Cluster.services`.
    private(set) var doors: [String: [Int]] = [:]
    /// The boxes that stand in a Service, by its position.
    private(set) var inner: [Int: [String]] = [:]
    /// Workloads in one box; more make it a tower, and are named in the Service instead.
    private static let limit = 4

    init(_ cluster: Cluster, _ groups: OverviewGroups) {
        var shared: Set<String> = []
        for service in cluster.services.indices {
            let targets = groups.targets(of: service)
            if targets.count == 1, targets[0].namespace == cluster.services[service].namespace {
                doors[targets[0].key, default: []].append(service)
            } else {
                shared.formUnion(targets.map(\.key))
            }
        }
        var holders: [String: Int] = [:]
        for service in cluster.services.indices where groups.targets(of: service).count > 1 {
            for target in groups.targets(of: service) { holders[target.key, default: 0] += 1 }
        }
        for service in cluster.services.indices {
            let targets = groups.targets(of: service)
            guard (2...Self.limit).contains(targets.count), targets.allSatisfy({ holders[$0.key] == 1 && doors[$0.key] == nil }) else {
                continue
            }
            inner[service] = targets.map(\.key)
        }
    }
}
