import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// Selectors and NetworkPolicies (C10 to C21). Each case is wrong when its rule is broken.
@Suite("NetworkPolicy: who may connect to whom")
struct NetworkPolicyTests {
    /// `web` and `db` in default, `api` in shop (whose Namespace is labelled team=a), `job` in an undeclared namespace.
    static let pods =
        Manifest.pod("web") + Manifest.pod("db", labels: "app: db, tier: back")
        + Manifest.pod("api", labels: "app: api", namespace: "shop") + Manifest.namespace("shop", labels: "team: a")
        + Manifest.pod("job", labels: "app: job", namespace: "batch")

    private func fixture(_ policies: String...) -> PolicyFixture { PolicyFixture(Self.pods + policies.joined()) }

    // MARK: Selectors

    @Test(
        "matchExpressions: In, NotIn, Exists, DoesNotExist, and all of them together (C10)",
        arguments: [
            ("{matchLabels: {app: db}}", true), ("{matchLabels: {app: db, tier: front}}", false), ("{}", true),
            ("{matchLabels: null}", true),
            ("{matchExpressions: [{key: tier, operator: In, values: [front, back]}]}", true),
            ("{matchExpressions: [{key: tier, operator: In, values: [front]}]}", false),
            ("{matchExpressions: [{key: none, operator: In, values: [back]}]}", false),
            ("{matchExpressions: [{key: tier, operator: NotIn, values: [front]}]}", true),
            ("{matchExpressions: [{key: none, operator: NotIn, values: [front]}]}", true),
            ("{matchExpressions: [{key: tier, operator: NotIn, values: [back]}]}", false),
            ("{matchExpressions: [{key: tier, operator: Exists}]}", true), ("{matchExpressions: [{key: none, operator: Exists}]}", false),
            ("{matchExpressions: [{key: none, operator: DoesNotExist}]}", true),
            ("{matchExpressions: [{key: tier, operator: DoesNotExist}]}", false),
            ("{matchLabels: {app: db}, matchExpressions: [{key: tier, operator: DoesNotExist}]}", false),
        ])
    func selector(text: String, selects: Bool) {
        // A policy without rules: whom it selects, nobody reaches.
        let fixture = fixture(Manifest.policy("podSelector: \(text), policyTypes: [Ingress]"))
        #expect(fixture.resolved.diagnostics.worst != .error && fixture.allows("web", "db") == !selects)
    }

    // MARK: Which policies count

    @Test("A policy selects Pods of its own namespace only (C12)")
    func ownNamespace() {
        let fixture = fixture(Manifest.policy(namespace: "shop", "podSelector: {}"))
        #expect(!fixture.allows("web", "shop/api") && fixture.allows("shop/api", "web") && fixture.allows("web", "batch/job"))
    }

    @Test("policyTypes left out: Ingress always, Egress where there is a rule (C12)")
    func typesDefault() {
        #expect(fixture(Manifest.policy("podSelector: {matchLabels: {app: web}}, egress: []")).allows("web", "db"))
        #expect(!fixture(Manifest.policy("podSelector: {matchLabels: {app: web}}, egress: []")).allows("db", "web"))
        let egress = fixture(
            Manifest.policy("podSelector: {matchLabels: {app: web}}, egress: [{to: [{podSelector: {matchLabels: {app: x}}}]}]"))
        #expect(!egress.allows("web", "db") && !egress.allows("db", "web"))
        #expect(!fixture(Manifest.policy("podSelector: {matchLabels: {app: web}}, policyTypes: []")).allows("db", "web"))
    }

    @Test("policyTypes [Egress] with ingress rules: these are ignored (C12)")
    func ignoredRules() {
        let fixture = fixture(
            Manifest.policy(
                "podSelector: {}, policyTypes: [Egress], ingress: [{from: [{podSelector: {matchLabels: {app: x}}}]}], egress: [{}]"))
        #expect(fixture.allows("shop/api", "db"))
    }

    @Test("No policy in a direction: all is allowed; isolation in one says nothing about the other (C13, C19)")
    func directions() {
        let fixture = fixture(Manifest.policy("podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]"))
        #expect(!fixture.allows("web", "db") && fixture.allows("db", "web") && fixture.allows("web", "shop/api"))
        #expect(fixture.verdict("web", "db").egress.isAllowed && !fixture.verdict("web", "db").ingress.isAllowed)
    }

    @Test("Policies and rules add up; none subtracts (C13)")
    func union() {
        let deny = Manifest.policy("deny", "podSelector: {}, policyTypes: [Ingress], ingress: []")
        let web = Manifest.policy(
            "web", "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]")
        let api = Manifest.policy(
            "api", "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}]}]")
        let fixture = fixture(deny, web, api)
        #expect(fixture.allows("web", "db") && fixture.allows("shop/api", "db") && !fixture.allows("batch/job", "db"))
        #expect(!fixture.allows("db", "web"))
    }

    @Test("The rule {} is everything from anywhere, addresses included (C13, C15)")
    func openRule() {
        let fixture = fixture(Manifest.policy("podSelector: {}, ingress: [{}]"))
        #expect(fixture.allows("batch/job", "db", 1, .sctp) && fixture.allows("203.0.113.9", "db"))
    }

    // MARK: Peers

    @Test("podSelector alone means the policy's own namespace (C14)")
    func podSelectorAlone() {
        let fixture = fixture(Manifest.policy("podSelector: {}, ingress: [{from: [{podSelector: {}}]}]"))
        #expect(fixture.allows("web", "db") && !fixture.allows("shop/api", "db"))
    }

    @Test("namespaceSelector alone means all Pods of these namespaces, the undeclared ones by their name (C3, C14)")
    func namespaceSelectorAlone() {
        let team = fixture(Manifest.policy("podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}]}]"))
        #expect(team.allows("shop/api", "db") && !team.allows("web", "db") && !team.allows("batch/job", "db"))
        let byName = fixture(
            Manifest.policy(
                "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [batch, shop]}]}}]}]"
            ))
        #expect(byName.allows("batch/job", "db") && byName.allows("shop/api", "db") && !byName.allows("web", "db"))
    }

    @Test("Both selectors in one item: AND; two items: OR (C14)")
    func andOr() {
        let and = fixture(
            Manifest.policy(
                "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}, podSelector: {matchLabels: {app: web}}}]}]"
            ))
        #expect(!and.allows("shop/api", "db") && !and.allows("web", "db"))
        let or = fixture(
            Manifest.policy(
                "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}, {podSelector: {matchLabels: {app: web}}}]}]"
            ))
        #expect(or.allows("shop/api", "db") && or.allows("web", "db") && !or.allows("batch/job", "db"))
    }

    @Test("Empty selectors never match addresses; a rule without peers does (C14, C15)")
    func selectorsAndAddresses() {
        let selectors = fixture(Manifest.policy("podSelector: {}, ingress: [{from: [{namespaceSelector: {}}, {podSelector: {}}]}]"))
        #expect(selectors.allows("batch/job", "db") && !selectors.allows("203.0.113.9", "db"))
        #expect(fixture(Manifest.policy("podSelector: {}, ingress: [{from: []}]")).allows("203.0.113.9", "db"))
        #expect(fixture(Manifest.policy("podSelector: {}, ingress: [{ports: [{port: 8080}]}]")).allows("203.0.113.9", "db"))
    }

    @Test("ipBlock: the block without its exceptions, IPv6 too, and never a Pod of these manifests (C22)")
    func ipBlock() {
        let fixture = fixture(
            Manifest.policy(
                "podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.2.3.4/32]}}, {ipBlock: {cidr: '2001:db8::/32'}}]}]"
            ))
        #expect(fixture.allows("10.0.0.1", "db") && fixture.allows("10.255.255.255", "db") && fixture.allows("10.2.3.5", "db"))
        #expect(!fixture.allows("10.1.0.0", "db") && !fixture.allows("10.1.255.255", "db") && !fixture.allows("10.2.3.4", "db"))
        #expect(!fixture.allows("11.0.0.0", "db") && !fixture.allows("9.255.255.255", "db"))
        #expect(fixture.allows("2001:db8::1", "db") && !fixture.allows("2001:db9::1", "db"))
        #expect(!fixture.allows("web", "db"), "web's illustrative address lies in 10.0.0.0/8")
    }

    // MARK: Ports

    @Test(
        "Ports: protocol, number, range (C16)",
        arguments: [
            ("", [1, 8080, 65535], [Int](), TransportProtocol.sctp), ("ports: []", [1, 65535], [], .udp),
            ("ports: [{port: 80}]", [80], [79, 81], .tcp), ("ports: [{port: 80}]", [], [80], .udp), ("ports: [{}]", [1, 65535], [], .tcp),
            ("ports: [{}]", [], [1, 65535], .udp), ("ports: [{protocol: UDP}]", [53], [], .udp),
            ("ports: [{protocol: SCTP}]", [], [53], .tcp),
            ("ports: [{port: 80, endPort: 90}]", [80, 85, 90], [79, 91], .tcp), ("ports: [{port: 80, endPort: 80}]", [80], [81], .tcp),
            ("ports: [{port: 53, protocol: UDP}, {port: 53}]", [53], [54], .tcp),
        ])
    func ports(ports: String, allowed: [Int], refused: [Int], transport: TransportProtocol) {
        let fixture = fixture(Manifest.policy("podSelector: {}, ingress: [{\(ports)}]"))
        for port in allowed { #expect(fixture.allows("web", "db", port, transport), "\(port)") }
        for port in refused { #expect(!fixture.allows("web", "db", port, transport), "\(port)") }
    }

    static let named = """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: dns, labels: {app: dns}}
        spec: {containers: [{name: a, ports: [{name: dns, containerPort: 5353, protocol: UDP}, {name: web, containerPort: 81}]}, {name: b, ports: [{name: web, containerPort: 82}]}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: dns2, labels: {app: dns}}
        spec: {containers: [{name: a, ports: [{name: dns, containerPort: 53, protocol: UDP}]}]}

        """

    @Test("A named port is the destination Pod's number, of the same protocol, the first of that name; in egress rules too (C18)")
    func namedPorts() {
        let ingress = fixture(Self.named, Manifest.policy("podSelector: {}, ingress: [{ports: [{port: dns, protocol: UDP}, {port: web}]}]"))
        #expect(ingress.allows("web", "dns", 5353, .udp) && !ingress.allows("web", "dns", 53, .udp))
        #expect(ingress.allows("web", "dns2", 53, .udp) && !ingress.allows("web", "dns2", 5353, .udp))
        #expect(ingress.allows("web", "dns", 81) && !ingress.allows("web", "dns", 82) && !ingress.allows("web", "dns2", 81))
        let wrong = fixture(Self.named, Manifest.policy("podSelector: {}, ingress: [{ports: [{port: dns}]}]"))
        #expect(!wrong.allows("web", "dns", 5353, .udp) && !wrong.allows("web", "dns", 5353, .tcp), "the name is UDP, the policy says TCP")
        let egress = fixture(
            Self.named,
            Manifest.policy(
                "podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{ports: [{port: dns, protocol: UDP}]}]"))
        #expect(
            egress.allows("web", "dns", 5353, .udp) && egress.allows("web", "dns2", 53, .udp) && !egress.allows("web", "dns2", 5353, .udp))
        #expect(!egress.allows("web", "203.0.113.9", 5353, .udp), "an address has no names of ports")
    }

    @Test("Ports of a policy are the Pod's, whatever the Service's port is; an undeclared one counts too (C17, C20)")
    func podPorts() {
        let service = Manifest.service(selector: "app: db", ports: "{port: 5001, targetPort: 5000}")
        let fixture = fixture(service, Manifest.policy("podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 5000}]}]"))
        #expect(fixture.allows("web", "db", 5000) && !fixture.allows("web", "db", 5001))
        #expect(PolicyFixture(Self.pods).allows("web", "db", 1234, .sctp))
    }

    // MARK: Both ends

    @Test("Both sides must allow, each port for itself (C19)")
    func bothSides() {
        let fixture = fixture(
            Manifest.policy(
                "out", "podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{ports: [{port: 80}, {port: 81}]}]"),
            Manifest.policy("in", "podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 81}, {port: 82}]}]"))
        #expect([80, 81, 82].map { fixture.allows("web", "db", $0) } == [false, true, false])
        #expect(fixture.allows("web", "203.0.113.9", 80) && !fixture.allows("web", "203.0.113.9", 82))
    }

    @Test("A Pod reaches itself, and its own node reaches it, whatever policies say (C8, C21)")
    func itselfAndNode() {
        let node = "---\napiVersion: v1\nkind: Node\nmetadata: {name: n1}\nstatus: {addresses: [{type: InternalIP, address: 192.0.2.10}]}\n"
        let fixture = fixture(
            node, Manifest.pod("on", labels: "app: on", spec: "nodeName: n1"),
            Manifest.policy("podSelector: {}, policyTypes: [Ingress, Egress]"))
        #expect(fixture.allows("web", "web") && fixture.allows("192.0.2.10", "on") && fixture.allows("on", "192.0.2.10"))
        #expect(!fixture.allows("192.0.2.10", "db") && !fixture.allows("192.0.2.11", "on"))
        #expect(fixture.verdict("192.0.2.10", "on").ingress.why.contains("Node n1"))
    }

    @Test("The unknown ingress controller has no label but its namespace's name (C29, C33)")
    func ingressController() {
        let all = fixture(Manifest.policy("podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]"))
        #expect(all.allows("{ingress-controller}", "db"))
        let labelled = fixture(Manifest.policy("podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}]}]"))
        #expect(!labelled.allows("{ingress-controller}", "db"))
        #expect(!fixture(Manifest.policy("podSelector: {}, ingress: [{from: [{podSelector: {}}]}]")).allows("{ingress-controller}", "db"))
    }

    // MARK: Why

    @Test("The sentence names policy and rule, the evidence its place")
    func because() throws {
        let fixture = fixture(
            Manifest.policy(
                "p",
                "podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 1}]}, {from: [{podSelector: {matchLabels: {app: web}}}]}]"
            ))
        let verdict = fixture.verdict("web", "db")
        #expect(verdict.ingress.why == "NetworkPolicy default/p, ingress rule 2 allows TCP 8080 from Pod default/web.")
        #expect(verdict.ingress.because.map(\.field) == ["spec.ingress[1]", "spec.podSelector"])
        #expect(
            verdict.egress.why
                == "No policy found in these manifests selects Pod default/web for egress, so TCP 8080 to Pod default/db is allowed.")
        let refused = fixture.verdict("shop/api", "db").ingress
        #expect(
            refused.why
                == "NetworkPolicy default/p selects Pod default/db for ingress, and no rule of it allows TCP 8080 from Pod shop/api.")
        #expect(refused.because.map(\.value) == ["app=db"])
        let line = try #require(Self.pods.split(separator: "\n", omittingEmptySubsequences: false).count as Int?) + 4
        #expect(refused.because.first?.location.line == line)
    }

    @Test("hostNetwork: undefined in Kubernetes, and said to be")
    func hostNetwork() {
        let fixture = fixture(Manifest.pod("host", labels: "app: host", spec: "hostNetwork: true"), Manifest.policy("podSelector: {}"))
        #expect(fixture.verdict("web", "host").ingress.why.contains("undefined"))
    }
}
