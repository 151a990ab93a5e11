import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// Behind an ingress controller (C29 to C33), with Kubernetes' rules for ports in place of the reference tool's.
@Suite("Connections from an ingress controller")
struct IngressControllerTests {
    private func rows(_ yaml: String) -> [String] {
        let list = ConnectionList(Resolved(yaml).cluster)
        return list.rows.filter { list.ends[$0.from].text == "{ingress-controller}" || list.ends[$0.to].text == "{ingress-controller}" }.map
        {
            "\(list.ends[$0.from].text) => \(list.ends[$0.to].text) \(list.portSets[$0.ports].text)"
        }
    }

    private func ingress(_ port: String = "number: 80") -> String {
        IngressRouteTests.ingress("rules: [\(IngressRouteTests.rule("a.example.com", IngressRouteTests.path(port: port)))]")
    }

    private func policy(_ from: String) -> String {
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: only}
        spec: {podSelector: {}, ingress: [{from: [\(from)]}]}

        """
    }

    @Test("The only rows of the controller are those to what routes lead to, on the Pod's port (C29, C31)")
    func target() {
        let yaml = Manifest.pod("web-1") + Manifest.pod("other", labels: "app: other") + Manifest.service()
        #expect(rows(yaml) == [])
        #expect(rows(yaml + ingress()) == ["{ingress-controller} => default/web-1[Pod] TCP 8080"])
    }

    @Test("A named target port is resolved on the Pod; several routes to one workload are one row (C31, C33)")
    func named() {
        let yaml =
            Manifest.pod("web-1") + Manifest.service(ports: "{name: a, port: 80, targetPort: http}, {name: b, port: 81, targetPort: 8081}")
        #expect(rows(yaml + ingress()) == ["{ingress-controller} => default/web-1[Pod] TCP 8080"])
        let both = IngressRouteTests.ingress(
            "rules: [\(IngressRouteTests.rule("a.example.com", IngressRouteTests.path(), IngressRouteTests.path("/b", port: "name: b")))]")
        #expect(rows(yaml + both) == ["{ingress-controller} => default/web-1[Pod] TCP 8080-8081"])
    }

    @Test("A container need not declare the port, unlike the reference tool (C20, C32)")
    func undeclared() {
        let yaml = Manifest.pod("web-1") + Manifest.service(ports: "{port: 80, targetPort: 9999}")
        #expect(rows(yaml + ingress()) == ["{ingress-controller} => default/web-1[Pod] TCP 9999"])
    }

    @Test("An Ingress that names the target port leads nowhere, unlike the reference tool (C31)")
    func targetPort() {
        #expect(rows(Manifest.pod("web-1") + Manifest.service() + ingress("number: 8080")) == [])
    }

    @Test("Policies count for traffic of an unknown Pod without labels (C29, C33)")
    func policies() {
        let yaml = Manifest.pod("web-1") + Manifest.service() + ingress()
        let row = ["{ingress-controller} => default/web-1[Pod] TCP 8080"]
        #expect(rows(yaml + policy("{podSelector: {}}")) == [])
        #expect(rows(yaml + policy("{namespaceSelector: {matchLabels: {team: edge}}}")) == [])
        #expect(rows(yaml + policy("{namespaceSelector: {}}")) == row)
    }
}
