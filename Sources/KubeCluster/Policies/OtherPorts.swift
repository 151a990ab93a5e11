import KubeManifest

/// A rule that lets the other end through on some ports, none of which is the one asked for: a near miss.
package struct OtherPorts: Hashable, Sendable {
    package let policy: ObjectReference
    package let ports: PortSet
    package let because: Evidence
}

extension NetworkPolicyEnforcement {
    /// What the NetworkPolicies of a Pod do allow with the other end, rule by rule (C16 to C18).
    func otherPorts(_ direction: TrafficDirection, of pod: Int, with other: ConnectionPeer) -> [OtherPorts] {
        guard let subject = position(of: .pod(pod)) else { return [] }
        let peer = peer(other)
        let destination: PolicyClasses.PodClass? =
            switch (direction, peer) {
            case (.ingress, _): classes.all[subject]
            case (.egress, .pods(let position)): classes.all[position]
            case (.egress, .address): nil
            }
        return selecting(subject, direction).middle.flatMap { position -> [OtherPorts] in
            let policy = policies[position]
            return policy.rules(direction).filter { $0.matches(peer) }.compactMap { rule in
                let ports = rule.ports(on: destination)
                if ports.isEmpty { return nil }
                return OtherPorts(
                    policy: policy.metadata.reference, ports: ports,
                    because: Evidence(policy.metadata, field: rule.field, value: rule.actionText, at: rule.mark))
            }
        }
    }
}
