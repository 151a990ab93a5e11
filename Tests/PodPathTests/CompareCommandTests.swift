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

    @Test(
        "The figure: its formats, by -f or by the ending; without a difference there is none, and no failure",
        arguments: [
            ("-f svg", 0, "<svg "), ("-f dot", 0, "digraph"), ("-f mermaid", 0, "flowchart"), ("-f html", 0, "<!DOCTYPE html>"),
            ("-f png", 0, "PNG"), ("-f pdf", 0, "%PDF"), ("-f svg --theme dark --legend", 0, "#0d1117"),
            ("-f svg --exit-code", 1, "<svg "), ("-f svg -o x.png", 64, ""), ("-o x.yaml", 64, ""),
        ])
    func figure(options: String, status: Int32, beginning: String) throws {
        let run = try Run("podpath compare docs/compare/before.yaml docs/compare/after.yaml \(options)")
        #expect(run.status == status, "\(run.messages)")
        #expect(beginning.isEmpty || run.output.contains(beginning))
        let same = try Run("podpath compare samples/shop samples/shop \(options)")
        #expect(same.status == (status == 64 ? 64 : 0) && same.output.isEmpty)
        #expect(status == 64 || same.messages.contains("there is no figure: no difference was found"))
    }

    @Test("It is the figure that draw --old draws, byte for byte; JSON stays the report's")
    func sameFigure() throws {
        let ends = "docs/compare/before.yaml docs/compare/after.yaml"
        #expect(try Run("podpath compare \(ends) -f svg").output == Run("podpath draw --old \(ends)").output)
        #expect(try Run("podpath compare \(ends) -f json").output.contains("\"appeared\": ["))
    }

    @Test("Into a folder: README.md with the figure beside it; into a file the words alone; --check knows both")
    func folder() throws {
        let scratch = try Scratch()
        let line = "podpath compare docs/compare/before.yaml docs/compare/after.yaml -o '\(scratch.path)/'"
        let run = try Run("\(line) && ls '\(scratch.path)' && head -1 '\(scratch.path)/README.md' && \(line) --check")
        #expect(run.status == 0, "\(run.messages)")
        let lines = run.output.split(separator: "\n")
        #expect(lines.prefix(2) == ["README.md", "compare.svg"])
        // As many as the text below lists.
        let count = try Run("podpath compare docs/compare/before.yaml docs/compare/after.yaml").output.matches(of: #/\n {2}[+~-] /#).count
        #expect(lines.last == "![What changed: \(count) differences](compare.svg \"What changed: \(count) differences\")")
        #expect(try Run("podpath compare docs/compare/before.yaml docs/compare/after.yaml -f md").output.hasPrefix("## Appeared"))
    }

    @Test("Neither input is written over")
    func inputs() throws {
        let scratch = try Scratch()
        let files = "cp docs/compare/before.yaml '\(scratch.path)/old.md'; cd '\(scratch.path)'; echo 'kind: x' > new.yaml;"
        #expect(
            try Run("\(files) podpath compare old.md new.yaml -o old.md; podpath draw --old old.md new.yaml -f svg -o old.md").status != 0)
        #expect(try Run("cmp docs/compare/before.yaml '\(scratch.path)/old.md'").status == 0)
    }

    @Test("The same twice: said so")
    func same() throws {
        let run = try Run("podpath compare samples/shop samples/shop")
        #expect(run.output == "No difference that Pods' communication would notice was found.\n")
    }
}
