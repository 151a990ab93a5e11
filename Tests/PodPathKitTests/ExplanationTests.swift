import TestSupport
import Testing

@testable import PodPathKit

@Suite("The explanation says what is there, and only that")
struct ExplanationTests {
    private func page(_ yaml: String) throws -> String {
        try Explanation(of: Resolved(yaml).cluster, for: FigureRequest(), outline: .withoutGlossary, figures: [], diagnostics: []).markdown(
            TemplateLibrary())
    }

    @Test("A lone Service: no count of Pods that are not there, no heading without text")
    func loneService() throws {
        let page = try page(Manifest.service())
        #expect(page.contains("These manifests describe 1 Service. No Pod was found among them."))
        #expect(!page.contains("0 Pods"))
        #expect(!page.contains("## Names"))
    }

    @Test("A selector that picks nothing gives nobody a name: no such Pod was found")
    func nobodySelected() throws {
        let page = try page(Manifest.service(selector: "app: serach") + Manifest.pod("a"))
        #expect(page.contains("It would give the Pods with the label `app=serach` one name"))
        #expect(page.contains("but no such Pod was found in these manifests."))
        #expect(try !self.page(Manifest.service() + Manifest.pod("a")).contains("It would give"))
    }

    @Test("Workloads scaled to nothing are still there")
    func noReplicas() throws {
        let page = try page(Manifest.workload("Deployment", "web", spec: "replicas: 0") + Manifest.service())
        #expect(page.contains("These manifests describe 1 workload without a Pod (0 replicas) and 1 Service."))
    }

    @Test("Pods that are not ready are told apart from those that connections go to (R65)")
    func readiness() throws {
        let ready = Manifest.pod("a", status: "phase: Running, podIP: 10.0.0.1, conditions: [{type: Ready, status: \"True\"}]")
        let starting = Manifest.pod("b", status: "phase: Running, podIP: 10.0.0.2, conditions: [{type: Ready, status: \"False\"}]")
        #expect(
            try page(ready + starting + Manifest.service())
                .contains("The selector picks 2 Pods. Connections go to the 1 Pod of them that is ready:"))
        #expect(
            try page(starting + Manifest.service()).contains("The selector picks 1 Pod. None of them is ready, so connections go nowhere:"))
        #expect(
            try page(ready + starting + Manifest.service(spec: "publishNotReadyAddresses: true"))
                .contains("2 Pods stand behind it, and each connection goes to one of them:"))
    }
}
