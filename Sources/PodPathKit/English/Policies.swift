import KubeCluster
import KubeManifest

/// Policies: whom they are about, what they let through, and what nobody can say.
extension English {
    static let noPolicy =
        "No policy was found in these manifests. As far as they say, every Pod accepts connections from everywhere."

    static let policyLimits =
        "Manifests cannot show whether the cluster's network enforces policies, nor policies that are not in them."

    /// A NetworkPolicy is about Pods of its own namespace alone (C12).
    ///
    /// - Parameter count: of the namespaces that are shown.
    static func noPolicyHere(_ count: Int) -> String {
        "No policy found in these manifests is about a Pod of \(count == 1 ? "this namespace" : "these namespaces"). Those of other namespaces hold for connections to and from Pods there. \(policyLimits)"
    }

    /// Whom a policy is about, why, and what it lets through.
    static func policy(_ policy: PolicySummary, in cluster: Cluster) -> Sentence {
        let names = policy.workloads.map { cluster.workloads[$0].reference.path }
        let who: Sentence =
            names.isEmpty
            ? "selects no Pod that was found in these manifests"
            : "is about \(list(first: 4, of: names))"
        let why: Sentence = policy.selector.isEmpty ? "it selects all Pods" : "it selects \(code: policy.selector)"
        let rules = zip(policy.directions, policy.rules).map { direction, count in
            policy.isClusterWide ? ruling(direction, count) : admission(direction, count)
        }
        let whole = policy.isClusterWide ? "It has \(list(rules))." : "It \(list(rules)). Another policy may allow more."
        return "\(policy.reference) (\(policy.location.file):\(policy.location.line)) \(who), because \(why). \(whole)"
    }

    private static func ruling(_ direction: TrafficDirection, _ count: Int) -> String {
        "\(self.count(count, "rule")) about connections \(direction == .ingress ? "to" : "from") them"
    }

    private static func admission(_ direction: TrafficDirection, _ count: Int) -> String {
        let way = direction == .ingress ? "in" : "out"
        if count == 0 { return "lets nothing \(way)" }
        return "lets \(way) only what \(count == 1 ? "its rule allows" : "one of its \(count) rules allows")"
    }
}
