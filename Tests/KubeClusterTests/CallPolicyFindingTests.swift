import KubeManifest
import TestSupport
import Testing

/// Configured calls that policies refuse: C12, C13, C16 to C19, C37.
@Suite("Findings about configured calls that policies refuse")
struct CallPolicyFindingTests {
    private static let application = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - name: c
                  env:
                    - {name: DB_ADDR, value: 'db:3306'}
                    - {name: CACHE_ADDR, value: 'cache:6379'}

        """
    private static let targets =
        Manifest.service("db", selector: "app: db", ports: "{port: 3306, targetPort: 8080}")
        + Manifest.workload("StatefulSet", "db", labels: "app: db", spec: "replicas: 1")
        + Manifest.service("cache", selector: "app: cache", ports: "{port: 6379}")
        + Manifest.workload("Deployment", "cache", labels: "app: cache")

    private func refused(_ policies: String) -> [Diagnostic] {
        Resolved(Self.application + Self.targets + policies).findings.filter { $0.identifier == "call-refused-by-policy" }
    }

    private static let webOnly = "from: [{podSelector: {matchLabels: {app: web}}}]"

    @Test("The place is the address; caller, target, policy and direction are named, and what to add (C13, C19)")
    func ingress() {
        let found = refused(Manifest.policy("deny", "podSelector: {matchLabels: {app: db}}"))
        #expect(found.count == 1)
        #expect(found.first?.severity == .warning)
        #expect(found.first?.location?.line == 12)
        #expect(found.first?.field == "spec.template.spec.containers[0].env[0].value")
        #expect(
            found.first?.message
                == "Deployment default/web: \"db:3306\" does not reach the Pods of Service default/db: NetworkPolicy default/deny selects StatefulSet default/db for ingress, and no rule allows TCP 8080 from Deployment default/web. Add an ingress rule for it to a NetworkPolicy that selects StatefulSet default/db."
        )
        #expect(found.first?.notes.map(\.message) == ["NetworkPolicy default/deny selects StatefulSet default/db here"])
        #expect(found.first?.notes.first?.location != nil)
    }

    @Test("No policy, and policies that allow it at both ends: no finding (C13, C19)")
    func allowed() {
        #expect(refused("") == [])
        let dns = "{ports: [{port: 53, protocol: UDP}]}"
        #expect(
            refused(
                Manifest.policy("db", "podSelector: {matchLabels: {app: db}}, ingress: [{\(Self.webOnly), ports: [{port: 8080}]}]")
                    + Manifest.policy(
                        "web",
                        "podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [\(dns), {ports: [{port: 8080}, {port: 6379}]}]"
                    )) == [])
    }

    @Test("A rule for another port is shown; one for the Service's port is explained (C16, C17)")
    func otherPort() {
        let other = refused(
            Manifest.policy("db", "podSelector: {matchLabels: {app: db}}, ingress: [{\(Self.webOnly), ports: [{port: 3307}]}]"))
        #expect(other.first?.notes.last?.message == "this rule of NetworkPolicy default/db lets the caller in, but on TCP 3307 only")
        let ports = refused(
            Manifest.policy("db", "podSelector: {matchLabels: {app: db}}, ingress: [{\(Self.webOnly), ports: [{port: 3306}]}]"))
        #expect(
            ports.first?.message.hasSuffix("A policy speaks of the Pods' port, 8080, not of the Service's, 3306: write 8080 in the rule.")
                == true)
    }

    @Test("Egress that forgets DNS is one finding for all names of the caller (C13)")
    func question() {
        let found = refused(
            Manifest.policy(
                "web", "podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{ports: [{port: 8080}, {port: 6379}]}]"))
        #expect(found.count == 1)
        #expect(
            found.first?.message
                == "Deployment default/web: \"cache\" cannot be looked up, nor any other name: NetworkPolicy default/web selects Deployment default/web for egress, and no rule allows UDP 53 to the DNS server. Add an egress rule for UDP and TCP 53 to the DNS server to a NetworkPolicy that selects Deployment default/web."
        )
        let closed = refused(Manifest.policy("web", "podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]"))
        #expect(closed.count == 3)
        #expect(closed.count { $0.message.contains("cannot be looked up") } == 1)
        #expect(closed.contains { $0.message.contains("no rule allows TCP 6379 to Deployment default/cache") })
    }

    @Test("A cluster-wide policy denies by a rule: adding to NetworkPolicies would not help (C37, C38)")
    func admin() {
        let found = refused(
            Manifest.adminPolicy(
                subject: "namespaces: {matchLabels: {kubernetes.io/metadata.name: default}}",
                "ingress: [{name: closed, action: Deny, from: [{namespaces: {}}]}]")
                + Manifest.policy("open", "podSelector: {}, ingress: [{}]"))
        #expect(found.count == 2)
        #expect(found.first?.message.contains("AdminNetworkPolicy admin denies TCP 8080 from Deployment default/web.") == true)
        #expect(found.first?.message.contains("Add an") == false)
        #expect(found.first?.notes.map(\.message) == ["this rule of AdminNetworkPolicy admin decides"])
    }

    @Test("Only some of the Pods are said to be some")
    func some() {
        let found = refused(
            Manifest.pod("db-x", labels: "app: db, closed: yes-it-is")
                + Manifest.policy("deny", "podSelector: {matchLabels: {closed: yes-it-is}}"))
        #expect(found.count == 1)
        #expect(found.first?.message.contains("does not reach all the Pods of Service default/db") == true)
        #expect(found.first?.message.contains("selects Pods of Pod") == false)
    }
}
