import KubeManifest
import TestSupport
import Testing

@Suite("--limit NAME=VALUE in every command that reads manifests (docs/interface.md, Limits)")
struct LimitOptionTests {
    /// The words that come before the inputs.
    static let commands = [
        "draw", "explain", "inspect", "check", "records", "lookup web", "calls", "connections", "trace web web:80", "compare",
    ]

    @Test("--limit help lists every name with its default and what it counts, whatever else is missing", arguments: commands)
    func list(command: String) throws {
        let run = try Run("podpath \(command) --limit help")
        #expect(run.status == 0)
        let rows = run.output.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: true) }
        #expect(rows.dropFirst().map { "\($0[0])" } == NamedLimit.all.map(\.name))
        #expect(rows.contains { $0.starts(with: ["depth", "100", "levels", "of", "nesting"]) })
        #expect(rows.contains { $0.starts(with: ["input-size", "16777216", "bytes"]) }, "16 MiB")
    }

    @Test("A limit is passed and named; raised, it is not", arguments: commands)
    func isHeeded(command: String) throws {
        let scratch = try Scratch()
        let inputs = command == "compare" ? "a.yaml a.yaml" : "a.yaml"
        let low = try Run("cat > a.yaml; podpath \(command) \(inputs) --limit input-size=10", input: CommandTests.good, in: scratch.path)
        #expect(low.status == 2)
        #expect(low.messages.contains("larger than 10 bytes; raise the limit with --limit input-size="))
        let high = try Run(
            "cat > a.yaml; podpath \(command) \(inputs) --limit input-size=10 --limit=input-size=100000", input: CommandTests.good,
            in: scratch.path)
        #expect(!high.messages.contains("--limit"), "the last one counts")
    }

    @Test(
        "A name that is none, and a value that is none, are usage errors that say what is right",
        arguments: [
            ("dept=5", #"there is no limit "dept". Did you mean depth?"#),
            ("max-depth=5", #"there is no limit "max-depth"."#),
            ("=5", #"there is no limit """#), ("depth", "takes a number from 1 to 1000, such as depth=100"),
            ("depth=0", "takes a number from 1 to 1000"), ("depth=1001", "takes a number from 1 to 1000"),
            ("render-seconds=9999999999", "takes a number from 1 to 86400"), ("nodes=-1", "takes a number from 1,"),
            ("nodes=99999999999999999999", "takes a number from 1,"), ("nodes=many", "takes a number from 1,"),
        ])
    func mistakes(option: String, message: String) throws {
        let run = try Run("podpath check '--limit=\(option)'", input: CommandTests.good)
        #expect(run.status == 64)
        #expect(run.messages.contains(message), "\(run.messages)")
    }

    @Test("Every name sets the limit that its message speaks of")
    func names() throws {
        let deep = "{\"a\": [[[[1]]]]}"
        let cases = [
            ("input-size=9", deep), ("total-size=9", deep), ("depth=2", deep), ("nodes=2", deep),
            ("documents=1", "---\nkind: A\n---\nkind: B\n"),
            ("alias-nodes=1", "a: &a [1, 2]\nb: *a\nc: *a\n"), ("replicas=1", Manifest.workload("Deployment", "web")),
            ("alias-size=2", "a: &a xyz\nb: *a\n"), ("pods=1", Manifest.workload("Deployment", "web")),
            ("service-ports=1", Manifest.service("web", ports: "{name: a, port: 1}, {name: b, port: 2}")),
            ("endpoints=1", Manifest.pod("a") + Manifest.pod("b") + Manifest.service("web")),
            ("configuration=1", Self.doubling), ("diagnostics=1", "a: 1\n---\nb: 1\n"),
        ]
        for (option, input) in cases {
            let run = try Run("podpath check --limit \(option)", input: input)
            let name = option.prefix { $0 != "=" }
            #expect((run.output + run.messages).contains("--limit \(name)="), "\(option): \(run.output)\(run.messages)")
        }
    }

    /// Nine levels: 512 times as long as its first value.
    private static let doubling =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: c\n      env:\n        - {name: V0, value: 'http://a'}\n"
        + (1...9).map { "        - {name: V\($0), value: '$(V\($0 - 1))$(V\($0 - 1))'}\n" }.joined()

    @Test("A list of more pairs than the limit is not begun; a narrower question is answered, and reasons cost more")
    func connections() throws {
        let pods = (0..<4).map { Manifest.pod("p\($0)") }.joined()
        let refused = try Run("podpath connections -f csv --limit connections=15", input: pods)
        #expect(refused.status == 1 && refused.output.isEmpty)
        #expect(refused.messages.contains("16 pairs of workloads are asked for, and 15 are listed at most (--limit connections=…)"))
        let narrow = try Run("podpath connections -f csv --from p1 --limit connections=15", input: pods)
        #expect(narrow.status == 0 && narrow.output.contains("default/p1[Pod],default/p2[Pod],\"All Connections\""))
        #expect(try Run("podpath connections -f csv --limit connections=16", input: pods).status == 0)
        #expect(try Run("podpath connections --explain -f csv --limit connections=1599", input: pods).status == 1)
        #expect(try Run("podpath connections --explain -f csv --limit connections=1600", input: pods).status == 0)
    }

    @Test("The options that these replaced are gone; --max-pods is a look and stays")
    func older() throws {
        #expect(try Run("podpath check --max-depth 5", input: CommandTests.good).status == 64)
        #expect(try Run("podpath draw -f dot --max-pods 5", input: CommandTests.good).status == 0)
    }

    @Test("-n stands where it shows a part, and --check where there is something to compare with")
    func options() throws {
        for command in ["check", "lookup web", "trace web web:80"] {
            #expect(try Run("podpath \(command) -n default", input: CommandTests.good).status == 64)
        }
        #expect(try Run("podpath draw --check", input: CommandTests.good).messages.contains("name the file or folder with -o"))
        #expect(try Run("podpath records --check -o -", input: CommandTests.good).status == 64)
    }
}
