import KubeCluster
import TestSupport
import Testing

@Suite("A path from outside by an Ingress or a route")
struct IngressPathTests {
    private static func backend(_ name: String) -> String {
        Manifest.pod(name, labels: "app: \(name)") + Manifest.service(name, selector: "app: \(name)")
    }

    static let yaml =
        backend("web") + backend("api") + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: shop}
            spec:
              rules:
                - host: shop.example.com
                  http:
                    paths:
                      - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
                      - {path: /api, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}
                      - {path: /gone, pathType: Prefix, backend: {service: {name: gone, port: {number: 80}}}}
                - host: "*.example.org"
                  http:
                    paths: [{path: /x, pathType: Exact, backend: {service: {name: api, port: {number: 80}}}}]

            """

    private func trace(_ from: String, _ to: String, _ yaml: String = yaml) -> PathFixture { PathFixture(yaml, from: from, to: to) }

    @Test("The longest path of the host decides, and the controller connects to a Pod itself")
    func path() {
        let root = trace("outside", "http://shop.example.com/cart")
        #expect(root.verdict == "allowed")
        #expect(root.kinds == ["ingress-route", "direct", "container"])
        #expect(root.hops.last?.to == "default/web[Pod]")
        #expect(trace("outside", "https://shop.example.com/api/items?q=1").hops.last?.to == "default/api[Pod]")
        #expect(root.because(.ingressRoute).contains { $0.hasSuffix("spec.rules[0].host") })
    }

    @Test("A host that an Ingress has, and a path that it has not; a host that nothing has; a Service that is not there")
    func failures() {
        #expect(trace("outside", "http://a.example.org/y").verdict == "denied")
        #expect(trace("outside", "http://a.b.example.org/x").verdict == "unresolved", "an Ingress's * is one label")
        #expect(trace("outside", "http://shop.example.com/gone").verdict == "unresolved")
        #expect(trace("outside", "http://other.example.com/").verdict == "unresolved")
    }

    @Test("From a host to a Service, and from outside to a Service that only an Ingress leads to")
    func toService() {
        #expect(trace("shop.example.com", "api").verdict == "allowed")
        #expect(trace("shop.example.com", "default/api:80").hops.last?.to == "default/api[Pod]")
        #expect(trace("outside", "web").kinds == ["ingress-route", "direct", "container"])
        let none = trace("a.example.org", "web")
        #expect(none.verdict == "denied")
        #expect(none.text(.ingressRoute).contains("/x to default/api:80"))
    }

    @Test("A Pod that asks for the host leaves the cluster first")
    func fromPod() {
        let path = trace("web", "http://shop.example.com/")
        #expect(path.verdict == "unknown")
        #expect(path.text(.record).contains("Ingress default/shop takes this host"))
    }

    @Test("No ready Pod: the controller answers with an error")
    func notReady() {
        let yaml = Self.yaml.replacing(
            "metadata: {name: web, namespace: default, labels: {app: web}}",
            with: "metadata: {name: web, namespace: default, labels: {app: other}}")
        let path = trace("outside", "http://shop.example.com/", yaml)
        #expect(path.verdict == "unresolved")
        #expect(path.kinds == ["ingress-route", "!direct"])
    }

    @Test("Several backends of one rule: each is followed")
    func weights() {
        let yaml =
            Self.backend("web") + Self.backend("api") + """
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: gate}
                spec: {gatewayClassName: x, listeners: [{name: http, port: 80, protocol: HTTP}]}
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: split}
                spec:
                  parentRefs: [{name: gate}]
                  hostnames: [split.example.com]
                  rules: [{backendRefs: [{name: web, port: 80, weight: 9}, {name: api, port: 80, weight: 1}]}]

                """
        let path = trace("outside", "http://split.example.com/", yaml)
        #expect(path.verdict == "allowed")
        #expect(path.kinds == ["ingress-route", "direct", "container", "direct", "container"])
        #expect(path.hops.compactMap(\.branch) == [0, 0, 1, 1])
        #expect(path.text(.ingressRoute).contains("weight 9"))
    }
}
