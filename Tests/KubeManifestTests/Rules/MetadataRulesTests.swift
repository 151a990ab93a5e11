import KubeManifest
import TestSupport
import Testing

@Suite("Metadata: what an API server accepts and refuses")
struct MetadataRulesTests {
    private func pod(_ metadata: String) -> Verdict {
        Verdict("apiVersion: v1\nkind: Pod\nmetadata: {name: a, \(metadata)}\nspec: {containers: [{name: c}]}\n")
    }

    @Test(
        "An owner is known by four fields (ValidateOwnerReferences in apimachinery, pkg/api/validation)",
        arguments: ["apiVersion", "kind", "name", "uid"])
    func owners(_ field: String) {
        let fields = ["apiVersion: apps/v1", "kind: ReplicaSet", "name: a", "uid: b"]
        #expect(pod("ownerReferences: [{\(fields.joined(separator: ", "))}]").isAccepted)
        let without = fields.filter { !$0.hasPrefix(field) }.joined(separator: ", ")
        #expect(pod("ownerReferences: [{\(without)}]").lines == ["error missing-field metadata.ownerReferences[0].\(field)"])
        #expect(pod("ownerReferences: [{\(without), \(field): ''}]").lines == ["error missing-field metadata.ownerReferences[0].\(field)"])
    }

    @Test("One owner at most controls")
    func controllers() {
        let owner = "apiVersion: apps/v1, kind: ReplicaSet, name: a, controller: true"
        #expect(
            pod("ownerReferences: [{\(owner), uid: b}, {\(owner), uid: c}]").lines == [
                "error conflicting-fields metadata.ownerReferences[1].controller"
            ])
    }

    @Test("A label's value that is left empty is the empty text, and a selector picks it")
    func emptyLabels() {
        let yaml = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: a
              labels:
                app:
                tier: ~
            spec: {containers: [{name: c}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: a}
            spec:
              selector:
                app:
              ports: [{port: 80}]
            """
        let verdict = Verdict(yaml)
        #expect(
            verdict.lines == [
                "warning null-value metadata.labels.app", "warning null-value metadata.labels.tier", "warning null-value spec.selector.app",
            ])
        #expect(verdict.objects.pods.first?.metadata.labels.map(\.text) == ["app=", "tier="])
        #expect(verdict.objects.services.first?.selector?.map(\.text) == ["app="])
    }

    @Test("Two Namespaces of one name: the same labels say the same, others do not")
    func namespaces() {
        func namespace(_ labels: String) -> String { "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {\(labels)}}\n" }
        #expect(Verdict(namespace("x: '1', z: '2'") + namespace("z: '2', x: '1'")).isAccepted)
        let twice = Verdict(namespace("x: '1'") + namespace("x: '2'"))
        #expect(twice.lines == ["warning duplicate-object metadata.name"] && twice.findings.first?.notes.first?.location?.line == 2)
        #expect(twice.objects.namespaces.map { $0.metadata.labels.map(\.text) } == [["x=2"]])
    }
}
