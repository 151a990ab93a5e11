import KubeManifest
import Testing

@testable import PodPathKit

@Suite("What messages show of a manifest's lines")
struct HiddenCredentialsTests {
    private func hidden(_ line: String, after before: String = "") -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: HiddenCredentials.hide(in: Array(line.unicodeScalars), after: Array(before.unicodeScalars)))
        return String(text)
    }

    @Test(
        "A credential is stars, wherever it stands",
        arguments: [
            "value: u:PASSW0RD@tcp(db:3306)/x", "value: postgres://u:PASSW0RD@db:5432/x", "value: redis://:PASSW0RD@cache:6379",
            "url: http://db/?token=PASSW0RD&x=1", "{name: U, value: \"http://db/?a=1&k=PASSW0RD\"}",
            "- {name: DB_PASSWORD, value: PASSW0RD}",
            "ApiKey: PASSW0RD", "args: [--token=PASSW0RD]", "clientSecret: 'PASSW0RD'",
        ])
    func hides(line: String) {
        #expect(!hidden(line).contains("PASSW0RD"))
    }

    @Test("The value below the name of a credential is hidden, another one is not")
    func nextLine() {
        #expect(!hidden("  value: PASSW0RD", after: "- name: DB_PASSWORD").contains("PASSW0RD"))
        #expect(hidden("  value: db:5432", after: "- name: DB_HOST") == "  value: db:5432")
    }

    @Test(
        "What is no credential stays, so that the caret points at something",
        arguments: [
            "value: http://db:80/x", "selector: {app: web}", "name: cart", "- containerPort: 8080", "image: registry.test/web@sha256",
        ])
    func shows(line: String) {
        #expect(hidden(line).contains(":"))
        #expect(!hidden(line).hasSuffix("*") || line.contains("@"))
    }

    @Test("No line of a Secret is shown, however its kind is written, nor of a piece that was cut off one")
    func secrets() {
        let pieces = [
            "kind: Secret\ndata: {a: b}\n", "kind: secret\ndata: x\n", "kind: \"secret\"\ndata: x\n", "PASSW0RD\n",
            "kind: Pod\nspec: {secretName: s}\n",
        ]
        let text = pieces.joined(separator: "---\n")
        let lines = SourceLines([SourceFile(path: "a", bytes: Array(text.utf8))])
        let shown = (1...20).compactMap { lines.line($0, of: "a") }
        #expect(shown == ["---", "kind: Pod", "spec: {secretName: s}"])
    }
}
