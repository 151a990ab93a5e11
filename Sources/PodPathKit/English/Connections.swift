import KubeCluster

/// Which connections policies allow.
extension English {
    static let noConnection = "No connection that was asked for is allowed."
    static let noPossibleConnection = "No connection that was asked for is possible."
    static let noChange = "No connection is opened or closed."

    static func mixed(_ workload: ClusterWorkload) -> String {
        "\(workload.reference): policies tell its Pods apart; a row holds what any of them may do."
    }

    /// Of Pods that use their node's network (kubernetes.io: Network Policies, NetworkPolicy and hostNetwork pods).
    static func hostNetwork(_ workloads: [ClusterWorkload]) -> String {
        let use = workloads.count == 1 ? "uses its node's network" : "use their node's network"
        return
            "\(list(first: 3, of: workloads.map { "\($0.reference)" })) \(use) (hostNetwork). Such Pods are judged like others here. Whether a NetworkPolicy holds for them is undefined, and most networks ignore it."
    }
}
