import KubeCluster
import TestSupport
import Testing

@Suite("What a Pod's resolver does (R46 to R60)")
struct ResolverTests {
    private func conf(_ spec: String, facts: String = "") -> ResolvConf? {
        DNSFixture(Manifest.pod("a", spec: spec), facts: facts).conf("a")
    }
    private static let node =
        "node: {resolvConf: \"nameserver 192.0.2.1\\nnameserver 192.0.2.2\\nsearch corp.example. lan\\noptions timeout:1 rotate\\n\"}"
    private static let cluster = ["default.svc.cluster.local", "svc.cluster.local", "cluster.local"]

    @Test(
        "R46: what a policy begins with",
        arguments: [
            ("", "cluster"), ("dnsPolicy: ClusterFirst", "cluster"), ("dnsPolicy: ClusterFirst, hostNetwork: true", "host"),
            ("dnsPolicy: ClusterFirstWithHostNet, hostNetwork: true", "cluster"), ("dnsPolicy: ClusterFirstWithHostNet", "cluster"),
            ("dnsPolicy: Default", "host"), ("dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.9]}", "none"),
            ("dnsPolicy: Nonsense", "cluster"),
        ])
    func policies(spec: String, source: String) { #expect(conf(spec)?.source.rawValue == source) }

    @Test("R47: the cluster's nameservers and domains, the node's domains after them, ndots:5 alone")
    func clusterFirst() {
        let file = conf("", facts: Self.node)
        #expect(file?.nameservers == ["10.96.0.10"])
        #expect(file?.searches == Self.cluster + ["corp.example", "lan"])
        #expect(file?.options == ["ndots:5"])
        #expect(
            conf("")?.text == "nameserver 10.96.0.10\nsearch default.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n")
    }

    @Test("R48: without cluster DNS as the host; without a domain the node's alone")
    func withoutClusterDNS() {
        #expect(conf("", facts: "clusterDNS: []\n" + Self.node)?.nameservers == ["192.0.2.1", "192.0.2.2"])
        #expect(conf("", facts: "clusterDomain: \"\"\n" + Self.node)?.searches == ["corp.example", "lan"])
    }

    @Test("R49, R53: the node's file as it is; without one, loopback and a lone dot")
    func host() {
        let file = conf("dnsPolicy: Default", facts: Self.node)
        #expect(file?.nameservers == ["192.0.2.1", "192.0.2.2"])
        #expect(file?.searches == ["corp.example", "lan"])
        #expect(file?.options == ["timeout:1", "rotate"])
        let none = conf("dnsPolicy: Default", facts: "node: {resolvConf: null, addresses: [192.0.2.7, \"2001:db8::7\"]}")
        #expect(none?.nameservers == ["127.0.0.1", "::1"])
        #expect(none?.searches == ["."])
        let last = "node: {resolvConf: \"# comment\\nsearch a\\nsearch b. .\\noptions x\\noptions y\\ndomain z\\nnameserver\\n\"}"
        let read = conf("dnsPolicy: Default", facts: last)
        #expect(read?.searches == ["b"])
        #expect(read?.options == ["y"])
        #expect(read?.warnings.count == 1)
    }

    @Test("R50: None begins empty")
    func none() {
        let file = conf("dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.9], searches: [a.example]}")
        #expect(file?.text == "nameserver 192.0.2.9\nsearch a.example\n")
        #expect(DNSFixture(Manifest.pod("a", spec: "dnsPolicy: None")).resolved.identifiers == ["missing-field"])
    }

    @Test("R51, R54: dnsConfig is appended; its options win, with or without a value")
    func dnsConfig() {
        let file = conf(
            "dnsConfig: {nameservers: [10.96.0.10, 192.0.2.9], searches: [cluster.local, extra.example, \"_x.example\"], options: [{name: ndots, value: \"2\"}, {name: edns0}]}"
        )
        #expect(file?.nameservers == ["10.96.0.10", "192.0.2.9"])
        #expect(file?.searches == Self.cluster + ["extra.example", "_x.example"])
        #expect(file?.options == ["ndots:2", "edns0"])
        #expect(conf("dnsConfig: {options: [{name: ndots}]}")?.options == ["ndots"])
    }

    @Test("R52: three nameservers; 32 domains, of 253 characters, 2048 together")
    func limits() {
        let many = (0..<40).map { "d\($0).example" }.joined(separator: ", ")
        let file = conf("dnsConfig: {nameservers: [192.0.2.1, 192.0.2.2, 192.0.2.3], searches: [\(many)]}")
        #expect(file?.nameservers == ["10.96.0.10", "192.0.2.1", "192.0.2.2"])
        #expect(file?.searches.count == 32)
        #expect(file?.warnings.count == 2)
        let long = String(repeating: "a", count: 254)
        #expect(conf("dnsConfig: {searches: [\(long)]}")?.searches == Self.cluster)
        let wide = (0..<20).map { String(repeating: "b", count: 120) + String($0) }.joined(separator: ", ")
        #expect((conf("dnsConfig: {searches: [\(wide)]}")?.searches.joined(separator: " ").utf8.count ?? 9999) <= 2048)
    }

    // MARK: Searching

    private static let services =
        Manifest.pod("client", labels: "app: client") + Manifest.service("my-backend")
        + Manifest.service("my-backend", namespace: "other-ns")

    private func walk(_ name: String, facts: String = "", spec: String = "") -> [String] {
        DNSFixture(Self.services + Manifest.pod("client", labels: "a: b", spec: spec), facts: facts).walk(name, from: "client")
    }

    @Test("R60: the worked example", arguments: ["glibc", "musl"])
    func workedExample(library: String) {
        let facts = "resolver: \(library)\n"
        #expect(walk("my-backend", facts: facts) == ["=my-backend.default.svc.cluster.local."])
        #expect(
            walk("my-backend.other-ns", facts: facts) == [
                "my-backend.other-ns.default.svc.cluster.local.", "=my-backend.other-ns.svc.cluster.local.",
            ])
        #expect(
            walk("example.com", facts: facts + "upstream: {example.com: {A: [192.0.2.80]}}")
                == [
                    "example.com.default.svc.cluster.local.", "example.com.svc.cluster.local.", "example.com.cluster.local.",
                    "=example.com.",
                ])
        #expect(walk("my-backend.other-ns.svc.cluster.local", facts: facts).last == "=my-backend.other-ns.svc.cluster.local.")
        #expect(walk("my-backend.other-ns.svc.cluster.local", facts: facts).count == 4)
        #expect(walk("my-backend.other-ns.svc.cluster.local.", facts: facts) == ["=my-backend.other-ns.svc.cluster.local."])
    }

    @Test("R55, R56: with enough dots glibc asks as is first and then searches, musl only asks as is")
    func dots() {
        let spec = "dnsConfig: {options: [{name: ndots, value: \"1\"}]}"
        #expect(
            walk("my-backend.other-ns", spec: spec)
                == ["my-backend.other-ns.", "my-backend.other-ns.default.svc.cluster.local.", "=my-backend.other-ns.svc.cluster.local."])
        #expect(walk("my-backend.other-ns", facts: "resolver: musl", spec: spec) == ["my-backend.other-ns."])
    }

    @Test("R55: ndots is 15 at most; a dot in the list is the name as it is, asked once")
    func edges() {
        #expect(
            walk("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p", spec: "dnsConfig: {options: [{name: ndots, value: \"99\"}]}").first
                == "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.")
        let dot = walk("x", spec: "dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10], searches: [\".\", svc.cluster.local]}")
        #expect(dot == ["x.", "x.svc.cluster.local."])
    }

    @Test("R57: a namespace's bare name: NODATA is 'next' for glibc and the end for musl")
    func noData() {
        #expect(
            walk("other-ns") == [
                "other-ns.default.svc.cluster.local.", "other-ns.svc.cluster.local.", "other-ns.cluster.local.", "other-ns.",
            ])
        #expect(walk("other-ns", facts: "resolver: musl") == ["other-ns.default.svc.cluster.local.", "other-ns.svc.cluster.local."])
    }

    @Test("R56: musl ignores a search line of more than 255 bytes")
    func longLine() {
        let long =
            "dnsConfig: {searches: [\(String(repeating: "a", count: 60)).\(String(repeating: "b", count: 60)).\(String(repeating: "c", count: 60)).example]}"
        #expect(walk("my-backend", facts: "resolver: musl", spec: long) == ["my-backend."])
        #expect(walk("my-backend", spec: long) == ["=my-backend.default.svc.cluster.local."])
    }

    @Test("R58: a Pod that asks another server does not see the cluster's names")
    func otherServer() {
        #expect(
            !walk("my-backend.default.svc.cluster.local.", spec: "dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.9]}").contains {
                $0.hasPrefix("=")
            })
        #expect(
            walk("my-backend.default.svc.cluster.local.", spec: "dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10]}") == [
                "=my-backend.default.svc.cluster.local."
            ])
    }

    @Test("R59: the Pod's own names and its hostAliases need no question")
    func hostsFile() throws {
        let fixture = DNSFixture(
            Manifest.pod(
                "a", spec: "hostname: me, subdomain: sub, hostAliases: [{ip: 192.0.2.5, hostnames: [legacy.example]}]",
                status: "podIP: 172.17.0.3"))
        for (name, address) in [
            ("me", "172.17.0.3"), ("me.sub.default.svc.cluster.local", "172.17.0.3"), ("legacy.example", "192.0.2.5"),
            ("localhost", "127.0.0.1 ::1"),
        ] {
            let lookup = Lookup(name, type: nil, from: try #require(fixture.pod("a")), in: fixture.dns)
            #expect(lookup.queries.isEmpty && lookup.found && lookup.isFromHostsFile)
            #expect(lookup.response.answers.map(\.data).joined(separator: " ") == address)
        }
    }

    @Test("The trap: the search list captures an outside name where such objects exist")
    func trap() {
        let captured = Self.services + Manifest.service("example", namespace: "com") + Manifest.pod("client", labels: "a: b")
        #expect(
            DNSFixture(captured).walk("example.com", from: "client") == [
                "example.com.default.svc.cluster.local.", "=example.com.svc.cluster.local.",
            ])
    }

    @Test(
        "The nearest name that would have worked",
        arguments: [
            ("only-there", "only-there lives in namespace shop: ask for only-there.shop"),
            ("my-bakend", "did you mean my-backend? Ask for my-backend"),
            ("web", "Deployment default/web has no name in DNS of its own; Service web-svc leads to it: ask for web-svc"),
            ("my-backend.other-sn", "did you mean namespace other-ns? Ask for my-backend.other-ns"),
        ])
    func advice(name: String, advice: String) throws {
        let fixture = DNSFixture(
            Self.services + Manifest.service("only-there", namespace: "shop") + Manifest.workload("Deployment", "web", labels: "app: x")
                + Manifest.service("web-svc", selector: "app: x") + Manifest.pod("client", labels: "a: b"))
        #expect(Lookup(name, type: nil, from: try #require(fixture.pod("client")), in: fixture.dns).advice == advice)
    }

    @Test(
        "R47 to R49: a Pod that does not ask the cluster's DNS is told so, not another name",
        arguments: [
            ("hostNetwork: true", "with hostNetwork, set dnsPolicy: ClusterFirstWithHostNet"),
            ("dnsPolicy: Default", "dnsPolicy Default asks the node's DNS server; leave it out"),
            (
                "dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.9]}",
                "with dnsPolicy None, dnsConfig has to name the cluster's DNS server"
            ),
            ("dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10]}", nil),
        ])
    func otherServer(spec: String, advice: String?) throws {
        let fixture = DNSFixture(Self.services + Manifest.pod("client", labels: "a: b", spec: spec))
        let lookup = Lookup("my-backend", type: nil, from: try #require(fixture.pod("client")), in: fixture.dns)
        #expect(!lookup.found && lookup.advice == advice)
    }

    @Test("R50, R55: without an ndots option, as under dnsPolicy None, one dot is enough to ask as is first")
    func withoutNdots() {
        let pod = Manifest.pod("a", spec: "dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10], searches: [example.org]}")
        let fixture = DNSFixture(pod)
        #expect(fixture.walk("api.shop", from: "a") == ["api.shop.", "api.shop.example.org."])
        #expect(fixture.walk("api", from: "a") == ["api.example.org.", "api."])
    }
}
