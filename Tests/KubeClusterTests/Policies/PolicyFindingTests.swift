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

    @Test("A named port of a rule about addresses matches nothing (C18); nor does one of a cluster-wide policy that nobody has (C41)")
    func namedPorts() {
        let pod = Manifest.pod("a")
        let out = { (to: String) in
            Manifest.policy("out", "podSelector: {}, policyTypes: [Egress], egress: [{to: [\(to)], ports: [{port: http}]}]")
        }
        #expect(Resolved(pod + out("{ipBlock: {cidr: 0.0.0.0/0}}")).identifiers == ["policy-port-not-found"])
        #expect(Resolved(pod + out("{ipBlock: {cidr: 0.0.0.0/0}}, {podSelector: {}}")).identifiers == [])
        let admin = { (name: String) in
            Manifest.adminPolicy("ingress: [{name: a, action: Allow, from: [{namespaces: {}}], ports: [{namedPort: \(name)}]}]")
        }
        #expect(Resolved(pod + admin("nope")).identifiers == ["policy-port-not-found"])
        #expect(Resolved(pod + admin("http")).identifiers == [])
    }

    @Test("A policy that selects one Pod of a StatefulSet (statefulset.kubernetes.io/pod-name) is told; one that selects all is not")
    func groups() {
        let set = Manifest.workload("StatefulSet", "db", labels: "app: db", spec: "replicas: 2")
        let one = Manifest.policy("one", "podSelector: {matchLabels: {statefulset.kubernetes.io/pod-name: db-0}}")
        #expect(Resolved(set + one).identifiers.contains("policy-tells-pods-apart"))
        #expect(
            !Resolved(set + Manifest.policy("all", "podSelector: {matchLabels: {app: db}}")).identifiers.contains("policy-tells-pods-apart")
        )
    }
}
