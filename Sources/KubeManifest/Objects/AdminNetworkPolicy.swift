extension ObjectKind {
    static let adminNetworkPolicy = ObjectKind("AdminNetworkPolicy", ["policy.networking.k8s.io/v1alpha1"]) { reader, _ in
        TieredNetworkPolicy(adminNetworkPolicy: &reader)
    }
}

extension TieredNetworkPolicy {
    /// An AdminNetworkPolicy (policy.networking.k8s.io/v1alpha1): before every NetworkPolicy, by priority.
    package init?(adminNetworkPolicy reader: inout FieldReader) {
        let form = TieredPolicyForm(
            kind: "AdminNetworkPolicy", actions: [("Allow", .allow), ("Deny", .deny), ("Pass", .pass)], portsKey: "ports",
            port: { PolicyPort(admin: &$0, $1, field: $2) }, rules: TieredPolicyRules.admin)
        self.init(&reader, form, keys: ["priority"]) { reader, spec, _ in
            TieredNetworkPolicy.priority(&reader, spec).map { (.admin, $0) }
        }
    }
}
