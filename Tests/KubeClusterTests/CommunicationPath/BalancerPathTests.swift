import KubeCluster
import TestSupport
import Testing

/// KEP-1860 (ipMode), the Service API (allocateLoadBalancerNodePorts, loadBalancerSourceRanges), and kube-proxy's chain KUBE-FW.
@Suite("A load balancer in front of the nodes (C59)")
struct BalancerPathTests {
    private func cluster(_ spec: String = "", balancer: String = "ip: 198.51.100.7", nodePort: String = ", nodePort: 30080") -> String {
        Manifest.pod("client", labels: "app: client", status: "podIP: 10.244.2.5") + Manifest.pod("w", status: "podIP: 10.244.9.6")
            + Manifest.service(
                ports: "{port: 80, targetPort: 8080\(nodePort)}", spec: "type: LoadBalancer\(spec.isEmpty ? "" : ", \(spec)")")
            + (balancer.isEmpty ? "" : "status: {loadBalancer: {ingress: [{\(balancer)}]}}\n")
    }

    private func trace(_ yaml: String, from: String = "client", to: String = "198.51.100.7:80") -> PathFixture {
        PathFixture(yaml, from: from, to: to)
    }

    @Test("VIP, and no mode at all: the client's node takes the address; Proxy: the connection goes to the balancer and comes back")
    func ipMode() {
        for mode in ["", ", ipMode: VIP"] {
            #expect(trace(cluster(balancer: "ip: 198.51.100.7\(mode)")).kinds == ["virtual-ip", "rewrite", "container"], "\(mode)")
        }
        let proxy = trace(cluster(balancer: "ip: 198.51.100.7, ipMode: Proxy"))
        #expect(proxy.kinds == ["load-balancer", "node-port", "rewrite", "container"])
        #expect(proxy.text(.loadBalancer).contains("ipMode: Proxy"))
        let out = Manifest.policy(
            "out", "podSelector: {matchLabels: {app: client}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 198.51.100.7/32}}]}]")
        #expect(trace(cluster(balancer: "ip: 198.51.100.7, ipMode: Proxy") + out).verdict == "allowed", "the policy sees the balancer")
        #expect(trace(cluster() + out).verdict == "denied", "VIP: it sees the Pod (C17)")
    }

    @Test("Without node ports the balancer leads straight to the nodes; a stated one stays")
    func noNodePorts() {
        let none = cluster("allocateLoadBalancerNodePorts: false", nodePort: "")
        #expect(trace(none, from: "outside", to: "web").kinds == ["load-balancer", "rewrite", "container"])
        #expect(trace(cluster("allocateLoadBalancerNodePorts: false"), from: "outside", to: "web").kinds.contains("node-port"))
        #expect(trace(cluster(nodePort: ""), from: "outside", to: "web").kinds.contains("node-port"), "one is assigned")
    }

    @Test("loadBalancerSourceRanges: only these clients, Pods too where the nodes take the address; node ports are not guarded")
    func ranges() {
        let narrow = cluster("loadBalancerSourceRanges: [203.0.113.0/24]")
        let outside = trace(narrow, from: "outside", to: "web")
        #expect(outside.verdict == "unknown")
        #expect(outside.text(.loadBalancer).contains("Only clients in 203.0.113.0/24"))
        #expect(outside.because(.loadBalancer).contains { $0.hasSuffix("spec.loadBalancerSourceRanges[0]") })
        #expect(trace(narrow, from: "outside", to: "web:30080").verdict == "allowed")
        #expect(trace(narrow).verdict == "denied", "10.244.2.5 is in no range")
        #expect(trace(cluster("loadBalancerSourceRanges: [10.244.2.0/24]")).verdict == "allowed")
        #expect(trace(cluster("loadBalancerSourceRanges: [0.0.0.0/0]"), from: "outside", to: "web").verdict == "allowed")
        #expect(
            trace(cluster("loadBalancerSourceRanges: [203.0.113.0/24]"), to: "web:80").verdict == "allowed", "the virtual IP is not guarded"
        )
        let proxy = cluster("loadBalancerSourceRanges: [203.0.113.0/24]", balancer: "ip: 198.51.100.7, ipMode: Proxy")
        #expect(trace(proxy).verdict == "unknown", "whose address the balancer sees is not known")
    }

    @Test("A Pod whose address is an example: in a range or not is not known")
    func example() {
        let yaml = cluster("loadBalancerSourceRanges: [10.0.0.0/8]").replacing("status: {podIP: 10.244.2.5}", with: "")
        #expect(trace(yaml).verdict == "unknown")
        #expect(PathFixture(yaml, from: "client", to: "198.51.100.7:80", facts: "podCIDRs: [10.32.0.0/16]").verdict == "allowed")
        #expect(PathFixture(yaml, from: "client", to: "198.51.100.7:80", facts: "podCIDRs: [172.20.0.0/16]").verdict == "denied")
    }
}
