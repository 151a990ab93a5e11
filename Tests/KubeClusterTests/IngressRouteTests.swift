import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// networking.k8s.io/v1 Ingress; C30, C31 and C35.
@Suite("Ingress")
struct IngressRouteTests {
    static let web = Manifest.pod("web-1") + Manifest.service(ports: "{name: http, port: 80, targetPort: 8080}")

    static func ingress(_ spec: String, name: String = "front", namespace: String = "default", metadata: String = "") -> String {
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: \(name), namespace: \(namespace)\(metadata.isEmpty ? "" : ", " + metadata)}
        spec: {\(spec)}

        """
    }

    static func path(_ path: String = "/", _ type: String = "Prefix", service: String = "web", port: String = "number: 80") -> String {
        "{path: \(path), pathType: \(type), backend: {service: {name: \(service), port: {\(port)}}}}"
    }

    static func rule(_ host: String, _ paths: String...) -> String { "{host: \(host), http: {paths: [\(paths.joined(separator: ", "))]}}" }

    private func winner(_ cluster: Cluster, _ host: String, _ path: String) -> String {
        cluster.routes(host: host, path: path).map { "\($0.backend.name):\($0.backendPort.map(String.init) ?? "-")" }.joined(separator: " ")
    }

    @Test("A path leads to a Service of the Ingress's own namespace, with every field that says so (C30)")
    func route() throws {
        let result = Resolved(Self.web + Self.ingress("rules: [\(Self.rule("shop.example.com", Self.path()))]"))
        #expect(result.identifiers == [])
        let route = try #require(result.cluster.routes.first)
        #expect(result.cluster.routes.count == 1)
        #expect(route.object.description == "Ingress default/front")
        #expect((route.host, route.path, route.pathType) == ("shop.example.com", "/", "Prefix"))
        #expect(route.service.map { result.cluster.services[$0].name } == "web")
        #expect(route.backendPort == 80)
        #expect(route.problem == nil)
        #expect(
            route.because.map(\.field) == [
                "spec.rules[0].host", "spec.rules[0].http.paths[0].path", "spec.rules[0].http.paths[0].backend.service.name",
                "spec.rules[0].http.paths[0].backend.service.port.number", "spec.ports[0].port",
            ])
    }

    @Test("A Service of the same name in another namespace is another Service (C30)")
    func otherNamespace() {
        let result = Resolved(Self.web + Self.ingress("rules: [\(Self.rule("a.example.com", Self.path()))]", namespace: "edge"))
        #expect(result.cluster.routes.first?.service == nil)
        #expect(result.identifiers == ["route-service-not-found"])
        #expect(result.findings.first?.message.contains("in namespace default") ?? false)
    }

    @Test("A port is the Service's number or name; never the target port, unlike the reference tool (C31)")
    func ports() {
        for (port, problem) in [
            ("number: 80", nil), ("name: http", nil), ("number: 8080", "did you mean 80?"), ("name: htpp", "did you mean http?"),
        ] {
            let result = Resolved(Self.web + Self.ingress("rules: [\(Self.rule("a.example.com", Self.path(port: port)))]"))
            let route = result.cluster.routes.first
            #expect((route?.failure == nil) == (problem == nil))
            if let problem {
                #expect(route?.failure?.kind == .portNotServed)
                #expect(route?.problem?.hasSuffix(problem) ?? false)
                #expect(result.identifiers == ["route-port-not-served"])
            }
        }
    }

    @Test("A missing Service is told with the nearest name")
    func missing() {
        let result = Resolved(Self.web + Self.ingress("rules: [\(Self.rule("a.example.com", Self.path(service: "wbe")))]"))
        #expect(result.cluster.routes.first?.problem == "Service default/wbe was not found in these manifests; did you mean web?")
    }

    @Test("The longest path wins, Exact before Prefix, and Prefix goes element by element")
    func paths() {
        let services = ["a", "b", "c", "d"].map { Manifest.service($0) }.joined()
        let rules = Self.rule(
            "x.example.com", Self.path("/", service: "a"), Self.path("/foo", service: "b"), Self.path("/foo", "Exact", service: "c"),
            Self.path("/foo/bar/", service: "d"))
        let cluster = Resolved(Manifest.pod("p") + services + Self.ingress("rules: [\(rules)]")).cluster
        #expect(winner(cluster, "x.example.com", "/") == "a:80")
        #expect(winner(cluster, "x.example.com", "/foo") == "c:80")
        #expect(winner(cluster, "x.example.com", "/foo/") == "b:80")
        #expect(winner(cluster, "x.example.com", "/foobar") == "a:80")
        #expect(winner(cluster, "x.example.com", "/foo/bar") == "d:80")
        #expect(winner(cluster, "x.example.com", "/foo/bar/baz") == "d:80")
        #expect(winner(cluster, "x.example.com", "/foo/barbaz") == "b:80")
        #expect(winner(cluster, "y.example.com", "/") == "")
    }

    @Test("A wildcard stands for exactly one label, and a whole name beats it")
    func wildcard() {
        let cluster = Resolved(
            Manifest.pod("p") + Manifest.service("all") + Manifest.service("one")
                + Self.ingress(
                    "rules: [\(Self.rule("\"*.foo.com\"", Self.path(service: "all"))), \(Self.rule("one.foo.com", Self.path(service: "one")))]"
                )
        ).cluster
        #expect(winner(cluster, "bar.foo.com", "/") == "all:80")
        #expect(winner(cluster, "one.foo.com", "/") == "one:80")
        #expect(winner(cluster, "baz.bar.foo.com", "/") == "")
        #expect(winner(cluster, "foo.com", "/") == "")
    }

    @Test("The default backend takes what no rule takes; a rule without http sends its host there (C35)")
    func defaultBackend() {
        let yaml =
            Manifest.pod("p") + Manifest.service("web") + Manifest.service("rest")
            + Self.ingress(
                "defaultBackend: {service: {name: rest, port: {number: 80}}}, rules: [{host: b.example.com}, \(Self.rule("a.example.com", Self.path("/x")))]"
            )
        let result = Resolved(yaml)
        #expect(result.identifiers.isEmpty)
        #expect(winner(result.cluster, "a.example.com", "/x") == "web:80")
        #expect(winner(result.cluster, "a.example.com", "/y") == "rest:80")
        #expect(winner(result.cluster, "b.example.com", "/") == "rest:80")
        #expect(winner(result.cluster, "other.example.com", "/") == "rest:80")
        let without = Resolved(Self.web + Self.ingress("rules: [{host: b.example.com}]"))
        #expect(without.cluster.routes.first?.failure?.kind == .noBackend)
    }

    @Test("A resource backend is left to the controller, and said so")
    func resource() {
        let result = Resolved(Self.ingress("defaultBackend: {resource: {apiGroup: k8s.example.com, kind: StorageBucket, name: static}}"))
        #expect(result.cluster.routes.first?.backend.description == "StorageBucket default/static")
        #expect(result.cluster.routes.first?.failure?.isUnknown == true)
        #expect(result.findings.filter { $0.severity != .note }.isEmpty)
    }

    @Test("TLS covers the hosts that are listed, or all of them where none is")
    func tls() {
        let rules = "rules: [\(Self.rule("a.example.com", Self.path())), \(Self.rule("b.example.com", Self.path()))]"
        let listed = Resolved(Self.web + Self.ingress("tls: [{hosts: [a.example.com], secretName: s}], \(rules)")).cluster.routes
        #expect(listed.map(\.isTLS) == [true, false])
        #expect(Resolved(Self.web + Self.ingress("tls: [{secretName: s}], \(rules)")).cluster.routes.map(\.isTLS) == [true, true])
        #expect(
            Resolved(Self.web + Self.ingress("tls: [{hosts: ['*.example.com']}], \(rules)")).cluster.routes.map(\.isTLS) == [true, true])
    }

    @Test("Two rules of one host, path and type are told; a canary means it")
    func duplicates() {
        let rules = "rules: [\(Self.rule("a.example.com", Self.path()))]"
        let twice = Resolved(Self.web + Self.ingress(rules) + Self.ingress(rules, name: "second"))
        #expect(twice.identifiers == ["ingress-rule-duplicate"])
        let other = Resolved(Self.web + Self.ingress(rules) + Self.ingress("ingressClassName: internal, \(rules)", name: "second"))
        #expect(other.identifiers == [])
        let canary = Self.ingress(rules, name: "second", metadata: "annotations: {nginx.ingress.kubernetes.io/canary: \"true\"}")
        #expect(Resolved(Self.web + Self.ingress(rules) + canary).identifiers == [])
    }

    @Test("A backend that an annotation stands for is no Service (AWS Load Balancer Controller, Traffic Routing)")
    func actions() {
        let yaml = { (annotation: String, port: String) in
            """
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: alb, annotations: {\(annotation): '{"Type": "redirect"}'}}
            spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: ssl-redirect, port: {name: \(port)}}}}]}}]}

            """
        }
        #expect(Resolved(yaml("alb.ingress.kubernetes.io/actions.ssl-redirect", "use-annotation")).identifiers == [])
        #expect(Resolved(yaml("alb.ingress.kubernetes.io/actions.other", "use-annotation")).identifiers == ["route-service-not-found"])
        #expect(Resolved(yaml("alb.ingress.kubernetes.io/actions.ssl-redirect", "http")).identifiers == ["route-service-not-found"])
    }

    @Test("ingress-nginx answers with a redirect and asks no Service (nginx.tmpl: return $location.Redirect.URL)")
    func redirect() throws {
        for key in ["permanent-redirect", "temporal-redirect"] {
            let annotation = "annotations: {nginx.ingress.kubernetes.io/\(key): 'https://example.org'}"
            let rules = "rules: [\(Self.rule("shop.example.com", Self.path(service: "gone")))]"
            let result = Resolved(Self.web + Self.ingress(rules, metadata: annotation))
            #expect(result.identifiers == [])
            let problem = try #require(result.cluster.routes.first?.failure)
            #expect(problem.kind == .redirect)
            #expect(problem.evidence.field == "metadata.annotations['nginx.ingress.kubernetes.io/\(key)']")
            #expect(Resolved(Self.web + Self.ingress(rules)).identifiers == ["route-service-not-found"])
        }
    }
}
