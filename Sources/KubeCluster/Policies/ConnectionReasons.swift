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
    /// A workload whose Pods differ speaks through one that may connect, as the row does, and through its first where none may.
    /// - Parameter asked: the ports in question.
    package func reasons(
        from source: ConnectionEnd, to destination: ConnectionEnd, _ asked: PortSet = .all
    ) -> (egress: [PolicyPiece], ingress: [PolicyPiece]) {
        let from = positions(of: source), to = positions(of: destination)
        var speakers = (from: from.first, to: to.first)
        if from.count > 1 || to.count > 1 {
            let pairs = from.map(Optional.some).orNil.flatMap { from in to.map(Optional.some).orNil.map { (from, $0) } }
            let open = pairs.first { pair in
                let egress = allowed(.egress, pair.0, peer(destination, pair.1), asked)
                return !egress.intersection(allowed(.ingress, pair.1, peer(source, pair.0), asked)).isEmpty
            }
            if let open { speakers = open }
        }
        return (
            pieces(.egress, of: source, speakers.from, with: destination, peer(destination, speakers.to), asked),
            pieces(.ingress, of: destination, speakers.to, with: source, peer(source, speakers.from), asked)
        )
    }

    private func allowed(_ direction: TrafficDirection, _ subject: Int?, _ peer: PolicyPeer, _ asked: PortSet) -> PortSet {
        guard let subject else { return asked }
        var open = PortSet.none
        decide(subject, direction, peer, asked) { ports, isAllowed, _ in if isAllowed { open = open.union(ports) } }
        return open
    }

    private func peer(_ end: ConnectionEnd, _ position: Int?) -> PolicyPeer {
        if case .addresses(let range) = end { return .address(range.first) }
        return .pods(position ?? 0)
    }

    private func pieces(
        _ direction: TrafficDirection, of end: ConnectionEnd, _ subject: Int?, with other: ConnectionEnd, _ peer: PolicyPeer,
        _ asked: PortSet
    ) -> [PolicyPiece] {
        guard let subject else { return [] }
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

    /// The classes of a workload's Pods; none for addresses.
    private func positions(of end: ConnectionEnd) -> [Int] {
        switch end {
        case .workload(let position): classes.ofWorkload.indices.contains(position) ? classes.ofWorkload[position] : []
        case .ingressController: [classes.ingressController]
        case .addresses: []
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

extension [Int?] {
    /// One nil in place of nothing.
    fileprivate var orNil: [Int?] { isEmpty ? [nil] : self }
}
