import KubeManifest
import TestSupport
import Testing

@Suite("Every message names file, line, column, field and remedy")
struct PlaceTests {
    /// The place of 1️⃣ in the text, and the text without it.
    private func marked(_ yaml: String) -> (text: String, line: Int, column: Int) {
        let before = yaml.prefix(upTo: yaml.firstRange(of: "1️⃣")?.lowerBound ?? yaml.endIndex)
        let line = before.split(separator: "\n", omittingEmptySubsequences: false)
        return (yaml.replacing("1️⃣", with: ""), line.count, (line.last?.unicodeScalars.count ?? 0) + 1)
    }

    @Test(arguments: [
        ("metadata: {name: web}\nspec:\n  ports:\n  - port: 1️⃣80000\n", "port-out-of-range", "spec.ports[0].port"),
        ("metadata: {name: web}\nspec:\n  ports:\n  - port: 1️⃣\"80\"\n", "wrong-type", "spec.ports[0].port"),
        (
            "metadata: {name: web}\nspec:\n  selector:\n    app: web\n    version: 1️⃣1.10\n  ports: [{port: 80}]\n", "wrong-type",
            "spec.selector.version"
        ),
        (
            "metadata: {name: web}\nspec:\n  selector: {app.kubernetes.io/name: 1️⃣yes}\n  ports: [{port: 80}]\n", "wrong-type",
            "spec.selector['app.kubernetes.io/name']"
        ),
        ("metadata: {name: 1️⃣Web}\nspec: {ports: [{port: 80}]}\n", "invalid-name", "metadata.name"),
        ("metadata: {name: web}\nspec: {type: 1️⃣Nodeport, ports: [{port: 80}]}\n", "unknown-value", "spec.type"),
        ("metadata: {name: web}\nspec: {clusterIP: 1️⃣10.0.0.300, ports: [{port: 80}]}\n", "invalid-address", "spec.clusterIP"),
        ("metadata: {name: web}\nspec: {ports: 1️⃣{port: 80}}\n", "wrong-type", "spec.ports"),
        ("metadata: {name: web}\nspec: {ports: [{port: 80, nodePort: 1️⃣30080}]}\n", "node-port-not-allowed", "spec.ports[0].nodePort"),
        ("metadata: {name: web, namespace: 1️⃣Shop}\nspec: {ports: [{port: 80}]}\n", "invalid-name", "metadata.namespace"),
    ])
    func place(body: String, identifier: String, field: String) throws {
        let (text, line, column) = marked("apiVersion: v1\nkind: Service\n" + body)
        let finding = try #require(Resolved(text, file: "dir/a.yaml").findings.first { $0.identifier == identifier })
        #expect(finding.location == SourceLocation(file: "dir/a.yaml", line: line, column: column))
        #expect(finding.field == field)
        #expect(finding.message.utf8.count < 300)
    }

    @Test("A near value is offered")
    func didYouMean() {
        let result = Resolved("apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: Nodeport, ports: [{port: 80}]}\n")
        #expect(result.findings.first?.message.contains("NodePort") == true)
    }

    @Test("A duplicate key names both places")
    func duplicateKey() throws {
        let result = Resolved("apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  name: b\nspec: {containers: [{name: c}]}\n")
        let finding = try #require(result.findings.first { $0.identifier == "duplicate-key" })
        #expect(finding.location?.line == 5)
        #expect(finding.notes.first?.location?.line == 4)
        #expect(result.objects.pods.first?.metadata.name == "a")
    }

    @Test("Label values as written, whatever YAML takes them for")
    func labelText() {
        let result = Resolved("apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {version: 1.10}}\nspec: {containers: [{name: c}]}\n")
        #expect(result.objects.pods.first?.metadata.labels.first?.value == "1.10")
        #expect(result.findings.first?.message.contains("\"1.10\"") == true)
    }

    @Test("Columns count Unicode scalars")
    func columns() {
        let result = Resolved("apiVersion: v1\nkind: Service\nmetadata: {labels: {é: x}, name: Web}\nspec: {ports: [{port: 80}]}\n")
        #expect(result.findings.contains { $0.identifier == "invalid-name" && $0.location?.column == 34 })
    }
}
