/// The schemas of the CustomResourceDefinitions in sigs.k8s.io/network-policy-api (apis/v1alpha1, apis/v1alpha2).
enum TieredPolicyRules {
    static let admin = FieldTable(rows(portsKey: "ports", limit: 100) + [.init("spec.egress[]", .satisfies(checkNamedPorts))])
    static let cluster = FieldTable(
        rows(portsKey: "protocols", limit: 25) + [
            .init("spec.egress[]", .satisfies { checkNamedPorts(&$0, $1, $2, ofPeers: ["nodes", "domainNames"]) }),
            .warning(
                "spec.egress[]", .satisfies { checkNamedPorts(&$0, $1, $2, ofPeers: ["networks"]) },
                "The experimental CustomResourceDefinition refuses this; with the standard one the pair matches nothing."),
        ])

    /// What all of them have in common.
    private static func rows(portsKey: String, limit: Int) -> [FieldTable.Row] {
        [("ingress", "from"), ("egress", "to")].flatMap { direction, peers -> [FieldTable.Row] in
            [
                .init("spec.\(direction)", .count(0...limit)),
                .init("spec.\(direction)[]", .satisfies(checkName)),
                .init(
                    "spec.\(direction)[]", .needs(direction == "ingress" ? "from" : "to"),
                    "a rule of this kind needs at least one peer; write namespaces: {} for all Pods."),
                .init("spec.\(direction)[].\(peers)", .count(0...limit)),
                .init("spec.\(direction)[].\(portsKey)", .count(1...limit), "Left out, it means all ports."),
            ]
        } + [
            .init("spec.egress[].to[].networks", .count(1...25)),
            .init("spec.egress[].to[].networks", .unique([])),
            .init("spec.egress[].to[].domainNames", .count(1...25)),
            .init("spec.egress[].to[].domainNames", .unique([])),
        ]
    }

    private static func checkName(_ reader: inout FieldReader, _ rule: ManifestNode, _ row: FieldTable.Row) {
        guard let name = rule["name"], name.isScalar, name.text.unicodeScalars.count > 100 else { return }
        row.report(&reader, "invalid-name", "has \(name.text.unicodeScalars.count) characters; 100 are allowed", at: name)
    }

    private static func checkNamedPorts(_ reader: inout FieldReader, _ rule: ManifestNode, _ row: FieldTable.Row) {
        checkNamedPorts(&reader, rule, row, ofPeers: ["networks", "nodes", "domainNames"])
    }

    /// A port's name is a Pod's; these peers are none.
    private static func checkNamedPorts(
        _ reader: inout FieldReader, _ rule: ManifestNode, _ row: FieldTable.Row, ofPeers kinds: [StaticString]
    ) {
        guard let peers = rule["to"], let ports = rule["ports"] ?? rule["protocols"],
            let kind = kinds.first(where: { kind in peers.elements.contains { $0[kind].map { !$0.isNull } ?? false } })
        else { return }
        for port in ports.elements {
            guard let name = port["namedPort"] ?? port["destinationNamedPort"], !name.isNull else { continue }
            row.report(
                &reader, "conflicting-fields", "is a port's name, but a peer of \(kind) has no named ports. Write the number", at: name)
        }
    }
}
