import KubeCluster
import TestSupport
import Testing

@Suite("DNS with names and facts that nobody expects")
struct HostileDNSTests {
    private static let web = Manifest.service(spec: "clusterIP: 10.96.0.77") + Manifest.pod("asker", labels: "a: b")

    @Test("Aliases outside the cluster that lead in a circle, also through an ExternalName, come to an end (R20)")
    func circles() {
        let alias = Manifest.service("x", selector: nil, spec: "type: ExternalName, externalName: a.example")
        let facts = "upstream: {a.example: {CNAME: b.example}, b.example: {CNAME: x.default.svc.cluster.local}}"
        let fixture = DNSFixture(alias + Self.web, facts: facts)
        #expect(fixture.ask("a.example").hasPrefix("CNAME b.example., CNAME x.default.svc.cluster.local., CNAME a.example."))
        #expect(fixture.dns.answer("x.default.svc.cluster.local", "A").answers.count <= 22)
        #expect(!fixture.walk("x", from: "asker").isEmpty)
    }

    @Test("R20: eleven aliases in a row are followed, a twelfth is not (plugin/backend_lookup.go, A: more than ten earlier records)")
    func chain() {
        let chain = (1...13).map { number in
            Manifest.service(
                "x\(number)", selector: nil,
                spec: "type: ExternalName, externalName: \(number == 1 ? "web" : "x\(number - 1)").default.svc.cluster.local")
        }.joined()
        let fixture = DNSFixture(chain + Self.web)
        #expect(fixture.ask("x10.default.svc.cluster.local").hasSuffix("CNAME web.default.svc.cluster.local., A 10.96.0.77"))
        #expect(fixture.ask("x11.default.svc.cluster.local").hasSuffix("CNAME web.default.svc.cluster.local., A 10.96.0.77"))
        #expect(fixture.ask("x12.default.svc.cluster.local") == "NODATA")
        #expect(fixture.ask("x13.default.svc.cluster.local") == "NODATA")
        // The limit counts for what lies outside too.
        let outside = DNSFixture(chain.replacing("externalName: web.default.svc.cluster.local", with: "externalName: db.example.com"))
        #expect(outside.ask("x11.default.svc.cluster.local").hasSuffix("CNAME db.example.com."))
        #expect(outside.ask("x12.default.svc.cluster.local") == "NODATA")
    }

    @Test(
        "Ranges of any size give addresses, or none, and no crash (R70)",
        arguments: [
            "10.96.0.0/28", "10.96.0.0/31", "255.255.255.255/32", "0.0.0.0/0", "\"::/0\"",
            "\"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128\"", "\"fd00::/126\"",
        ])
    func ranges(range: String) {
        let many = (0..<20).map { Manifest.service("s\($0)") + Manifest.pod("p\($0)") }.joined()
        for key in ["podCIDRs", "serviceCIDRs"] {
            let fixture = DNSFixture(many, facts: "\(key): [\(range)]")
            #expect(fixture.factFindings.isEmpty)
            let addresses = fixture.resolved.cluster.services.flatMap { $0.virtualIPs.map(\.address) }
            #expect(Set(addresses).count == addresses.count)
        }
    }

    @Test("R69, R70: Services' addresses come from the dynamic band after the first 256, and none is default/kubernetes'")
    func dynamicBand() {
        let many = (0..<300).map { Manifest.service("s\($0)") }.joined()
        let fixture = DNSFixture(many, facts: "serviceCIDRs: [10.96.0.0/22]")
        let addresses = fixture.resolved.cluster.services.flatMap { $0.virtualIPs.map(\.address.description) }
        #expect(addresses.count == 300)
        // 1024 addresses: the lower 64 are for people to choose.
        #expect(!addresses.contains { $0 == "10.96.0.1" || $0 == "10.96.0.64" || $0 == "10.96.3.255" })
        #expect(
            addresses.allSatisfy { address in
                let parts = address.split(separator: ".").compactMap { Int($0) }
                return parts[2] > 0 || parts[3] > 64
            })
        #expect(DNSFixture("", facts: "serviceCIDRs: [10.7.0.0/16]").ask("kubernetes.default.svc.cluster.local") == "A 10.7.0.1")
    }

    @Test(
        "Names that no question can hold are not asked for: labels of 1 to 63 bytes, 253 together (RFC 1035, section 2.3.4)",
        arguments: ["a..b", String(repeating: "a", count: 64), "..", ".a", String(repeating: "a.", count: 127) + "a"])
    func unaskable(name: String) throws {
        let fixture = DNSFixture(Self.web)
        #expect(fixture.walk(name, from: "asker") == [])
        let lookup = Lookup(name, type: nil, in: fixture.dns)
        #expect(lookup.queries.isEmpty && !lookup.found)
        #expect(lookup.response.why.contains("no question can hold"))
    }

    @Test("R55, R56: a name so long that only it fits: glibc and musl ask for it alone", arguments: ["glibc", "musl"])
    func longest(library: String) {
        // Two dots, so the search list comes first.
        let name = [63, 63, 60].map { String(repeating: "a", count: $0) }.joined(separator: ".") + "." + String(repeating: "b", count: 60)
        let fixture = DNSFixture(Self.web, facts: "resolver: \(library)")
        #expect(fixture.walk(name, from: "asker") == ["\(name)."])
    }

    @Test(
        "Any text is a name: it is not found, and nothing breaks",
        arguments: [
            ".", "*", "_", "*.default.svc.cluster.local", "__.__.web.default.svc.cluster.local", "ünï.default.svc.cluster.local",
            "\u{1B}[31m",
        ])
    func anything(name: String) throws {
        let fixture = DNSFixture(Self.web)
        #expect(!Lookup(name, type: nil, in: fixture.dns).found)
        #expect(!Lookup(name, type: nil, from: try #require(fixture.pod("asker")), in: fixture.dns).found)
    }

    @Test("Case and a final dot make no other name (R2)", arguments: ["WEB", "Web.Default", "web.default.svc.cluster.local."])
    func spelling(name: String) { #expect(DNSFixture(Self.web).walk(name, from: "asker").last?.hasPrefix("=") == true) }

    @Test(
        "Facts that cannot be so are errors, and the rest of the facts counts",
        arguments: [
            ("clusterDomain: a..b", "invalid-name"), ("clusterDomain: \"x\\n$INCLUDE y\"", "invalid-name"),
            ("dns: {reverseZones: [\"\"]}", "invalid-name"), ("dns: {reverseZones: [cluster.local]}", "invalid-name"),
            ("dns: {zonle: true}", "unknown-field"), ("node: {nam: x}", "unknown-field"), ("dns: {pods: yes}", "wrong-type"),
            ("dns: {pods: insecur}", "unknown-value"), ("resolver: windows", "unknown-value"),
            ("podCIDRs: [10.0.0.0/33]", "invalid-address"),
            ("clusterDNS: [x]", "invalid-address"), ("upstream: {x.: {A: [\"; evil\"]}}", "invalid-address"),
            ("upstream: {x.: {AA: [192.0.2.1]}}", "unknown-value"), ("upstream: {x.: y}", "wrong-type"), ("dns: []", "wrong-type"),
        ])
    func facts(text: String, identifier: String) {
        let fixture = DNSFixture(Self.web, facts: text)
        #expect(fixture.factFindings.map(\.identifier).contains(identifier))
        #expect(fixture.ask("web.default.svc.cluster.local") == "A 10.96.0.77")
    }

    @Test("A second document of facts is not read, and that is said")
    func secondDocument() {
        let fixture = DNSFixture(Self.web, facts: "clusterDomain: a.example\n---\nclusterDomain: b.example\n")
        #expect(fixture.dns.zone == "a.example")
        #expect(fixture.factFindings.map(\.identifier) == ["not-an-object"])
    }

    @Test("Every fact of the contract is known")
    func everyFact() {
        let facts = """
            clusterDomain: corp.example.
            podCIDRs: [10.1.0.0/16, "fd00:1::/56"]
            serviceCIDRs: [10.2.0.0/16]
            clusterDNS: [10.2.0.10, "fd00::a"]
            dns: {pods: verified, ttl: 7, namespaces: [default], reverseZones: [10.in-addr.arpa.], ignoreEmptyService: true,
                  endpointPodNames: true, noEndpoints: true, zonal: false, serverAddresses: [10.1.0.53]}
            node: {name: edge, addresses: [192.0.2.7], resolvConf: "nameserver 192.0.2.1\\n"}
            resolver: musl
            upstream: {"www.example.com.": {A: [192.0.2.53]}}
            """
        let fixture = DNSFixture(Self.web, facts: facts)
        #expect(fixture.factFindings.isEmpty)
        let known = fixture.resolved.cluster.facts
        #expect(known.clusterDomain == "corp.example" && known.podCIDRs.count == 2 && known.serviceCIDRs.count == 1)
        #expect(known.clusterDNS.map(\.description) == ["10.2.0.10", "fd00::a"])
        #expect(known.dns.pods == .verified && known.dns.ttl == 7 && known.dns.namespaces == ["default"])
        #expect(known.dns.reverseZones == ["10.in-addr.arpa"] && known.dns.ignoresEmptyService && known.dns.endpointPodNames)
        #expect(known.dns.noEndpoints && !known.dns.zonal && known.dns.serverAddresses.count == 1)
        #expect(known.node.name == "edge" && known.node.addresses.count == 1 && known.node.resolvConf == "nameserver 192.0.2.1\n")
        #expect(known.resolver == .musl && known.upstream["www.example.com."]?["A"] == ["192.0.2.53"])
    }
}
