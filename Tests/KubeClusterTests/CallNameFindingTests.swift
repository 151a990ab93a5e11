import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// Names that mean a Service and do not lead to it: R47 to R49, R55 and C49.
@Suite("Findings about configured names that Pods do not find")
struct CallNameFindingTests {
    private static let services =
        Manifest.service("cart", selector: "app: cart") + Manifest.workload("Deployment", "cart", labels: "app: cart")
        + Manifest.service("pay", selector: "app: pay", namespace: "back-end")
        + Manifest.workload("Deployment", "pay", labels: "app: pay", namespace: "back-end")

    private func findings(_ values: [String], spec: String = "", more: String = "") -> [Diagnostic] {
        let list = values.enumerated().map { "{name: S\($0)_URL, value: '\($1)'}" }.joined(separator: ", ")
        return Resolved(
            Manifest.pod("web", labels: "app: web", spec: spec).replacing("name: c", with: "name: c, env: [\(list)]") + Self.services + more
        ).findings.filter { $0.identifier.hasPrefix("call-") }
    }

    @Test(
        "Names that the search list completes are found (R47, R55)", arguments: ["cart", "cart.default", "pay.back-end.svc.cluster.local."])
    func found(host: String) { #expect(findings(["http://\(host):80"]).isEmpty) }

    @Test(
        "A name that means a Service and is not its name is told with one that is (R47, R55)",
        arguments: [
            ("cart.default.cluster.local", "Ask for cart."), ("pay.back-end.svc.", "ask for pay.back-end.svc.cluster.local."),
            ("web-7.pay.back-end", "Service back-end/pay has the endpoints"),
        ])
    func notFound(host: String, advice: String) throws {
        let list = findings(["http://\(host):80"])
        #expect(list.map(\.identifier) == ["call-name-not-found"])
        let message = try #require(list.first?.message)
        #expect(message.hasPrefix("Pod default/web: \"\(host):80\" means Service ") && message.contains(advice))
        #expect(list.first?.field == "spec.containers[0].env[0].value")
    }

    @Test("Another name for the same Service that does lead there hides none that does not")
    func besideAnother() {
        #expect(findings(["http://cart:80", "http://cart.default.cluster.local:80"]).map(\.identifier) == ["call-name-not-found"])
    }

    @Test("A Pod that asks its node's server has one finding for all names; with the cluster's policy none (R47 to R49)")
    func otherServer() throws {
        let both = ["http://cart:80", "http://pay.back-end:80"]
        let list = findings(both, spec: "hostNetwork: true")
        #expect(list.map(\.identifier) == ["call-name-not-found"])
        let message = try #require(list.first?.message)
        #expect(message.contains("nor any other Service by its name. With hostNetwork, set dnsPolicy: ClusterFirstWithHostNet."))
        #expect(findings(both, spec: "hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet").isEmpty)
        #expect(findings(both, spec: "dnsPolicy: None, dnsConfig: {nameservers: [169.254.20.10]}").isEmpty, "it may ask the cluster's")
        #expect(findings(both, spec: "hostNetwork: true, hostAliases: [{ip: 10.0.0.1, hostnames: [cart, pay.back-end]}]").isEmpty)
    }

    @Test(
        "A Pod with its node's server is told, whoever else asks for the same name before or after it (R47 to R49)",
        arguments: ["a", "z"])
    func besideAPlainPod(name: String) {
        let plain = Manifest.pod(name, labels: "app: plain")
            .replacing("name: c", with: "name: c, env: [{name: U, value: 'http://cart:80'}]")
        #expect(findings(["http://cart:80"], spec: "hostNetwork: true", more: plain).map(\.identifier) == ["call-name-not-found"])
    }

    @Test("Names outside the cluster are no finding, a misspelt namespace is one (C49)")
    func outside() {
        #expect(findings(["https://pay.example.com", "https://cart.io", "https://cart.xn--p1ai", "https://pay.prod-7"]).isEmpty)
        let misspelt = findings(["http://pay.back-ende:80"]).first?.message
        #expect(misspelt?.contains("did you mean namespace back-end? Ask for pay.back-end") == true)
    }

    @Test("A Service that is not there is one finding for a workload, whatever ports and names it is called by")
    func once() {
        #expect(findings(["http://gone:80", "http://gone:81", "http://gone.default:80"]).map(\.identifier) == ["call-service-not-found"])
    }

    @Test("An entry of a ConfigMap that several workloads read is one finding, which names them")
    func shared() throws {
        let pods = ["a", "b"].map {
            Manifest.pod($0, labels: "app: \($0)").replacing("name: c", with: "name: c, envFrom: [{configMapRef: {name: conf}}]")
        }
        let map =
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata:\n  SEARCH_HOST: gone.search\n  CACHE_URL: http://cache:6379\n"
        let namespace = "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: search}\n"
        let list = Resolved(pods.joined() + map + namespace).findings.filter { $0.identifier == "call-service-not-found" }
        #expect(
            list.map { String($0.message.prefix { $0 != ":" }) } == ["Pod default/a and Pod default/b", "Pod default/a and Pod default/b"])
        #expect(list.first?.message.contains("no Service search/gone was found") == true)
        #expect(list.map(\.location?.line) != [list.first?.location?.line, list.first?.location?.line], "each at its own entry")
    }

    @Test("A Pod's own name stands below a Service with a virtual IP, too (R26, R45); one that is not there is told")
    func endpointNames() {
        let group =
            Manifest.pod("w-a", labels: "app: grp", spec: "hostname: w1, subdomain: grp") + Manifest.service("grp", selector: "app: grp")
        #expect(findings(["http://w1.grp:8080", "http://w1.grp.default:8080"], more: group).isEmpty)
        let missing = findings(["http://w3.grp:80"], more: group)
        #expect(missing.count == 1)
        #expect(missing.first?.message.contains("w3.grp") == true)
        #expect(findings(["http://www.grp:80"], more: Manifest.service("grp", selector: "app: grp")).isEmpty, "no Pod has a hostname there")
    }
}
