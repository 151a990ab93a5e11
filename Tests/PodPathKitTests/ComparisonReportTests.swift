import KubeCluster
import TestSupport
import Testing

@testable import PodPathKit

@Suite("podpath compare: sentences and formats")
struct ComparisonReportTests {
    private func report(_ old: String, _ new: String, _ namespace: String? = nil) -> ComparisonReport {
        var request = FigureRequest()
        request.namespaces = namespace.map { [$0] } ?? []
        return ComparisonReport(
            ClusterComparison(from: Resolved(old, file: "old.yaml").cluster, to: Resolved(new, file: "new.yaml").cluster), request)
    }

    @Test("Sentences with the place on each side")
    func text() {
        let old = Manifest.workload("Deployment", "web", spec: "replicas: 2")
        let new = Manifest.workload("Deployment", "web", spec: "replicas: 3") + Manifest.service()
        #expect(
            report(old, new).text(.text) == """
                Appeared:
                  + Service default/web is new. (new.yaml:14)
                  + The name web.default.svc.cluster.local appeared in DNS. (new.yaml:14)

                Changed:
                  ~ Deployment default/web has another number of replicas: 2 before, 3 now. (old.yaml:6; new.yaml:6)

                """)
        let json = report(old, new).text(.json)
        #expect(json.contains("\"schema\": \"podpath/v1\"") && json.contains("\"object\": \"default/web[Deployment]\""))
        #expect(report(old, new, "other").isEmpty)
    }

    @Test("A new call to what no Service is: said with it")
    func unfound() {
        let client = { (value: String) in
            Manifest.pod("client", spec: "initContainers: [{name: i, env: [{name: API_URL, value: '\(value)'}]}]")
        }
        #expect(
            report(client("none"), client("http://api.shop.svc:80")).text(.text).contains(
                "Pod default/client now calls Service shop/api, which was not found in the newer manifests."))
    }

    @Test("Names from a manifest are text in a terminal and in Markdown, never more")
    func hostile() {
        let name = "\\u001b[31m<script>|`x`](javascript:1)"
        let yaml =
            "apiVersion: v1\nkind: Service\nmetadata: {name: \"\(name)\"}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n"
        let text = report("", yaml)
        #expect(!text.isEmpty)
        #expect(!text.text(.text).contains("\u{1b}"))
        let markdown = text.text(.md)
        #expect(!markdown.contains("<script>") && !markdown.contains("\u{1b}") && !markdown.contains("](javascript"))
        #expect(!text.text(.json).contains("\u{1b}"))
    }
}
