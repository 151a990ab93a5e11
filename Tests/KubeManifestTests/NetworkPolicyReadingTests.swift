import KubeManifest
import TestSupport
import Testing

/// What an API server refuses of a NetworkPolicy (C14, C16, C18), and where.
@Suite("NetworkPolicies are read as an API server reads them")
struct NetworkPolicyReadingTests {
    private func policy(_ spec: String) -> Resolved { Resolved(Manifest.policy("podSelector: {}, \(spec)")) }

    @Test(
        "Refused: an error with its place, and the whole policy is left out",
        arguments: [
            ("ingress: [{from: [{}]}]", "not-exactly-one", "spec.ingress[0].from[0]"),
            ("ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}]}]", "not-exactly-one", "spec.ingress[0].from[0]"),
            ("ingress: [{from: [{ipBlock: {}}]}]", "missing-field", "spec.ingress[0].from[0].ipBlock.cidr"),
            ("ingress: [{from: [{ipBlock: {cidr: 10.0.0.1}}]}]", "invalid-address", "spec.ingress[0].from[0].ipBlock.cidr"),
            ("ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/+8}}]}]", "invalid-address", "spec.ingress[0].from[0].ipBlock.cidr"),
            (
                "ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}]}]", "except-outside-block",
                "spec.ingress[0].from[0].ipBlock.except[0]"
            ),
            (
                "ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}}]}]", "except-outside-block",
                "spec.ingress[0].from[0].ipBlock.except[0]"
            ),
            ("ingress: [{ports: [{port: 10, endPort: 1}]}]", "invalid-port-range", "spec.ingress[0].ports[0]"),
            ("egress: [{ports: [{endPort: 10}]}]", "invalid-port-range", "spec.egress[0].ports[0]"),
            ("egress: [{ports: [{port: http, endPort: 10}]}]", "invalid-port-range", "spec.egress[0].ports[0]"),
            ("ingress: [{ports: [{port: 0}]}]", "port-out-of-range", "spec.ingress[0].ports[0].port"),
            ("ingress: [{ports: [{port: 1, endPort: 65536}]}]", "port-out-of-range", "spec.ingress[0].ports[0].endPort"),
            ("ingress: [{ports: [{port: 80, protocol: tcp}]}]", "unknown-value", "spec.ingress[0].ports[0].protocol"),
            ("policyTypes: [ingress]", "unknown-value", "spec.policyTypes[0]"),
            ("policyTypes: [Ingress, Egress, Ingress]", "unknown-value", "spec.policyTypes"),
            (
                "ingress: [{from: [{podSelector: {matchExpressions: [{key: a, operator: In}]}}]}]", "missing-field",
                "spec.ingress[0].from[0].podSelector.matchExpressions[0].values"
            ),
            (
                "ingress: [{from: [{podSelector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}}]}]", "conflicting-fields",
                "spec.ingress[0].from[0].podSelector.matchExpressions[0].values"
            ),
            ("ingress: {from: []}", "wrong-type", "spec.ingress"),
        ])
    func refused(spec: String, identifier: String, field: String) throws {
        let resolved = policy(spec)
        #expect(resolved.objects.networkPolicies.isEmpty)
        let errors = resolved.findings.filter { $0.severity == .error }
        #expect(errors.map(\.identifier) == [identifier])
        #expect(errors.first?.field == field && errors.first?.location?.line == 5)
        #expect(resolved.identifiers.contains("policy-refused"))
    }

    @Test("A misspelt key is said to be ignored, with the nearest one, and the policy counts")
    func unknownKey() throws {
        let resolved = policy("ingres: [{}]")
        let finding = try #require(resolved.findings.first)
        #expect(finding.identifier == "unknown-field" && finding.message.contains("Did you mean ingress?"))
        #expect(finding.field == "spec.ingres" && resolved.objects.networkPolicies.count == 1)
    }

    @Test("Without a spec or a podSelector it selects every Pod")
    func defaults() {
        let resolved = Resolved("{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}}")
        #expect(resolved.objects.networkPolicies.first?.podSelector.isEmpty == true && resolved.findings.isEmpty)
    }

    @Test("Another group's NetworkPolicy is another kind")
    func otherGroup() {
        let resolved = Resolved("{apiVersion: crd.projectcalico.org/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {order: 1}}")
        #expect(resolved.objects.networkPolicies.isEmpty && resolved.findings.isEmpty)
    }

    @Test("Two of one name: the later one counts, and it is said (C9)")
    func duplicates() {
        let resolved = Resolved(Manifest.policy("podSelector: {}") + Manifest.policy("podSelector: {matchLabels: {a: b}}"))
        #expect(resolved.identifiers.contains("duplicate-object") && resolved.objects.networkPolicies.first?.podSelector.isEmpty == false)
    }
}
