import KubeManifest

extension NetworkPolicyEnforcement {
    /// Whom rules let in to a port of a Pod, for a client that no manifest shows and that may be one of them (C14,
    /// C33): Pods by their labels, addresses by their blocks.
    ///
    /// - Returns: `Pods of namespace shop`, in the order in which the rules are asked (C36), as far as they are before one denies.
    func admitted(to pod: Int, _ port: Int, _ transport: TransportProtocol) -> [String] {
        guard let subject = position(of: .pod(pod)) else { return [] }
        let asked = PortSet(transport, port...port)
        var decisive: PolicyReason?
        decide(subject, .ingress, .pods(classes.ingressController), asked) { _, _, reason in decisive = reason }
        let selecting = selecting(subject, .ingress)
        // Where NetworkPolicies select the Pod, nothing is left to the baseline (C39).
        let order = selecting.admin + (selecting.middle.isEmpty ? selecting.baseline : selecting.middle)
        var list: [String] = []
        for position in order {
            let policy = policies[position]
            for (index, rule) in policy.ingress.enumerated() {
                if decisive == .rule(policy: position, rule: index) { return list.unique }
                guard rule.action == nil || rule.action == .allow, rule.ports(on: classes.all[subject]).contains(port, transport)
                else { continue }
                list += peers(of: policy.metadata, index)
            }
        }
        return list.unique
    }

    private func peers(of policy: ObjectMetadata, _ rule: Int) -> [String] {
        if let own = cluster.objects.networkPolicies.first(where: { $0.metadata.reference == policy.reference }) {
            return own.ingress[rule].peers.map { peer in
                switch peer {
                case .pods(let namespaces, let pods): Self.words(namespaces, pods, home: policy.namespace)
                case .ipBlock(let block): "addresses in \(block.cidr)"
                }
            }
        }
        let tiered = cluster.objects.tieredPolicies.first { $0.metadata.reference == policy.reference }
        return tiered?.ingress[rule].peers.compactMap { peer in
            guard case .pods(let namespaces, let pods) = peer else { return nil }
            return Self.words(namespaces, pods, home: "")
        } ?? []
    }

    static func words(_ namespaces: LabelSelector?, _ pods: LabelSelector?, home: String) -> String {
        let who = pods.flatMap { $0.isEmpty ? nil : "Pods with \($0.text)" } ?? "Pods"
        guard let namespaces else { return "\(who) of namespace \(home)" }
        if namespaces.isEmpty { return "\(who) of any namespace" }
        if namespaces.matchExpressions.isEmpty, let only = namespaces.matchLabels.first, namespaces.matchLabels.count == 1,
            only.key == PolicyClasses.nameLabel
        {
            return "\(who) of namespace \(only.value)"
        }
        return "\(who) of namespaces with \(namespaces.text)"
    }
}
