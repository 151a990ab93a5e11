import KubeCluster
import TestSupport
import Testing

@Suite("Names of Pods' addresses, and names for addresses (R33 to R40), and the listing")
struct AddressNameTests {
    private let pods = Manifest.pod("a", status: "podIPs: [{ip: 172.17.0.3}, {ip: \"fd00::1\"}]")

    @Test("R33 to R36: disabled, insecure, verified")
    func modes() {
        let name = "172-17-0-3.default.pod.cluster.local"
        let insecure = DNSFixture(pods)
        #expect(insecure.ask(name) == "A 172.17.0.3")
        #expect(insecure.ask("10-9-8-7.default.pod.cluster.local") == "A 10.9.8.7")
        #expect(insecure.ask(name, "AAAA") == "NODATA")
        #expect(insecure.ask("fd00--1.default.pod.cluster.local", "AAAA") == "AAAA fd00::1")
        #expect(insecure.ask("a.default.pod.cluster.local") == "NXDOMAIN")
        #expect(insecure.ask("172-17-0-3.none.pod.cluster.local") == "NXDOMAIN")
        let disabled = DNSFixture(pods, facts: "dns: {pods: disabled}")
        #expect(disabled.ask(name) == "NXDOMAIN")
        #expect(disabled.ask("default.pod.cluster.local") == "NXDOMAIN")
        #expect(disabled.ask("pod.cluster.local") == "NODATA")
        let verified = DNSFixture(
            pods + Manifest.pod("t", status: "podIP: 172.17.0.9", metadata: "deletionTimestamp: \"2024-01-01T00:00:00Z\""),
            facts: "dns: {pods: verified}")
        #expect(verified.ask(name) == "A 172.17.0.3")
        #expect(verified.ask("10-9-8-7.default.pod.cluster.local") == "NXDOMAIN")
        #expect(verified.ask("fd00--1.default.pod.cluster.local", "AAAA") == "NXDOMAIN")
        #expect(verified.ask("172-17-0-9.default.pod.cluster.local") == "NXDOMAIN")
    }

    @Test("R37: labels before it are ignored")
    func extraLabels() {
        #expect(DNSFixture(pods).ask("x.172-17-0-3.default.pod.cluster.local") == "A 172.17.0.3")
        #expect(DNSFixture(pods).ask("x.y.172-17-0-3.default.pod.cluster.local") == "A 172.17.0.3")
    }

    @Test("R38, R39: a virtual IP has one name; an endpoint one for each Service; a Pod outside of Services none")
    func pointers() {
        let fixture = DNSFixture(
            pods + Manifest.pod("lone", labels: "app: lone", status: "podIP: 172.17.0.5") + Manifest.service(spec: "clusterIP: 10.96.0.77")
                + Manifest.service("web2", spec: "clusterIP: None, externalIPs: [198.51.100.1]"))
        #expect(fixture.ask("77.0.96.10.in-addr.arpa", "PTR") == "PTR web.default.svc.cluster.local.")
        #expect(
            fixture.data("3.0.17.172.in-addr.arpa", "PTR") == [
                "172-17-0-3.web.default.svc.cluster.local.", "172-17-0-3.web2.default.svc.cluster.local.",
            ])
        #expect(fixture.ask("5.0.17.172.in-addr.arpa", "PTR") == "NXDOMAIN")
        #expect(fixture.ask("1.100.51.198.in-addr.arpa", "PTR") == "NXDOMAIN")
        #expect(fixture.ask("web.default.svc.cluster.local", "PTR") == "NODATA")
    }

    @Test("R40: reverse zones are configuration; IPv6 in nibbles")
    func zones() {
        let six = DNSFixture(Manifest.service(spec: "clusterIPs: [\"fd00::7\"]"))
        let name = "7." + String(repeating: "0.", count: 27) + "0.0.d.f.ip6.arpa"
        #expect(six.ask(name, "PTR") == "PTR web.default.svc.cluster.local.")
        let none = DNSFixture(Manifest.service(spec: "clusterIP: 10.96.0.77"), facts: "dns: {reverseZones: [96.10.in-addr.arpa]}")
        #expect(none.dns.answer("1.1.1.10.in-addr.arpa", "PTR").isOutside)
    }

    @Test("The listing holds what the server answers, and nothing that it does not")
    func listing() {
        let fixture = DNSFixture(
            pods + Manifest.service(ports: "{name: http, port: 80, targetPort: 8080}", spec: "clusterIP: 10.96.0.77")
                + Manifest.workload("StatefulSet", "db", labels: "app: db", spec: "serviceName: db\n  replicas: 2")
                + Manifest.service("db", selector: "app: db", ports: "{name: pg, port: 5432, targetPort: 8080}", spec: "clusterIP: None")
                + Manifest.service("alias", selector: nil, spec: "type: ExternalName, externalName: db.example.com"))
        let records = ZoneRecords.all(of: fixture.dns)
        for record in records {
            #expect(
                fixture.dns.answer(record.name, record.type.rawValue).answers.contains { $0.data == record.data && $0.ttl == record.ttl },
                "\(record)")
        }
        let names = Set(records.map(\.name))
        for name in [
            "cluster.local.", "dns-version.cluster.local.", "ns.dns.cluster.local.", "web.default.svc.cluster.local.",
            "_http._tcp.web.default.svc.cluster.local.",
            "172-17-0-3.web.default.svc.cluster.local.", "db-0.db.default.svc.cluster.local.", "db-1.db.default.svc.cluster.local.",
            "_pg._tcp.db.default.svc.cluster.local.", "alias.default.svc.cluster.local.", "172-17-0-3.default.pod.cluster.local.",
            "77.0.96.10.in-addr.arpa.", "3.0.17.172.in-addr.arpa.", "kubernetes.default.svc.cluster.local.",
        ] { #expect(names.contains(name)) }
        #expect(records.filter { $0.name == "web.default.svc.cluster.local." && $0.type == .a }.map(\.isIllustrative) == [false])
        #expect(records.filter { $0.name == "db-0.db.default.svc.cluster.local." }.map(\.isIllustrative) == [true])
    }

    @Test("R72: the Services that every cluster has, where the manifests do not hold them")
    func builtIn() {
        #expect(DNSFixture("").ask("kubernetes.default.svc.cluster.local") == "A 10.96.0.1")
        #expect(
            DNSFixture("").ask("_dns._udp.kube-dns.kube-system.svc.cluster.local", "SRV")
                == "SRV 0 100 53 kube-dns.kube-system.svc.cluster.local.")
        let own = DNSFixture(Manifest.service("kube-dns", namespace: "kube-system", spec: "clusterIP: 10.96.0.99"))
        #expect(own.ask("kube-dns.kube-system.svc.cluster.local") == "A 10.96.0.99")
    }
}
