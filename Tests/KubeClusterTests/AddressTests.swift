import KubeCluster
import KubeManifest
import TestSupport
import Testing

@Suite("Illustrative addresses (R69, R70)")
struct AddressTests {
    private func addresses(_ yaml: String) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: Resolved(yaml).cluster.pods.map { ($0.reference.name, $0.addresses.first?.address.description ?? "-") })
    }

    @Test("The same object keeps its address, whatever stands beside it")
    func stability() {
        let alone = addresses(Manifest.pod("web"))
        let many = addresses((0..<200).map { Manifest.pod("p\($0)") }.joined() + Manifest.pod("web"))
        #expect(alone["web"] != nil)
        #expect(many.values.count == Set(many.values).count)
        let others = addresses(Manifest.pod("zzz") + Manifest.pod("web") + Manifest.pod("aaa"))
        #expect(others["web"] == alone["web"])
    }

    @Test("Pods come from the Pod range, without .0, .1 and .255; Services from the upper band of theirs (KEP-3070)")
    func ranges() throws {
        let result = Resolved((0..<400).map { Manifest.pod("p\($0)") + Manifest.service("s\($0)") }.joined())
        for pod in result.cluster.pods {
            let value = UInt32(truncatingIfNeeded: try #require(pod.addresses.first).address.value)
            #expect(value >> 16 == 10 << 8 | 244)
            #expect((2...254).contains(value & 0xFF))
        }
        for service in result.cluster.services {
            let value = UInt32(truncatingIfNeeded: try #require(service.virtualIPs.first).address.value)
            #expect(value >> 20 == 0x0A6)
            #expect(value > 0x0A60_0100)
        }
    }

    @Test("An explicit address is kept and never handed out again")
    func explicit() {
        let free = addresses(Manifest.pod("web"))["web"] ?? ""
        let taken = addresses(Manifest.pod("web") + Manifest.pod("other", status: "podIP: \(free)"))
        #expect(taken["other"] == free)
        #expect(taken["web"] != free)
    }

    @Test("Other ranges")
    func facts() {
        var facts = ClusterFacts()
        facts.podCIDRs = [CIDR("172.17.0.0/16")!]
        let pod = Resolved(Manifest.pod("a"), facts: facts).cluster.pods[0]
        #expect(pod.addresses.first?.address.description.hasPrefix("172.17.") == true)
    }

    private static func node(_ name: String, _ block: String) -> String {
        "---\n{apiVersion: v1, kind: Node, metadata: {name: \(name)}, spec: {podCIDR: \(block)}}\n"
    }

    @Test("A Pod whose node is known gets an example address of the node's own podCIDR; any other one keeps its own (R70)")
    func nodeBlock() throws {
        let there = Manifest.pod("a", spec: "nodeName: n1"), elsewhere = Manifest.pod("b", spec: "nodeName: n2")
        let free = Manifest.pod("c")
        let plain = addresses(there + elsewhere + free)
        let with = addresses(there + elsewhere + free + Self.node("n1", "10.42.7.0/24"))
        let inside = try #require(with["a"])
        #expect(inside.hasPrefix("10.42.7."))
        #expect(with["b"] == plain["b"] && with["c"] == plain["c"])
        let clash = addresses(there + Manifest.pod("d", spec: "nodeName: n1", status: "podIP: \(inside)") + Self.node("n1", "10.42.7.0/24"))
        #expect(clash["a"]?.hasPrefix("10.42.7.") == true && clash["a"] != inside, "a stated address is not given out again")
        let daemon = Resolved(Manifest.workload("DaemonSet", "agent", spec: "minReadySeconds: 0") + Self.node("n1", "10.42.7.0/24")).cluster
        #expect(daemon.pods.map { $0.addresses[0].address.description.hasPrefix("10.42.7.") } == [true])
    }

    @Test("A node's block that is full, that its Pods do not keep to, or that contradicts the cluster facts is not used (R70)")
    func otherBlocks() {
        let pods = (0..<4).map { Manifest.pod("p\($0)", spec: "nodeName: n1") }.joined()
        let tiny = addresses(pods + Self.node("n1", "10.42.7.4/31")).values
        #expect(tiny.count { $0.hasPrefix("10.42.7.") } == 2 && tiny.count { $0.hasPrefix("10.244.") } == 2)
        let outside = Manifest.pod("x", spec: "nodeName: n1", status: "podIP: 172.20.0.9")
        #expect(!addresses(pods + outside + Self.node("n1", "10.42.7.0/24")).values.contains { $0.hasPrefix("10.42.") })
        var facts = ClusterFacts()
        facts.podCIDRs = [CIDR("172.17.0.0/16")!]
        let stated = Resolved(pods + Self.node("n1", "10.42.7.0/24"), facts: facts).cluster.pods
        #expect(stated.allSatisfy { $0.addresses[0].address.description.hasPrefix("172.17.") })
    }

    @Test("hostNetwork: the Node's address, or one of the documentation range")
    func hostNetwork() {
        let pod = Manifest.pod("a", spec: "hostNetwork: true, nodeName: n1")
        #expect(addresses(pod)["a"]?.hasPrefix("192.0.2.") == true)
        let node =
            "---\n{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 172.18.0.2}]}}\n"
        #expect(addresses(pod + node)["a"] == "172.18.0.2")
    }
}
