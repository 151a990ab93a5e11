import KubeManifest

/// A policy and whom it is about, for pictures and texts.
package struct PolicySummary: Sendable {
    package let reference: ObjectReference
    package let location: SourceLocation
    /// `app=web`; empty where it selects all.
    package let selector: String
    /// What it is about: its rules count in these directions.
    package let directions: [TrafficDirection]
    /// Positions of the workloads that it selects.
    package let workloads: [Int]
    /// `ingress: 2 rules, egress: none`; what the lists hold.
    package let rules: [Int]
    package let isClusterWide: Bool
}

extension NetworkPolicyEnforcement {
    /// Every policy, in the order in which they are asked.
    package var summaries: [PolicySummary] {
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
