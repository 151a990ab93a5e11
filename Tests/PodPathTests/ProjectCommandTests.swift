import Foundation
import TestSupport
import Testing

@Suite("Projects, outputs and streams (docs/pipelines.md)")
struct ProjectCommandTests {
    private typealias Folder = DocsCommandTests.Folder

    @Test("A project's file holds for every document below it, wherever podpath is called")
    func project() throws {
        let folder = try Folder(DocsCommandTests.block("draw figure=service"))
        try folder.write(
            "podpath.yaml",
            "inputs: [web.yaml]\nlooks: {legend: true}\nfigures: {folder: img}\ndocuments: [a.md, 'docs/**/*.md', 'no/*.md']\n")
        try folder.write("docs/deep/b.md", DocsCommandTests.block("draw figure=service"))
        try folder.write("c.md", DocsCommandTests.block("records"))
        let run = try folder.run("cd docs/deep && podpath docs")
        #expect(run.status == 0 && run.messages.contains("podpath.yaml:1:1: ") == false)
        #expect(run.messages.contains("[project-pattern-matches-nothing]"))
        #expect(folder.read("a.md").contains("](img/service-default-web.svg)"))
        #expect(folder.read("docs/deep/b.md").contains("](../../img/service-default-web.svg)"))
        #expect(folder.read("c.md") == DocsCommandTests.block("records"), "documents does not name it")
        #expect(folder.read("img/service-default-web.svg").contains("web.yaml:"), "places begin at the root")
        let refused = try folder.run("podpath docs c.md")
        #expect(refused.status == 2 && refused.messages.contains("podpath.yaml"))
        #expect(try folder.run("podpath docs --check").status == 0)
    }

    @Test("The same project at two places, called from three, gives the same tree")
    func places() throws {
        var trees: [[String]] = []
        for line in [
            "podpath docs", "cd docs && podpath docs", "ln -s . self && cd self && podpath docs; cd .. && rm self",
            "LC_ALL=C TZ=Asia/Tokyo podpath docs",
        ] {
            let folder = try Folder(DocsCommandTests.block("draw figure=service") + "\n" + DocsCommandTests.block("explain"))
            try folder.write("podpath.yaml", "inputs: [web.yaml]\noutputs: [{run: explain, to: docs/network/}]\n")
            try folder.write("docs/b.md", DocsCommandTests.block("calls"))
            #expect(try folder.run(line).status == 0)
            let names = (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []).sorted()
            trees.append(names.map { "\($0) \(folder.read($0))" })
        }
        #expect(trees.allSatisfy { $0 == trees[0] })
        #expect(trees[0].count > 8)
    }

    @Test("A project below another is its own; both are made true from the top")
    func nested() throws {
        let folder = try Folder(DocsCommandTests.block("records web.yaml"))
        try folder.write("podpath.yaml", "inputs: [web.yaml]\n")
        try folder.write("inner/podpath.yaml", "inputs: [other.yaml]\n")
        try folder.write("inner/other.yaml", CommandTests.good.replacing("name: web", with: "name: other"))
        try folder.write("inner/b.md", DocsCommandTests.block("records"))
        #expect(try folder.run("podpath docs").status == 0)
        #expect(folder.read("inner/b.md").contains("other.default"))
        #expect(folder.read("a.md").contains("web.default"))
    }

    @Test("What is wrong with podpath.yaml is said with its place, and nothing of the project is touched")
    func mistakes() throws {
        let folder = try Folder(DocsCommandTests.block("records web.yaml"))
        try folder.write("podpath.yaml", "inputs: [web.yaml]\nlook: {theme: dark}\n")
        let before = folder.state
        let run = try folder.run("podpath docs")
        #expect(run.status == 1 && folder.state == before)
        #expect(run.messages.contains(/podpath\.yaml:2:1: error: .*Did you mean looks\?.* \[unknown-field\]/))
    }

    @Test("Outputs: a page with its figures, a figure, a text; stale ones are named, orphans of a page go")
    func outputs() throws {
        let folder = try Folder("# T\n")
        try folder.write(
            "podpath.yaml",
            "inputs: [web.yaml]\noutputs:\n- {run: explain, to: network/}\n- {run: draw figure=service, to: paper/a.svg}\n- {run: records, to: records.md}\n"
        )
        let stale = try folder.run("podpath docs --check")
        #expect(
            stale.status == 1 && stale.messages.contains("podpath.yaml:4:34: error: paper/a.svg")
                && stale.messages.contains("[output-stale]"))
        #expect(try folder.run("podpath docs").status == 0)
        #expect(folder.read("network/README.md").contains("](service-default-web.svg"))
        #expect(folder.read("network/service-default-web.svg").contains("data-podpath="))
        #expect(folder.read("paper/a.svg").hasPrefix("<svg "))
        #expect(folder.read("records.md").hasPrefix("| Name"))
        let before = folder.state
        #expect(try folder.run("podpath docs").status == 0 && folder.state == before)
        #expect(try folder.run("podpath docs --check").status == 0)
        try folder.write("web.yaml", CommandTests.good.replacing("name: web", with: "name: other"))
        #expect(try folder.run("podpath docs").status == 0)
        #expect(folder.read("network/service-default-web.svg") == "", "it is made no more")
    }

    @Test(
        "Outputs that cannot be",
        arguments: [
            "{run: explain, to: a.md}", "{run: explain, to: web.yaml}", "{run: draw, to: x/}", "{run: draw, to: a.txt}",
            "{run: records, to: a.svg}",
            "{run: records, to: .git/a.md}", "{run: records, to: podpath.yaml}",
        ])
    func badOutputs(output: String) throws {
        let folder = try Folder("<!-- podpath records -->\n\nold\n\n<!-- /podpath -->\n")
        try folder.write("podpath.yaml", "inputs: [web.yaml]\ndocuments: []\noutputs: [\(output)]\n")
        try folder.write(".git/HEAD", "")
        let before = folder.state
        let run = try folder.run("podpath docs")
        #expect([1, 2].contains(run.status), "\(run.messages)")
        #expect(folder.state == before)
    }

    @Test("A document as text: figures stand in it, nothing is written; an error keeps the old content")
    func stream() throws {
        let folder = try Folder(
            "# T\n\n" + DocsCommandTests.block("draw figure=service web.yaml") + "\n" + DocsCommandTests.block("records no.yaml"))
        let before = folder.state
        let run = try folder.run("podpath docs - --name docs/a.md < a.md")
        #expect(run.status == 2 && folder.state == before)
        #expect(run.output.contains("](data:image/svg+xml;base64,PHN2Zy"))
        #expect(run.output.hasSuffix(DocsCommandTests.block("records no.yaml")))
        #expect(run.messages.contains("docs/a.md:6:22: error"))
        let again = try Run("podpath docs -", input: run.output, in: folder.path)
        #expect(again.output == run.output, "filled twice is filled once")
        let check = try Run("podpath docs - --check", input: run.output, in: folder.path)
        #expect(check.output == "")
    }
}

@Suite("mdBook's protocol for preprocessors (mdBook's guide, For Developers)")
struct MDBookCommandTests {
    private static func book(_ key: String, _ content: String) -> String {
        ##"[{"root":"ROOT","config":{"x":"é🙂"},"renderer":"html","mdbook_version":"0.4.40"},{"\##(key)":[{"Chapter":{"name":"A","content":"# A\n","number":[1],"sub_items":[{"Chapter":{"name":"B","content":"\##(content)","path":"b/c.md","sub_items":[],"unknown":1.50}}],"path":"a.md"}},"Separator",{"PartTitle":"P"},{"Chapter":{"name":"Draft","content":"","sub_items":[],"path":null}}],"__non_exhaustive":null}]"##
    }

    @Test(
        "Of 0.4 (sections) and 0.5 (items): all but the texts of chapters with blocks stays as it came", arguments: ["sections", "items"])
    func filled(key: String) throws {
        let folder = try DocsCommandTests.Folder("")
        let block = #"ä \ud83d\ude42\n\n<!-- podpath draw figure=service web.yaml -->\n<!-- /podpath -->\n"#
        let input = Self.book(key, block).replacing("ROOT", with: folder.path)
        let run = try Run("podpath mdbook", input: input, in: folder.path)
        #expect(run.status == 0 && run.messages == "")
        let text = try #require(run.output.firstMatch(of: /!\[[^\]]*\]\(data:image\/svg\+xml;base64,[A-Za-z0-9+\/=]+\)/)).output
        let content = #"ä 🙂\n\n<!-- podpath draw figure=service web.yaml -->\n\n\#(text)\n\n<!-- /podpath -->\n"#
        let whole = Self.book(key, content).replacing("ROOT", with: folder.path)
        // mdBook sends [context, book] and takes the book alone.
        let book = try #require(whole.range(of: #""0.4.40"},"#)).upperBound
        #expect(run.output == whole[book...].dropLast())
        #expect(try folder.run("ls").output == "a.md\nweb.yaml\n", "nothing is written")
    }

    @Test("Every renderer is supported; a refusal names the chapter; what is no book is refused")
    func protocolWords() throws {
        #expect(try Run("podpath mdbook supports html").status == 0)
        #expect(try Run("podpath mdbook supports whatever").status == 0)
        #expect(try Run("podpath mdbook", input: "{}").status == 2)
        let folder = try DocsCommandTests.Folder("")
        let run = try Run(
            "podpath mdbook",
            input: Self.book("items", #"<!-- podpath drw -->\n<!-- /podpath -->\n"#).replacing("ROOT", with: folder.path), in: folder.path)
        #expect(run.status == 1 && run.messages.contains("b/c.md:1:14: error"))
    }
}
