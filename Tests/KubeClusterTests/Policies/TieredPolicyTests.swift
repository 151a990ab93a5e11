import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// Cluster-wide policies: AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy (C36 to C43).
@Suite("Cluster-wide policies: tiers, priorities, actions")
struct TieredPolicyTests {
    static let pods =
        Manifest.pod("web") + Manifest.pod("db", labels: "app: db") + Manifest.pod("api", labels: "app: api", namespace: "shop")
    static let everyone = "from: [{namespaces: {}}]"
    static let toEveryone = "to: [{namespaces: {}}]"

    private func fixture(_ policies: String...) -> PolicyFixture { PolicyFixture(Self.pods + policies.joined()) }
    private func admin(named name: String = "a", priority: Int = 10, _ rules: String) -> String {
        Manifest.adminPolicy(name: name, priority: "priority: \(priority)", rules)
    }
    private func baseline(_ rules: String) -> String {
        Manifest.adminPolicy(name: "default", kind: "BaselineAdminNetworkPolicy", priority: nil, rules)
    }
    static let allowAll = Manifest.policy("open", "podSelector: {}, ingress: [{}]")
    static let denyAll = Manifest.policy("closed", "podSelector: {}, policyTypes: [Ingress]")

    @Test("ANPs come before NetworkPolicies, these before the BANP, and then all is allowed (C36)")
    func layers() {
        let deny = "ingress: [{action: Deny, \(Self.everyone)}]", allow = "ingress: [{action: Allow, \(Self.everyone)}]"
        #expect(!fixture(admin(deny), Self.allowAll).allows("web", "db"))
        #expect(fixture(admin(allow), Self.denyAll, baseline(deny)).allows("web", "db"))
        #expect(fixture(Self.allowAll, baseline(deny)).allows("web", "db"))
        #expect(!fixture(Self.denyAll, baseline(allow)).allows("web", "db"))
        #expect(!fixture(baseline(deny)).allows("web", "db") && fixture(baseline(deny)).allows("203.0.113.9", "db"))
    }

    @Test("The lower priority wins, 0 first, whatever the order of names (C36)", arguments: [(0, 1000), (5, 6)])
    func priorities(low: Int, high: Int) {
        let deny = "ingress: [{action: Deny, \(Self.everyone)}]", allow = "ingress: [{action: Allow, \(Self.everyone)}]"
        #expect(!fixture(admin(named: "z", priority: low, deny), admin(named: "a", priority: high, allow)).allows("web", "db"))
        #expect(fixture(admin(named: "z", priority: low, allow), admin(named: "a", priority: high, deny)).allows("web", "db"))
    }

    @Test("The first rule that matches a port decides about it; ingress and egress are lists of their own (C37)")
    func ruleOrder() {
        let fixture = fixture(
            admin("ingress: [{action: Allow, \(Self.everyone), ports: [{portNumber: {port: 80}}]}, {action: Deny, \(Self.everyone)}]"))
        #expect(fixture.allows("web", "db", 80) && !fixture.allows("web", "db", 81) && !fixture.allows("web", "db", 80, .udp))
        let other = self.fixture(
            admin(
                "ingress: [{action: Deny, \(Self.everyone)}, {action: Allow, \(Self.everyone)}], egress: [{action: Allow, \(Self.toEveryone)}]"
            ))
        #expect(!other.allows("web", "db") && other.verdict("web", "db").egress.isAllowed)
    }

    @Test("Allow skips NetworkPolicy and BANP of its own direction only; Deny is final (C38)")
    func allowAndDeny() {
        let allow = "ingress: [{action: Allow, \(Self.everyone)}]"
        let egress = Manifest.policy("out", "podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]")
        #expect(fixture(admin(allow), Self.denyAll).allows("web", "db"))
        #expect(!fixture(admin(allow), Self.denyAll, egress).allows("web", "db"), "the other side's direction still applies")
        let deny = "ingress: [{action: Deny, \(Self.everyone)}]"
        #expect(!fixture(admin(named: "a", priority: 1, deny), admin(named: "b", priority: 2, allow), Self.allowAll).allows("web", "db"))
    }

    @Test("Pass skips the remaining ANPs: to the NetworkPolicies, else to the BANP (C38)")
    func pass() {
        let pass = admin(named: "a", priority: 1, "ingress: [{action: Pass, \(Self.everyone)}]")
        let allow = admin(named: "b", priority: 2, "ingress: [{action: Allow, \(Self.everyone)}]")
        let deny = baseline("ingress: [{action: Deny, \(Self.everyone)}]")
        #expect(!fixture(pass, allow, Self.denyAll).allows("web", "db"))
        #expect(fixture(pass, Self.allowAll, deny).allows("web", "db"))
        #expect(!fixture(pass, allow, deny).allows("web", "db"))
        #expect(fixture(pass, admin(named: "c", priority: 3, "ingress: [{action: Deny, \(Self.everyone)}]")).allows("web", "db"))
    }

    @Test("No implicit deny; a NetworkPolicy keeps its own, and then no BANP is asked (C39)")
    func implicitDeny() {
        let port80 = "ports: [{portNumber: {port: 80}}]"
        #expect(fixture(admin("ingress: [{action: Allow, \(Self.everyone), \(port80)}]")).allows("web", "db", 81))
        let policy = Manifest.policy("p", "podSelector: {}, ingress: [{ports: [{port: 1}]}]")
        let open = baseline("ingress: [{action: Allow, \(Self.everyone)}]")
        #expect(!fixture(policy, open).allows("web", "db", 81), "not even for ports that the NetworkPolicy does not mention")
        #expect(fixture(policy, open, admin("ingress: [{action: Allow, \(Self.everyone), \(port80)}]")).allows("web", "db", 80))
    }

    @Test("Subjects and peers: namespaces or pods; empty selects all; the own namespace too; never addresses (C40)")
    func subjects() {
        let inShop = Manifest.adminPolicy(
            subject: "namespaces: {matchLabels: {kubernetes.io/metadata.name: shop}}", "ingress: [{action: Deny, \(Self.everyone)}]")
        #expect(!fixture(inShop).allows("web", "shop/api") && fixture(inShop).allows("shop/api", "db"))
        #expect(fixture(inShop).allows("203.0.113.9", "shop/api"), "namespaces: {} matches no address")
        let db = Manifest.adminPolicy(
            subject: "pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: db}}}",
            "ingress: [{action: Deny, from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}]}]")
        #expect(!fixture(db).allows("web", "db") && fixture(db).allows("shop/api", "db") && fixture(db).allows("web", "shop/api"))
        #expect(!fixture(admin("egress: [{action: Deny, \(Self.toEveryone)}]")).allows("{ingress-controller}", "db"))
    }

    @Test("Pods of the node's network are no subject and no peer, as the API says (C40)")
    func hostNetwork() {
        let host = Manifest.pod("host", labels: "app: host", spec: "hostNetwork: true")
        let fixture = fixture(host, admin("ingress: [{action: Deny, \(Self.everyone)}]"))
        #expect(fixture.allows("web", "host") && fixture.allows("host", "db") && !fixture.allows("web", "db"))
    }

    @Test("networks: addresses; 0.0.0.0/0 and blocks around a stated address hold Pods too, as the API says (C22, C40)")
    func networks() {
        let fixture = fixture(
            Manifest.pod("stated", labels: "app: s", status: "podIP: 10.244.9.9"),
            admin("egress: [{action: Deny, to: [{networks: [10.244.9.0/24, 203.0.113.0/24]}]}]"))
        #expect(!fixture.allows("web", "203.0.113.9") && fixture.allows("web", "203.0.114.9"))
        #expect(!fixture.allows("web", "stated") && fixture.allows("web", "db"))
        #expect(!self.fixture(admin("egress: [{action: Deny, to: [{networks: [0.0.0.0/0]}]}]")).allows("web", "db"))
    }

    @Test("Ports: number, range, a name with the container port's protocol; an empty list matches nothing (C41)")
    func ports() {
        let dns = """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: dns, labels: {app: dns}}
            spec: {containers: [{name: c, ports: [{name: dns, containerPort: 53, protocol: UDP}]}]}

            """
        let fixture = fixture(
            dns,
            admin(
                "ingress: [{action: Deny, \(Self.everyone), ports: [{namedPort: dns}, {portRange: {start: 80, end: 90}}, {portNumber: {protocol: SCTP, port: 7}}]}]"
            ))
        #expect(!fixture.allows("web", "dns", 53, .udp) && fixture.allows("web", "dns", 53, .tcp) && fixture.allows("web", "db", 53, .udp))
        #expect(!fixture.allows("web", "db", 80) && !fixture.allows("web", "db", 90) && fixture.allows("web", "db", 91))
        #expect(!fixture.allows("web", "db", 7, .sctp) && fixture.allows("web", "db", 7))
        #expect(self.fixture(admin("ingress: [{action: Deny, \(Self.everyone), ports: []}]")).allows("web", "db"))
    }

    @Test(
        "What an API server refuses is an error, and left out (C14, C16, C18, C38, C40, C42)",
        arguments: [
            ("priority: 1001", "namespaces: {}", "ingress: []", "unknown-value"),
            ("priority: -1", "namespaces: {}", "ingress: []", "unknown-value"),
            ("priority: 1", "namespaces: {}, pods: {namespaceSelector: {}, podSelector: {}}", "ingress: []", "not-exactly-one"),
            ("priority: 1", "pods: {podSelector: {}}", "ingress: []", "missing-field"),
            ("priority: 1", "namespaces: {}", "ingress: [{action: Refuse, from: [{namespaces: {}}]}]", "unknown-value"),
            ("priority: 1", "namespaces: {}", "ingress: [{action: Deny, from: []}]", "missing-field"),
            ("priority: 1", "namespaces: {}", "ingress: [{action: Deny}]", "missing-field"),
            ("priority: 1", "namespaces: {}", "egress: [{action: Deny, to: [{networks: [10.0.0.0/33]}]}]", "invalid-address"),
            ("priority: 1", "namespaces: {}", "ingress: [{action: Deny, from: [{namespaces: {}}], ports: [{}]}]", "not-exactly-one"),
        ])
    func refused(priority: String, subject: String, rules: String, identifier: String) {
        let resolved = Resolved(Manifest.adminPolicy(priority: priority, subject: subject, rules))
        #expect(Set(resolved.identifiers) == [identifier, "policy-refused"])
        #expect(resolved.objects.tieredPolicies.isEmpty && resolved.findings.allSatisfy { $0.location != nil })
    }

    @Test("BANP: only default, without Pass (C38, C42)")
    func baselineRules() {
        let named = Manifest.adminPolicy(name: "other", kind: "BaselineAdminNetworkPolicy", priority: nil, "ingress: []")
        #expect(Resolved(named).identifiers.contains("invalid-name") && Resolved(named).objects.tieredPolicies.isEmpty)
        let pass = Resolved(baseline("ingress: [{action: Pass, \(Self.everyone)}]"))
        #expect(pass.identifiers.contains("unknown-value") && pass.objects.tieredPolicies.isEmpty)
    }

    // MARK: ClusterNetworkPolicy

    private func cluster(_ name: String, tier: String, priority: Int, _ rules: String) -> String {
        Manifest.adminPolicy(name: name, kind: "ClusterNetworkPolicy", priority: "tier: \(tier), priority: \(priority)", rules)
    }

    @Test("ClusterNetworkPolicy: its own words, both tiers, priorities in Baseline, Pass there goes to the default (C43)")
    func clusterNetworkPolicy() {
        let accept = "ingress: [{action: Accept, \(Self.everyone), protocols: [{tcp: {destinationPort: {number: 80}}}]}]"
        let deny = "ingress: [{action: Deny, \(Self.everyone)}]", pass = "ingress: [{action: Pass, \(Self.everyone)}]"
        let both = fixture(cluster("a", tier: "Admin", priority: 1, accept), cluster("b", tier: "Admin", priority: 2, deny))
        #expect(both.allows("web", "db", 80) && !both.allows("web", "db", 81))
        #expect(fixture(cluster("a", tier: "Baseline", priority: 1, deny), Self.allowAll).allows("web", "db"))
        let baseline = fixture(cluster("z", tier: "Baseline", priority: 1, accept), cluster("a", tier: "Baseline", priority: 2, deny))
        #expect(baseline.allows("web", "db", 80) && !baseline.allows("web", "db", 81))
        #expect(
            fixture(cluster("z", tier: "Baseline", priority: 1, pass), cluster("a", tier: "Baseline", priority: 2, deny)).allows(
                "web", "db"))
        #expect(
            Resolved(cluster("a", tier: "Admin", priority: 1, "ingress: [{action: Allow, \(Self.everyone)}]")).identifiers.contains(
                "unknown-value"))
        let range = fixture(
            cluster(
                "a", tier: "Admin", priority: 1,
                "ingress: [{action: Deny, \(Self.everyone), protocols: [{udp: {destinationPort: {range: {start: 5, end: 7}}}}, {destinationNamedPort: http}]}]"
            ))
        #expect(!range.allows("web", "db", 6, .udp) && range.allows("web", "db", 6) && !range.allows("web", "db", 8080))
    }

    @Test("The reason names the rule, by its own name where it has one")
    func because() {
        let verdict = fixture(admin("ingress: [{name: no-one, action: Deny, \(Self.everyone)}]")).verdict("web", "db").ingress
        #expect(verdict.why == "AdminNetworkPolicy a, ingress rule 1 (\"no-one\") denies TCP 8080 from Pod default/web.")
        #expect(verdict.because.first?.field == "spec.ingress[0]")
    }
}
