import KubeManifest

/// One end of a connection.
package enum ConnectionPeer: Hashable, Sendable {
    /// Position in `Cluster.pods`.
    case pod(Int)
    /// An address outside of the cluster, or of a node; Pods are named by their position.
    case address(IPAddress)
    /// A Pod that no manifest shows, in a namespace of its own, without labels (C29).
    case ingressController
}

/// What the policies of one end say about a connection.
package struct PolicyDecision: Sendable {
    package let isAllowed: Bool
    /// One sentence that names the policy and the rule.
    package let why: String
    package let because: [Evidence]
    /// The policy that decides; several where they refuse together; none where no policy does.
    package internal(set) var policies: [ObjectReference] = []
    /// NetworkPolicies select the Pod, and no rule of theirs matches (C13): another rule of theirs would allow it.
    var isRefusedByDefault = false
}

/// Both ends must allow a connection (C19).
package struct PolicyVerdict: Sendable {
    /// What holds for connections from the first end.
    package let egress: PolicyDecision
    /// What holds for connections to the second end.
    package let ingress: PolicyDecision
    package var isAllowed: Bool { egress.isAllowed && ingress.isAllowed }
}

/// Plays the part of the network that enforces policies: which connections may be made.
///
/// Manifests do not say whether the network plugin enforces policies at all; what is said here is what they ask for.
package struct NetworkPolicyEnforcement: Sendable {
    let cluster: Cluster
    let classes: PolicyClasses
    let policies: [CompiledPolicy]
    /// For each class, the policies that select it.
    private let selecting: (ingress: [Selecting], egress: [Selecting])

    package init(_ cluster: Cluster) {
        self.cluster = cluster
        (classes, policies) = PolicyCompiler.compile(cluster)
        selecting = (
            Selecting.all(policies, .ingress, classes: classes.all.count), Selecting.all(policies, .egress, classes: classes.all.count)
        )
    }

    /// The policies that select a class in a direction, in the order in which they are asked.
    func selecting(_ subject: Int, _ direction: TrafficDirection) -> Selecting {
        direction == .ingress ? selecting.ingress[subject] : selecting.egress[subject]
    }

    /// No policy was found: everything is allowed, as far as these manifests say.
    package var isEmpty: Bool { policies.isEmpty }

    /// - Parameter port: the port of the destination Pod, after the Service's translation (C17).
    package func verdict(
        from source: ConnectionPeer, to destination: ConnectionPeer, port: Int, transport: TransportProtocol
    ) -> PolicyVerdict {
        PolicyVerdict(
            egress: decision(.egress, from: source, to: destination, port: port, transport: transport),
            ingress: decision(.ingress, from: source, to: destination, port: port, transport: transport))
    }

    /// What the policies of one end alone say.
    func decision(
        _ direction: TrafficDirection, from source: ConnectionPeer, to destination: ConnectionPeer, port: Int, transport: TransportProtocol
    ) -> PolicyDecision {
        if source == destination, case .pod(let position) = source {
            return PolicyDecision(
                isAllowed: true, why: "\(cluster.pods[position].reference) may always connect to itself; no policy prevents that.",
                because: [])
        }
        let (end, other) = direction == .egress ? (source, destination) : (destination, source)
        return decision(direction, of: end, with: other, Asked(port: port, transport: transport))
    }

    struct Asked {
        let port: Int
        let transport: TransportProtocol
        var text: String { "\(transport.rawValue) \(port)" }
    }

    private func decision(
        _ direction: TrafficDirection, of end: ConnectionPeer, with other: ConnectionPeer, _ asked: Asked
    ) -> PolicyDecision {
        guard let subject = position(of: end) else {
            return PolicyDecision(
                isAllowed: true, why: "\(name(of: end)) is outside of the cluster, where no policy of it holds.", because: [])
        }
        if let node = ownNode(of: end, other) {
            return PolicyDecision(
                isAllowed: true,
                why:
                    "\(name(of: other)) is an address of \(node), the node that \(name(of: end)) runs on; a Pod's own node may always connect to it, and it to the node.",
                because: [])
        }
        let wanted = PortSet(asked.transport, max(1, min(asked.port, 65535))...max(1, min(asked.port, 65535)))
        var result: (isAllowed: Bool, reason: PolicyReason) = (true, .nothingSelects)
        decide(subject, direction, peer(other), wanted) { _, isAllowed, reason in result = (isAllowed, reason) }
        return PolicyWords(self).decision(result.isAllowed, result.reason, direction, of: end, with: other, asked)
    }

    // MARK: Ends

    /// The class of a Pod; nil for an address.
    func position(of end: ConnectionPeer) -> Int? {
        switch end {
        case .pod(let position): classes.ofPod.indices.contains(position) ? classes.ofPod[position] : nil
        case .ingressController: classes.ingressController
        case .address: nil
        }
    }

    func peer(_ end: ConnectionPeer) -> PolicyPeer {
        if case .address(let address) = end { return .address(address) }
        return .pods(position(of: end) ?? classes.ingressController)
    }

    func name(of end: ConnectionPeer) -> String {
        switch end {
        case .pod(let position):
            cluster.pods.indices.contains(position) ? cluster.pods[position].reference.description : "a Pod that is not in these manifests"
        case .address(let address): address.description
        case .ingressController: "the ingress controller"
        }
    }

    /// The node that a Pod runs on, where the other end is an address of it: the two always reach each other (C21).
    private func ownNode(of end: ConnectionPeer, _ other: ConnectionPeer) -> String? {
        guard case .pod(let position) = end, case .address(let address) = other, cluster.pods.indices.contains(position),
            let name = cluster.pods[position].nodeName
        else { return nil }
        if cluster.pods[position].status?.hostAddresses.contains(address) == true { return "Node \(name)" }
        let node = cluster.nodes.first { $0.metadata.name == name }
        return node.map { $0.internalAddresses + $0.externalAddresses }?.contains(address) == true ? "Node \(name)" : nil
    }
}
