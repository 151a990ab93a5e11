import KubeCluster
import TestSupport
import Testing

/// By kubernetes/kubernetes, pkg/kubelet/network/dns/dns.go.
@Suite("resolv.conf as kubelet writes it: corners of the node's file and of dnsConfig (R46 to R54)")
struct ResolvConfTests {
    private func conf(_ spec: String, facts: String = "") -> ResolvConf? {
        DNSFixture(Manifest.pod("a", spec: spec), facts: facts).conf("a")
    }
    private func node(_ text: String) -> String { "node: {resolvConf: \"\(text)\"}" }
    private static let cluster = ["default.svc.cluster.local", "svc.cluster.local", "cluster.local"]

    @Test("R49: a lone dot stands in the list of the host's policy only (GetPodDNS, case podDNSHost)")
    func noFile() {
        let none = "node: {resolvConf: null}"
        #expect(conf("", facts: none)?.searches == Self.cluster)
        #expect(conf("dnsConfig: {searches: [extra.example]}", facts: none)?.searches == Self.cluster + ["extra.example"])
        #expect(conf("dnsPolicy: ClusterFirstWithHostNet, hostNetwork: true", facts: none)?.searches == Self.cluster)
        #expect(conf("", facts: "clusterDomain: \"\"\n" + none)?.searches == [])
        #expect(conf("hostNetwork: true", facts: none)?.searches == ["."])
        #expect(conf("dnsPolicy: Default, dnsConfig: {searches: [extra.example]}", facts: none)?.searches == [".", "extra.example"])
        #expect(conf("", facts: "clusterDNS: []\n" + none)?.searches == ["."])
    }

    @Test("R51: duplicates are removed where there is a dnsConfig, even an empty one (appendDNSConfig), and nowhere else")
    func duplicates() {
        let twice = node("nameserver 192.0.2.1\\nnameserver 192.0.2.1\\nsearch a.example a.example\\n")
        for spec in ["dnsPolicy: Default", "dnsPolicy: Default, hostAliases: [{ip: 192.0.2.9, hostnames: [x]}]", "hostNetwork: true"] {
            #expect(conf(spec, facts: twice)?.nameservers == ["192.0.2.1", "192.0.2.1"])
            #expect(conf(spec, facts: twice)?.searches == ["a.example", "a.example"])
        }
        for config in ["{}", "{options: [{name: edns0}]}"] {
            #expect(conf("dnsPolicy: Default, dnsConfig: \(config)", facts: twice)?.nameservers == ["192.0.2.1"])
            #expect(conf("dnsPolicy: Default, dnsConfig: \(config)", facts: twice)?.searches == ["a.example"])
        }
        #expect(conf("dnsPolicy: Default, dnsConfig: null", facts: twice)?.nameservers.count == 2)
        // The cluster's searches are made unique by themselves (generateSearchesForDNSClusterFirst), its nameservers are not.
        let server = "clusterDNS: [10.96.0.10, 10.96.0.10]\n" + node("search a.example a.example cluster.local\\n")
        #expect(conf("", facts: server)?.searches == Self.cluster + ["a.example"])
        #expect(conf("", facts: server)?.nameservers == ["10.96.0.10", "10.96.0.10"])
        #expect(conf("", facts: "clusterDomain: \"\"\n" + server)?.searches == ["a.example", "a.example", "cluster.local"])
    }

    @Test("R51: an option is there once, by its name; an empty value is none (mergeDNSOptions, appendOptions)")
    func options() {
        let two = node("options ndots:1 rotate ndots:2\\n")
        #expect(
            conf("dnsPolicy: Default, dnsConfig: {options: [{name: ndots, value: \"3\"}]}", facts: two)?.options == ["ndots:3", "rotate"])
        #expect(conf("dnsPolicy: Default", facts: two)?.options == ["ndots:2", "rotate"])
        #expect(conf("dnsPolicy: Default, dnsConfig: {}", facts: node("options timeout: a:b:c\\n"))?.options == ["timeout", "a:b:c"])
        #expect(conf("dnsConfig: {options: [{name: ndots, value: \"\"}]}")?.options == ["ndots"])
        #expect(conf("dnsConfig: {options: [{name: ndots, value: \"1\"}, {name: ndots, value: \"2\"}]}")?.options == ["ndots:2"])
    }

    @Test(
        "R53: lines end at a line feed, words at Unicode's white space (parseResolvConf: strings.Split, strings.Fields)",
        arguments: ["\\f", "\\v", "\\u00A0", "\\u2003", "\\u3000", "\\u0085", "\\u2028", "\\r", "\\t"])
    func whiteSpace(space: String) {
        let facts = node("nameserver\(space)192.0.2.1\(space)\(space)ignored\\n\(space)search a.example\(space)b.example.\(space)\\r\\n")
        let file = conf("dnsPolicy: Default", facts: facts)
        #expect(file?.nameservers == ["192.0.2.1"])
        #expect(file?.searches == ["a.example", "b.example"])
    }

    @Test("R53: what is no keyword is nothing; a comment begins with # at the line's first word")
    func otherLines() {
        let file = conf(
            "dnsPolicy: Default",
            facts: node(
                "; nameserver 192.0.2.8\\n # nameserver 192.0.2.9\\n#nameserver 192.0.2.9\\nnameservers 192.0.2.7\\nsearch a\\nsearch\\n"))
        #expect(file?.nameservers == [])
        #expect(file?.searches == [])
    }

    @Test("A nameserver without an address: kubelet makes no Pod's resolv.conf, whatever its policy (getHostDNSConfig returns the error)")
    func brokenFile() {
        for text in ["nameserver\\n", "search a\\nnameserver   \\nnameserver 192.0.2.1\\n", "nameserver \\r\\n"] {
            let findings = DNSFixture("", facts: node(text)).factFindings
            #expect(findings.map(\.severity) == [.error])
            #expect(findings.map(\.field) == ["node.resolvConf"])
        }
        #expect(DNSFixture("", facts: node("nameserver 192.0.2.1\\n#nameserver\\n")).factFindings.isEmpty)
        #expect(conf("", facts: node("nameserver\\n"))?.warnings.count == 1)
    }

    @Test("Zonal names need endpoints: CoreDNS does not start with zonal and noendpoints (setup.go, ParseStanza)")
    func zonalWithoutEndpoints() {
        let findings = DNSFixture("", facts: "dns: {zonal: true, noEndpoints: true}").factFindings
        #expect(findings.map { "\($0.severity) \($0.identifier) \($0.field ?? "")" } == ["error conflicting-fields dns.zonal"])
        #expect(DNSFixture("", facts: "dns: {zonal: true, noEndpoints: false}").factFindings.isEmpty)
        #expect(DNSFixture("", facts: "dns: {zonal: false, noEndpoints: true}").factFindings.isEmpty)
    }

    // MARK: What a C library reads of it

    @Test(
        "R55: glibc asks for a name of enough dots as it is, and again at a dot in the list (res_query.c, __res_context_search)",
        arguments: [
            ("glibc", "a.b", ["a.b.", "a.b.", "a.b.example.org."]), ("glibc", "z", ["z.", "z.example.org."]), ("musl", "a.b", ["a.b."]),
            ("musl", "z", ["z.example.org.", "z."]),
        ])
    func rootInList(library: String, name: String, expected: [String]) {
        let pod = Manifest.pod("a", spec: "dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10], searches: [\".\", example.org]}")
        #expect(DNSFixture(pod, facts: "resolver: \(library)").walk(name, from: "a") == expected)
    }

    @Test(
        "R55, R56: ndots is read as atoi reads it by glibc (res_init.c), as digits by musl (resolvconf.c); 15 at most",
        arguments: [
            ("abc", "glibc", true), ("abc", "musl", false), ("1x", "glibc", false), ("0", "musl", true),
            ("99999999999999999999", "glibc", false),
        ])
    func ndots(value: String, library: String, isAskedFirst: Bool) {
        let spec =
            "dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10], searches: [example.org], options: [{name: ndots, value: \"\(value)\"}]}"
        let walk = DNSFixture(Manifest.pod("a", spec: spec), facts: "resolver: \(library)").walk("x", from: "a")
        #expect((walk.first == "x.") == isAskedFirst)
    }

    @Test("R56: musl ignores a line of more than 255 bytes, that of the options too")
    func longOptions() {
        let long = (0..<30).map { "{name: option-\($0)}" }.joined(separator: ", ")
        let spec =
            "dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10], searches: [example.org], options: [{name: ndots, value: \"5\"}, \(long)]}"
        #expect(DNSFixture(Manifest.pod("a", spec: spec), facts: "resolver: musl").walk("x.y", from: "a") == ["x.y."])
        #expect(DNSFixture(Manifest.pod("a", spec: spec)).walk("x.y", from: "a") == ["x.y.example.org.", "x.y."])
    }
}
