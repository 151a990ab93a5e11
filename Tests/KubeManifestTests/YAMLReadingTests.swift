import KubeManifest
import TestSupport
import Testing

@Suite("YAML, document by document")
struct YAMLReadingTests {
    static let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: NAME}\nspec: {containers: [{name: c}]}\n"
    static func pod(_ name: String) -> String { pod.replacing("NAME", with: name) }

    private func names(_ yaml: String) -> [String] { Resolved(yaml).objects.pods.map(\.metadata.name) }

    @Test("A bad document costs only itself; later lines keep their numbers")
    func resume() throws {
        let yaml = Self.pod("a") + "---\nkind: [unclosed\n---\n" + Self.pod("b") + "---\nfoo: 'open\n---\n" + Self.pod("c")
        let result = Resolved(yaml)
        #expect(result.objects.pods.map(\.metadata.name) == ["a", "b", "c"])
        #expect(result.identifiers == ["yaml-syntax", "yaml-syntax"])
        #expect(result.objects.pods.map(\.metadata.location.line) == [1, 8, 15])
    }

    @Test("List, *List and kubectl dumps")
    func lists() {
        #expect(
            names(
                "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c}]}}\n")
                == ["a"])
        // Items of a PodList may leave out what the list says of all of them.
        let result = Resolved("apiVersion: v1\nkind: PodList\nitems:\n- {metadata: {name: a}, spec: {containers: [{name: c}]}}\n")
        #expect(result.objects.pods.map(\.metadata.name) == ["a"])
        #expect(result.identifiers.isEmpty)
    }

    @Test("Other kinds, and kinds of the same name in another group, are passed over")
    func passedOver() {
        let result = Resolved(
            """
            {apiVersion: v1, kind: Secret, metadata: {name: s}, data: {key: c2VjcmV0}}
            ---
            {apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: k}}
            """)
        #expect(result.objects.isEmpty)
        #expect(result.identifiers.isEmpty)
    }

    @Test("Anchors, aliases and merge keys")
    func aliases() {
        let yaml = """
            apiVersion: v1
            kind: Service
            metadata: {name: a, labels: &l {app: web, tier: front}}
            spec: {selector: {<<: *l, tier: back}, ports: [{port: 80}]}
            """
        #expect(Resolved(yaml).objects.services.first?.selector?.map(\.text).sorted() == ["app=web", "tier=back"])
    }

    @Test("Aliases are counted before they are expanded")
    func billionLaughs() {
        var yaml = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
        for level in 1...9 {
            yaml += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",") + "]\n"
        }
        #expect(Resolved(yaml + "---\n" + Self.pod("after")).identifiers.contains("limit-exceeded"))
        #expect(names(yaml + "---\n" + Self.pod("after")) == ["after"])
    }

    @Test("Anchors end with their document")
    func anchorsEnd() {
        #expect(Resolved("a: &x 1\n---\nkind: *x\n").identifiers.contains("yaml-syntax"))
    }

    @Test("Each limit is named in its message")
    func limits() {
        var limits = Limits()
        limits.depth = 10
        let deep = Resolved(String(repeating: "[", count: 50) + String(repeating: "]", count: 50), limits: limits)
        #expect(deep.findings.first?.message.contains("--limit depth=") == true)
        limits = Limits()
        limits.nodes = 5
        #expect(Resolved(Self.pod("a"), limits: limits).findings.first?.message.contains("--limit nodes=") == true)
        limits = Limits()
        limits.documents = 1
        #expect(
            Resolved(Self.pod("a") + "---\n" + Self.pod("b"), limits: limits).findings.last?.message.contains("--limit documents=") == true)
    }

    @Test("Diagnostics past the limit are counted, not kept")
    func diagnosticLimit() {
        var limits = Limits()
        limits.diagnostics = 3
        let result = Resolved(String(repeating: "---\njust text\n", count: 10), limits: limits)
        #expect(result.findings.count == 3)
        #expect(result.diagnostics.suppressed == 7)
    }

    @Test("The same objects from JSON, with CRLF, and with a byte order mark")
    func otherForms() {
        let json =
            #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"face":"\ud83d\ude00"}},"spec":{"containers":[{"name":"c"}]}}"#
        let result = Resolved(json, file: "a.json")
        #expect(result.objects.pods.first?.metadata.labels.first?.value == "😀")
        #expect(names(Self.pod("a").replacing("\n", with: "\r\n")) == ["a"])
        #expect(names("\u{FEFF}" + Self.pod("a")) == ["a"])
    }
}
