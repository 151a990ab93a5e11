import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// Kinds by their own documentation: cilium.io/v2, crd.projectcalico.org/v1, networking.istio.io/v1, route.openshift.io/v1,
/// traefik.io/v1alpha1, projectcontour.io/v1.
@Suite("What is read past and may change the answer is named there (C61)")
struct UnreadPathTests {
    static let base =
        Manifest.pod("client", labels: "app: client", status: "podIP: 10.244.2.5") + Manifest.pod("w", status: "podIP: 10.244.9.6")
        + Manifest.service(spec: "clusterIP: 10.96.3.3")

    private func object(_ version: String, _ kind: String, _ spec: String, namespace: String? = "default") -> String {
        "---\napiVersion: \(version)\nkind: \(kind)\nmetadata: {name: x\(namespace.map { ", namespace: \($0)" } ?? "")}\nspec: {\(spec)}\n"
    }

    private func trace(_ yaml: String, from: String = "client", to: String = "web:80") -> PathFixture {
        PathFixture(Self.base + yaml, from: from, to: to)
    }

    @Test(
        "A policy of another kind that may be about an end: unknown, named, and no word of \"every Pod may connect\"",
        arguments: [
            (
                "cilium.io/v2", "CiliumNetworkPolicy", "endpointSelector: {matchLabels: {app: web}}, ingress: [{}]",
                "CiliumNetworkPolicy default/x"
            ),
            ("cilium.io/v2", "CiliumClusterwideNetworkPolicy", "endpointSelector: {}, egress: [{}]", "CiliumClusterwideNetworkPolicy x"),
            ("crd.projectcalico.org/v1", "NetworkPolicy", "selector: \"app == 'web'\", types: [Ingress]", "Calico NetworkPolicy default/x"),
            ("projectcalico.org/v3", "GlobalNetworkPolicy", "order: 1", "Calico GlobalNetworkPolicy x"),
            ("security.istio.io/v1", "AuthorizationPolicy", "action: DENY, rules: [{}]", "Istio AuthorizationPolicy default/x"),
        ])
    func policies(version: String, kind: String, spec: String, name: String) {
        let path = trace(object(version, kind, spec))
        #expect(path.verdict == "unknown")
        #expect(path.hops.contains { $0.text.contains("\(name) is not read by podpath") })
        #expect(path.path?.remarks.contains { $0.contains("every Pod may connect") } == false)
        #expect(path.path?.remarks.contains { $0.contains("\(name): not read by podpath") } == true)
    }

    @Test("A policy that is about other Pods, another namespace or the other direction decides nothing here")
    func elsewhere() {
        let cilium = { (spec: String, namespace: String) in object("cilium.io/v2", "CiliumNetworkPolicy", spec, namespace: namespace) }
        #expect(trace(cilium("endpointSelector: {matchLabels: {app: other}}, ingress: [{}]", "default")).verdict == "allowed")
        #expect(trace(cilium("endpointSelector: {}, ingress: [{}]", "shop")).verdict == "allowed")
        #expect(trace(cilium("endpointSelector: {matchLabels: {app: web}}, egress: [{}]", "default")).verdict == "allowed")
        #expect(trace(cilium("endpointSelector: {matchLabels: {\"k8s:app\": web}}, ingressDeny: [{}]", "default")).verdict == "unknown")
    }

    @Test("A NetworkPolicy's refusal may be overruled by one that is not read")
    func beside() {
        let deny = Manifest.policy("deny", "podSelector: {matchLabels: {app: web}}")
        #expect(trace(deny).verdict == "denied")
        #expect(trace(deny + object("cilium.io/v2", "CiliumNetworkPolicy", "endpointSelector: {}, ingress: [{}]")).verdict == "unknown")
    }

    @Test(
        "Ways in of other kinds: by the Service they name, and by their host",
        arguments: [
            ("route.openshift.io/v1", "Route", "host: shop.example.com, to: {kind: Service, name: web}", "OpenShift Route default/x"),
            (
                "traefik.io/v1alpha1", "IngressRoute",
                "routes: [{match: \"Host(`shop.example.com`) && PathPrefix(`/`)\", services: [{name: web, port: 80}]}]",
                "Traefik IngressRoute default/x"
            ),
            (
                "projectcontour.io/v1", "HTTPProxy", "virtualhost: {fqdn: shop.example.com}, routes: [{services: [{name: web, port: 80}]}]",
                "Contour HTTPProxy default/x"
            ),
            (
                "networking.istio.io/v1", "VirtualService",
                "gateways: [edge], hosts: [\"*.example.com\"], http: [{route: [{destination: {host: web}}]}]",
                "Istio VirtualService default/x"
            ),
        ])
    func entrances(version: String, kind: String, spec: String, name: String) {
        for to in ["web", "http://shop.example.com/"] {
            let path = trace(object(version, kind, spec), from: "outside", to: to)
            #expect(path.verdict == "unknown", "\(to)")
            #expect(path.hops.last?.text.contains("\(name): not read by podpath") == true, "\(to)")
        }
        #expect(trace(object(version, kind, spec)).verdict == "allowed", "inside it has no say")
        #expect(trace(object(version, kind, spec.replacing("web", with: "cart")), from: "outside", to: "web").verdict == "denied")
    }

    @Test("A mesh's VirtualService or a DestinationRule about the Service may lead the connection elsewhere")
    func mesh() {
        let path = trace(object("networking.istio.io/v1", "VirtualService", "hosts: [web], http: [{route: [{destination: {host: web2}}]}]"))
        #expect(path.verdict == "unknown")
        #expect(path.text(.rewrite).contains("Istio VirtualService default/x is about this Service and not read by podpath"))
        #expect(trace(object("networking.istio.io/v1", "DestinationRule", "host: web.default.svc.cluster.local")).verdict == "unknown")
        #expect(trace(object("networking.istio.io/v1", "DestinationRule", "host: cart")).verdict == "allowed")
    }

    @Test("A configured call is judged as trace judges it")
    func calls() {
        let caller = Manifest.workload("Deployment", "api", labels: "app: api").replacing(
            "containers: [{name: c,", with: "containers: [{name: c, env: [{name: WEB_URL, value: \"http://web:80\"}],")
        let outcome = { (yaml: String) in Resolved(Self.base + caller + yaml).cluster.callArrivals().map(\.outcome.rawValue) }
        #expect(outcome("") == ["arrives"])
        #expect(outcome(object("cilium.io/v2", "CiliumNetworkPolicy", "endpointSelector: {}, ingress: [{}]")) == ["unknown"])
        #expect(outcome(object("networking.istio.io/v1", "VirtualService", "hosts: [web]")) == ["unknown"])
    }

    @Test(
        "A proxy of a service mesh is named, by whoever asks for it (Istio, Linkerd: automatic injection)",
        arguments: [
            ("annotations: {sidecar.istio.io/inject: 'true'}", "", "Istio"), ("annotations: {linkerd.io/inject: enabled}", "", "Linkerd"),
            ("", "labels: {istio-injection: enabled}", "Istio"), ("", "annotations: {linkerd.io/inject: enabled}", "Linkerd"),
        ])
    func mesh(pod: String, namespace: String, name: String) {
        let home = namespace.isEmpty ? "" : "---\n{apiVersion: v1, kind: Namespace, metadata: {name: default, \(namespace)}}\n"
        let yaml = Manifest.pod("client", labels: "app: client", metadata: pod) + Manifest.pod("w") + Manifest.service() + home
        let path = PathFixture(yaml, from: "client", to: "web:80")
        #expect(path.verdict == "allowed")
        #expect(path.path?.remarks.contains { $0.hasPrefix("\(name) is asked for its proxy at Pod default/client") } == true)
        let without = PathFixture(
            yaml.replacing("'true'", with: "'false'").replacing("enabled", with: "disabled"), from: "client", to: "web:80")
        #expect(without.path?.remarks.contains { $0.contains("proxy") } == false)
    }

    @Test("A BackendTLSPolicy of the Service that a Gateway asks is named (gateway.networking.k8s.io)")
    func backendTLS() {
        let gateway =
            "---\n{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: gw}, spec: {gatewayClassName: x, listeners: [{name: h, port: 80, protocol: HTTP}]}}\n"
            + "---\n{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: gw}], hostnames: [a.example.com], rules: [{backendRefs: [{name: web, port: 80}]}]}}\n"
        let tls = { (service: String) in
            self.object(
                "gateway.networking.k8s.io/v1", "BackendTLSPolicy",
                "targetRefs: [{group: '', kind: Service, name: \(service)}], validation: {hostname: a.b, wellKnownCACertificates: System}")
        }
        let path = trace(gateway + tls("web"), from: "a.example.com")
        #expect(path.verdict == "allowed")
        #expect(path.path?.remarks.contains { $0.hasPrefix("By BackendTLSPolicy default/x the Gateway speaks TLS") } == true)
        let other = trace(gateway + tls("other"), from: "a.example.com")
        #expect(other.path?.remarks.contains { $0.contains("TLS") } == false)
        #expect(trace(tls("web")).path?.remarks.contains { $0.contains("TLS") } == false, "from a Pod no Gateway is on the way")
    }
}
