import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("A block's words, and the text that it becomes")
struct BlockTests {
    private static func words(_ text: String) -> [String] {
        let split = BlockWord.split(Array(text.utf8)) { SourceLocation(file: "a.md", line: 1, column: $0 + 1) }
        switch split {
        case .failure(let problem): return ["\(problem.diagnostic.location?.column ?? 0): \(problem.diagnostic.identifier)"]
        case .success(let words): return words.map { "\($0.location.column):\($0.key.map { "\($0)|" } ?? "")\($0.value)" }
        }
    }

    @Test(
        "Words are parted by white space, and quoted whole",
        arguments: [
            ("draw  a\tb\nc", ["1:draw", "7:a", "9:b", "11:c"]), ("a=b", ["1:a|b"]), ("a=b=c", ["1:a|b=c"]), ("a=", ["1:a|"]),
            ("=a", ["1:=a"]), ("a=\"b c\"", ["1:a|b c"]), ("\"a=b c\"", ["1:a=b c"]), ("'a\"b'", ["1:a\"b"]),
            (#""a\"b\\c\d""#, ["1:a\"b\\c\\d"]), (#"'a\'"#, ["1:a\\"]), (#"a\b"#, ["1:a\\b"]), ("a=''", ["1:a|"]),
            ("$HOME *.yaml", ["1:$HOME", "7:*.yaml"]),
            ("a\"b", ["2: block-quotation"]), ("a='b", ["3: block-quotation"]), ("\"a\"b", ["4: block-quotation"]),
        ])
    func split(text: String, words: [String]) {
        #expect(Self.words(text) == words)
    }

    private static func line(_ command: String, _ settings: ProjectSettings = ProjectSettings()) -> (BlockCommandLine?, [String]) {
        let document = Document(path: "a.md", bytes: Array("<!-- podpath \(command) -->\n<!-- /podpath -->\n".utf8), form: .markdown)
        var findings = document.findings
        let line = document.blocks.first.flatMap { BlockCommandLine($0, settings, &findings) }
        return (line, findings.map { "\($0.location?.column ?? 0): \($0.identifier)" })
    }

    @Test(
        "A block is the command line without its dashes; inputs are never options",
        arguments: [
            ("draw figure=service legend=true a", ["--figure=service", "--legend", "--", "a"]),
            ("draw legend=false", ["--", "."]), ("draw namespace=a namespace=b", ["--namespace=a", "--namespace=b", "--", "."]),
            ("lookup web", ["--", "web", "."]), ("lookup web a", ["--", "web", "a"]), ("trace a b", ["--", "a", "b", "."]),
            ("lookup from=a resolv-conf=true", ["--from=a", "--resolv-conf", "--", "."]), ("compare a b", ["--", "a", "b"]),
            ("connections diff=true a b", ["--diff", "--", "a", "b"]), ("draw 'a=b'", ["--", "a=b"]),
            ("draw file=a caption=b level=2 c", ["--", "c"]),
        ])
    func arguments(command: String, arguments: [String]) {
        let (line, findings) = Self.line(command)
        #expect(line?.arguments == arguments)
        #expect(findings == [])
    }

    @Test(
        "Words that are none of the command's",
        arguments: [
            ("", "1: block-unknown-command"), ("Draw", "14: block-unknown-command"), ("a=b", "14: block-unknown-command"),
            ("draw figure=all", "19: block-option-value"), ("draw output=a", "19: block-unknown-option"),
            ("records legend=true", "22: block-unknown-option"), ("draw -x", "19: block-unknown-option"),
            ("draw focus=a focus=b", "27: block-option-twice"), ("draw legend=yes", "19: block-option-value"),
            ("draw level=7", "19: block-option-value"), ("draw file=../a", "19: block-option-value"),
            ("draw file=.a", "19: block-option-value"),
            ("records caption=a", "22: block-unknown-option"),
        ])
    func mistakes(command: String, finding: String) {
        let (line, findings) = Self.line(command)
        #expect(line == nil)
        #expect(findings == [finding])
    }

    @Test("The block stands over the project, which stands over the defaults; an option that a command has not is not for it")
    func precedence() {
        var settings = ProjectSettings()
        settings.inputs = ["deploy"]
        settings.options = [("theme", "print"), ("hide", "ips"), ("legend", "true")]
        #expect(Self.line("draw", settings).0?.arguments == ["--theme=print", "--hide=ips", "--legend", "--", "deploy"])
        #expect(Self.line("draw theme=dark show=ips a", settings).0?.arguments == ["--theme=dark", "--show=ips", "--legend", "--", "a"])
        #expect(Self.line("records", settings).0?.arguments == ["--", "deploy"])
    }

    private static func filled(_ document: String, _ markdown: String) -> String? {
        let document = Document(path: "a.md", bytes: Array(document.utf8), form: .markdown)
        return document.blocks.first.map { block in
            String(decoding: BlockText(markdown, level: block.headingLevel).bytes(in: block), as: UTF8.self)
        }
    }

    @Test(
        "Every line has the begin marker's beginning and end, and no blanks at its own end",
        arguments: [
            ("<!-- podpath draw -->\n<!-- /podpath -->", "\na\n\nb\n\n"),
            ("<!-- podpath draw -->\r\n<!-- /podpath -->", "\r\na\r\n\r\nb\r\n\r\n"),
            ("> <!-- podpath draw -->\n> <!-- /podpath -->", ">\n> a\n>\n> b\n>\n"),
            ("- i\n\n  <!-- podpath draw -->\n  <!-- /podpath -->", "\n  a\n\n  b\n\n"),
            ("> - i\n>\n>   <!-- podpath draw -->\n>   <!-- /podpath -->", ">\n>   a\n>\n>   b\n>\n"),
        ])
    func prefix(document: String, text: String) {
        #expect(Self.filled(document, "a\n\nb\n") == text)
    }

    @Test("Headings move together, those of code do not, and none is deeper than six")
    func headings() {
        let text = "# A\n\n```\n# a\n```\n\n### B\n\n#### C\n"
        #expect(
            Self.filled("### T\n\n<!-- podpath draw -->\n<!-- /podpath -->", text)
                == "\n#### A\n\n```\n# a\n```\n\n###### B\n\n###### C\n\n")
    }

    @Test(
        "What formatters and checkouts change makes nothing stale",
        arguments: [
            ("a\r\nb", "a\nb", true), ("| a | b |\n| --- | --- |\n| c | d |", "| a   | b |\n|-----|:---|\n| c   | d |", false),
            ("| a | b |\n| --- | --- |\n| c | d |", "| a   | b |\n| ---- | ------ |\n| c   | d |", true),
            ("1. a\n2. b", "1. a\n1. b", true), ("*a*", "_a_", true), ("`*a*`", "`_a_`", false), ("a  b", "a b", true),
            ("ab", "a b", false),
            ("a\n\n\nb", "a\n\nb", true), ("a\n\nb", "a\nb", false), ("a-b", "a--b", false), ("> 1. a\n>\n> b", ">  7. a\n> \n>  b", true),
            ("1 a", "2 a", false), ("10.0.0.1", "10.0.0.2", false), ("a\n\n---", "a\n\n______", true), ("--", "__", false),
            ("a&#91;0&#93; &quot;b&quot; &amp;", "a[0] \"b\" &", true), (#"\[a\] \_"#, "[a] _", true), ("`&#91;`", "`[`", false),
            ("&lt;b>", "<b>", false), (#"\<b>"#, "<b>", false), ("&#60;b>", "<b>", false), (#"a\b"#, "ab", false),
        ])
    func equality(one: String, other: String, isEqual: Bool) {
        #expect((FoldedMarkdown(Array(one.utf8)[...]) == FoldedMarkdown(Array(other.utf8)[...])) == isEqual)
    }

    @Test("The names that a block may use are the command line's")
    func vocabulary() {
        #expect(Set(BlockVocabulary.all.map(\.command)).count == 9)
        for known in BlockVocabulary.all { #expect(Set(known.names).count == known.names.count) }
    }
}
