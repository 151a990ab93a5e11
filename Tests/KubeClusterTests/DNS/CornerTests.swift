import KubeCluster
import TestSupport
import Testing

@Suite("Corners of the DNS rules")
struct CornerTests {
    private let pods =
        Manifest.pod("a", status: "phase: Running, podIP: 172.17.0.3, conditions: [{type: Ready, status: \"True\"}]")
        + Manifest.service(ports: "{name: http, port: 80, targetPort: 8080}", spec: "clusterIP: None")
    private let web = "web.default.svc.cluster.local"

    private func slice(_ endpoints: String, service: String = "web", ports: String = "{name: pg, port: 5432}") -> String {
        "---\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s, labels: {kubernetes.io/service-name: \(service)}}, addressType: IPv4, ports: [\(ports)], endpoints: [\(endpoints)]}\n"
    }

    @Test("R6: a server that no address is known of is ns.dns alone; no NS without an address")
    func noServer() {
        let none = DNSFixture(pods, facts: "clusterDNS: []")
        #expect(none.ask("cluster.local", "NS") == "NS ns.dns.cluster.local.")
        #expect(none.ask("kube-dns.kube-system.svc.cluster.local") == "NXDOMAIN")
    }

    @Test("R7: a text is looked for under svc and pod only")
    func text() {
        #expect(DNSFixture(pods).ask("172-17-0-3.default.foo.cluster.local", "TXT") == "NXDOMAIN")
        #expect(DNSFixture(pods).ask("172-17-0-3.default.pod.cluster.local", "TXT") == "NODATA")
    }

    @Test("R11: an object of any kind makes its namespace exist")
    func namespaces() {
        let others = """
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: by-config-map}}
            ---
            {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: by-ingress}}
            ---
            {apiVersion: example.com/v1, kind: Service, metadata: {name: s, namespace: by-other-service}}
            ---
            {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: by-list}}]}

            """
        for name in ["by-config-map", "by-ingress", "by-other-service", "by-list"] {
            #expect(DNSFixture(others).ask("\(name).svc.cluster.local") == "NODATA")
        }
    }

    @Test("R13, R22: an empty clusterIP is one that is not allocated yet; an alias with one is an alias")
    func emptyClusterIP() {
        #expect(DNSFixture(Manifest.service(spec: "clusterIP: \"\"")).ask(web).hasPrefix("A 10."))
        #expect(DNSFixture(Manifest.service(spec: "clusterIPs: [\"None\"]")).ask(web) == "NXDOMAIN")
    }

    @Test("R13, R31: headless and ExternalName Services are exempt from ignore empty_service")
    func ignoreEmpty() {
        let alias = Manifest.service("alias", selector: nil, spec: "type: ExternalName, externalName: web.default.svc.cluster.local")
        let fixture = DNSFixture(pods + alias, facts: "dns: {ignoreEmptyService: true}")
        #expect(fixture.ask(web) == "A 172.17.0.3")
        #expect(fixture.ask("alias.default.svc.cluster.local").hasPrefix("CNAME"))
    }

    @Test("R25: endpoint_pod_names takes the target's name, shorter than 64, after the hostname")
    func podNames() {
        let long = String(repeating: "p", count: 64)
        let fixture = DNSFixture(
            slice(
                "{addresses: [192.0.2.1], targetRef: {kind: VirtualMachine, name: vm-1}}, {addresses: [192.0.2.2], targetRef: {kind: Pod, name: \(long)}}, {addresses: [192.0.2.3], hostname: h, targetRef: {kind: Pod, name: p}}"
            ) + Manifest.service(selector: nil, spec: "clusterIP: None"), facts: "dns: {endpointPodNames: true}")
        #expect(fixture.ask("vm-1.\(web)") == "A 192.0.2.1")
        #expect(fixture.ask("192-0-2-2.\(web)") == "A 192.0.2.2")
        #expect(fixture.ask("h.\(web)") == "A 192.0.2.3")
        #expect(fixture.ask("p.\(web)") == "NXDOMAIN")
    }

    @Test("R25: the text of a slice's address makes the name, as it is written; a mirrored one is canonical")
    func asWritten() {
        let six =
            "---\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s, labels: {kubernetes.io/service-name: web}}, addressType: IPv6, endpoints: [{addresses: [\"2001:db8:0:0::1\"]}]}\n"
        let written = DNSFixture(six + Manifest.service(selector: nil, spec: "clusterIP: None"))
        #expect(written.ask("2001-db8-0-0--1.\(web)", "AAAA") == "AAAA 2001:db8::1")
        #expect(written.ask("2001-db8--1.\(web)", "AAAA") == "NXDOMAIN")
        let mirrored =
            "---\n{apiVersion: v1, kind: Endpoints, metadata: {name: web}, subsets: [{addresses: [{ip: \"2001:db8:0:0::1\"}]}]}\n"
        #expect(
            DNSFixture(mirrored + Manifest.service(selector: nil, spec: "clusterIP: None")).ask("2001-db8--1.\(web)", "AAAA")
                == "AAAA 2001:db8::1")
    }

    @Test("R27: the article's name goes with readiness, with not-ready addresses published, and with noendpoints")
    func dashedNames() {
        let name = "172-17-0-3.\(web)"
        let unready = Manifest.pod("a", status: "phase: Running, podIP: 172.17.0.3")
        #expect(DNSFixture(unready + Manifest.service()).ask(name) == "NXDOMAIN")
        #expect(DNSFixture(unready + Manifest.service(spec: "publishNotReadyAddresses: true")).ask(name) == "A 172.17.0.3")
        #expect(DNSFixture(pods, facts: "dns: {noEndpoints: true}").ask(name) == "NXDOMAIN")
        #expect(DNSFixture(pods).ask("172-17-0-3.web.other.svc.cluster.local") == "NXDOMAIN")
        #expect(DNSFixture(slice("{addresses: [172.17.0.3]}") + Manifest.service(selector: nil)).ask(name) == "A 172.17.0.3")
        // The endpoint alone, never the virtual IP.
        #expect(DNSFixture(pods.replacing("clusterIP: None", with: "clusterIP: 10.96.0.77")).ask(name) == "A 172.17.0.3")
    }

    @Test("R28: the slice's ports decide, not the Service's; the same target and port is one record")
    func slicePorts() {
        let service = "---\n{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {clusterIP: None}}\n"
        let fixture = DNSFixture(slice("{addresses: [192.0.2.1], hostname: h}, {addresses: [192.0.2.2], hostname: h}") + service)
        #expect(fixture.ask("_pg._tcp.\(web)", "SRV") == "SRV 0 50 5432 h.\(web).")
        #expect(fixture.dns.answer("_pg._tcp.\(web)", "SRV").additional.map(\.data) == ["192.0.2.1", "192.0.2.2"])
        #expect(fixture.records.contains("_pg._tcp.\(web). 30 SRV 0 50 5432 h.\(web)."))
    }

    @Test("R30, R31, R39: without names for endpoints no address leads to one, in the listing either")
    func noPointers() {
        let fixture = DNSFixture(
            pods + slice("{addresses: [192.0.2.1]}", service: "gone"), facts: "dns: {noEndpoints: true}")
        #expect(fixture.ask("3.0.17.172.in-addr.arpa", "PTR") == "NXDOMAIN")
        #expect(fixture.ask("1.2.0.192.in-addr.arpa", "PTR") == "NXDOMAIN")
        #expect(!fixture.records.contains { $0.contains("172-17-0-3.web") || $0.contains("gone") })
        #expect(fixture.ask("z.pin._zone.\(web)") == "NXDOMAIN")
    }

    @Test("R32: names by zone are listed where the server has them; those of a Service with a virtual IP do not exist")
    func zones() {
        let node = "---\n{apiVersion: v1, kind: Node, metadata: {name: n1, labels: {topology.kubernetes.io/zone: z1}}}\n"
        let pod = Manifest.pod("a", spec: "nodeName: n1", status: "podIP: 172.17.0.3")
        let fixture = DNSFixture(node + pod + Manifest.service(spec: "clusterIP: None"), facts: "dns: {zonal: true}")
        #expect(fixture.records.contains("z1.pin._zone.\(web). 30 A 172.17.0.3"))
        #expect(fixture.records.contains("z1.prefer._zone.\(web). 30 A 172.17.0.3"))
        let virtual = DNSFixture(node + pod + Manifest.service(), facts: "dns: {zonal: true}")
        #expect(virtual.ask("z1.pin._zone.\(web)") == "NXDOMAIN")
        #expect(!virtual.records.contains { $0.contains("_zone") })
    }

    @Test("R34: insecure answers any address, whether or not a Pod has it, in a namespace that exists")
    func insecure() {
        #expect(DNSFixture(pods).ask("1-2-3-4.default.pod.cluster.local") == "A 1.2.3.4")
        #expect(DNSFixture(pods).ask("1-2-3-4.none.pod.cluster.local") == "NXDOMAIN")
        #expect(DNSFixture(pods, facts: "dns: {namespaces: [x]}").ask("1-2-3-4.default.pod.cluster.local") == "NXDOMAIN")
    }

    @Test("R35: verified looks at every Pod that has the address: a terminating or ended one does not stand in the way of a live one")
    func verified() {
        let two =
            Manifest.pod("a", status: "podIP: 172.17.0.9", metadata: "deletionTimestamp: \"2024-01-01T00:00:00Z\"")
            + Manifest.pod("b", status: "podIP: 172.17.0.9")
        #expect(DNSFixture(two, facts: "dns: {pods: verified}").ask("172-17-0-9.default.pod.cluster.local") == "A 172.17.0.9")
        let ended = Manifest.pod("a", status: "phase: Succeeded, podIP: 172.17.0.9")
        #expect(DNSFixture(ended, facts: "dns: {pods: verified}").ask("172-17-0-9.default.pod.cluster.local") == "NXDOMAIN")
    }

    @Test("R40: a zone of a part of the addresses serves these; what is unknown goes upstream; a reverse zone has its SOA")
    func reverseZones() {
        let part = DNSFixture(
            Manifest.service(spec: "clusterIP: 10.96.0.77"),
            facts: "dns: {reverseZones: [10.in-addr.arpa, 96.10.in-addr.arpa]}\nupstream: {9.0.96.10.in-addr.arpa: {PTR: host.example.}}")
        #expect(part.ask("77.0.96.10.in-addr.arpa", "PTR") == "PTR web.default.svc.cluster.local.")
        let unknown = part.dns.answer("78.0.96.10.in-addr.arpa", "PTR")
        #expect(unknown.code == .nameError && !unknown.isOutside)
        #expect(unknown.authority.map(\.name) == ["96.10.in-addr.arpa."])
        #expect(part.ask("9.0.96.10.in-addr.arpa", "PTR") == "PTR host.example.")
        #expect(part.ask("10.in-addr.arpa", "SOA").hasPrefix("SOA ns.dns."))
    }

    @Test("R44: a Pod on the node's network is called as the node, which the cluster facts name, and has its addresses")
    func node() {
        let pod = Manifest.pod("a", spec: "hostNetwork: true")
        let named = DNSFixture(pod, facts: "node: {name: edge-7, addresses: [192.0.2.77]}")
        #expect(named.resolved.cluster.identity(of: named.resolved.cluster.pods[0]).hostname == "edge-7")
        #expect(named.resolved.cluster.pods[0].addresses.map(\.address.description) == ["192.0.2.77"])
        #expect(named.resolved.cluster.pods[0].addresses.map(\.isIllustrative) == [false])
        let other = DNSFixture(Manifest.pod("a", spec: "hostNetwork: true, nodeName: n2"), facts: "node: {addresses: [192.0.2.77]}")
        #expect(other.resolved.cluster.pods[0].addresses.map(\.isIllustrative) == [true])
    }

    @Test("R45: a StatefulSet's Pods have its serviceName and nothing else as subdomain; Indexed Jobs their index as hostname")
    func controllers() {
        let set = { (spec: String) in
            """
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec: {\(spec)replicas: 1, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {subdomain: web, containers: [{name: c}]}}}

            """
        }
        let headless = Manifest.service(spec: "clusterIP: None")
        #expect(DNSFixture(set("serviceName: web, ") + headless).ask("db-0.\(web)").hasPrefix("A "))
        #expect(DNSFixture(set("serviceName: other, ") + headless).ask("db-0.\(web)") == "NXDOMAIN")
        #expect(DNSFixture(set("") + headless).ask("db-0.\(web)") == "NXDOMAIN")
        let job = """
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: j}
            spec: {completions: 2, parallelism: 2, completionMode: Indexed, template: {metadata: {labels: {app: web}}, spec: {subdomain: web, containers: [{name: c}]}}}

            """
        #expect(DNSFixture(job + headless).ask("j-1.\(web)").hasPrefix("A "))
        let onHost = Manifest.pod("a", spec: "hostNetwork: true, hostname: h, subdomain: web")
        #expect(DNSFixture(onHost + headless).ask("h.\(web)").hasPrefix("A 192.0.2."))
    }

    @Test("R58: a Pod that asks the DNS server by its own address asks the cluster's DNS")
    func serverAddress() {
        let client = Manifest.pod("client", labels: "a: b", spec: "dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.53]}")
        #expect(DNSFixture(pods + client, facts: "dns: {serverAddresses: [10.0.0.53]}").walk("\(web).", from: "client") == ["=\(web)."])
        #expect(DNSFixture(pods + client).walk("\(web).", from: "client") == ["\(web)."])
    }

    @Test("R59: the file answers for the family that it has, and a name with a final dot is none of its names")
    func hostsFile() {
        let client = Manifest.pod("client", labels: "a: b", spec: "hostAliases: [{ip: 192.0.2.5, hostnames: [old.example]}]")
        let fixture = DNSFixture(pods + client)
        #expect(fixture.walk("old.example", from: "client", type: "A") == [])
        #expect(fixture.walk("old.example", from: "client", type: "AAAA").count == 4)
        #expect(fixture.walk("old.example", from: "client", type: "SRV").count == 4)
        #expect(fixture.walk("old.example.", from: "client") == ["old.example."])
    }

    @Test("R65: conditions without Ready are not ready; an empty status says nothing")
    func readiness() {
        let ask = { (status: String) in DNSFixture(Manifest.pod("a", status: status) + Manifest.service(spec: "clusterIP: None")).ask(web) }
        #expect(ask("podIP: 172.17.0.3, conditions: [{type: Initialized, status: \"True\"}]") == "NXDOMAIN")
        #expect(ask("podIP: 172.17.0.3") == "A 172.17.0.3")
    }

    @Test("R66: a headless Service that prefers two families has both, where its Pods do; a required family is added to those listed")
    func families() {
        let pod = Manifest.pod("a", status: "podIPs: [{ip: 172.17.0.3}, {ip: \"fd00::1\"}]")
        let prefers = DNSFixture(pod + Manifest.service(spec: "clusterIP: None, ipFamilyPolicy: PreferDualStack"))
        #expect(prefers.ask(web, "AAAA") == "AAAA fd00::1")
        #expect(prefers.ask(web) == "A 172.17.0.3")
        let requires = DNSFixture(pod + Manifest.service(spec: "clusterIP: None, ipFamilyPolicy: RequireDualStack, ipFamilies: [IPv6]"))
        #expect(requires.ask(web) == "A 172.17.0.3")
        // No address of the other family is made up for a mere preference.
        let plain = DNSFixture(Manifest.pod("a") + Manifest.service(spec: "clusterIP: None, ipFamilyPolicy: PreferDualStack"))
        #expect(plain.ask(web, "AAAA") == "NODATA")
    }

    @Test("R71: what rests on an address that podpath made up is marked, what a manifest states is not")
    func marks() {
        let fixture = DNSFixture(
            Manifest.workload("StatefulSet", "db", labels: "app: db", spec: "serviceName: db\n  replicas: 1")
                + Manifest.service("db", selector: "app: db", spec: "clusterIP: None") + Manifest.pod("loose")
                + Manifest.service() + Manifest.service("fixed", selector: "app: none", spec: "clusterIP: 10.96.0.77"))
        let records = ZoneRecords.all(of: fixture.dns).filter { !$0.isBuiltIn }
        func marked(_ test: (DNSRecord) -> Bool) -> Set<Bool> { Set(records.filter(test).map(\.isIllustrative)) }
        #expect(marked { $0.name == "web.default.svc.cluster.local." && $0.type == .a } == [true])
        #expect(marked { $0.name == "web.default.svc.cluster.local." && $0.type == .srv } == [false])
        #expect(marked { $0.name == "fixed.default.svc.cluster.local." } == [false])
        #expect(marked { $0.name == "77.0.96.10.in-addr.arpa." } == [false])
        // The name of a StatefulSet's Pod is a fact, its address is not.
        #expect(marked { $0.type == .srv && $0.data.contains("db-0.db") } == [false])
        #expect(marked { $0.name == "db-0.db.default.svc.cluster.local." } == [true])
        #expect(marked { $0.name.hasSuffix(".default.pod.cluster.local.") } == [true])
        #expect(marked { $0.type == .ptr && $0.data.contains("db-0.db") } == [true])
    }

    @Test("R72: the Services that every cluster has are said to be such")
    func builtIn() {
        let records = ZoneRecords.all(of: DNSFixture("").dns)
        #expect(records.allSatisfy { $0.isBuiltIn || !$0.name.contains("kubernetes.default") })
        let ports = records.filter { $0.type == .srv && $0.name.hasPrefix("_") && $0.name.contains("kube-dns") }.map(\.name).sorted()
        #expect(
            ports == ["_dns-tcp._tcp", "_dns._udp", "_metrics._tcp"].map { "\($0).kube-dns.kube-system.svc.cluster.local." })
        let own = ZoneRecords.all(of: DNSFixture(Manifest.service("kubernetes", selector: nil, spec: "clusterIP: 10.96.0.1")).dns)
        #expect(!own.contains { $0.isBuiltIn && $0.name.contains("kubernetes.default") })
    }
}
