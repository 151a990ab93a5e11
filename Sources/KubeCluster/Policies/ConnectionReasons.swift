import KubeManifest

/// Some ports of a connection, and what decides about them at one end.
package struct PolicyPiece: Sendable {
    package let ports: PortSet
    package let isAllowed: Bool
    /// The policy that decides; several where they refuse together; none where no policy does.
    package let policies: [ObjectReference]
    /// The rule's index within the policy; nil where no rule decides.
    package let rule: Int?
    package let statement: PolicyStatement
    package let because: [Evidence]
}

extension NetworkPolicyEnforcement {
    /// Why connections between two ends are allowed or refused: what holds for those from the first, and for those to the second.
    ///
    /// A workload whose Pods differ speaks through its first one.
    /// - Parameter asked: the ports in question.
    package func reasons(
        from source: ConnectionEnd, to destination: ConnectionEnd, _ asked: PortSet = .all
    ) -> (egress: [PolicyPiece], ingress: [PolicyPiece]) {
        (pieces(.egress, of: source, with: destination, asked), pieces(.ingress, of: destination, with: source, asked))
    }

    private func pieces(_ direction: TrafficDirection, of end: ConnectionEnd, with other: ConnectionEnd, _ asked: PortSet) -> [PolicyPiece]
    {
        guard let subject = position(of: end) else { return [] }
        let peer: PolicyPeer
        if case .addresses(let range) = other { peer = .address(range.first) } else { peer = .pods(position(of: other) ?? 0) }
        var found: [(ports: PortSet, isAllowed: Bool, reason: PolicyReason)] = []
        decide(subject, direction, peer, asked) { ports, isAllowed, reason in
            if let index = found.firstIndex(where: { $0.reason == reason && $0.isAllowed == isAllowed }) {
                found[index].ports = found[index].ports.union(ports)
            } else {
                found.append((ports, isAllowed, reason))
            }
        }
        let statements = PolicyStatements(self)
        return found.map { piece in
            let statement = PolicyStatement(
                direction: direction, end: self.end(end), other: self.end(other),
                what: .ports(piece.ports == .all ? nil : piece.ports.text),
                reason: statements.reason(piece.isAllowed, piece.reason, direction))
            let rule: Int? = if case .rule(_, let index) = piece.reason { index } else { nil }
            let policies = statements.deciding(piece.reason, direction)
            return PolicyPiece(
                ports: piece.ports, isAllowed: piece.isAllowed, policies: policies.map { self.policies[$0].metadata.reference }, rule: rule,
                statement: statement, because: statements.evidence(piece.reason, direction))
        }
    }

    /// The class of a workload's first Pod; nil for addresses.
    private func position(of end: ConnectionEnd) -> Int? {
        switch end {
        case .workload(let position): classes.ofWorkload.indices.contains(position) ? classes.ofWorkload[position].first : nil
        case .ingressController: classes.ingressController
        case .addresses: nil
        }
    }

    /// The first policy that selects some Pods of a workload and not others; nil where only ports or peers differ.
    package func policy(tellingApart workload: Int) -> ObjectMetadata? {
        policies.first { policy in
            let isSubject = classes.ofWorkload[workload].map { policy.subjects.contains($0) }
            return isSubject.contains(true) && isSubject.contains(false)
        }?.metadata
    }

    /// Workloads whose Pods the policies tell apart, by labels or ports: a row shows what any of their Pods may do.
    package var mixedWorkloads: [Int] { classes.ofWorkload.indices.filter { classes.ofWorkload[$0].count > 1 } }
}
