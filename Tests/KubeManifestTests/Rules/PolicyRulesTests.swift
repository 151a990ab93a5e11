import KubeManifest
import TestSupport
import Testing

/// NetworkPolicy by ValidateNetworkPolicySpec (kubernetes: pkg/apis/networking/validation/validation.go), the cluster-wide kinds by the
/// schemas of their CustomResourceDefinitions (sigs.k8s.io/network-policy-api: apis/v1alpha1, apis/v1alpha2).
@Suite("Policies: what an API server accepts and refuses")
struct PolicyRulesTests {
    private static func policy(_ spec: String) -> Verdict {
        Verdict("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}, \(spec)}\n")
    }

    private static func admin(_ rule: String, kind: String = "AdminNetworkPolicy", direction: String = "egress") -> Verdict {
        let isBaseline = kind == "BaselineAdminNetworkPolicy"
        let isCluster = kind == "ClusterNetworkPolicy"
        let rank = isBaseline ? "" : isCluster ? "tier: Admin, priority: 1, " : "priority: 1, "
        return Verdict(
            "apiVersion: policy.networking.k8s.io/\(isCluster ? "v1alpha2" : "v1alpha1")\nkind: \(kind)\nmetadata: {name: default}\nspec: {\(rank)subject: {namespaces: {}}, \(direction): [\(rule)]}\n"
        )
    }

    @Test("An item that is left empty is an empty one: it allows everything")
    func nulls() {
        let rules = Self.policy("policyTypes: [Ingress, Egress], ingress: [null], egress: [null]")
        #expect(rules.lines == ["warning null-value spec.ingress[0]", "warning null-value spec.egress[0]"])
        #expect(rules.objects.networkPolicies.first?.ingress.map { $0.peers.isEmpty && $0.ports.isEmpty } == [true])
        let ports = Self.policy("ingress: [{ports: [null]}]")
        #expect(ports.lines == ["warning null-value spec.ingress[0].ports[0]"])
        #expect(ports.objects.networkPolicies.first?.ingress.first?.ports.map(\.ports) == [.all(.tcp)])
        // An empty peer names none.
        let peers = Self.policy("ingress: [{from: [null]}]")
        #expect(peers.lines.contains("error not-exactly-one spec.ingress[0].from[0]") && peers.objects.networkPolicies.isEmpty)
    }

    @Test(
        "Empty words are no default where the field is a pointer, or has none",
        arguments: [
            ("ingress: [{ports: [{protocol: '', port: 80}]}]", "error unknown-value spec.ingress[0].ports[0].protocol"),
            (
                "ingress: [{from: [{podSelector: {matchExpressions: [{key: a, operator: ''}]}}]}]",
                "error missing-field spec.ingress[0].from[0].podSelector.matchExpressions[0].operator"
            ),
            ("ingress: [{ports: [{port: ''}]}]", "error invalid-port-name spec.ingress[0].ports[0].port"),
        ])
    func emptyWords(_ spec: String, _ finding: String) {
        #expect(Self.policy(spec).lines.contains(finding), "\(Self.policy(spec))")
        #expect(Self.policy(spec).objects.networkPolicies.isEmpty)
    }

    @Test("A range of one port is a range: v1alpha1 accepts it, and its Deny holds; v1alpha2 refuses it")
    func ranges() {
        let one = Self.admin("{action: Deny, to: [{namespaces: {}}], ports: [{portRange: {start: 80, end: 80}}]}")
        #expect(one.lines == ["warning invalid-port-range spec.egress[0].ports[0].portRange"])
        #expect(one.objects.tieredPolicies.first?.egress.first?.ports?.map(\.ports) == [.range(.tcp, 80...80)])
        let reverse = Self.admin("{action: Deny, to: [{namespaces: {}}], ports: [{portRange: {start: 81, end: 80}}]}")
        #expect(reverse.lines == ["warning invalid-port-range spec.egress[0].ports[0].portRange"])
        #expect(reverse.objects.tieredPolicies.first?.egress.first?.ports?.isEmpty == true)
        let cluster = Self.admin(
            "{action: Deny, to: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {range: {start: 80, end: 80}}}}]}",
            kind: "ClusterNetworkPolicy")
        #expect(cluster.lines.contains("error invalid-port-range spec.egress[0].protocols[0].tcp.destinationPort.range"))
    }

    @Test("A schema without words: unknown protocols and impossible names are accepted, and match nothing")
    func words() {
        let rule =
            "{action: Deny, to: [{namespaces: {}}], ports: [{portNumber: {port: 80, protocol: tcp}}, {namedPort: tcp-prometheus-servicemonitor}]}"
        #expect(
            Self.admin(rule).lines == [
                "warning unknown-value spec.egress[0].ports[0].portNumber.protocol",
                "warning invalid-port-name spec.egress[0].ports[1].namedPort",
            ])
        #expect(Self.admin(rule).objects.tieredPolicies.first?.egress.first?.ports?.count == 1)
    }

    @Test("A port's name goes with Pods, not with networks or nodes", arguments: ["AdminNetworkPolicy", "BaselineAdminNetworkPolicy"])
    func namedPorts(_ kind: String) {
        for peer in ["networks: [10.0.0.0/8]", "nodes: {}"] {
            let verdict = Self.admin("{action: Deny, to: [{namespaces: {}}, {\(peer)}], ports: [{namedPort: http}]}", kind: kind)
            #expect(verdict.lines.contains("error conflicting-fields spec.egress[0].ports[0].namedPort"), "\(verdict)")
            #expect(verdict.objects.tieredPolicies.isEmpty)
        }
        #expect(Self.admin("{action: Deny, to: [{namespaces: {}}], ports: [{namedPort: http}]}", kind: kind).isAccepted)
    }

    @Test("The experimental schema of ClusterNetworkPolicy refuses such a pair, the standard one knows no nodes and accepts networks")
    func namedPortsOfClusters() {
        func verdict(_ peer: String) -> Verdict {
            Self.admin("{action: Deny, to: [{\(peer)}], protocols: [{destinationNamedPort: http}]}", kind: "ClusterNetworkPolicy")
        }
        #expect(verdict("networks: [10.0.0.0/8]").lines == ["warning conflicting-fields spec.egress[0].protocols[0].destinationNamedPort"])
        #expect(verdict("nodes: {}").lines.contains("error conflicting-fields spec.egress[0].protocols[0].destinationNamedPort"))
    }

    @Test(
        "Lists that are too short, too long or say something twice",
        arguments: [
            ("{action: Deny, to: [{namespaces: {}}], ports: []}", "error missing-field spec.egress[0].ports"),
            ("{action: Deny, to: []}", "error missing-field spec.egress[0].to"),
            ("{action: Deny, to: [{networks: []}]}", "error missing-field spec.egress[0].to[0].networks"),
            (
                "{action: Deny, to: [{networks: [\((0...25).map { "10.\($0).0.0/16" }.joined(separator: ", "))]}]}",
                "error too-many-items spec.egress[0].to[0].networks"
            ),
            ("{action: Deny, to: [{networks: [10.0.0.0/8, 10.0.0.0/8]}]}", "error duplicate-value spec.egress[0].to[0].networks[1]"),
            (
                "{action: Deny, name: \(String(repeating: "a", count: 101)), to: [{namespaces: {}}]}",
                "error invalid-name spec.egress[0].name"
            ),
            ("null", "error wrong-type spec.egress[0]"),
        ])
    func lists(_ rule: String, _ finding: String) {
        for kind in ["AdminNetworkPolicy", "BaselineAdminNetworkPolicy"] {
            let verdict = Self.admin(rule, kind: kind)
            #expect(verdict.lines.contains(finding), "\(verdict)")
            #expect(verdict.objects.tieredPolicies.isEmpty)
        }
    }
}
