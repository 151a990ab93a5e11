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

    @Test("JSON has the contract's keys")
    func json() throws {
        let run = try Run("podpath trace client web:80 -f json", input: Self.yaml)
        for key in ["\"schema\": \"podpath/v1\"", "\"verdict\": \"allowed\"", "\"step\": 1", "\"kind\": \"lookup\"", "\"because\": ["] {
            #expect(run.output.contains(key), "\(key)")
        }
    }
}
