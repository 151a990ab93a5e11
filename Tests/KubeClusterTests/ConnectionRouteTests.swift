import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// TLSRoute, TCPRoute, UDPRoute and ListenerSet (gateway.networking.k8s.io/v1, Gateway API 1.6).
@Suite("Routes of connections, and listeners that others bring (C34)")
struct ConnectionRouteTests {
    private static let web =
        Manifest.pod("w").replacing("8080", with: "8443")
        + Manifest.service(ports: "{port: 443, targetPort: 8443}")

    private func gateway(_ listeners: String, more: String = "") -> String {
        """
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: edge}
        spec: {gatewayClassName: example, listeners: [\(listeners)]\(more)}

        """
    }

    private func route(_ kind: String, _ spec: String, backend: String = "{name: web, port: 443}", version: String = "v1") -> String {
        """
        ---
        apiVersion: gateway.networking.k8s.io/\(version)
        kind: \(kind)
        metadata: {name: front}
        spec: {\(spec), rules: [{backendRefs: [\(backend)]}]}

        """
    }

    private func set(namespace: String = "default") -> String {
        """
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: ListenerSet
        metadata: {name: more, namespace: \(namespace)}
        spec: {parentRef: {name: edge, namespace: default}, listeners: [{name: db, port: 5432, protocol: TCP}]}

        """
    }

    private static let tls = "{name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}"

    @Test("A TLSRoute is chosen by the host that a client asks for under TLS, and by no path")
    func tlsRoute() throws {
        let yaml = Self.web + gateway(Self.tls) + route("TLSRoute", "hostnames: [a.example.com], parentRefs: [{name: edge}]")
        let result = Resolved(yaml)
        #expect(result.identifiers == [])
        let found = try #require(result.cluster.routes.first)
        #expect((found.host, found.path, found.isOfConnections, found.backendPort) == ("a.example.com", nil, true, 443))
        let path = PathFixture(yaml, from: "outside", to: "https://a.example.com/x")
        #expect(path.verdict == "allowed" && path.kinds.first == "ingress-route")
        #expect(PathFixture(yaml, from: "outside", to: "https://b.example.com/").verdict == "unresolved")
    }

    @Test("A TCPRoute takes a port, whatever the host: it is no way for a name, but one to its Service")
    func tcpRoute() {
        let yaml =
            Self.web + gateway("{name: db, port: 5432, protocol: TCP}") + route("TCPRoute", "parentRefs: [{name: edge, sectionName: db}]")
        #expect(Resolved(yaml).identifiers == [])
        #expect(PathFixture(yaml, from: "outside", to: "http://a.example.com/").verdict == "unresolved")
        let path = PathFixture(yaml, from: "outside", to: "web")
        #expect(path.verdict == "allowed")
        #expect(path.text(.ingressRoute).hasPrefix("A client outside connects to port 5432 of Gateway edge."))
    }

    @Test("A UDPRoute leads to the UDP port, where a Service has one of each protocol under one number")
    func udpRoute() {
        let dns =
            Manifest.pod("w").replacing("containerPort: 8080", with: "containerPort: 5300}, {name: u, protocol: UDP, containerPort: 5301")
            + Manifest.service(ports: "{name: t, port: 53, targetPort: 5300}, {name: u, port: 53, targetPort: 5301, protocol: UDP}")
        let yaml =
            dns + gateway("{name: dns, port: 53, protocol: UDP}")
            + route("UDPRoute", "parentRefs: [{name: edge}]", backend: "{name: web, port: 53}")
        #expect(Resolved(yaml).identifiers == [])
        #expect(PathFixture(yaml, from: "outside", to: "web").hops.contains { $0.text.contains("port 5301") })
        let list = ConnectionList(Resolved(yaml).cluster, ConnectionFilter())
        let controlled = list.rows.first { list.ends[$0.from].text == "{ingress-controller}" }
        #expect(controlled.map { list.portSets[$0.ports].text } == "UDP 5301")
    }

    @Test("Kinds and protocols belong together; v1alpha2 is read, with a word")
    func kinds() {
        let wrong = Self.web + gateway("{name: http, port: 80, protocol: HTTP}") + route("TCPRoute", "parentRefs: [{name: edge}]")
        #expect(Resolved(wrong).identifiers == ["route-not-attached"])
        let old = Self.web + gateway(Self.tls) + route("TLSRoute", "parentRefs: [{name: edge}]", version: "v1alpha2")
        #expect(Resolved(old).findings.map { "\($0.severity.rawValue) \($0.identifier)" } == ["note older-api-version"])
        let nameless = Self.web + gateway(Self.tls) + route("TLSRoute", "parentRefs: [{name: edge}]")
        #expect(Resolved(nameless).identifiers == ["missing-field"], "v1: hostnames is required")
    }

    @Test("Where TLS ends at the listener, a TCPRoute may take what is in it; where it passes through, none (Gateway API, TLS guide)")
    func terminated() {
        let route = route("TCPRoute", "parentRefs: [{name: edge}]")
        let ended = "{name: tls, port: 443, protocol: TLS, tls: {mode: Terminate, certificateRefs: [{name: c}]}}"
        #expect(Resolved(Self.web + gateway(ended) + route).identifiers == [])
        #expect(Resolved(Self.web + gateway(Self.tls) + route).identifiers == ["route-not-attached"])
    }

    @Test("A route whose parent is a Service is a mesh's (GEP-1324): it may lead the Service's connections elsewhere, and is named")
    func mesh() {
        let caller = Manifest.pod("from", labels: "app: from")
        let yaml = caller + Self.web + route("HTTPRoute", "parentRefs: [{kind: Service, group: '', name: web, port: 443}]")
        let path = PathFixture(yaml, from: "from", to: "web:443")
        #expect(path.verdict == "unknown" && path.text(.rewrite).contains("mesh HTTPRoute default/front"))
        let other = caller + Self.web + route("HTTPRoute", "parentRefs: [{kind: Service, group: '', name: other}]")
        #expect(PathFixture(other, from: "from", to: "web:443").verdict == "allowed")
    }

    @Test("A ListenerSet brings listeners where the Gateway allows them; by default it allows none (Gateway.allowedListeners)")
    func listenerSets() {
        let route = route("TCPRoute", "parentRefs: [{kind: ListenerSet, name: more}]")
        let closed = Resolved(Self.web + gateway(Self.tls) + set() + route)
        #expect(closed.identifiers == ["route-not-attached"])
        let open = Resolved(Self.web + gateway(Self.tls, more: ", allowedListeners: {namespaces: {from: Same}}") + set() + route)
        #expect(open.identifiers == [])
        #expect(open.cluster.routes.map { "\($0.gateway?.name ?? "") \($0.listenerPort ?? 0) \($0.problem ?? "")" } == ["edge 5432 "])
        let foreign = self.route("TCPRoute", "parentRefs: [{kind: ListenerSet, name: more, namespace: team}]")
        let other = Resolved(
            Self.web + gateway(Self.tls, more: ", allowedListeners: {namespaces: {from: Same}}") + set(namespace: "team") + foreign)
        #expect(other.identifiers == ["route-not-attached"])
        #expect(Resolved(Self.web + set() + route).identifiers.contains("gateway-not-found"))
    }
}
