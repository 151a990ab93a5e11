import KubeCluster
import TestSupport
import Testing

@Suite("Selectors (R62, R64, C11)")
struct SelectorTests {
    @Test("R62: every pair must be equal, in the same namespace")
    func equality() {
        let pods =
            Manifest.pod("both", labels: "app: web, tier: front") + Manifest.pod("one")
            + Manifest.pod("other", labels: "app: Web, tier: front")
            + Manifest.pod("elsewhere", labels: "app: web, tier: front", namespace: "shop")
        #expect(Resolved(pods + Manifest.service(selector: "app: web, tier: front")).selected("web") == ["both"])
        #expect(Resolved(pods + Manifest.service(selector: "app: web")).selected("web") == ["both", "one"])
    }

    @Test("R62: an empty or missing selector selects nothing", arguments: ["selector: {}, ", ""])
    func empty(selector: String) {
        let service = "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {\(selector)ports: [{port: 80}]}\n"
        let result = Resolved(Manifest.pod("a") + service)
        #expect(result.selected("web").isEmpty)
        #expect(result.service("web")?.source == .nothing)
        #expect(!result.identifiers.contains("selector-matches-nothing"))
    }

    @Test("R62: the selector of an ExternalName Service is ignored, and said to be")
    func externalName() {
        let result = Resolved(Manifest.pod("a") + Manifest.service(spec: "type: ExternalName, externalName: db.example.com"))
        #expect(result.selected("web").isEmpty)
        #expect(result.endpoints("web").isEmpty)
        #expect(result.identifiers == ["selector-ignored"])
    }

    @Test("R64: ended Pods and Pods without an address are left out; pending ones with one are listed")
    func phases() {
        let pods =
            Manifest.pod("done", status: "phase: Succeeded, podIP: 10.0.0.1")
            + Manifest.pod("failed", status: "phase: Failed, podIP: 10.0.0.2")
            + Manifest.pod("none", status: "phase: Pending, podIPs: []")
            + Manifest.pod("waiting", status: "phase: Pending")
            + Manifest.pod("pending", status: "phase: Pending, podIP: 10.0.0.4")
        let result = Resolved(pods + Manifest.service())
        #expect(result.endpoints("web").map(\.address) == ["10.0.0.4"])
    }

    @Test("Because: what the Service asks for, and what the Pod has, with their places")
    func because() throws {
        let result = Resolved(Manifest.pod("a") + Manifest.service(), file: "shop.yaml")
        let evidence = result.cluster.because(try #require(result.service("web")), selects: 0)
        #expect(evidence.map(\.field) == ["spec.selector.app", "metadata.labels.app"])
        #expect(evidence.map(\.value) == ["web", "web"])
        #expect(evidence.map(\.location.line) == [11, 4])
        #expect(evidence.allSatisfy { $0.location.file == "shop.yaml" })
    }
}
