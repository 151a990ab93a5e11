import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("What Services and Pods can be called, in the explanation")
struct NamesExplanationTests {
    private func page(_ yaml: String, facts: String = "") throws -> String {
        let fixture = DNSFixture(yaml, facts: facts)
        return try Explanation(
            of: fixture.resolved.cluster, for: FigureRequest(), outline: .init(level: .full), figures: [], diagnostics: []
        )
        .markdown(TemplateLibrary())
    }

    @Test("A Service: short within its namespace, with the namespace from everywhere, and in full (R47, R55)")
    func service() throws {
        let page = try page(Manifest.pod("a") + Manifest.service(namespace: "shop", spec: "clusterIP: 10.96.7.7"))
        #expect(page.contains("| `web` | Pods of namespace shop | 10.96.7.7 |"))
        #expect(page.contains("| `web.shop` | every Pod | 10.96.7.7 |"))
        #expect(page.contains("| `web.shop.svc.cluster.local` | every Pod, in full | 10.96.7.7 |"))
    }

    @Test("The two patterns of the article, with this cluster's own values (R27, R34)")
    func patterns() throws {
        let yaml = Manifest.pod("a", status: "podIP: 172.17.0.3") + Manifest.service("my-service")
        let page = try page(yaml)
        #expect(page.contains("| `pod-ipv4-address.my-namespace.pod.cluster-domain.example` | `172-17-0-3.default.pod.cluster.local` |"))
        #expect(
            page.contains(
                "| `pod-ipv4-address.service-name.my-namespace.svc.cluster-domain.example` | `172-17-0-3.my-service.default.svc.cluster.local` |"
            ))
        let disabled = try self.page(yaml, facts: "dns: {pods: disabled}")
        #expect(!disabled.contains("my-namespace.pod.cluster-domain.example"), "without the pods option the pattern does not hold (R33)")
        #expect(disabled.contains("my-namespace.svc.cluster-domain.example"))
    }

    @Test("A Pod: its own name and the names that lead to it; a hostname of its own in place of the dashed one (R25, R27)")
    func pods() throws {
        let page = try page(
            Manifest.workload("StatefulSet", "db", spec: "serviceName: web\n  replicas: 1") + Manifest.service(spec: "clusterIP: None"))
        #expect(page.contains("db-0, db-0.web.default.svc.cluster.local"))
        #expect(page.contains("`db-0.web.default.svc.cluster.local`"))
    }

    @Test("Where a name has no answer, the table says why")
    func noAnswer() throws {
        let page = try page(Manifest.service(spec: "clusterIP: None"))
        #expect(page.contains("| `web` | Pods of namespace default | nothing: "))
    }

    @Test("The cluster's own domain stands in every name")
    func domain() throws {
        let page = try page(Manifest.pod("a") + Manifest.service(), facts: "clusterDomain: k8s.example")
        #expect(page.contains("web.default.svc.k8s.example"))
        #expect(!page.contains("svc.cluster.local"))
    }
}
