extension ObjectKind {
    static let baselineAdminNetworkPolicy = ObjectKind("BaselineAdminNetworkPolicy", ["policy.networking.k8s.io/v1alpha1"]) { reader, _ in
        TieredNetworkPolicy(baselineAdminNetworkPolicy: &reader)
    }
}

extension TieredNetworkPolicy {
    /// The BaselineAdminNetworkPolicy (policy.networking.k8s.io/v1alpha1): what holds where no NetworkPolicy selects a Pod. There is
    /// one in a cluster, named `default`, and it cannot pass a connection on (C38, C42).
    package init?(baselineAdminNetworkPolicy reader: inout FieldReader) {
        let form = TieredPolicyForm(
            kind: "BaselineAdminNetworkPolicy", actions: [("Allow", .allow), ("Deny", .deny)], portsKey: "ports",
            port: { PolicyPort(admin: &$0, $1, field: $2) }, rules: TieredPolicyRules.admin,
            egressPeers: ["namespaces", "pods", "nodes", "networks"])
        self.init(&reader, form, keys: []) { reader, spec, metadata in
            if metadata.name != "default" {
                reader.report(
                    .error, "invalid-name",
                    "metadata.name is \(Quoted(metadata.name)), but a cluster has one BaselineAdminNetworkPolicy, and its name is default.",
                    at: metadata.nameMark, field: "metadata.name")
            }
            return (.baseline, Located(Int.max, at: spec.mark))
        }
    }
}
