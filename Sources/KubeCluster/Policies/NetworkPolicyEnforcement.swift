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
    /// Which policy and rule, and how.
    package var statement: PolicyStatement
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
        let (end, other) = direction == .egress ? (source, destination) : (destination, source)
        let what = PolicyStatement.What.port(transport, port)
        let always = { (reason: PolicyStatement.Reason) in
            PolicyDecision(
                isAllowed: true,
                statement: .init(direction: direction, end: self.end(end), other: self.end(other), what: what, reason: reason), because: [])
        }
        if source == destination, case .pod = source { return always(.itself) }
        guard let subject = position(of: end) else { return always(.outside) }
        if let node = ownNode(of: end, other) { return always(.ownNode(node)) }
        let wanted = PortSet(transport, max(1, min(port, 65535))...max(1, min(port, 65535)))
        var result: (isAllowed: Bool, reason: PolicyReason) = (true, .nothingSelects)
        decide(subject, direction, peer(other), wanted) { _, isAllowed, reason in result = (isAllowed, reason) }
        return PolicyStatements(self).decision(result.isAllowed, result.reason, direction, of: end, with: other, what)
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

    /// The node that a Pod runs on, where the other end is an address of it: the two always reach each other (C21).
    private func ownNode(of end: ConnectionPeer, _ other: ConnectionPeer) -> String? {
        guard case .pod(let position) = end, case .address(let address) = other, cluster.pods.indices.contains(position),
            let name = cluster.pods[position].nodeName
        else { return nil }
        if cluster.pods[position].status?.hostAddresses.contains(address) == true { return name }
        let node = cluster.nodes.first { $0.metadata.name == name }
        return node.map { $0.internalAddresses + $0.externalAddresses }?.contains(address) == true ? name : nil
    }
}
