import KubeManifest
import TestSupport
import Testing

@testable import KubeCluster

/// R70: an example is the same in every run, another object changes nothing about it, and it never equals what a manifest states.
@Suite("Everything that no manifest states is made up once")
struct ExamplePlanTests {
    private static func service(_ name: String, _ type: String = "NodePort", _ ports: String = "{port: 80}") -> String {
        Manifest.service(name, ports: ports, spec: "type: \(type)")
    }

    private func nodePorts(_ yaml: String, of name: String = "web") throws -> [Assigned<Int>] {
        let resolved = Resolved(yaml)
        return resolved.cluster.ports(of: try #require(resolved.service(name))).compactMap(\.nodePort)
    }

    private func balancer(_ yaml: String, of name: String = "web") throws -> [Assigned<String>] {
        let resolved = Resolved(yaml)
        return resolved.cluster.examples.balancer(of: try #require(resolved.service(name)).service)
    }

    @Test("An example nodePort is of the range that a cluster picks from, above the band for chosen numbers (KEP-3668)")
    func nodePortRange() throws {
        let number = try #require(nodePorts(Self.service("web")).first)
        #expect(number.isIllustrative && (30086...32767).contains(number.value))
        #expect(number.text == "~\(number.value)")
        #expect(try nodePorts(Self.service("web", "NodePort", "{port: 80, nodePort: 30080}")) == [.stated(30080)])
        #expect(try nodePorts(Self.service("web", "ClusterIP")) == [], "no port of the nodes is open")
    }

    @Test("Another Service changes no example; one that states its number takes it away (R70)")
    func nodePortStays() throws {
        let number = try #require(nodePorts(Self.service("web")).first).value
        #expect(try nodePorts(Self.service("a") + Self.service("web") + Self.service("z"))[0].value == number)
        let taken = try nodePorts(Self.service("a", "NodePort", "{port: 1, nodePort: \(number)}") + Self.service("web"))
        #expect(taken[0].isIllustrative && taken[0].value != number)
    }

    @Test("Ports of one number and two protocols have one nodePort (kube-apiserver, alloc.go: initNodePorts)")
    func twoProtocols() throws {
        let ports = "{name: t, port: 53}, {name: u, port: 53, protocol: UDP}, {name: m, port: 9153}"
        let numbers = try nodePorts(Self.service("web", "NodePort", ports)).map(\.value)
        #expect(numbers.count == 3 && numbers[0] == numbers[1] && numbers[1] != numbers[2])
    }

    @Test("Two balancers have two addresses of the documentation ranges; a stated one is left alone (R70, RFC 5737)")
    func balancers() throws {
        let two = Self.service("web", "LoadBalancer") + Self.service("other", "LoadBalancer")
        let web = try #require(balancer(two).first), other = try #require(balancer(two, of: "other").first)
        #expect(web.isIllustrative && web.value.hasPrefix("203.0.113.") && web.value != other.value)
        #expect(try balancer(Self.service("web", "LoadBalancer")) == [web], "another Service changes nothing")
        let stated = "status: {loadBalancer: {ingress: [{ip: \(web.value)}]}}\n"
        let taken = Self.service("web", "LoadBalancer") + Self.service("other", "LoadBalancer") + stated
        #expect(try balancer(taken, of: "other") == [.stated(web.value)])
        #expect(try balancer(taken)[0].value != web.value)
        let many = (0..<600).map { Self.service("s\($0)", "LoadBalancer") }.joined()
        let cluster = Resolved(many).cluster
        #expect(Set(cluster.services.flatMap { cluster.examples.balancer(of: $0.service).map(\.value) }).count == 600)
    }

    @Test("A balancer of a Service of IPv6 alone has an address of 2001:db8::/32 (RFC 3849)")
    func balancerIPv6() throws {
        let yaml = Manifest.service(spec: "type: LoadBalancer, ipFamilies: [IPv6]")
        #expect(try balancer(yaml)[0].value.hasPrefix("2001:db8::"))
    }

    @Test("A node has one example address, whether a Pod of its own network or a figure asks (R69, R70)")
    func nodeAddress() throws {
        let pod = { (name: String, node: String) in Manifest.pod(name, spec: "nodeName: \(node), hostNetwork: true") }
        let cluster = Resolved(pod("a", "n1") + pod("b", "n2")).cluster
        #expect(cluster.pods.map(\.addresses) == ["n1", "n2"].map { [cluster.examples.nodeAddress($0)].compactMap { $0 } })
        #expect(cluster.pods[0].addresses != cluster.pods[1].addresses)
        #expect(cluster.examples.nodes.isEmpty && Resolved(pod("a", "n1")).cluster.examples.nodes == ["node-1"])
    }
}
