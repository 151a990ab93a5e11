import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// R67, R65: where the port of a Service leads on the Pods behind it, or why nowhere.
@Suite("A Service's port is resolved once")
struct ResolvedPortTests {
    private func port(_ yaml: String) throws -> ResolvedPort {
        let resolved = Resolved(yaml)
        let service = try #require(resolved.service("web"))
        return try #require(resolved.cluster.ports(of: service).first)
    }

    private static func pod(_ name: String, ports: String, status: String = "", metadata: String = "") -> String {
        Manifest.pod(name, status: status, metadata: metadata).replacing("{name: http, containerPort: 8080}", with: ports)
    }

    private static func service(_ target: String) -> String { Manifest.service(ports: "{port: 80, targetPort: \(target)}") }

    @Test("A number is itself, a name the container's number (R67)")
    func numbers() throws {
        let named = try port(Manifest.pod("a") + Self.service("http"))
        #expect(named.groups.map(\.end) == [.number(8080, container: "c")] && named.gap == nil && named.number == 8080)
        #expect(try port(Manifest.pod("a") + Self.service("9999")).groups.map(\.end) == [.number(9999, container: nil)])
        #expect(try port(Manifest.pod("a") + Manifest.service(ports: "{port: 8080}")).number == 8080, "left out, it is the port itself")
    }

    @Test("Pods of one workload that are alike are one group; another number is another one")
    func groups() throws {
        let found = try port(
            Manifest.workload("Deployment", "w") + Self.pod("a", ports: "{name: http, containerPort: 81}") + Self.service("http"))
        #expect(found.groups.count == 2 && found.number == nil)
        #expect(found.groups.first { $0.end.number == 8080 }?.pods.count == 2)
        #expect(found.groups.first { $0.end.number == 81 }?.pods.count == 1)
    }

    @Test("A name that no container has leads nowhere, and so does one of another protocol (R67)")
    func gaps() throws {
        #expect(try port(Manifest.pod("a") + Self.service("grpc")).gap == .noPortNamed("grpc"))
        let other = Self.pod("a", ports: "{name: dns, containerPort: 53, protocol: UDP}") + Self.service("dns")
        #expect(try port(other).gap == .otherProtocol("dns", wanted: .tcp, found: .udp))
        #expect(try port(Self.service("http")).gap == .noPod)
    }

    @Test("Readiness is another reason than the port (R65); one Pod that serves is enough")
    func readiness() throws {
        let notReady = "phase: Running, conditions: [{type: Ready, status: 'False'}]"
        let waiting = Manifest.pod("a", status: notReady)
        #expect(try port(waiting + Self.service("http")).gap == .podNotReady)
        #expect(try port(waiting + Self.service("grpc")).gap == .noPortNamed("grpc"), "the port is missing whether or not the Pod is ready")
        #expect(try port(waiting + Manifest.pod("b") + Self.service("http")).gap == nil)
    }

    @Test("Pods that are shutting down and still serve are used where no other is ready (KEP-1669)")
    func terminating() throws {
        let leaving = Manifest.pod("a", metadata: "deletionTimestamp: '2026-01-01T00:00:00Z'")
        #expect(try port(leaving + Self.service("http")).serving.map(\.state) == [.servingTerminating])
        #expect(try port(leaving + Manifest.pod("b") + Self.service("http")).serving.map(\.state) == [.ready])
    }

    @Test("EndpointSlices say the number themselves, whatever targetPort says (R61)")
    func slices() throws {
        let slice = """
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}
            addressType: IPv4
            ports: [{port: 9000, protocol: TCP}]
            endpoints: [{addresses: [192.168.7.1]}]

            """
        let found = try port(slice + Manifest.service(selector: nil))
        #expect(found.groups.map(\.addresses) == [["192.168.7.1"]] && found.number == 9000)
        let named = slice.replacing("{port: 9000, protocol: TCP}", with: "{name: other, port: 9000}")
        #expect(try port(named + Manifest.service(selector: nil)).gap == .notListed(80, name: nil))
    }
}
