import KubeCluster
import TestSupport
import Testing

@Suite("Names of Services and endpoints (R13 to R32)")
struct ServiceNameTests {
    private let pods =
        Manifest.pod("a", status: "podIPs: [{ip: 172.17.0.3}, {ip: \"2001:db8::\"}]") + Manifest.pod("b", status: "podIP: 172.17.0.4")
    private let web = "web.default.svc.cluster.local"

    private func fixture(_ spec: String, ports: String = "{name: http, port: 80, targetPort: 8080}", facts: String = "") -> DNSFixture {
        DNSFixture(pods + Manifest.service(ports: ports, spec: spec), facts: facts)
    }

    @Test("R13: the virtual IP, for every type that has one, endpoints or not", arguments: ["ClusterIP", "NodePort", "LoadBalancer"])
    func virtualIP(type: String) {
        #expect(fixture("type: \(type), clusterIP: 10.96.0.77").ask(web) == "A 10.96.0.77")
        let empty = Manifest.service(selector: "app: none", spec: "type: \(type), clusterIP: 10.96.0.77")
        #expect(DNSFixture(empty).ask(web) == "A 10.96.0.77")
        #expect(DNSFixture(empty, facts: "dns: {ignoreEmptyService: true}").ask(web) == "NXDOMAIN")
    }

    @Test("R13, R14: clusterIPs wins; each family has its own type")
    func dualStack() {
        let both = fixture("clusterIP: 10.96.0.1, clusterIPs: [\"fd00::7\", 10.96.0.77]")
        #expect(both.ask(web) == "A 10.96.0.77")
        #expect(both.ask(web, "AAAA") == "AAAA fd00::7")
        // R17: two addresses were found for the one port.
        #expect(both.ask("_http._tcp.\(web)", "SRV") == "SRV 0 50 80 web.default.svc.cluster.local.")
    }

    @Test("R15, R16, R18: SRV with the Service's port; at the bare name every port, named or not")
    func services() {
        let two = fixture("clusterIP: 10.96.0.77", ports: "{name: http, port: 80, targetPort: 8080}, {name: dns, port: 53, protocol: UDP}")
        #expect(two.ask("_http._tcp.\(web)", "SRV") == "SRV 0 100 80 web.default.svc.cluster.local.")
        #expect(two.ask("_dns._udp.\(web)", "SRV") == "SRV 0 100 53 web.default.svc.cluster.local.")
        #expect(two.data(web, "SRV") == ["0 50 53 web.default.svc.cluster.local.", "0 50 80 web.default.svc.cluster.local."])
        #expect(two.ask("_http._tcp.\(web)") == "A 10.96.0.77")
        let unnamed = fixture("clusterIP: 10.96.0.77", ports: "{port: 80}")
        #expect(unnamed.records.filter { $0.contains("_tcp.web") }.isEmpty)
        #expect(unnamed.data(web, "SRV") == ["0 100 80 web.default.svc.cluster.local."])
    }

    @Test("R19: the targets' addresses stand beside")
    func additional() {
        let answer = fixture("clusterIPs: [10.96.0.77, \"fd00::7\"]").dns.answer("_http._tcp.\(web)", "SRV")
        #expect(answer.additional.map(\.data) == ["10.96.0.77", "fd00::7"])
    }

    @Test("R20: an alias inside and outside; circles and what the target has not are left out")
    func externalName() {
        let alias = { (name: String, target: String) in
            Manifest.service(name, selector: nil, spec: "type: ExternalName, externalName: \(target)")
        }
        let known = DNSFixture(alias("db", "db.example.com."), facts: "upstream: {db.example.com: {A: [192.0.2.53]}}")
        #expect(known.ask("db.default.svc.cluster.local") == "CNAME db.example.com., A 192.0.2.53")
        #expect(known.ask("db.default.svc.cluster.local", "CNAME") == "CNAME db.example.com.")
        let unknown = DNSFixture(alias("db", "db.example.com")).dns.answer("db.default.svc.cluster.local", "A")
        #expect(unknown.answers.map(\.data) == ["db.example.com."])
        #expect(unknown.isOutside && unknown.isAssumed)
        let inside = DNSFixture(alias("x", "web.default.svc.cluster.local") + Manifest.service(spec: "clusterIP: 10.96.0.77"))
        #expect(inside.ask("x.default.svc.cluster.local", "AAAA") == "NODATA")
        let circle = DNSFixture(alias("x", "y.default.svc.cluster.local") + alias("y", "x.default.svc.cluster.local"))
        #expect(circle.ask("x.default.svc.cluster.local") == "NODATA")
        #expect(DNSFixture(alias("x", "x.default.svc.cluster.local")).ask("x.default.svc.cluster.local") == "NODATA")
    }

    @Test("R21: an alias has no children, no SRV, no PTR, and an address is no alias")
    func aliasHasNothingElse() {
        let alias = DNSFixture(Manifest.service(selector: nil, spec: "type: ExternalName, externalName: db.example.com"))
        #expect(alias.ask("x.\(web)") == "NXDOMAIN")
        #expect(alias.ask("_http._tcp.\(web)", "SRV") == "NXDOMAIN")
        #expect(alias.ask(web, "SRV") == "NODATA")
        #expect(alias.records.filter { $0.contains("web.default") } == ["web.default.svc.cluster.local. 30 CNAME db.example.com."])
        #expect(DNSFixture(Manifest.service(selector: nil, spec: "type: ExternalName, externalName: 10.0.0.1")).ask(web) == "NXDOMAIN")
    }

    @Test("R22, R23, R24: headless: the ready endpoints; none of a family is NODATA, none at all no such name")
    func headless() {
        let two = fixture("clusterIP: None")
        #expect(two.data(web) == ["172.17.0.3", "172.17.0.4"])
        #expect(two.ask(web, "AAAA") == "NODATA")
        #expect(fixture("clusterIP: None, ipFamilies: [IPv4, IPv6]").ask(web, "AAAA") == "AAAA 2001:db8::")
        let unready = Manifest.pod("a", status: "phase: Running, podIP: 172.17.0.3") + Manifest.service(spec: "clusterIP: None")
        for type in ["A", "AAAA", "SRV", "TXT"] { #expect(DNSFixture(unready).ask(web, type) == "NXDOMAIN") }
        #expect(
            DNSFixture(unready.replacing("clusterIP: None", with: "clusterIP: None, publishNotReadyAddresses: true")).ask(web)
                == "A 172.17.0.3")
    }

    @Test("R25: hostname, else (by option) the Pod's name, else the address with dashes; IPv6 may not end in a dash")
    func labels() {
        let named = DNSFixture(
            Manifest.pod("a", spec: "hostname: one, subdomain: web", status: "podIP: 172.17.0.3")
                + Manifest.service(spec: "clusterIP: None"))
        #expect(named.ask("one.\(web)") == "A 172.17.0.3")
        #expect(named.ask("172-17-0-3.\(web)") == "NXDOMAIN")
        #expect(fixture("clusterIP: None").ask("172-17-0-3.\(web)") == "A 172.17.0.3")
        #expect(fixture("clusterIP: None, ipFamilies: [IPv6]").ask("2001-db8--0.\(web)", "AAAA") == "AAAA 2001:db8::")
        let byPod = fixture("clusterIP: None", facts: "dns: {endpointPodNames: true}")
        #expect(byPod.ask("a.\(web)") == "A 172.17.0.3")
        #expect(byPod.ask("172-17-0-3.\(web)") == "NXDOMAIN")
    }

    @Test(
        "R26, R27: the article's name: any Pod behind a Service, also one with a virtual IP; the hostname replaces it only under its own Service"
    )
    func endpointNames() {
        let article = DNSFixture(Manifest.pod("a", status: "podIP: 172.17.0.3") + Manifest.service("my-service"))
        #expect(article.ask("172-17-0-3.my-service.default.svc.cluster.local") == "A 172.17.0.3")
        let set = DNSFixture(
            Manifest.workload("StatefulSet", "db", spec: "serviceName: web\n  replicas: 1") + Manifest.service(spec: "clusterIP: None")
                + Manifest.service("other"))
        let address = set.data("db-0.\(web)").first ?? ""
        #expect(set.ask("\(address.replacing(".", with: "-")).\(web)") == "NXDOMAIN")
        #expect(set.data("\(address.replacing(".", with: "-")).other.default.svc.cluster.local") == [address])
    }

    @Test("R28, R17: headless SRV: a record for each endpoint and port, the endpoint's port, its share as weight")
    func headlessServices() {
        let two = fixture("clusterIP: None")
        #expect(
            two.data("_http._tcp.\(web)", "SRV") == [
                "0 50 8080 172-17-0-3.web.default.svc.cluster.local.", "0 50 8080 172-17-0-4.web.default.svc.cluster.local.",
            ])
        let portless = DNSFixture(
            pods + "---\n{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {clusterIP: None, selector: {app: web}}}\n")
        #expect(portless.data(web) == ["172.17.0.3", "172.17.0.4"])
        #expect(portless.ask(web, "SRV") == "NODATA")
    }

    @Test("R17: six addresses of which two share a name: 16, five records")
    func weights() {
        let endpoints = (1...6).map { "{addresses: [192.0.2.\($0)]\($0 < 3 ? ", hostname: same" : "")}" }.joined(separator: ", ")
        let slice =
            "---\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s, labels: {kubernetes.io/service-name: web}}, addressType: IPv4, ports: [{name: http, port: 80}], endpoints: [\(endpoints)]}\n"
        let six = DNSFixture(slice + Manifest.service(selector: nil, spec: "clusterIP: None"))
        let data = six.data("_http._tcp.\(web)", "SRV")
        #expect(data.count == 5)
        #expect(data.allSatisfy { $0.hasPrefix("0 16 80 ") })
        #expect(six.data("same.\(web)") == ["192.0.2.1", "192.0.2.2"])
    }

    @Test("R29, R30: ready or not said counts; slices belong by label; one without its Service gives only PTR")
    func slices() {
        let slice = { (service: String, address: String, ready: String) in
            "---\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s-\(address), labels: {kubernetes.io/service-name: \(service)}}, addressType: IPv4, endpoints: [{addresses: [\(address)]\(ready)}]}\n"
        }
        let merged = DNSFixture(
            slice("web", "192.0.2.1", "") + slice("web", "192.0.2.2", ", conditions: {ready: true}")
                + slice("web", "192.0.2.3", ", conditions: {ready: false, serving: true}")
                + Manifest.service(selector: nil, spec: "clusterIP: None"))
        #expect(merged.data(web) == ["192.0.2.1", "192.0.2.2"])
        let stray = DNSFixture(slice("gone", "192.0.2.1", ""))
        #expect(stray.ask("gone.default.svc.cluster.local") == "NXDOMAIN")
        #expect(stray.ask("1.2.0.192.in-addr.arpa", "PTR") == "PTR 192-0-2-1.gone.default.svc.cluster.local.")
    }

    @Test("R31: without names for endpoints")
    func noEndpoints() {
        let none = fixture("clusterIP: None", facts: "dns: {noEndpoints: true}")
        #expect(none.ask(web) == "NXDOMAIN")
        #expect(none.ask("172-17-0-3.\(web)") == "NXDOMAIN")
        #expect(fixture("clusterIP: 10.96.0.77", facts: "dns: {noEndpoints: true}").ask(web) == "A 10.96.0.77")
    }

    @Test("R32: names by zone, off by default")
    func zonal() {
        let node = "---\n{apiVersion: v1, kind: Node, metadata: {name: n1, labels: {topology.kubernetes.io/zone: z.a}}}\n"
        let pods = Manifest.pod("a", spec: "nodeName: n1", status: "podIP: 172.17.0.3") + Manifest.pod("b", status: "podIP: 172.17.0.4")
        let on = DNSFixture(node + pods + Manifest.service(spec: "clusterIP: None"), facts: "dns: {zonal: true}")
        #expect(on.data("z.a.pin._zone.\(web)") == ["172.17.0.3"])
        #expect(on.ask("z.b.pin._zone.\(web)") == "NODATA")
        #expect(on.data("z.b.prefer._zone.\(web)") == ["172.17.0.3", "172.17.0.4"])
        #expect(on.ask("z.a.other._zone.\(web)") == "NXDOMAIN")
        #expect(DNSFixture(node + pods + Manifest.service(spec: "clusterIP: None")).ask("z.a.pin._zone.\(web)") == "NXDOMAIN")
    }
}
