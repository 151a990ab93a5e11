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

    @Test("hostNetwork: the Node's address, or one of the documentation range")
    func hostNetwork() {
        let pod = Manifest.pod("a", spec: "hostNetwork: true, nodeName: n1")
        #expect(addresses(pod)["a"]?.hasPrefix("192.0.2.") == true)
        let node =
            "---\n{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 172.18.0.2}]}}\n"
        #expect(addresses(pod + node)["a"] == "172.18.0.2")
    }
}
