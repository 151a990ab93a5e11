import TestSupport
import Testing

@Suite("podpath compare, as its users call it")
struct CompareCommandTests {
    static let yaml = Manifest.service() + Manifest.workload("Deployment", "web")

    @Test(
        "Exit codes: differences are no failure unless asked for; two inputs are needed",
        arguments: [
            ("podpath compare <(cat) <(printf '')", 0), ("podpath compare --exit-code <(cat) <(printf '')", 1),
            ("podpath compare --exit-code samples/my-service samples/my-service", 0), ("podpath compare samples/my-service", 64),
            ("podpath compare samples/my-service nothing.yaml", 2), ("podpath compare -f csv samples/my-service samples/shop", 64),
        ])
    func exitCodes(line: String, status: Int32) throws {
        let run = try Run(line, input: Self.yaml)
        #expect(run.status == status, "\(run.messages)")
    }

    @Test("The same twice: said so")
    func same() throws {
        let run = try Run("podpath compare samples/shop samples/shop")
        #expect(run.output == "No difference that Pods' communication would notice was found.\n")
    }
}
