import KubeCluster
import TestSupport
import Testing

/// Each with its place in coredns/coredns 1.14.7.
@Suite("What CoreDNS' source says of corners: Pods' addresses, name servers, reverse zones, any port")
struct ServerAnswerTests {
    private let web = "web.default.svc.cluster.local"
    private let server = "dns: {serverAddresses: [10.0.0.53, 10.0.0.54]}"

    private func slice(
        _ endpoints: String, _ name: String = "s", service: String = "web", ports: String = "{name: http, port: 80}", type: String = "IPv4"
    ) -> String {
        "---\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: \(name), labels: {kubernetes.io/service-name: \(service)}}, addressType: \(type), ports: [\(ports)], endpoints: [\(endpoints)]}\n"
    }
    private func service(_ spec: String, ports: String = "{name: http, port: 80}") -> String {
        Manifest.service(selector: nil, ports: ports, spec: spec)
    }

    // MARK: Pods' addresses

    @Test(
        "R35: with pods verified Succeeded, Failed and Unknown are left out (controller.go, podListFunc), terminating too (object/pod.go, ToPod)",
        arguments: [("Running", true), ("Pending", true), ("Succeeded", false), ("Failed", false), ("Unknown", false)])
    func phases(phase: String, isServed: Bool) {
        let fixture = DNSFixture(Manifest.pod("a", status: "phase: \(phase), podIP: 172.17.0.9"), facts: "dns: {pods: verified}")
        #expect(fixture.ask("172-17-0-9.default.pod.cluster.local") == (isServed ? "A 172.17.0.9" : "NXDOMAIN"))
        #expect(fixture.records.contains { $0.hasPrefix("172-17-0-9.default.pod.") } == isServed)
    }

    @Test("R35: with pods verified the text is compared (kubernetes.go, findPods: ip == p.PodIP); insecure reads it as an address")
    func podText() {
        let pods =
            Manifest.pod("a", status: "podIP: \"fd00::\"") + Manifest.pod("b", status: "podIP: \"fd00:0::2\"")
            + Manifest.pod("c", status: "podIP: \"fd00::3\", podIPs: [{ip: \"fd00::3\"}, {ip: 10.1.0.3}]")
        let verified = DNSFixture(pods, facts: "dns: {pods: verified}")
        let pod = { (label: String) in verified.ask("\(label).default.pod.cluster.local", "AAAA") }
        #expect(pod("fd00--0") == "NXDOMAIN")
        #expect(pod("fd00--") == "AAAA fd00::")
        #expect(pod("fd00-0--2") == "AAAA fd00::2")
        #expect(pod("fd00--2") == "NXDOMAIN")
        #expect(pod("FD00--3") == "AAAA fd00::3")
        #expect(verified.ask("10-1-0-3.default.pod.cluster.local") == "NXDOMAIN")
        #expect(verified.records.contains("fd00--.default.pod.cluster.local. 30 AAAA fd00::"))
        #expect(DNSFixture(pods).ask("fd00--0.default.pod.cluster.local", "AAAA") == "AAAA fd00::")
        #expect(DNSFixture(pods).ask("fd00--.default.pod.cluster.local", "AAAA") == "AAAA fd00::")
    }

    @Test(
        "R36: an address is asked for as SRV: port 0 and the name itself; each Pod that has it counts in the weight (backend_lookup.go, SRV)"
    )
    func podPorts() {
        let name = "10-1-2-3.default.pod.cluster.local"
        #expect(DNSFixture("").ask(name, "SRV") == "SRV 0 100 0 \(name).")
        #expect(DNSFixture("").dns.answer("x.\(name)", "SRV").answers.map(\.data) == ["0 100 0 \(name)."])
        #expect(DNSFixture("").dns.answer(name, "SRV").additional.map { "\($0.name) \($0.data)" } == ["\(name). 10.1.2.3"])
        let two = Manifest.pod("a", status: "podIP: 10.1.2.3") + Manifest.pod("b", status: "podIP: 10.1.2.3")
        #expect(DNSFixture(two, facts: "dns: {pods: verified}").ask(name, "SRV") == "SRV 0 50 0 \(name).")
        #expect(DNSFixture(two, facts: "dns: {pods: disabled}").ask(name, "SRV") == "NXDOMAIN")
        #expect(DNSFixture("").ask("default.pod.cluster.local", "SRV") == "NODATA")
        #expect(DNSFixture("").ask(name, "MX") == "NODATA")
    }

    @Test("R36: IPv4 written as IPv6 is IPv4 (msg/type.go, HostType: net.IP.To4)")
    func mapped() {
        #expect(DNSFixture("").ask("--ffff-a01-203.default.pod.cluster.local") == "A 10.1.2.3")
        #expect(DNSFixture("").ask("--ffff-a01-203.default.pod.cluster.local", "AAAA") == "NODATA")
    }

    // MARK: The server's own names (ns.go, nsAddrs)

    private let servers = "{addresses: [10.0.0.53], hostname: one}, {addresses: [10.0.0.54]}, {addresses: [10.0.0.99]}"

    @Test("R6: one NS for each address of the server's slice where the Service is headless, one where it has a virtual IP")
    func severalAddresses() {
        let headless = DNSFixture(slice(servers) + service("clusterIP: None"), facts: server)
        #expect(headless.data("cluster.local", "NS") == ["10-0-0-54.\(web).", "10-0-0-99.\(web).", "one.\(web)."])
        #expect(headless.data("ns.dns.cluster.local") == ["10.0.0.53", "10.0.0.54", "10.0.0.99"])
        #expect(headless.dns.answer("cluster.local", "NS").additional.map(\.data).sorted() == ["10.0.0.53", "10.0.0.54", "10.0.0.99"])
        let virtual = DNSFixture(slice(servers) + service("clusterIP: 10.96.0.9"), facts: server)
        #expect(virtual.data("cluster.local", "NS") == ["\(web)."])
        #expect(virtual.data("ns.dns.cluster.local") == ["10.96.0.9"])
        // Another slice of the Service, without the server in it, does not count.
        let other = DNSFixture(slice(servers) + slice("{addresses: [10.0.0.77]}", "t") + service("clusterIP: None"), facts: server)
        #expect(!other.data("ns.dns.cluster.local").contains("10.0.0.77"))
        // Slices of controllers: one for each set of ports.
        let pods =
            Manifest.pod("a", status: "podIP: 10.0.0.53") + Manifest.pod("b", status: "podIP: 10.0.0.60")
            + Manifest.pod("c", labels: "app: none", status: "podIP: 10.0.0.61")
        let selected = DNSFixture(pods + Manifest.service(spec: "clusterIP: None"), facts: server)
        #expect(selected.data("ns.dns.cluster.local") == ["10.0.0.53", "10.0.0.60"])
    }

    @Test("R6: unready endpoints and noendpoints leave ns.dns; a slice without its Service leaves nothing")
    func noEndpointOfTheServer() {
        let unready = servers.replacing("]}", with: "], conditions: {ready: false}}").replacing(
            "one}", with: "one, conditions: {ready: false}}")
        let hidden = DNSFixture(slice(unready) + service("clusterIP: 10.96.0.9"), facts: server)
        #expect(hidden.ask("cluster.local", "NS") == "NS ns.dns.cluster.local.")
        #expect(hidden.data("ns.dns.cluster.local") == ["10.0.0.53", "10.0.0.54"])
        let none = DNSFixture(
            slice(servers) + service("clusterIP: 10.96.0.9"), facts: server.replacing("]}", with: "], noEndpoints: true}"))
        #expect(none.ask("cluster.local", "NS") == "NS ns.dns.cluster.local.")
        #expect(DNSFixture("", facts: "dns: {noEndpoints: true}").ask("cluster.local", "NS") == "NS ns.dns.cluster.local.")
        let stray = DNSFixture(slice(servers, service: "gone"), facts: server)
        #expect(stray.ask("cluster.local", "NS") == "NODATA")
        #expect(stray.ask("ns.dns.cluster.local") == "NODATA")
        #expect(!stray.records.contains { $0.contains("ns.dns.cluster.local. 30 A") })
    }

    @Test("R72: slices of a Service that every cluster has are its endpoints, though the manifests do not hold it")
    func builtInEndpoints() {
        let slices = slice("{addresses: [10.0.0.53]}", service: "kube-dns").replacing(
            "{name: s,", with: "{name: s, namespace: kube-system,")
        #expect(DNSFixture(slices, facts: server).ask("cluster.local", "NS") == "NS kube-dns.kube-system.svc.cluster.local.")
        #expect(DNSFixture(slices).ask("10-0-0-53.kube-dns.kube-system.svc.cluster.local") == "A 10.0.0.53")
    }

    // MARK: Reverse zones (handler.go, reverse.go)

    @Test(
        "R40: an address has a name and no other record; a reverse zone itself and svc, pod, ns.dns below it are no addresses",
        arguments: [
            ("5.5.96.10.in-addr.arpa", "PTR", "PTR web.default.svc.cluster.local."), ("5.5.96.10.in-addr.arpa", "A", "NXDOMAIN"),
            ("5.5.96.10.in-addr.arpa", "TXT", "NXDOMAIN"), ("5.5.96.10.in-addr.arpa", "SRV", "NXDOMAIN"),
            ("5.5.96.10.in-addr.arpa", "HINFO", "NXDOMAIN"), ("5.5.96.10.in-addr.arpa", "NS", "NXDOMAIN"),
            ("5.5.96.10.in-addr.arpa", "SOA", "NODATA"), ("9.9.9.9.in-addr.arpa", "SOA", "NODATA"),
            ("9.9.9.9.in-addr.arpa", "PTR", "NXDOMAIN"),
            ("in-addr.arpa", "PTR", "NODATA"), ("in-addr.arpa", "A", "NODATA"), ("in-addr.arpa", "TXT", "NXDOMAIN"),
            ("in-addr.arpa", "NS", "NS kube-dns.kube-system.svc.in-addr.arpa."), ("svc.in-addr.arpa", "A", "NODATA"),
            ("web.default.svc.in-addr.arpa", "A", "NXDOMAIN"), ("ns.dns.in-addr.arpa", "A", "A 10.96.0.10"),
            ("dns-version.ip6.arpa", "TXT", "TXT 1.1.0"), ("96.10.in-addr.arpa", "PTR", "NXDOMAIN"), ("ip6.arpa", "AXFR", "REFUSED"),
        ])
    func reverseZone(name: String, type: String, expected: String) {
        #expect(DNSFixture(service("clusterIP: 10.96.5.5")).ask(name, type) == expected)
    }

    @Test("R40: what a reverse zone does not know goes upstream, of every type (kubeadm's fallthrough)")
    func fallThrough() {
        let facts = "upstream: {5.5.96.10.in-addr.arpa: {TXT: [hello]}}"
        #expect(DNSFixture(service("clusterIP: 10.96.5.5"), facts: facts).ask("5.5.96.10.in-addr.arpa", "TXT") == "TXT hello")
    }

    @Test("R40: 32 nibbles, and up to three labels before them that are not seen; IPv4 in IPv6 is IPv4 (pkg/dnsutil/reverse.go)")
    func nibbles() {
        let six = DNSFixture(service("clusterIP: \"fd00::7\""))
        let nibbles = "7." + String(repeating: "0.", count: 29) + "d.f.ip6.arpa"
        for prefix in ["", "x.", "x.y.z."] { #expect(six.ask(prefix + nibbles, "PTR") == "PTR \(web).") }
        #expect(six.ask("w.x.y.z." + nibbles, "PTR") == "NXDOMAIN")
        let four = DNSFixture(service("clusterIP: 10.96.5.5"))
        #expect(four.ask("5.0.5.0.0.6.a.0.f.f.f.f." + String(repeating: "0.", count: 20) + "ip6.arpa", "PTR") == "PTR \(web).")
    }

    @Test("R38: two Services with one virtual IP: one name, in the listing as in the answer")
    func sharedVirtualIP() {
        let two = DNSFixture(
            Manifest.service("a", spec: "clusterIP: 10.96.5.5") + Manifest.service("b", spec: "clusterIP: 10.96.5.5")
                + slice("{addresses: [10.96.5.5]}", service: "c") + Manifest.service("c", selector: nil, spec: "clusterIP: None"))
        #expect(two.ask("5.5.96.10.in-addr.arpa", "PTR") == "PTR a.default.svc.cluster.local.")
        #expect(
            two.records.filter { $0.hasPrefix("5.5.96.10.in-addr.arpa.") } == [
                "5.5.96.10.in-addr.arpa. 30 PTR a.default.svc.cluster.local."
            ])
    }

    @Test("R39: the text of an endpoint's address is compared (reverse.go: addr.IP == ip); a slice of an alias counts")
    func endpointPointers() {
        let name = "9." + String(repeating: "0.", count: 23) + "8.b.d.0.1.0.0.2.ip6.arpa"
        let slices = { (address: String) in slice("{addresses: [\"\(address)\"]}", type: "IPv6") + service("clusterIP: None") }
        #expect(DNSFixture(slices("2001:db8::9")).ask(name, "PTR") == "PTR 2001-db8--9.\(web).")
        #expect(DNSFixture(slices("2001:db8:0:0::9")).ask(name, "PTR") == "NXDOMAIN")
        #expect(!DNSFixture(slices("2001:db8:0:0::9")).records.contains { $0.contains(" PTR 2001-db8") })
        let alias =
            slice("{addresses: [10.1.0.1]}") + Manifest.service(selector: nil, spec: "type: ExternalName, externalName: db.example.com")
        #expect(DNSFixture(alias).ask("1.0.1.10.in-addr.arpa", "PTR") == "PTR 10-1-0-1.\(web).")
    }

    // MARK: Types

    @Test("R5: SOA is answered at the zone alone, and refused at no name below it (handler.go, case dns.TypeSOA)")
    func soa() {
        let fixture = DNSFixture("")
        for name in ["nothing.cluster.local", "gone.default.svc.cluster.local", "a.b.c.d.svc.cluster.local", "nowhere.pod.cluster.local"] {
            #expect(fixture.ask(name, "A") == "NXDOMAIN")
            #expect(fixture.ask(name, "SOA") == "NODATA")
        }
        #expect(fixture.dns.answer("Cluster.Local", "SOA").answers.map(\.name) == ["Cluster.Local."])
    }

    @Test("R6: NS and ns.dns are compared with the zone as the question spells it (handler.go; ns.go, isDefaultNS); PTR knows no ns.dns")
    func spelling() {
        let fixture = DNSFixture("")
        #expect(fixture.ask("Cluster.local", "NS") == "NODATA")
        #expect(fixture.ask("ns.dns.Cluster.local") == "NXDOMAIN")
        #expect(fixture.ask("NS.DNS.cluster.local") == "A 10.96.0.10")
        #expect(fixture.ask("ns.dns.cluster.local", "PTR") == "NXDOMAIN")
        #expect(fixture.ask("ns.dns.cluster.local", "HINFO") == "NODATA")
    }

    @Test("R1, R2: the server has its zones in lower case, kubelet the domain as it is written (plugin/normalize.go, NormalizeExact)")
    func spelledDomain() {
        let fixture = DNSFixture(service("clusterIP: 10.96.5.5") + Manifest.pod("a"), facts: "clusterDomain: Corp.Example")
        #expect(fixture.ask("5.5.96.10.in-addr.arpa", "PTR") == "PTR web.default.svc.corp.example.")
        #expect(fixture.ask("web.default.svc.CORP.example") == "A 10.96.5.5")
        #expect(fixture.records.contains("web.default.svc.corp.example. 30 A 10.96.5.5"))
        #expect(fixture.conf("a")?.searches == ["default.svc.Corp.Example", "svc.Corp.Example", "Corp.Example"])
    }

    // MARK: Ports, options, aliases (kubernetes.go, findServices)

    @Test(
        "R3: nothing but an underscore stands for any port or protocol (parse.go, stripUnderscore; matchPortAndProtocol)",
        arguments: [
            ("_._tcp", ["0 50 443 \(ServerAnswerTests.name)", "0 50 80 \(ServerAnswerTests.name)"]),
            ("_http._", ["0 100 80 \(ServerAnswerTests.name)"]),
            ("_._udp", ["0 100 53 \(ServerAnswerTests.name)"]),
            ("_._", ["0 33 443 \(ServerAnswerTests.name)", "0 33 53 \(ServerAnswerTests.name)", "0 33 80 \(ServerAnswerTests.name)"]),
            ("_._sctp", []), ("_ftp._", []), ("__._tcp", []),
        ])
    func anyPort(labels: String, expected: [String]) {
        let ports = "{name: http, port: 80}, {name: https, port: 443}, {name: dns, port: 53, protocol: UDP}"
        let virtual = DNSFixture(service("clusterIP: 10.96.5.5", ports: ports))
        #expect(virtual.data("\(labels).\(web)", "SRV") == expected)
        #expect(virtual.ask("\(labels).\(web)", "A") == (expected.isEmpty ? "NXDOMAIN" : "A 10.96.5.5"))
        let endpoints = DNSFixture(
            slice("{addresses: [10.1.0.1], hostname: h}", ports: ports) + service("clusterIP: None", ports: ports))
        #expect(
            endpoints.data("\(labels).\(web)", "SRV")
                == expected.map { $0.replacing(ServerAnswerTests.name, with: "h.\(ServerAnswerTests.name)") })
    }
    private static let name = "web.default.svc.cluster.local."

    @Test("R3, R21: any port of any protocol is the Service itself, for an alias and for what has no port")
    func anyPortOfNothing() {
        let alias = DNSFixture(Manifest.service(selector: nil, spec: "type: ExternalName, externalName: db.example.com"))
        #expect(alias.ask("_._.\(web)", "CNAME") == "CNAME db.example.com.")
        #expect(alias.ask("_._tcp.\(web)", "CNAME") == "NXDOMAIN")
        let portless = DNSFixture(slice("{addresses: [10.1.0.1]}", ports: "") + service("clusterIP: None", ports: ""))
        #expect(portless.ask("_._.\(web)") == "A 10.1.0.1")
        #expect(portless.ask("_._.\(web)", "SRV") == "NODATA")
        #expect(portless.ask("_._tcp.\(web)") == "NXDOMAIN")
    }

    @Test("R13, R31: with noendpoints every Service is empty; ExternalName and headless are exempt from ignore empty_service")
    func ignoreEmptyWithoutEndpoints() {
        let both = slice("{addresses: [10.1.0.1]}") + service("clusterIP: 10.96.5.5")
        #expect(DNSFixture(both, facts: "dns: {ignoreEmptyService: true}").ask(web) == "A 10.96.5.5")
        #expect(DNSFixture(both, facts: "dns: {noEndpoints: true}").ask(web) == "A 10.96.5.5")
        let none = DNSFixture(both, facts: "dns: {ignoreEmptyService: true, noEndpoints: true}")
        #expect(none.ask(web) == "NXDOMAIN")
        #expect(none.ask("_http._tcp.\(web)", "SRV") == "NXDOMAIN")
        #expect(!none.records.contains { $0.hasPrefix("\(web). ") })
        let alias = Manifest.service(selector: nil, spec: "type: ExternalName, externalName: db.example.com")
        #expect(DNSFixture(alias, facts: "dns: {ignoreEmptyService: true, noEndpoints: true}").ask(web) == "CNAME db.example.com.")
    }

    @Test("R20: only an alias into the zone itself is left out where it leads to nothing (backend_lookup.go, A: IsSubDomain)")
    func aliasToReverse() {
        let alias = { (target: String) in DNSFixture(Manifest.service(selector: nil, spec: "type: ExternalName, externalName: \(target)")) }
        #expect(alias("gone.default.svc.cluster.local").ask(web) == "NODATA")
        #expect(alias("1.0.1.10.in-addr.arpa").ask(web) == "CNAME 1.0.1.10.in-addr.arpa.")
    }

    @Test("R23: the host of a slice of type FQDN is an alias, and has no SRV (kubernetes.go, Services; backend_lookup.go)")
    func hosts() {
        let fixture = DNSFixture(
            slice("{addresses: [db.example.com]}", type: "FQDN") + service("clusterIP: None"),
            facts: "upstream: {db.example.com: {A: [192.0.2.53]}}")
        #expect(fixture.ask(web) == "CNAME db.example.com., A 192.0.2.53")
        #expect(fixture.ask("db-example-com.\(web)", "CNAME") == "CNAME db.example.com.")
        #expect(fixture.ask(web, "SRV") == "NODATA")
        let zonal = DNSFixture(
            slice("{addresses: [db.example.com], zone: a}", type: "FQDN") + service("clusterIP: None"), facts: "dns: {zonal: true}")
        #expect(zonal.ask("a.pin._zone.\(web)", "SRV") == "NODATA")
    }

    @Test("R32: the zone of a slice's endpoint is what the slice says, not its node's (object/endpoint.go)")
    func zoneOfSlice() {
        let node = "---\n{apiVersion: v1, kind: Node, metadata: {name: n1, labels: {topology.kubernetes.io/zone: z1}}}\n"
        let fixture = DNSFixture(
            node + slice("{addresses: [10.1.0.1], nodeName: n1}, {addresses: [10.1.0.2], zone: Z1}") + service("clusterIP: None"),
            facts: "dns: {zonal: true}")
        #expect(fixture.data("z1.pin._zone.\(web)") == ["10.1.0.2"])
    }
}
