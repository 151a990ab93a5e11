import Foundation
import PodPathKit
import TestSupport
import Testing

@Suite("podpath docs on files (docs/pipelines.md)")
struct DocsCommandTests {
    /// A folder with manifests of a Service web and a Deployment web, and a document.
    final class Folder {
        let scratch: Scratch
        var path: String { scratch.path }

        init(_ document: String, manifests: String = CommandTests.good) throws {
            scratch = try Scratch()
            try write("web.yaml", manifests)
            try write("a.md", document)
        }

        func write(_ name: String, _ text: String) throws {
            let file = URL(fileURLWithPath: path + "/" + name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }

        func read(_ name: String) -> String { (try? String(contentsOfFile: path + "/" + name, encoding: .utf8)) ?? "" }

        func run(_ line: String = "podpath docs a.md") throws -> Run { try Run(line, in: path) }

        /// Each file's time, inode and bytes.
        var state: [String] {
            let names = (FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []).sorted()
            return names.map { name in
                var status = stat()
                lstat(path + "/" + name, &status)
                return "\(name) \(status.st_ino) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(read(name).hashValue)"
            }
        }
    }

    static func block(_ command: String) -> String { "<!-- podpath \(command) -->\n<!-- /podpath -->\n" }

    @Test(
        "A figure beside the document, linked with its alternative text and its caption; the second run writes nothing, --check is silent")
    func figure() throws {
        let folder = try Folder("# T\n\n" + Self.block("draw figure=service focus=web caption=\"Figure 2. <b>\" web.yaml") + "end")
        #expect(try folder.run("podpath docs --check a.md").status == 1)
        #expect(folder.read("a.md").hasSuffix("<!-- /podpath -->\nend"))
        let first = try folder.run()
        #expect(first.status == 0)
        #expect(first.messages == "" && first.output == "")
        let lines = folder.read("a.md").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 10 && lines[3] == "" && lines[5] == "" && lines[7] == "" && lines[9] == "end")
        #expect(lines[4].hasPrefix("![") && lines[4].hasSuffix("](figures/service-default-web.svg)"))
        #expect(lines[6] == "_Figure 2. &lt;b&gt;_")
        #expect(folder.read("figures/service-default-web.svg").hasPrefix("<svg "))
        let before = folder.state
        let second = try folder.run()
        #expect(second.status == 0 && folder.state == before)
        let check = try folder.run("podpath docs --check")
        #expect(check.status == 0 && check.messages == "" && folder.state == before)
    }

    @Test(
        "Every command says what it prints as Markdown",
        arguments: [
            ("records web.yaml", "podpath records -f md web.yaml"),
            ("lookup web from=web web.yaml", "podpath lookup web --from web -f md web.yaml"),
            ("lookup resolv-conf=true from=web web.yaml", "podpath lookup --resolv-conf --from web -f md web.yaml"),
            ("calls web.yaml", "podpath calls -f md web.yaml"),
            ("connections explain=true web.yaml", "podpath connections --explain -f md web.yaml"),
            ("connections diff=true web.yaml b.yaml", "podpath connections --diff -f md web.yaml b.yaml"),
            ("trace web web:80 web.yaml", "podpath trace web web:80 -f md web.yaml"),
            ("compare web.yaml b.yaml", "podpath compare -f md web.yaml b.yaml"),
            ("check web.yaml b.yaml", "podpath check -f md web.yaml b.yaml"), ("explain level=1 web.yaml", "podpath explain web.yaml"),
            (
                "explain level=1 level=brief sections=calls,findings web.yaml",
                "podpath explain --level brief --sections calls,findings web.yaml"
            ),
        ])
    func commands(block: String, line: String) throws {
        let folder = try Folder(Self.block(block))
        try folder.write("b.yaml", CommandTests.good.replacing("name: web", with: "name: other") + CommandTests.warning)
        #expect(try folder.run().status == 0)
        let printed = try folder.run(line)
        let lines = folder.read("a.md").split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).dropLast(3)
        // What the document holds begins at level 1 in both, or has no heading.
        let wanted = printed.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(wanted.count > 0)
        #expect(lines.map { $0.drop { $0 == "#" } } == wanted.map { $0.drop { $0 == "#" } })
        #expect(try folder.run("podpath docs --check").status == 0)
    }

    @Test("A bad block costs itself alone, and its message names the word")
    func badBlock() throws {
        let folder = try Folder(
            Self.block("records web.yaml") + "\n" + Self.block("draw figure=service focus=wbe web.yaml") + "\n"
                + Self.block("records no.yaml"))
        let run = try folder.run()
        #expect(run.status == 2, "an input that is not there is 2, which wins over 1")
        #expect(run.messages.contains(/a\.md:\d+:34: error: .*Did you mean web\? \[block-object-not-found\]/))
        #expect(run.messages.contains(/a\.md:\d+:22: error: "no.yaml": No such file or directory. \[block-input-unreadable\]/))
        #expect(folder.read("a.md").hasPrefix("<!-- podpath records web.yaml -->\n\n|"))
        #expect(folder.read("a.md").hasSuffix("focus=wbe web.yaml -->\n<!-- /podpath -->\n\n" + Self.block("records no.yaml")))
    }

    @Test("A stale block is named with the command that repairs it; a changed manifest is what makes it stale")
    func stale() throws {
        let folder = try Folder(Self.block("draw figure=service web.yaml"))
        #expect(try folder.run().status == 0)
        try folder.write("web.yaml", CommandTests.good.replacing("port: 80", with: "port: 81"))
        let run = try folder.run("podpath docs --check a.md")
        #expect(run.status == 1)
        #expect(run.messages.contains("[figure-stale]"))
        #expect(run.messages.hasSuffix("podpath: to make them true: podpath docs a.md\n"))
        let json = try folder.run("podpath docs --check -f json a.md")
        #expect(json.output.contains("\"figure-stale\""))
    }

    @Test("A figure is current whatever another Graphviz made of its coordinates and a checkout of its line ends; a hand edit is not")
    func currentFigures() throws {
        let folder = try Folder(Self.block("draw figure=service web.yaml"))
        #expect(try folder.run().status == 0)
        let name = "figures/service-default-web.svg", svg = folder.read("figures/service-default-web.svg")
        try folder.write(name, svg.replacing("\n", with: "\r\n"))
        #expect(try folder.run("podpath docs --check").status == 0)
        try folder.write(name, svg.replacing("web", with: "wob"))
        #expect(try folder.run("podpath docs --check").status == 1)
        #expect(try folder.run().status == 0)
        #expect(folder.read(name) == svg)
        try FileManager.default.removeItem(atPath: folder.path + "/" + name)
        #expect(try folder.run("podpath docs --check").status == 1)
    }

    @Test("Two figures of one name; equal ones share a file, and names that differ in case alone clash")
    func names() throws {
        let twice = Self.block("draw figure=service web.yaml") + "\n" + Self.block("draw figure=service web.yaml")
        #expect(try Folder(twice).run().status == 0)
        for other in ["draw figure=service legend=true web.yaml", "draw file=Service-Default-Web.svg legend=true web.yaml"] {
            let run = try Folder(Self.block("draw figure=service web.yaml") + "\n" + Self.block(other)).run()
            #expect(run.status == 1)
            #expect(run.messages.contains("[figure-name-taken]") && run.messages.contains("note: the other figure"))
        }
        let own = Self.block("draw figure=service web.yaml") + "\n" + Self.block("draw figure=service legend=true file=b.png web.yaml")
        let folder = try Folder(own)
        #expect(try folder.run().status == 0)
        #expect(FileManager.default.fileExists(atPath: folder.path + "/figures/b.png"))
        #expect(try folder.run("podpath docs --check --redraw").status == 0)
    }

    @Test("A file that is none of podpath's is not overwritten")
    func foreign() throws {
        let folder = try Folder(Self.block("draw figure=service web.yaml"))
        try folder.write("figures/service-default-web.svg", "<svg/>")
        let run = try folder.run()
        #expect(run.status == 1 && run.messages.contains("[figure-file-foreign]"))
        #expect(folder.read("figures/service-default-web.svg") == "<svg/>")
    }

    @Test("--diff shows lines of documents and words of figures, with --check without writing")
    func diff() throws {
        let folder = try Folder("# T\n\n" + Self.block("draw figure=service web.yaml") + "\n" + Self.block("explain web.yaml"))
        #expect(try folder.run().status == 0)
        try folder.write("web.yaml", CommandTests.good.replacing("app: web", with: "app: shop"))
        let before = folder.state
        let run = try folder.run("podpath docs --check --diff a.md")
        #expect(run.status == 1 && folder.state == before)
        #expect(run.output.contains("--- figures/service-default-web.svg\n+++ figures/service-default-web.svg\n"))
        #expect(run.output.contains(/\n-.*app=web/) && run.output.contains(/\n\+.*app=shop/))
        #expect(run.output.contains("--- a.md\n+++ a.md\n@@ -"))
        #expect(!run.output.contains("viewBox"))
        let json = try folder.run("podpath docs --check --diff -f json a.md").output
        let object = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(object["difference"] as? String == run.output)
        #expect(try !folder.run("podpath docs --check -f json a.md").output.contains("\"difference\""))
        let writing = try folder.run("podpath docs --diff a.md")
        #expect(writing.status == 0 && writing.output == run.output && folder.state != before)
        #expect(try folder.run("podpath docs --diff a.md").output == "")
    }

    @Test("A figure that nothing refers to goes with a run over all; one that a text names, or without the mark, stays")
    func orphans() throws {
        let folder = try Folder(Self.block("draw figure=service file=one web.yaml"))
        #expect(try folder.run("podpath docs").status == 0)
        try folder.write("figures/foreign.svg", "<svg/>")
        try folder.write("a.md", Self.block("draw figure=service file=two web.yaml"))
        try folder.write("b.txt", "see one.svg")
        #expect(try folder.run("podpath docs").status == 0)
        #expect(folder.read("figures/one.svg") != "", "a text names it")
        try FileManager.default.removeItem(atPath: folder.path + "/b.txt")
        let check = try folder.run("podpath docs --check")
        #expect(check.status == 1 && check.messages.contains("figures/one.svg:1:1: error") && check.messages.contains("[figure-orphaned]"))
        #expect(try folder.run("podpath docs a.md").status == 0)
        #expect(folder.read("figures/one.svg") != "", "one document alone removes none")
        #expect(try folder.run("podpath docs").status == 0)
        #expect(folder.read("figures/one.svg") == "" && folder.read("figures/two.svg") != "" && folder.read("figures/foreign.svg") != "")
    }

    @Test("The names of options in blocks are those of the command line, all of them")
    func vocabulary() throws {
        for known in BlockVocabulary.all {
            let help = try Run("podpath \(known.command) --help").output
            var names: Set<String> = []
            for match in help.matches(of: /(?m)^  (?:-., )?--([a-z-]+)/) { names.insert(String(match.1)) }
            // What --alt of explain names are figures beside it, of which a block has none.
            if known.command == "explain" { names.remove("alt") }
            #expect(
                names.subtracting(BlockVocabulary.reserved + BlockVocabulary.renamed) == Set(known.options.map(\.name)), "\(known.command)")
        }
    }
}
