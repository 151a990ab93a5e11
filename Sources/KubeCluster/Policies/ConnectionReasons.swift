import KubeManifest

/// Some ports of a connection, and what decides about them at one end.
package struct PolicyPiece: Sendable {
    package let ports: PortSet
    package let isAllowed: Bool
    /// The policy that decides; several where they refuse together; none where no policy does.
    package let policies: [ObjectReference]
    /// The rule's index within the policy; nil where no rule decides.
    package let rule: Int?
    package let why: String
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
        let words = PolicyWords(self)
        return found.map { piece in
            let isRefusal = if case .isolated = piece.reason { true } else { false }
            let what = piece.ports == .all ? (isRefusal ? "anything" : "everything") : piece.ports.text
            let sentence = words.sentence(
                piece.isAllowed, piece.reason, direction, name(of: end),
                "\(what) \(direction == .ingress ? "from" : "to") \(name(of: other))")
            let rule: Int? = if case .rule(_, let index) = piece.reason { index } else { nil }
            let policies = words.deciding(piece.reason, direction)
            return PolicyPiece(
                ports: piece.ports, isAllowed: piece.isAllowed, policies: policies.map { self.policies[$0].metadata.reference }, rule: rule,
                why: sentence, because: words.evidence(piece.reason, direction))
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

    /// `Deployment shop/web`, `10.0.0.0-10.255.255.255`, `any IPv4 address outside`.
    package func name(of end: ConnectionEnd) -> String {
        switch end {
        case .workload(let position): cluster.workloads[position].reference.description
        case .addresses(let range):
            range == AddressRange(all: range.family)
                ? "any \(range.family.rawValue) address outside" : range.first == range.last ? range.first.description : range.text
        case .ingressController: "the ingress controller"
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
