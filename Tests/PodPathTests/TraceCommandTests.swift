import TestSupport
import Testing

@Suite("trace as its users call it (docs/interface.md)")
struct TraceCommandTests {
    static let yaml =
        Manifest.pod("client", labels: "app: client") + Manifest.pod("a") + Manifest.service(spec: "clusterIP: 10.96.7.7")

    @Test(
        "The exit status is 0 only if the connection is allowed",
        arguments: [
            ("podpath trace client web:80", 0), ("podpath trace client web:81", 1), ("podpath trace client nothing.default", 1),
            ("podpath trace client https://www.example.com", 1), ("podpath trace outside web", 1), ("podpath trace", 64),
            ("podpath trace client", 64), ("podpath trace nobody web", 64), ("podpath trace client default/nothing", 64),
            ("podpath trace client web:0", 64), ("podpath trace client web -f svg", 64), ("podpath trace client web /no/such/file", 2),
            ("podpath draw --figure path --from outside --to web", 0), ("podpath draw --figure path --from nobody --to web", 64),
            ("podpath draw --figure path --from client --to default/nothing", 64),
        ])
    func exitCodes(line: String, status: Int32) throws {
        #expect(try Run(line, input: Self.yaml).status == status, "\(line)")
    }

    @Test(
        "A name that is nowhere is said plainly, with the nearest name or what there is, and without the usage, which is right",
        arguments: [
            (
                "podpath trace clent web:80",
                "podpath: error: No Pod and no workload clent was found in these manifests. Did you mean client?\n"
            ),
            (
                "podpath lookup web --from nobody",
                "podpath: error: No Pod and no workload nobody was found in these manifests. There is default/a and default/client.\n"
            ),
            (
                "podpath lookup web --from shop/client",
                "podpath: error: No Pod and no workload shop/client was found in these manifests. Did you mean default/client?\n"
            ),
            (
                "podpath draw --figure path --from client --to default/wep",
                "podpath: error: No Service, Pod or workload default/wep was found in these manifests; did you mean web?\n"
            ),
            (
                "podpath connections --from clent",
                "podpath: error: No workload clent was found in these manifests, and it is no address. Did you mean client?\n"
            ),
        ])
    func unknownNames(line: String, message: String) throws {
        let run = try Run(line, input: Self.yaml)
        #expect(run.messages == message)
        #expect(run.status == 64 && run.output.isEmpty)
    }

    @Test(
        "Where no figure of a kind can be drawn, what is missing is said", arguments: [("policy", "no policy"), ("ingress", "no Ingress")])
    func nothing(figure: String, missing: String) throws {
        let run = try Run("podpath draw --figure \(figure)", input: Self.yaml)
        #expect(run.status != 0)
        #expect(run.messages.contains("there is nothing to draw for the figure \(figure): \(missing)"))
    }

    @Test("Help is wrapped as a whole: no line ends in the middle of a sentence's width", arguments: ["", "trace", "compare", "check"])
    func help(command: String) throws {
        let lines = try Run("podpath \(command) --help").output.split(separator: "\n", omittingEmptySubsequences: false)
        let prose = lines.prefix { !$0.hasPrefix("EXAMPLES") }
        for (line, next) in zip(prose, prose.dropFirst()) where !line.isEmpty && !next.isEmpty && !line.hasSuffix(".") {
            let word = next.prefix { $0 != " " }
            #expect(line.count + 1 + word.count >= 80, "\(line)")
        }
    }

    @Test("JSON has the contract's keys")
    func json() throws {
        let run = try Run("podpath trace client web:80 -f json", input: Self.yaml)
        for key in ["\"schema\": \"podpath/v1\"", "\"verdict\": \"allowed\"", "\"step\": 1", "\"kind\": \"lookup\"", "\"because\": ["] {
            #expect(run.output.contains(key), "\(key)")
        }
    }
}
