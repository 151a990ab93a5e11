import KubeCluster
import TestSupport
import Testing

/// The right values are those of kube-proxy's own rules: kubernetes, pkg/proxy/iptables/proxier.go (the chains KUBE-EXT and KUBE-FW, "pod
/// traffic for external destinations", "masquerade traffic for external destinations") and pkg/proxy/serviceport.go.
@Suite("Where a Service's address is replaced, and whose address the Pod sees (C56 to C59)")
struct ServiceProxyTests {
    static let nodes = ["n1", "n2"].enumerated().map { index, name in
        "---\napiVersion: v1\nkind: Node\nmetadata: {name: \(name)}\nstatus: {addresses: [{type: InternalIP, address: 192.0.2.\(index + 1)}]}\n"
    }.joined()

    private func client(on node: String = "n2", spec: String = "") -> String {
        Manifest.pod("client", labels: "app: client", spec: "nodeName: \(node)\(spec)", status: "podIP: 10.244.2.5")
    }

    private func server(on node: String = "n2") -> String { Manifest.pod("w", spec: "nodeName: \(node)", status: "podIP: 10.244.9.6") }

    private func service(_ spec: String, balancer: String = "") -> String {
        Manifest.service(ports: "{port: 80, targetPort: 8080, nodePort: 30080}", spec: spec)
            + (balancer.isEmpty ? "" : "status: {loadBalancer: {ingress: [{\(balancer)}]}}\n")
    }

    private func policy(_ from: String = "podSelector: {matchLabels: {app: client}}") -> String {
        Manifest.policy("in", "podSelector: {matchLabels: {app: web}}, ingress: [{from: [{\(from)}]}]")
    }

    private func trace(_ yaml: String, from: String = "client", to: String) -> PathFixture {
        PathFixture(Self.nodes + yaml, from: from, to: to)
    }

    @Test("A nodePort of another node: that node masquerades, so labels cannot match and a block with its address does (KUBE-EXT, Cluster)")
    func otherNode() {
        let base = client() + server() + service("type: NodePort")
        let byLabel = trace(base + policy(), to: "192.0.2.1:30080")
        #expect(byLabel.verdict == "denied")
        #expect(byLabel.text(.rewrite).hasPrefix("Node n1 replaces"), "not the client's node")
        #expect(byLabel.text(.ingressPolicy).contains("the address of node n1 in place of the client's"))
        #expect(byLabel.text(.ingressPolicy).contains("keep the client's identity"), "plugins differ, and that is said")
        #expect(trace(base + policy("ipBlock: {cidr: 192.0.2.1/32}"), to: "192.0.2.1:30080").verdict == "allowed")
        #expect(trace(base + policy("ipBlock: {cidr: 192.0.2.2/32}"), to: "192.0.2.1:30080").verdict == "denied", "another node's address")
        #expect(trace(base, to: "192.0.2.1:30080").verdict == "allowed", "no policy")
    }

    @Test("The Pod's own node may always connect to it (C21)")
    func ownNode() {
        let base = client() + server() + service("type: NodePort") + policy("podSelector: {matchLabels: {app: nobody}}")
        #expect(trace(base, to: "192.0.2.2:30080").verdict == "allowed")
        #expect(trace(base, to: "192.0.2.1:30080").verdict == "denied")
        let placeless = client() + Manifest.pod("w", status: "podIP: 10.244.9.6") + service("type: NodePort") + policy()
        #expect(trace(placeless, to: "192.0.2.1:30080").verdict == "unknown", "on which node the Pod runs decides")
    }

    @Test("The node of each Pod counts: of two alike, the one on the node that masquerades is reached")
    func branches() {
        let two = client() + server(on: "n1") + Manifest.pod("v", spec: "nodeName: n2", status: "podIP: 10.244.2.9")
        let path = trace(two + service("type: NodePort") + policy(), to: "192.0.2.1:30080")
        #expect(path.hops.filter { $0.kind == .ingressPolicy }.map(\.verdict.rawValue).sorted() == ["allowed", "denied"])
    }

    @Test("externalTrafficPolicy: Local: a Pod's connection keeps its address and gets any endpoint, before the drop (KUBE-EXT, Local)")
    func local() {
        let spec = "type: NodePort, externalTrafficPolicy: Local"
        let own = client(on: "n1") + server(on: "n2") + service(spec)
        #expect(trace(own, to: "192.0.2.1:30080").verdict == "allowed", "no Pod on n1, and yet")
        #expect(trace(own + policy(), to: "192.0.2.1:30080").verdict == "allowed", "the policy sees the client's label")
        #expect(trace(own + policy("ipBlock: {cidr: 192.0.2.1/32}"), to: "192.0.2.1:30080").verdict == "denied")
        #expect(trace(own, from: "outside", to: "192.0.2.1:30080").verdict == "denied", "from outside it is dropped")
        #expect(trace(own, from: "outside", to: "192.0.2.2:30080").verdict == "allowed")
    }

    @Test("A Pod in its node's network is that node: masqueraded at its own node, one from outside at another")
    func hostNetwork() {
        let spec = "type: NodePort, externalTrafficPolicy: Local"
        let base = client(on: "n1", spec: ", hostNetwork: true") + server(on: "n2") + service(spec)
        #expect(trace(base, to: "192.0.2.1:30080").verdict == "allowed", "route LOCAL traffic: any endpoint")
        let other = client(on: "n2", spec: ", hostNetwork: true") + server(on: "n2") + service(spec)
        #expect(trace(other, to: "192.0.2.1:30080").verdict == "denied", "n1 has none")
        let virtual = client(on: "n1", spec: ", hostNetwork: true") + server(on: "n2") + service("clusterIP: 10.96.3.3")
        #expect(trace(virtual + policy("ipBlock: {cidr: 192.0.2.1/32}"), to: "10.96.3.3:80").verdict == "allowed")
    }

    @Test("An external IP or a balancer's address that nodes know: the client's own node masquerades; Local keeps the address")
    func externalAddresses() {
        let balancer = "ip: 198.51.100.7"
        for (spec, status, address) in [
            ("type: LoadBalancer", balancer, "198.51.100.7:80"), ("externalIPs: [198.51.100.9], type: NodePort", "", "198.51.100.9:80"),
        ] {
            let cluster = client(on: "n1") + server(on: "n2") + service(spec, balancer: status)
            let path = trace(cluster + policy(), to: address)
            #expect(path.verdict == "denied", "\(spec)")
            #expect(path.text(.rewrite).contains("masquerading"), "\(spec)")
            #expect(trace(cluster + policy("ipBlock: {cidr: 192.0.2.1/32}"), to: address).verdict == "allowed", "\(spec)")
            let local = client(on: "n1") + server(on: "n2") + service(spec + ", externalTrafficPolicy: Local", balancer: status)
            #expect(trace(local + policy(), to: address).verdict == "allowed", "\(spec)")
            #expect(trace(local, to: address).because(.rewrite).contains { $0.hasSuffix("spec.externalTrafficPolicy") })
        }
    }

    @Test("At the virtual IP the client's address stays, and externalTrafficPolicy has no say there")
    func virtualIP() {
        let base = client(on: "n1") + server(on: "n2")
        let path = trace(
            base + service("type: NodePort, externalTrafficPolicy: Local, clusterIP: 10.96.3.3") + policy(), to: "10.96.3.3:80")
        #expect(path.verdict == "allowed")
        #expect(path.text(.rewrite).contains("The address of the client stays"))
        #expect(!path.because(.rewrite).contains { $0.hasSuffix("TrafficPolicy") })
        let inner = trace(
            base + service("internalTrafficPolicy: Cluster, clusterIP: 10.96.3.3").replacing(", nodePort: 30080", with: ""),
            to: "10.96.3.3:80")
        #expect(inner.because(.rewrite).contains { $0.hasSuffix("spec.internalTrafficPolicy") })
    }

    @Test("The client's own policies see another node's address and port, not the Pod behind it (C57)")
    func egress() {
        let base = client(on: "n1") + server(on: "n2") + service("type: NodePort")
        let out = { (to: String) in
            Manifest.policy("out", "podSelector: {matchLabels: {app: client}}, policyTypes: [Egress], egress: [{to: [{\(to)}]}]")
        }
        #expect(trace(base + out("podSelector: {matchLabels: {app: web}}"), to: "192.0.2.2:30080").verdict == "denied")
        #expect(trace(base + out("ipBlock: {cidr: 192.0.2.2/32}"), to: "192.0.2.2:30080").verdict == "allowed")
        #expect(trace(base + out("podSelector: {matchLabels: {app: web}}"), to: "192.0.2.1:30080").verdict == "allowed", "its own node")
    }

    @Test("From outside a node's address is seen; whether it is the Pod's own decides")
    func outside() {
        let base = client() + server(on: "n2") + service("type: NodePort")
        #expect(trace(base + policy(), from: "outside", to: "web").verdict == "unknown")
        #expect(trace(base + policy(), from: "outside", to: "192.0.2.2:30080").verdict == "allowed")
        #expect(trace(base + policy(), from: "outside", to: "192.0.2.1:30080").verdict == "denied")
        #expect(
            trace(base + policy("ipBlock: {cidr: 192.0.2.0/24}"), from: "outside", to: "web").verdict == "allowed", "every node's address")
    }

    @Test("Local, and only a Pod that shuts down on that node: it still serves there (KEP-1669, per policy)")
    func terminating() {
        let dying = Manifest.pod(
            "w", spec: "nodeName: n1", status: "podIP: 10.244.9.6, conditions: [{type: Ready, status: \"True\"}]",
            metadata: "deletionTimestamp: 2024-01-01T00:00:00Z")
        let base = dying + Manifest.pod("v", spec: "nodeName: n2", status: "podIP: 10.244.2.9") + client()
        let path = trace(base + service("type: NodePort, externalTrafficPolicy: Local"), from: "outside", to: "192.0.2.1:30080")
        #expect(path.verdict == "allowed")
        #expect(path.text(.rewrite).contains("Pod default/w"))
    }
}
