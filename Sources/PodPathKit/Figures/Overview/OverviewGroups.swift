import KubeCluster
import KubeManifest

/// Which workloads share a box: each workload has its own, and bare Pods that no Service can tell apart share one.
struct OverviewGroups {
    struct Group {
        let namespace: String
        let key: String
        var workloads: [Int]
    }

    let all: [Group]
    private let groupOfWorkload: [Int: Int]
    /// Of each Service, positions in `all`.
    private let targets: [[Int]]
    private let cluster: Cluster

    init(_ cluster: Cluster) {
        self.cluster = cluster
        var groups: [Group] = []
        var known: [String: Int] = [:]
        var groupOfWorkload: [Int: Int] = [:]
        for (position, workload) in cluster.workloads.enumerated() {
            let key = Self.key(position, workload, cluster)
            if let group = known[key] {
                groups[group].workloads.append(position)
            } else {
                known[key] = groups.count
                groups.append(Group(namespace: workload.reference.namespace, key: key, workloads: [position]))
            }
            groupOfWorkload[position] = known[key]
        }
        all = groups
        self.groupOfWorkload = groupOfWorkload
        targets = cluster.services.map { service in
            let groups = cluster.targets(of: service).compactMap { groupOfWorkload[$0.workload] }
            return groups.count < 2 ? groups : Array(Set(groups)).sorted()
        }
    }

    /// What boxes have in common that are drawn as one.
    static func key(_ position: Int, _ workload: ClusterWorkload, _ cluster: Cluster) -> String {
        guard workload.isBarePod, let pod = workload.pods.first.map({ cluster.pods[$0] }) else { return "\(workload.reference)" }
        let labels = pod.labels.map(\.text).sorted().joined(separator: ",")
        let ports = pod.spec.servingContainers.flatMap(\.ports).map { port in
            "\(port.number)/\(port.name ?? "")/\(port.transport.rawValue)/\(port.hostPort ?? 0)"
        }
        let labelText = labels.isEmpty ? workload.reference.name : labels
        return "Pods \(workload.reference.namespace) {\(labelText)} \(ports.joined(separator: ",")) \(pod.hasEnded ? "ended" : "")"
    }

    func group(of workload: Int) -> Group? { groupOfWorkload[workload].map { all[$0] } }

    /// The boxes behind a Service, each once.
    func targets(of service: Int) -> [Group] { targets[service].map { all[$0] } }

    /// The Services whose only box is this one.
    func services(inFrontOf group: Group) -> [ClusterService] {
        let services = Set(group.workloads.flatMap { cluster.services(of: $0) })
        return services.sorted().filter { targets[$0].count == 1 }.map { cluster.services[$0] }
    }
}
