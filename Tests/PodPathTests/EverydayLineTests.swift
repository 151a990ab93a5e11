import TestSupport
import Testing

@Suite("Lines that are read without the argument parser mean what it would have read")
struct EverydayLineTests {
    /// `--color never` is what a pipe gets anyway; it is no everyday word, so that the parser reads the line.
    @Test(
        "The same output, messages and exit status with and without the parser",
        arguments: [
            "draw samples/my-service", "draw -q samples/shop", "draw", "draw --quiet -", "draw -f dot samples/shop",
            "draw --format MERMAID -",
            "draw samples/shop -n payments -f json", "draw samples/shop --namespace nowhere -f dot",
            "draw samples/service-types --figure service --focus Service/types/payments", "draw samples/shop --focus nothing -f dot",
            "draw samples/frontend-backend --figure dns-lookup", "draw samples/my-service -o -",
            "draw samples/my-service -o /no/such/folder/a.svg",
            "draw --figure nothing -", "draw --figure all -", "draw -f gif -", "draw -o a.svg -f png -", "draw -o a.txt -",
            "draw no-such-file.yaml",
            "draw -q -q -", "draw -f svg -f dot -", "draw -fdot -", "draw --format=dot -", "draw -o", "draw -f -q -", "draw -n -o -",
            "draw -- -",
            "draw --nothing", "draw -x", "draw ''", "draw '-'", "check samples/shop", "check -q -", "check -f json samples/shop",
            "check --format sarif -", "check -f JSON -", "check -n payments samples/shop", "check -o a.gif", "check --figure all", "check",
            "draw -h",
        ])
    func sameAsParser(line: String) throws {
        let input = CommandTests.warning + CommandTests.good
        let everyday = try Run("podpath \(line)", input: input)
        let words = line.split(separator: " ", maxSplits: 1)
        let parsed = try Run("podpath \(words[0]) --color never \(words.dropFirst().joined())", input: input)
        #expect(everyday.output == parsed.output)
        #expect(everyday.messages == parsed.messages)
        #expect(everyday.status == parsed.status)
    }

    @Test("A folder and a file get what the parser's line writes")
    func files() throws {
        let scratch = try Scratch()
        let run = try Run(
            """
            podpath draw -q samples/shop --figure all -o one/ && podpath draw -q --color never samples/shop --figure all -o two/ &&
            podpath draw -q samples/shop -o one/a.dot && podpath draw -q --color never samples/shop -o two/a.dot && diff -r one two && ls one | wc -l
            """.replacing("samples", with: "\(Project.root)/samples"), in: scratch.path)
        #expect(run.status == 0)
        #expect(Int(run.output.filter(\.isNumber)) ?? 0 > 10)
    }
}
