import KubeCluster
import TestSupport
import Testing

@Suite("The zone: names, negative answers, its own records (R1 to R12)")
struct ZoneTests {
    private let fixture = DNSFixture(
        Manifest.pod("a", status: "podIP: 172.17.0.3")
            + Manifest.service(ports: "{name: http, port: 80, targetPort: 8080}", spec: "clusterIP: 10.96.0.77")
            + Manifest.service("empty", selector: "app: none", spec: "clusterIP: None"))

    @Test("R1: the domain is configuration; kubeadm's defaults")
    func domain() {
        let other = DNSFixture(Manifest.service(spec: "clusterIP: 10.96.0.77"), facts: "clusterDomain: corp.example.")
        #expect(other.ask("web.default.svc.corp.example") == "A 10.96.0.77")
        #expect(other.dns.answer("web.default.svc.cluster.local", "A").isOutside)
        let facts = ClusterFacts()
        #expect(facts.dns.ttl == 30 && facts.dns.pods == .insecure && facts.dns.reverseZones == ["in-addr.arpa", "ip6.arpa"])
    }

    @Test("R2: case does not matter; the answer repeats the question's spelling, targets its spelling of the zone")
    func spelling() {
        let response = fixture.dns.answer("_HTTP._tcp.Web.DEFAULT.svc.Cluster.LOCAL", "SRV")
        #expect(response.answers.first?.name == "_HTTP._tcp.Web.DEFAULT.svc.Cluster.LOCAL.")
        #expect(response.answers.first?.data == "0 100 80 web.default.svc.Cluster.LOCAL.")
        #expect(fixture.dns.answer("nothing.Cluster.LOCAL", "A").authority.first?.name == "Cluster.LOCAL.")
    }

    @Test(
        "R3, R4: NODATA and NXDOMAIN",
        arguments: [
            ("cluster.local", "A", "NODATA"), ("svc.cluster.local", "A", "NODATA"), ("pod.cluster.local", "A", "NODATA"),
            ("default.svc.cluster.local", "A", "NODATA"), ("default.pod.cluster.local", "A", "NODATA"),
            ("web.default.svc.cluster.local", "AAAA", "NODATA"),
            ("web.default.svc.cluster.local", "MX", "NODATA"), ("web.default.svc.cluster.local", "HINFO", "NODATA"),
            ("web.default.svc.cluster.local", "NS", "NODATA"), ("foo.cluster.local", "A", "NXDOMAIN"),
            ("missing.svc.cluster.local", "A", "NXDOMAIN"),
            ("none.default.svc.cluster.local", "A", "NXDOMAIN"), ("x.web.default.svc.cluster.local", "A", "NXDOMAIN"),
            ("_ftp._tcp.web.default.svc.cluster.local", "SRV", "NXDOMAIN"), ("_http._udp.web.default.svc.cluster.local", "SRV", "NXDOMAIN"),
            ("empty.default.svc.cluster.local", "A", "NXDOMAIN"), ("nonsense.default.pod.cluster.local", "A", "NXDOMAIN"),
            ("a.b.c.web.default.svc.cluster.local", "A", "NXDOMAIN"), ("missing.pod.cluster.local", "A", "NXDOMAIN"),
        ])
    func negative(name: String, type: String, expected: String) {
        #expect(fixture.ask(name, type) == expected)
        #expect(fixture.dns.answer(name, type).authority.map(\.type) == [.soa])
    }

    @Test("R3: an underscore may be left out")
    func underscore() {
        #expect(fixture.ask("http.tcp.web.default.svc.cluster.local", "SRV") == "SRV 0 100 80 web.default.svc.cluster.local.")
    }

    @Test("R5: SOA")
    func soa() {
        #expect(fixture.ask("cluster.local", "SOA") == "SOA ns.dns.cluster.local. hostmaster.cluster.local. 1 7200 1800 86400 30")
        #expect(fixture.ask("web.default.svc.cluster.local", "SOA") == "NODATA")
        let long = DNSFixture("", facts: "dns: {ttl: 3600}").dns.answer("cluster.local", "SOA")
        #expect(long.answers.first?.ttl == 300)
        #expect(long.answers.first?.data.hasSuffix(" 3600") == true)
    }

    @Test("R6: NS is the Service whose endpoints hold the server's address, else ns.dns; ns.dns always answers")
    func nameServers() {
        #expect(fixture.ask("cluster.local", "NS") == "NS kube-dns.kube-system.svc.cluster.local.")
        #expect(fixture.dns.answer("cluster.local", "NS").additional.map(\.data) == ["10.96.0.10"])
        #expect(fixture.ask("ns.dns.cluster.local") == "A 10.96.0.10")
        let own = Manifest.pod("dns", status: "podIP: 10.0.0.53") + Manifest.service("resolver", spec: "clusterIP: 10.96.0.9")
        let found = DNSFixture(own, facts: "dns: {serverAddresses: [10.0.0.53]}")
        #expect(found.ask("cluster.local", "NS") == "NS resolver.default.svc.cluster.local.")
        let headless = DNSFixture(
            own.replacing("clusterIP: 10.96.0.9", with: "clusterIP: None"), facts: "dns: {serverAddresses: [10.0.0.53]}")
        #expect(headless.ask("cluster.local", "NS") == "NS 10-0-0-53.resolver.default.svc.cluster.local.")
        let alone = DNSFixture("", facts: "dns: {serverAddresses: [10.0.0.53]}")
        #expect(alone.ask("cluster.local", "NS") == "NS ns.dns.cluster.local.")
        #expect(alone.ask("ns.dns.cluster.local") == "A 10.0.0.53")
    }

    @Test("R7: the only text is dns-version's")
    func text() {
        #expect(fixture.dns.answer("dns-version.cluster.local", "TXT").answers.map(\.ttl) == [28800])
        #expect(fixture.ask("dns-version.cluster.local", "TXT") == "TXT 1.1.0")
        #expect(fixture.ask("web.default.svc.cluster.local", "TXT") == "NODATA")
        #expect(fixture.ask("default.svc.cluster.local", "TXT") == "NXDOMAIN")
        #expect(fixture.ask("cluster.local", "TXT") == "NXDOMAIN")
        #expect(fixture.ask("none.default.svc.cluster.local", "TXT") == "NXDOMAIN")
    }

    @Test("R8: the configured ttl")
    func ttl() {
        #expect(
            DNSFixture(Manifest.service(), facts: "dns: {ttl: 5}").dns.answer("web.default.svc.cluster.local", "A").answers.map(\.ttl) == [
                5
            ])
        #expect(DNSFixture("", facts: "dns: {ttl: 4000}").factFindings.map(\.identifier) == ["unknown-value"])
    }

    @Test("R9: a transfer is refused as a question")
    func transfer() { #expect(fixture.ask("cluster.local", "AXFR") == "REFUSED") }

    @Test(
        "R10: wildcards are ordinary labels",
        arguments: ["*.default.svc.cluster.local", "any.default.svc.cluster.local", "web.*.svc.cluster.local"])
    func wildcards(name: String) { #expect(fixture.ask(name) == "NXDOMAIN") }

    @Test("R11: declared, implied and built-in namespaces; those that are not exposed do not exist")
    func namespaces() {
        let shop = DNSFixture("{apiVersion: v1, kind: Namespace, metadata: {name: declared}}\n" + Manifest.pod("a", namespace: "implied"))
        for name in ["declared", "implied", "default", "kube-system", "kube-public", "kube-node-lease"] {
            #expect(shop.ask("\(name).svc.cluster.local") == "NODATA")
        }
        let some = DNSFixture(Manifest.service(spec: "clusterIP: 10.96.0.77"), facts: "dns: {namespaces: [other]}")
        #expect(some.ask("web.default.svc.cluster.local") == "NXDOMAIN")
        #expect(some.ask("77.0.96.10.in-addr.arpa", "PTR") == "NXDOMAIN")
        #expect(some.records.allSatisfy { !$0.contains("web") })
    }

    @Test("R12: an alias precedes its target's records")
    func order() {
        let alias = Manifest.service("alias", selector: nil, spec: "type: ExternalName, externalName: web.default.svc.cluster.local")
        let both = DNSFixture(alias + Manifest.service(spec: "clusterIP: 10.96.0.77"))
        #expect(both.ask("alias.default.svc.cluster.local") == "CNAME web.default.svc.cluster.local., A 10.96.0.77")
    }

    @Test("Unknown facts are errors with the nearest known one")
    func facts() {
        let findings = DNSFixture("", facts: "clusterDomian: x\ndns: {pod: insecure}\n").factFindings
        #expect(findings.map(\.identifier) == ["unknown-field", "unknown-field"])
        #expect(findings.first?.message.contains("clusterDomain") == true)
    }
}
