import KubeManifest

/// A policy and whom it is about, for pictures and texts.
public struct PolicySummary: Sendable {
    public let reference: ObjectReference
    public let location: SourceLocation
    /// `app=web`; empty where it selects all.
    public let selector: String
    /// What it is about: its rules count in these directions.
    public let directions: [TrafficDirection]
    /// Positions of the workloads that it selects.
    public let workloads: [Int]
    /// `ingress: 2 rules, egress: none`; what the lists hold.
    public let rules: [Int]
    public let isClusterWide: Bool
}

extension NetworkPolicyEnforcement {
    /// Every policy, in the order in which they are asked.
    public var summaries: [PolicySummary] {
        policies.map { policy in
            let directions = TrafficDirection.allCases.filter { policy.applies(to: $0) }
            let workloads = classes.ofWorkload.indices.filter { classes.ofWorkload[$0].contains(where: policy.subjects.contains) }
            return PolicySummary(
                reference: policy.metadata.reference, location: policy.metadata.location, selector: policy.subject.text,
                directions: directions,
                workloads: workloads, rules: directions.map { policy.rules($0).count }, isClusterWide: policy.layer != .networkPolicy)
        }
    }
}
