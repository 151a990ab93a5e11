extension ObjectKind {
    static let clusterNetworkPolicy = ObjectKind("ClusterNetworkPolicy", ["policy.networking.k8s.io/v1alpha2"]) { reader, _ in
        TieredNetworkPolicy(clusterNetworkPolicy: &reader)
    }
}

extension TieredNetworkPolicy {
    /// A ClusterNetworkPolicy (policy.networking.k8s.io/v1alpha2): says itself in which tier it stands (C43).
    package init?(clusterNetworkPolicy reader: inout FieldReader) {
        let form = TieredPolicyForm(
            kind: "ClusterNetworkPolicy", actions: [("Accept", .allow), ("Deny", .deny), ("Pass", .pass)], portsKey: "protocols",
            port: { PolicyPort(cluster: &$0, $1, field: $2) }, rules: TieredPolicyRules.cluster,
            needsNamespaceSelector: false)
        self.init(&reader, form, keys: ["tier", "priority"]) { reader, spec, _ in
            let tier = reader.enumeration(spec, "tier", Tier.self)
            if tier == nil, reader.present(spec, "tier") == nil { reader.missing("tier", in: spec, "it is Admin or Baseline.") }
            guard let priority = TieredNetworkPolicy.priority(&reader, spec), let tier else { return nil }
            return (tier.value, priority)
        }
    }
}
