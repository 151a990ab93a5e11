import TestSupport
import Testing

@testable import KubeManifest

@Suite("Lists of objects, and what is no object")
struct ListReadingTests {
    private func read(_ text: String) -> (services: [String], findings: [String]) {
        var diagnostics = Diagnostics()
        let objects = ManifestDecoder.decode([SourceFile(path: "a.yaml", bytes: Array(text.utf8))], &diagnostics)
        return (objects.services.map(\.metadata.name), diagnostics.sorted.map { "\($0.location?.line ?? 0) \($0.identifier)" })
    }

    private func service(_ name: String) -> String {
        "{apiVersion: v1, kind: Service, metadata: {name: \(name)}, spec: {selector: {app: a}, ports: [{port: 80}]}}"
    }

    @Test("A List in a List is read as its items; a null between them is named and costs nothing else")
    func nested() {
        let text = """
            apiVersion: v1
            kind: List
            items:
            - \(service("a"))
            - {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: ServiceList, items: [\(service("b"))]}]}
            -
            - \(service("c"))
            """
        let read = read(text)
        #expect(read.services == ["a", "b", "c"])
        #expect(read.findings == ["6 not-an-object"])
    }

    @Test(
        "A kind that is no name, and items that are no list, are named",
        arguments: ["kind: 5", "kind: \"\"", "kind: [a]", "kind: true", "kind: List\nitems: {a: b}", "kind: PodList\nitems: 5"])
    func noObject(text: String) {
        let read = read("apiVersion: v1\n\(text)\n---\n\(service("a"))\n")
        #expect(read.services == ["a"])
        #expect(read.findings.map { $0.split(separator: " ")[1] } == ["not-an-object"])
    }

    @Test("A kind that is nearly one of its group is a finding; a kind of another group, or far from all, is none")
    func misspelled() {
        #expect(read("apiVersion: apps/v1\nkind: Deploymnet\nmetadata: {name: a}").findings.contains("2 unknown-kind"))
        #expect(read("apiVersion: v1\nkind: service\nmetadata: {name: a}").findings.contains("2 unknown-kind"))
        for other in [
            "apiVersion: v1\nkind: Secret", "apiVersion: v1\nkind: ServiceAccount", "apiVersion: apps/v1\nkind: ControllerRevision",
            "apiVersion: example.com/v1\nkind: Deploymnet", "apiVersion: v1\nkind: PodTemplate",
            "apiVersion: serving.knative.dev/v1\nkind: Service",
        ] {
            #expect(!read("\(other)\nmetadata: {name: a}").findings.contains { $0.hasSuffix("unknown-kind") }, "\(other)")
        }
    }

    @Test("A name with a million combining marks, and a message of thousands of words, stay short")
    func long() {
        let marks = "e" + String(repeating: "\u{301}", count: 500_000)
        let keys = (0..<5_000).map { "k\($0)" }.joined(separator: " ")
        for text in [marks, keys] {
            let message = Diagnostic(.error, "a", "Service \(text) is wrong. Write it anew.", at: nil).message
            #expect(message.unicodeScalars.count <= 1_000 && message.hasSuffix("is wrong. Write it anew."))
        }
    }
}
