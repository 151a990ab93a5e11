import KubeCluster
import TestSupport
import Testing

@Suite("Whom a question to a nameserver goes to, as policies see it (C62)")
struct NameserverPolicyTests {
    static let base = Manifest.pod("client", labels: "app: client") + Manifest.pod("w") + Manifest.service()
    static let server = "namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}"

    private func kinds(_ to: String, clusterDNS: String? = nil, facts: String = "", base: String = base) -> String {
        let policy = Manifest.policy(
            "out",
            "podSelector: {matchLabels: {app: client}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: web}}}]}, {to: [{\(to)}], ports: [{protocol: UDP, port: 53}]}]"
        )
        let path = PathFixture(
            base + policy, from: "client", to: "web:80",
            facts: [clusterDNS.map { "clusterDNS: [\($0)]" } ?? "", facts].joined(separator: "\n"))
        return path.kinds.first ?? ""
    }

    @Test("The cache on each node (NodeLocal DNSCache, 169.254.20.10) is an address and no Pod")
    func nodeLocal() {
        #expect(kinds("ipBlock: {cidr: 169.254.20.10/32}", clusterDNS: "169.254.20.10") == "lookup")
        #expect(kinds(Self.server, clusterDNS: "169.254.20.10") == "!lookup")
        #expect(kinds(Self.server, clusterDNS: "169.254.169.254") == "!lookup")
        #expect(kinds(Self.server) == "lookup", "kube-dns by its Service's address")
    }

    @Test("A block that holds nothing but the Service's virtual IP does not help: policies see the Pod's address (C17)")
    func virtualIP() {
        #expect(kinds("ipBlock: {cidr: 10.96.0.10/32}") == "!lookup")
        #expect(kinds("ipBlock: {cidr: 203.0.113.0/24}") == "!lookup")
    }

    @Test("A block that may hold the DNS Pods' addresses, which no manifest states: unknown; stated ranges decide (C22)")
    func blocks() {
        #expect(kinds("ipBlock: {cidr: 0.0.0.0/0}") == "?lookup")
        #expect(kinds("ipBlock: {cidr: 10.0.0.0/8}") == "?lookup")
        let outer = "ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16]}"
        #expect(kinds(outer) == "!lookup", "everything but private addresses")
        #expect(kinds("ipBlock: {cidr: 10.0.0.0/8}", facts: "podCIDRs: [172.20.0.0/16]") == "!lookup")
    }

    @Test("Another DNS Service is asked by its own Pods and port")
    func ownService() {
        let own =
            Self.base + Manifest.pod("resolver-1", labels: "app: resolver", namespace: "dns")
            + Manifest.service(
                "resolver", selector: "app: resolver", namespace: "dns", ports: "{name: dns, port: 53, targetPort: 53, protocol: UDP}",
                spec: "clusterIP: 10.96.0.53")
        let rule = "namespaceSelector: {}, podSelector: {matchLabels: {app: resolver}}"
        #expect(kinds(rule, clusterDNS: "10.96.0.53", base: own) == "lookup")
        #expect(kinds(Self.server, clusterDNS: "10.96.0.53", base: own) == "!lookup")
    }

    @Test("An egress block with the Service's own address: the refusal says what policies see")
    func servicesBlock() {
        let cluster =
            Manifest.pod("client", labels: "app: client", status: "podIP: 10.244.2.5") + Manifest.pod("w", status: "podIP: 10.244.9.6")
        let policy = Manifest.policy(
            "out", "podSelector: {matchLabels: {app: client}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.96.3.3/32}}]}]")
        let path = PathFixture(cluster + Manifest.service(spec: "clusterIP: 10.96.3.3") + policy, from: "client", to: "10.96.3.3:80")
        #expect(path.verdict == "denied")
        #expect(
            path.text(.egressPolicy).contains("holds the Service's virtual IP, but that is replaced before policies see the connection"))
    }

    @Test("A rule for port 53 by labels that nobody knows the DNS server to lack: unknown; by labels that it has not: refused")
    func unknownLabels() {
        #expect(kinds("namespaceSelector: {matchLabels: {name: kube-system}}") == "?lookup")
        let named = "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}"
        #expect(kinds("\(named), podSelector: {matchLabels: {app.kubernetes.io/name: coredns}}") == "?lookup")
        #expect(kinds("\(named), podSelector: {matchLabels: {k8s-app: kubedns}}") == "!lookup")
        #expect(kinds("namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: default}}") == "!lookup")
        #expect(kinds("podSelector: {}") == "!lookup", "of the client's own namespace")
        let declared = Self.base + Manifest.namespace("kube-system", labels: "team: infra")
        #expect(kinds("namespaceSelector: {matchLabels: {name: kube-system}}", base: declared) == "!lookup", "its labels are here")
        #expect(kinds("namespaceSelector: {matchLabels: {team: infra}}", base: declared) == "lookup")
    }
}
