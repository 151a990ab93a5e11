import KubeCluster
import KubeManifest
import TestSupport
import Testing

@Suite("What stands behind a Service (R61, R65 to R68)")
struct EndpointTests {
    private let slice = """
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: any, labels: {kubernetes.io/service-name: web}}
        addressType: IPv4
        ports: [{port: 5432}]
        endpoints: [{addresses: [192.0.2.7]}, {addresses: [192.0.2.8], conditions: {ready: false}}]

        """
    private let endpoints = """
        ---
        apiVersion: v1
        kind: Endpoints
        metadata: {name: web}
        subsets: [{addresses: [{ip: "2001:DB8::1"}], notReadyAddresses: [{ip: 192.0.2.9}], ports: [{port: 1}]}]

        """

    @Test("R61: slices win over everything, selector included")
    func slices() {
        let result = Resolved(Manifest.pod("a") + Manifest.service() + slice + endpoints)
        #expect(result.endpoints("web").map(\.address) == ["192.0.2.7", "192.0.2.8"])
        // R29: a missing condition is ready.
        #expect(result.endpoints("web").map(\.isReady) == [true, false])
    }

    @Test("R61: an Endpoints object is mirrored for a Service without a selector, in canonical form")
    func mirrored() {
        let result = Resolved(Manifest.service(selector: nil) + endpoints)
        #expect(result.endpoints("web").map(\.address) == ["2001:db8::1", "192.0.2.9"])
        #expect(result.endpoints("web").map(\.isReady) == [true, false])
    }

    @Test("R61: a Service with a selector ignores a stray Endpoints object")
    func stray() {
        let result = Resolved(Manifest.pod("a", status: "podIP: 10.0.0.1") + Manifest.service() + endpoints)
        #expect(result.endpoints("web").map(\.address) == ["10.0.0.1"])
        #expect(result.identifiers.contains("endpoints-ignored"))
    }

    @Test("R61: skip-mirror keeps an Endpoints object out")
    func skipMirror() {
        let marked = endpoints.replacing("{name: web}", with: "{name: web, labels: {endpointslice.kubernetes.io/skip-mirror: \"true\"}}")
        #expect(Resolved(Manifest.service(selector: nil) + marked).endpoints("web").isEmpty)
    }

    @Test(
        "R65: readiness",
        arguments: [
            ("", true), ("phase: Running, podIP: 10.0.0.1, conditions: [{type: Ready, status: \"True\"}]", true),
            ("phase: Running, podIP: 10.0.0.1, conditions: [{type: Ready, status: \"False\"}]", false),
            ("phase: Running, podIP: 10.0.0.1", false),
        ])
    func readiness(status: String, isReady: Bool) {
        #expect(Resolved(Manifest.pod("a", status: status) + Manifest.service()).endpoints("web").map(\.isReady) == [isReady])
    }

    @Test("R65: a terminating Pod is not ready, unless not-ready addresses are published")
    func terminating() {
        let pod = Manifest.pod("a", metadata: "deletionTimestamp: \"2024-01-01T00:00:00Z\"")
        let plain = Resolved(pod + Manifest.service()).endpoints("web")
        #expect(plain.map(\.isReady) == [false])
        #expect(plain.map(\.isTerminating) == [true])
        #expect(Resolved(pod + Manifest.service(spec: "publishNotReadyAddresses: true")).endpoints("web").map(\.isReady) == [true])
    }

    @Test(
        "R66: families",
        arguments: [
            ("", "10.0.0.1"), ("ipFamilies: [IPv6]", "fd00::1"), ("ipFamilies: [IPv6, IPv4]", "fd00::1 10.0.0.1"),
            ("clusterIPs: [\"fd00::99\"]", "fd00::1"), ("clusterIP: None", "10.0.0.1"),
            ("clusterIP: None, ipFamilyPolicy: RequireDualStack", "10.0.0.1 fd00::1"),
            ("clusterIP: None, ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv4]", "10.0.0.1"),
        ])
    func families(spec: String, addresses: String) {
        let pod = Manifest.pod("a", status: "podIPs: [{ip: 10.0.0.1}, {ip: \"fd00::1\"}]")
        #expect(Resolved(pod + Manifest.service(spec: spec)).endpoints("web").map(\.address).joined(separator: " ") == addresses)
    }

    @Test("R67: a named port is looked up by name and protocol on each Pod, sidecars after containers")
    func namedPorts() {
        let pods = """
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {app: web}}, spec: {containers: [{name: u, ports: [{name: http, containerPort: 1, protocol: UDP}]}, {name: c, ports: [{name: http, containerPort: 8080}]}]}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: b, labels: {app: web}}, spec: {containers: [{name: c}], initContainers: [{name: s, restartPolicy: Always, ports: [{name: http, containerPort: 9090}]}]}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: c, labels: {app: web}}, spec: {containers: [{name: c}], initContainers: [{name: i, ports: [{name: http, containerPort: 7070}]}]}}

            """
        let result = Resolved(pods + Manifest.service(ports: "{port: 80, targetPort: http}"))
        #expect(result.endpoints("web").map { $0.ports.map(\.port) } == [[8080], [9090], []])
        #expect(result.identifiers == ["named-port-unresolved"])
        #expect(result.findings.first?.message.contains("no port named http on Pod default/c") == true)
    }

    @Test("R67: a missing targetPort is the port itself")
    func missingTargetPort() {
        #expect(Resolved(Manifest.pod("a") + Manifest.service(ports: "{port: 8080}")).endpoints("web").first?.ports.first?.port == 8080)
    }

    @Test("R45, R68: the hostname needs spec.hostname, the subdomain of this Service, and the Service's selector")
    func hostname() {
        let hostnames = { (spec: String) in Resolved(Manifest.pod("a", spec: spec) + Manifest.service()).endpoints("web").first?.hostname }
        #expect(hostnames("hostname: one, subdomain: web") == "one")
        #expect(hostnames("subdomain: web") == nil)
        #expect(hostnames("hostname: one, subdomain: other") == nil)
        let set = Resolved(Manifest.workload("StatefulSet", "db", spec: "serviceName: web\n  replicas: 2") + Manifest.service())
        #expect(set.endpoints("web").map(\.hostname) == ["db-0", "db-1"])
    }

    @Test("R68: the zone is the Node's")
    func zone() {
        let node = "---\n{apiVersion: v1, kind: Node, metadata: {name: n1, labels: {topology.kubernetes.io/zone: z1}}}\n"
        #expect(Resolved(node + Manifest.pod("a", spec: "nodeName: n1") + Manifest.service()).endpoints("web").first?.zone == "z1")
    }

    @Test("R22, R13: None is headless, a missing address is one that is not allocated yet")
    func headless() {
        #expect(Resolved(Manifest.service(spec: "clusterIP: None")).service("web")?.virtualIPs.isEmpty == true)
        #expect(Resolved(Manifest.service()).service("web")?.virtualIPs.map(\.isIllustrative) == [true])
        #expect(Resolved(Manifest.service(spec: "clusterIP: 10.96.0.77")).service("web")?.virtualIPs.map(\.isIllustrative) == [false])
    }

    @Test("An address that is ready and not ready is one endpoint, not ready (R61: RepackSubsets, \"not ready always trumps ready\")")
    func readyTwice() {
        let endpoints = { (subsets: String) in
            Resolved(
                Manifest.service("db", selector: nil, ports: "{port: 80}")
                    + "---\napiVersion: v1\nkind: Endpoints\nmetadata: {name: db, namespace: default}\nsubsets: [\(subsets)]\n"
            ).endpoints("db").map { "\($0.address) \($0.isReady)" }
        }
        let ports = "ports: [{port: 80}]"
        #expect(endpoints("{addresses: [{ip: 10.1.1.1}], notReadyAddresses: [{ip: 10.1.1.1}], \(ports)}") == ["10.1.1.1 false"])
        #expect(
            endpoints("{notReadyAddresses: [{ip: 10.1.1.1}], \(ports)}, {addresses: [{ip: 10.1.1.1}, {ip: 10.1.1.2}], \(ports)}") == [
                "10.1.1.1 false", "10.1.1.2 true",
            ])
        #expect(endpoints("{addresses: [{ip: 10.1.1.1}], \(ports)}, {notReadyAddresses: [{ip: 10.1.1.1}], ports: [{port: 81}]}").count == 2)
    }

    @Test("A slice of names is nothing to a virtual IP (kube-proxy takes slices of IP addresses); the DNS of a headless Service has them")
    func names() throws {
        let slice =
            "---\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s, labels: {kubernetes.io/service-name: web}}, addressType: FQDN, endpoints: [{addresses: [a.example.com]}], ports: [{port: 80}]}\n"
        let plain = Resolved(Manifest.service(selector: nil) + slice)
        let service = try #require(plain.service("web"))
        #expect(plain.cluster.ports(of: service).map(\.gap) == [.noPod])
        let headless = Resolved(Manifest.service(selector: nil, spec: "clusterIP: None") + slice)
        #expect(headless.endpoints("web").map(\.address) == ["a.example.com"])
    }
}
