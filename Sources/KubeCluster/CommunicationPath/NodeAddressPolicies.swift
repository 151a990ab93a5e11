import KubeManifest

/// A client that policies see by the address of a node: masqueraded on its way (C57), or in its node's own network.
extension PathPolicies {
    /// - Parameters:
    ///   - node: that put its own address in place of the client's; nil for whichever it is.
    ///   - client: whom policies would see if the network kept the client's identity.
    func ingress(fromNode node: String?, of client: ConnectionPeer?, to pod: Int, _ port: Int, _ transport: TransportProtocol)
        -> Judgement?
    {
        ingressAsRead(fromNode: node, of: client, to: pod, port, transport)?.beside(cluster.unreadPolicies(.ingress, of: pod))
    }

    func ingressAsRead(fromNode node: String?, of client: ConnectionPeer?, to pod: Int, _ port: Int, _ transport: TransportProtocol)
        -> Judgement?
    {
        guard let enforcement else { return nil }
        let ask = { (peer: ConnectionPeer) in enforcement.decision(.ingress, from: peer, to: .pod(pod), port: port, transport: transport) }
        let own = cluster.pods[pod].nodeName
        var judgement = judgement(ofNode: node, ask)
        guard judgement.verdict != .allowed else { return judgement }
        if let node, node == own {
            return Judgement(verdict: .allowed, events: [.ownNode(node, transport, port: port)], label: .ownNode)
        }
        if node == nil || own == nil, judgement.verdict == .denied {
            judgement.verdict = .unknown
            judgement.label = .dependsOnNode
            judgement.isOnlyFromOwnNode = true
            judgement.events.append(.unlessOwnNode)
        }
        if let client, ask(client).isAllowed { judgement.events.append(.keepsIdentity) }
        return onNode(pod, judgement)
    }

    /// The address of one node, or of all that are known; else of any.
    private func judgement(ofNode node: String?, _ ask: (ConnectionPeer) -> PolicyDecision) -> Judgement {
        let nodes = node.map { name in cluster.nodes.filter { $0.metadata.name == name } } ?? cluster.nodes
        let addresses = nodes.map { $0.internalAddresses + $0.externalAddresses }
        guard !addresses.isEmpty, addresses.allSatisfy({ !$0.isEmpty }) else {
            return anywhere(.ingress, as: .nodeInPlace(node), ask)
        }
        let decisions = addresses.compactMap(\.first).map { ask(.address($0)) }
        let first = decisions.first { !$0.isAllowed } ?? decisions[0]
        var result = judge(first)
        result.events.insert(.seesNode(node), at: 0)
        if decisions.contains(where: \.isAllowed), decisions.contains(where: { !$0.isAllowed }) {
            result.verdict = .unknown
            result.label = .dependsOnNode
            result.events.append(.otherNodeAllowed)
        }
        return result
    }

    /// Whether networks know the Pods of a node's own network by their labels, or as the node, is undefined (C21): where both say the same,
    /// that holds.
    func onNodeNetwork(_ byLabels: Judgement, _ byNode: Judgement?) -> Judgement {
        guard let byNode, byNode.verdict != byLabels.verdict else { return byLabels }
        var result = byLabels
        result.verdict = .unknown
        result.events.append(.hostNetworkClient(labelsAllow: byLabels.verdict == .allowed))
        return result
    }
}
