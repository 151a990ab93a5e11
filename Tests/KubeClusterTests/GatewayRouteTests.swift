import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// gateway.networking.k8s.io: attachment, hostnames, backends and grants.
@Suite("Gateway routes")
struct GatewayRouteTests {
    private func gateway(_ listeners: String, namespace: String = "default") -> String {
        """
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: edge, namespace: \(namespace)}
        spec: {gatewayClassName: example, listeners: [\(listeners)]}

        """
    }

    private func route(
        _ spec: String = "", kind: String = "HTTPRoute", parent: String = "name: edge", backends: String = "{name: web, port: 80}",
        rule: String = "", namespace: String = "default", version: String = "v1"
    ) -> String {
        """
        ---
        apiVersion: gateway.networking.k8s.io/\(version)
        kind: \(kind)
        metadata: {name: front, namespace: \(namespace)}
        spec: {\(spec.isEmpty ? "" : spec + ", ")parentRefs: [{\(parent)}], rules: [{\(rule.isEmpty ? "" : rule + ", ")backendRefs: [\(backends)]}]}

        """
    }

    private func grant(kind: String = "HTTPRoute", from: String = "edge", to: String = "{group: \"\", kind: Service}") -> String {
        """
        ---
        apiVersion: gateway.networking.k8s.io/v1beta1
        kind: ReferenceGrant
        metadata: {name: allow, namespace: default}
        spec: {from: [{group: gateway.networking.k8s.io, kind: \(kind), namespace: \(from)}], to: [\(to)]}

        """
    }

    private let http = "{name: http, port: 80, protocol: HTTP}"
    private func hosts(_ yaml: String) -> [String] { Resolved(IngressRouteTests.web + yaml).cluster.routes.map { $0.host ?? "*" } }

    @Test("A route attaches to the Gateway's listeners and leads to the Service's port")
    func attaches() throws {
        let result = Resolved(IngressRouteTests.web + gateway(http) + route("hostnames: [shop.example.com]"))
        #expect(result.identifiers == [])
        let found = try #require(result.cluster.routes.first)
        #expect(found.gateway?.description == "Gateway default/edge")
        #expect((found.listener, found.listenerPort, found.host) == ("http", 80, "shop.example.com"))
        #expect((found.path, found.pathType, found.backendPort, found.weight) == ("/", "PathPrefix", 80, 1))
        #expect(found.because.map(\.field).contains("spec.parentRefs[0].name"))
        #expect(found.because.map(\.field).contains("spec.listeners[0]"))
    }

    @Test("v1beta1 is served as well")
    func beta() { #expect(Resolved(IngressRouteTests.web + gateway(http) + route(version: "v1beta1")).identifiers == []) }

    @Test(
        "The hosts are those that both the listener and the route take (HTTPRoute.spec.hostnames)",
        arguments: [
            ("test.example.com", "test.example.com", "test.example.com"), ("*.example.com", "test.example.com", "test.example.com"),
            ("*.example.com", "foo.test.example.com", "foo.test.example.com"), ("test.example.com", "*.example.com", "test.example.com"),
            ("*.example.com", "*.foo.example.com", "*.foo.example.com"), ("*.foo.example.com", "*.example.com", "*.foo.example.com"),
            ("*.example.com", "example.com", nil), ("*.example.com", "test.example.net", nil), ("*.ample.com", "*.example.com", nil),
        ] as [(String, String, String?)])
    func hostnames(_ listener: String, _ route: String, _ common: String?) {
        let yaml =
            IngressRouteTests.web + gateway("{name: http, port: 80, protocol: HTTP, hostname: '\(listener)'}")
            + self.route("hostnames: ['\(route)']")
        let result = Resolved(yaml)
        #expect(result.cluster.routes.map { $0.failure == nil ? $0.host : nil } == [common])
        #expect(result.identifiers == (common == nil ? ["route-not-attached"] : []))
    }

    @Test("A route without hostnames takes the listener's; without either, any host")
    func noHostnames() {
        #expect(hosts(gateway("{name: http, port: 80, protocol: HTTP, hostname: a.example.com}") + route()) == ["a.example.com"])
        #expect(hosts(gateway(http) + route()) == ["*"])
    }

    @Test("allowedRoutes: only the Gateway's own namespace, unless it says otherwise")
    func namespaces() {
        let all = "allowedRoutes: {namespaces: {from: All}}"
        let selector = "allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {edge: open}}}}"
        let labelled = "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: default, labels: {edge: open}}\n"
        let byName = "allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: default}}}}"
        for (allowed, extra, attaches) in [
            ("", "", false), (all, "", true), (selector, "", false), (selector, labelled, true), (byName, "", true),
            ("allowedRoutes: {namespaces: {from: None}}", "", false),
        ] {
            let listener = "{name: http, port: 80, protocol: HTTP\(allowed.isEmpty ? "" : ", " + allowed)}"
            let result = Resolved(
                IngressRouteTests.web + extra + gateway(listener, namespace: "infra") + route(parent: "name: edge, namespace: infra"))
            #expect((result.cluster.routes.first?.failure == nil) == attaches)
            #expect(result.identifiers == (attaches ? [] : ["route-not-attached"]))
        }
    }

    @Test("sectionName and port choose listeners; kinds and protocols refuse")
    func sections() {
        let both = "\(http), {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: s}]}}"
        let section = Resolved(IngressRouteTests.web + gateway(both) + route(parent: "name: edge, sectionName: https")).cluster.routes
        #expect(section.map(\.listener) == ["https"])
        #expect(section.map(\.isTLS) == [true])
        #expect(
            Resolved(IngressRouteTests.web + gateway(both) + route(parent: "name: edge, port: 80")).cluster.routes.map(\.listener) == [
                "http"
            ])
        #expect(Resolved(IngressRouteTests.web + gateway(both) + route()).cluster.routes.map(\.listener) == ["http", "https"])
        for (listeners, parent, text) in [
            (both, "name: edge, sectionName: htps", "did you mean"), (both, "name: edge, port: 8443", "not 8443"),
            ("{name: tcp, port: 80, protocol: TCP}", "name: edge", "takes TCPRoute, not HTTPRoute"),
            (
                "{name: g, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: GRPCRoute}]}}", "name: edge",
                "takes GRPCRoute, not HTTPRoute"
            ),
        ] {
            let result = Resolved(IngressRouteTests.web + gateway(listeners) + route(parent: parent))
            #expect(result.cluster.routes.first?.failure?.kind == .notAttached)
            #expect(result.findings.first?.message.contains(text) ?? false, "\(result.findings.map(\.message))")
        }
    }

    @Test("A Gateway that is not in these manifests is said to be unknown, not missing")
    func noGateway() {
        let result = Resolved(IngressRouteTests.web + route())
        #expect(result.identifiers == ["gateway-not-found"])
        #expect(result.cluster.routes.first?.failure?.isUnknown == true)
        #expect(result.cluster.routes.first?.service != nil)
    }

    @Test("A Service of another namespace needs a ReferenceGrant there, for this kind, namespace and name")
    func grants() {
        let way = gateway(http, namespace: "edge") + route(backends: "{name: web, namespace: default, port: 80}", namespace: "edge")
        let base = IngressRouteTests.web + way
        #expect(Resolved(base).identifiers == ["reference-not-granted"])
        #expect(Resolved(base + grant()).identifiers == [])
        #expect(Resolved(base + grant(to: "{group: \"\", kind: Service, name: web}")).identifiers == [])
        #expect(Resolved(base + grant(kind: "GRPCRoute")).identifiers == ["reference-not-granted"])
        #expect(Resolved(base + grant(from: "other")).identifiers == ["reference-not-granted"])
        #expect(Resolved(base + grant(to: "{group: \"\", kind: Service, name: api}")).identifiers == ["reference-not-granted"])
        #expect(Resolved(base + grant(to: "{group: \"\", kind: Secret}")).identifiers == ["reference-not-granted"])
        #expect(Resolved(base + grant()).cluster.routes.first?.because.last?.field == "spec.from[0]")
    }

    @Test("Weights share the requests; 0 sends none")
    func weights() {
        let backends = "{name: web, port: 80, weight: 9}, {name: canary, port: 80}, {name: old, port: 80, weight: 0}"
        let yaml = Manifest.service("canary") + Manifest.service("old")
        let routes = Resolved(IngressRouteTests.web + yaml + gateway(http) + route(backends: backends)).cluster.routes
        #expect(routes.map(\.weight) == [9, 1, 0])
        #expect(routes.map { $0.failure?.kind } == [nil, nil, .noWeight])
    }

    @Test("What is missing behind a route: the Service, its port, any backend")
    func backends() {
        let missing = Resolved(IngressRouteTests.web + gateway(http) + route(backends: "{name: wep, port: 80}"))
        #expect(missing.identifiers == ["route-service-not-found"])
        let port = Resolved(IngressRouteTests.web + gateway(http) + route(backends: "{name: web, port: 8080}"))
        #expect(port.identifiers == ["route-port-not-served"])
        #expect(Resolved(IngressRouteTests.web + gateway(http) + route(backends: "")).identifiers == ["route-without-backend"])
        let redirect = Resolved(
            IngressRouteTests.web + gateway(http)
                + route(backends: "", rule: "filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]"))
        #expect(redirect.identifiers == [])
        #expect(redirect.cluster.routes.first?.failure?.kind == .redirect)
    }

    @Test("A GRPCRoute's method is the path /service/method")
    func grpc() {
        func paths(_ match: String) -> [String] {
            Resolved(IngressRouteTests.web + gateway(http) + route(kind: "GRPCRoute", rule: "matches: [{method: {\(match)}}]")).cluster
                .routes
                .map { "\($0.pathType) \($0.path ?? "-")" }
        }
        #expect(paths("service: shop.Cart, method: Add") == ["Exact /shop.Cart/Add"])
        #expect(paths("service: shop.Cart") == ["PathPrefix /shop.Cart"])
        #expect(paths("method: Add") == ["RegularExpression /.+/Add"])
    }

    @Test("A parent of kind Service is a mesh's, not a way in")
    func mesh() {
        #expect(Resolved(IngressRouteTests.web + route(parent: "kind: Service, group: \"\", name: web")).cluster.routes.isEmpty)
    }

    @Test("Another group's Gateway is another kind")
    func otherGroup() {
        let istio = "---\napiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: edge}\nspec: {servers: []}\n"
        #expect(Resolved(IngressRouteTests.web + istio).objects.gateways.isEmpty)
    }
}
