import KubeCluster
import TestSupport
import Testing

@Suite("What policies say along a path")
struct PolicyPathTests {
    static let base =
        Manifest.pod("client", labels: "app: client") + Manifest.pod("a", status: "podIP: 10.244.9.9") + Manifest.service()
    static let dns =
        "{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}], ports: [{protocol: UDP, port: 53}]}"

    private func trace(_ policies: String, to: String = "web:80", from: String = "client", base: String = base) -> PathFixture {
        PathFixture(base + policies, from: from, to: to)
    }

    @Test("Without any policy there is no hop for them, and that is said")
    func none() {
        let path = trace("")
        #expect(!path.kinds.contains { $0.contains("policy") })
        #expect(path.path?.remarks.contains { $0.contains("No policy was found") } == true)
    }

    @Test("Both ends are asked, the client's first; what selects neither allows (C13, C19)")
    func both() {
        let path = trace(Manifest.policy("other", "podSelector: {matchLabels: {app: other}}"))
        #expect(path.verdict == "allowed")
        #expect(path.kinds == ["lookup", "record", "virtual-ip", "rewrite", "egress-policy", "ingress-policy", "container"])
        #expect(path.text(.ingressPolicy).contains("No policy found in these manifests selects Pod default/a"))
    }

    @Test("Policies see the Pod's port, not the Service's (C17)")
    func podPort() {
        let policy = { (port: Int) in
            Manifest.policy("in", "podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: \(port)}]}]")
        }
        #expect(trace(policy(8080)).verdict == "allowed")
        let wrong = trace(policy(80))
        #expect(wrong.verdict == "denied")
        #expect(wrong.kinds == ["lookup", "record", "virtual-ip", "rewrite", "egress-policy", "!ingress-policy", "(container)"])
        #expect(wrong.because(.ingressPolicy).contains { $0.hasSuffix("spec.podSelector") })
        #expect(wrong.path?.decisive?.label == "refused by policy in")
    }

    @Test("An egress policy that forgets DNS stops the path at its first hop; what would come next is still told")
    func dnsBlocked() {
        let toWeb = "{to: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 8080}]}"
        let policy = { (rules: String) in
            Manifest.policy("out", "podSelector: {matchLabels: {app: client}}, policyTypes: [Egress], egress: [\(rules)]")
        }
        let blocked = trace(policy(toWeb))
        #expect(blocked.verdict == "denied")
        #expect(
            blocked.kinds == [
                "!lookup", "(record)", "(virtual-ip)", "(rewrite)", "(egress-policy)", "(ingress-policy)", "(container)",
            ])
        #expect(blocked.text(.lookup).contains("UDP 53"))
        #expect(trace(policy("\(toWeb), \(Self.dns)")).verdict == "allowed", "kubeadm's DNS Pods are in kube-system")
        #expect(
            trace(policy("{to: [{podSelector: {matchLabels: {app: web}}}]}"), to: "a:8080").verdict == "allowed", "an address needs no DNS")
        #expect(trace(policy(Self.dns)).kinds.contains("!egress-policy"))
    }

    @Test("The DNS Pods of the manifests are asked by their own labels and port")
    func ownDNS() {
        let server =
            Manifest.pod("dns-1", labels: "app: dns", namespace: "kube-system")
            + Manifest.service(
                "kube-dns", selector: "app: dns", namespace: "kube-system", ports: "{name: dns, port: 53, targetPort: 8053, protocol: UDP}",
                spec: "clusterIP: 10.96.0.10")
        let policy = { (port: Int) in
            Manifest.policy(
                "out",
                "podSelector: {matchLabels: {app: client}}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}, podSelector: {matchLabels: {app: dns}}}], ports: [{protocol: UDP, port: \(port)}]}]"
            )
        }
        #expect(trace(server + policy(8053)).kinds.first == "lookup")
        #expect(trace(server + policy(53)).kinds.first == "!lookup", "the Pod's port counts (C17)")
    }

    @Test("Several kinds of Pods, one refuses: denied, and said that some connections work")
    func branches() {
        let canary = Manifest.pod("b", labels: "app: web, track: canary")
        let path = trace(canary + Manifest.policy("deny", "podSelector: {matchLabels: {track: canary}}"))
        #expect(path.verdict == "denied")
        #expect(path.path?.summary?.contains("1 of 2 kinds of Pods") == true)
        #expect(path.hops.filter { $0.kind == .ingressPolicy }.map(\.verdict.rawValue) == ["allowed", "denied"])
        #expect(path.hops.filter { $0.kind == .egressPolicy }.count == 1, "what is the same for all is told once")
        let both = trace(canary + Manifest.policy("deny", "podSelector: {matchLabels: {app: web}}"))
        #expect(both.verdict == "denied")
        #expect(both.path?.summary == nil)
    }

    @Test("A Pod may always reach itself (C8)")
    func itself() {
        let path = trace(Manifest.policy("deny", "podSelector: {}, policyTypes: [Ingress, Egress]"), to: "client:8080")
        #expect(path.verdict == "allowed")
    }

    @Test("hostNetwork: policies mostly do not hold for such Pods, so a refusal is unknown")
    func hostNetwork() {
        let base =
            Manifest.pod("client", labels: "app: client") + Manifest.pod("a", spec: "hostNetwork: true, nodeName: n1") + Manifest.service()
        let deny = Manifest.policy("deny", "podSelector: {matchLabels: {app: web}}")
        #expect(trace(deny, base: base).verdict == "unknown")
        #expect(trace("", base: base).verdict == "allowed")
        let client =
            Manifest.pod("client", labels: "app: client", spec: "hostNetwork: true, nodeName: n1") + Manifest.pod("a") + Manifest.service()
        let fromClient = Manifest.policy(
            "in", "podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {app: client}}}]}]")
        #expect(trace(fromClient, to: "a:8080", base: client).verdict == "unknown", "the policy sees the node's address")
    }

    @Test("An ipBlock that holds a Pod's address: networks differ (C22)")
    func ipBlock() {
        let policy = Manifest.policy(
            "out", "podSelector: {matchLabels: {app: client}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.244.0.0/16}}]}]")
        #expect(trace(policy, to: "a:8080").verdict == "unknown")
        let into = { (block: String) in
            Manifest.policy("in", "podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: \(block)}}]}]")
        }
        let stated = Self.base.replacing("labels: {app: client}}\nspec", with: "labels: {app: client}}\nstatus: {podIP: 10.244.2.5}\nspec")
        #expect(trace(into("10.244.2.0/24"), to: "a:8080", base: stated).verdict == "unknown", "the same for what comes in")
        #expect(trace(into("10.244.3.0/24"), to: "a:8080", base: stated).verdict == "denied")
        #expect(trace(into("'::/0'"), to: "a:8080", base: stated).verdict == "denied", "the other family")
    }

    @Test("From outside with an unknown address: allowed for all, for none, or it depends (C15, C22)")
    func outside() {
        let service = Manifest.service("entry", ports: "{port: 80, targetPort: 8080, nodePort: 30080}", spec: "type: NodePort")
        let policy = { (from: String) in Manifest.policy("in", "podSelector: {matchLabels: {app: web}}, ingress: [\(from)]") }
        let trace = { (yaml: String) in PathFixture(Self.base + service + yaml, from: "outside", to: "entry") }
        #expect(trace(policy("{}")).verdict == "allowed")
        #expect(trace(policy("{from: [{namespaceSelector: {}}]}")).verdict == "unknown", "the Pod's own node may always connect (C21)")
        let some = trace(policy("{from: [{ipBlock: {cidr: 192.0.2.0/24}}]}"))
        #expect(some.verdict == "unknown")
        #expect(some.text(.ingressPolicy).contains("Addresses in 192.0.2.0/24 are allowed"))
        #expect(trace(policy("{from: [{ipBlock: {cidr: 0.0.0.0/0, except: [192.0.2.0/24]}}]}")).verdict == "unknown")
    }

    @Test("To an address outside the egress policies are asked; a name whose address nobody knows may depend on it")
    func egressOutside() {
        let policy = { (block: String) in
            Manifest.policy(
                "out",
                "podSelector: {matchLabels: {app: client}}, policyTypes: [Egress], egress: [\(Self.dns), {to: [{ipBlock: {cidr: \(block)}}]}]"
            )
        }
        #expect(trace(policy("198.51.100.0/24"), to: "198.51.100.7:443").verdict == "allowed")
        #expect(trace(policy("198.51.100.0/24"), to: "192.0.2.7:443").verdict == "denied")
        #expect(trace(policy("198.51.100.0/24"), to: "https://www.example.com").kinds.last == "?egress-policy")
        #expect(trace(policy("0.0.0.0/0"), to: "https://www.example.com").kinds.last == "egress-policy")
    }

    @Test("Where the ingress controller's Pods run is unknown: a rule for some Pods may mean them, on its ports alone (C16, C33)")
    func ingressController() {
        let policy = { (from: String) in Manifest.policy("in", "podSelector: {matchLabels: {app: web}}, ingress: [\(from)]") }
        let trace = { (yaml: String) in
            PathFixture(Self.base + Manifest.shopIngress + yaml, from: "outside", to: "http://shop.example.com/")
        }
        #expect(trace(policy("{from: [{namespaceSelector: {}}]}")).verdict == "allowed")
        #expect(trace(policy("{from: [{namespaceSelector: {matchLabels: {name: ingress-nginx}}}]}")).verdict == "unknown")
        let own = trace(policy("{from: [{podSelector: {}}]}"))
        #expect(own.verdict == "unknown", "it may run in the policy's own namespace")
        #expect(own.text(.ingressPolicy).contains("let in only Pods of namespace default on TCP 8080: it depends on whether"))
        #expect(trace(policy("{from: [{podSelector: {}}], ports: [{port: 9}]}")).verdict == "denied", "another port")
        #expect(trace(policy("")).verdict == "denied", "nobody gets in")
    }

    @Test("A cluster-wide policy decides before the namespace's own (C36)")
    func adminPolicy() {
        let admin = Manifest.adminPolicy("ingress: [{name: stop, action: Deny, from: [{namespaces: {}}]}]")
        let path = trace(admin + Manifest.policy("in", "podSelector: {}, ingress: [{}]"))
        #expect(path.verdict == "denied")
        #expect(path.text(.ingressPolicy).contains("AdminNetworkPolicy admin"))
    }
}
