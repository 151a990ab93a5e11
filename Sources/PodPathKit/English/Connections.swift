import KubeCluster
import KubeManifest

/// Which connections policies allow.
extension English {
    static let noConnection = "No connection that was asked for is allowed."
    static let noPossibleConnection = "No connection that was asked for is possible."
    static let noChange = "No connection is opened or closed."

    /// - Parameter policy: one that tells its Pods apart.
    static func mixed(_ workload: ClusterWorkload, by policy: ObjectReference?) -> String {
        let why = policy.map { "\($0) selects some of its Pods and not others" } ?? "policies tell its Pods apart"
        return "\(workload.reference): \(why). A row holds what any of them may do."
    }

    /// Said where rules name Pods that are not here.
    static let absentRemark =
        "Ends in brackets are Pods that rules name and these manifests do not hold. Whether there are any, and what their own policies say, is not known."

    /// Of Pods that use their node's network (kubernetes.io: Network Policies, NetworkPolicy and hostNetwork pods).
    static func hostNetwork(_ workloads: [ClusterWorkload]) -> String {
        let use = workloads.count == 1 ? "uses its node's network" : "use their node's network"
        return
            "\(list(first: 3, of: workloads.map { "\($0.reference)" })) \(use) (hostNetwork). Such Pods are judged like others here. Whether a NetworkPolicy holds for them is undefined, and most networks ignore it."
    }
}
