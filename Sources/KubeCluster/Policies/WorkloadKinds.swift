import KubeManifest

/// Workloads in kinds: those of one kind may connect to the same, and be connected to by the same.
struct WorkloadKinds {
    /// The classes of each kind (`PolicyClasses.ofWorkload`).
    private(set) var all: [[Int]] = []
    /// Nil for a workload without a Pod and without a template.
    private(set) var ofWorkload: [Int?] = []
    /// Kinds for which the same policies speak, which may therefore connect to the same addresses: of each group, the classes of one.
    private(set) var egressGroups: [[Int]] = [], ingressGroups: [[Int]] = []
    /// By kind.
    private(set) var egressGroup: [Int] = [], ingressGroup: [Int] = []

    init(_ enforcement: NetworkPolicyEnforcement, _ map: ConnectionMap) {
        var known: [[Int]: Int] = [:]
        ofWorkload = enforcement.classes.ofWorkload.map { classes in
            guard !classes.isEmpty else { return nil }
            if let kind = known[classes] { return kind }
            known[classes] = all.count
            all.append(classes)
            return all.count - 1
        }
        (egressGroups, egressGroup) = Self.groups(all, map, .egress)
        (ingressGroups, ingressGroup) = Self.groups(all, map, .ingress)
    }

    private static func groups(_ kinds: [[Int]], _ map: ConnectionMap, _ direction: TrafficDirection) -> (of: [[Int]], group: [Int]) {
        var known: [[Int]: Int] = [:]
        var groups: [[Int]] = []
        let group = kinds.map { classes in
            let signatures = map.signatures(of: classes, direction)
            if let position = known[signatures] { return position }
            known[signatures] = groups.count
            groups.append(classes)
            return groups.count - 1
        }
        return (groups, group)
    }
}
