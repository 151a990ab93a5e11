import KubeManifest
import TestSupport
import Testing

@Suite("Findings about policies: few, with their place")
struct PolicyFindingTests {
    static let pods =
        Manifest.pod("web") + Manifest.pod("api", labels: "app: api") + Manifest.namespace("shop") + Manifest.pod("x", namespace: "shop")

    private func findings(_ policy: String) -> [Diagnostic] { Resolved(Self.pods + policy).findings }

    @Test(
        "What has no effect, and what nobody has",
        arguments: [
            ("podSelector: {matchLabels: {app: wep}}", "policy-selects-nothing", "spec.podSelector", "Did you mean app=web?"),
            (
                "podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: apis}}}]}]", "policy-peer-not-found",
                "spec.ingress[0].from[0].podSelector", "Did you mean app=api?"
            ),
            (
                "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}]}]", "policy-namespace-not-found",
                "spec.ingress[0].from[0].namespaceSelector", "was found in these manifests"
            ),
            (
                "podSelector: {}, ingress: [{ports: [{port: https}]}]", "policy-port-not-found", "spec.ingress[0].ports[0]", "no container"
            ),
            (
                "podSelector: {}, ingress: [{ports: [{port: http, protocol: UDP}]}]", "policy-port-not-found", "spec.ingress[0].ports[0]",
                "is TCP"
            ),
            ("podSelector: {}, policyTypes: [Egress], ingress: [{}]", "policy-rules-ignored", "spec.ingress[0]", "Add Ingress"),
            ("podSelector: {}, policyTypes: [Ingress], egress: [{}]", "policy-rules-ignored", "spec.egress[0]", "Add Egress"),
        ])
    func finding(spec: String, identifier: String, field: String, words: String) {
        let found = findings(Manifest.policy(spec))
        #expect(found.map(\.identifier) == [identifier])
        #expect(found.first?.field == field && found.first?.message.contains(words) == true && found.first?.location != nil)
    }

    @Test("What is right has no findings: the documentation's own recipes")
    func nothing() {
        let recipes = [
            "podSelector: {}, policyTypes: [Ingress]", "podSelector: {}, policyTypes: [Ingress, Egress]",
            "podSelector: {}, ingress: [{}], policyTypes: [Ingress]", "podSelector: {}, ingress: [{from: [{podSelector: {}}]}]",
            "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}], ports: [{port: http}]}]",
            "podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 172.17.0.0/16, except: [172.17.1.0/24]}}]}]",
        ]
        for recipe in recipes { #expect(findings(Manifest.policy(recipe)).isEmpty, "\(recipe)") }
    }

    @Test("Equal priorities: the order is undefined (C42)")
    func priorities() {
        let twice = Manifest.adminPolicy(name: "a", "ingress: []") + Manifest.adminPolicy(name: "b", "ingress: []")
        #expect(findings(twice).map(\.identifier) == ["policy-priority-clash"])
        #expect(findings(Manifest.adminPolicy(name: "a", "ingress: []")).isEmpty)
    }
}
