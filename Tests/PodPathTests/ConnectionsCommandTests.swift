import TestSupport
import Testing

@Suite("podpath connections, as its users call it")
struct ConnectionsCommandTests {
    static let yaml = Manifest.pod("web") + Manifest.pod("db", labels: "app: db") + Manifest.policy("podSelector: {matchLabels: {app: db}}")

    @Test(
        "Exit codes",
        arguments: [
            ("podpath connections", 0), ("podpath connections --from web --to db --port 80", 0), ("podpath connections --from nobody", 64),
            ("podpath connections --port http", 64), ("podpath connections --port 70000", 64), ("podpath connections --diff -", 64),
            ("podpath connections --diff --explain a b", 64), ("podpath connections --diff <(cat) nothing.yaml", 2),
        ])
    func exitCodes(line: String, status: Int32) throws {
        let run = try Run(line, input: Self.yaml)
        #expect(run.status == status, "\(run.messages)")
    }

    @Test("A name that nothing has: the nearest one")
    func nearest() throws {
        #expect(try Run("podpath connections --from wep", input: Self.yaml).messages.contains("Did you mean web?"))
    }

    @Test("--diff reads two inputs, and a refused policy in either fails")
    func diff() throws {
        let run = try Run("podpath connections --diff <(cat) <(printf '')", input: Self.yaml)
        #expect(run.status == 0 && run.output.contains("- closed") && run.output.contains("is gone"))
        let bad = Self.yaml + Manifest.policy("bad", "podSelector: {}, policyTypes: [Nothing]")
        #expect(try Run("podpath connections --diff <(cat) samples/my-service", input: bad).status == 1)
    }
}
