import Graphviz
import KubeManifest
import PodPathIO
import Synchronization
import TestSupport
import Testing

@testable import PodPathKit
@testable import podpath

@Suite("What a figure's mark covers, and what an unchanged figure costs (docs/pipelines.md: What you can rely on)")
struct FigureMarkTests {
    static let caller = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: caller}
        spec:
          selector: {matchLabels: {app: caller}}
          template:
            metadata: {labels: {app: caller}}
            spec:
              containers:
                - name: main
                  image: caller
                  env: [{name: WEB_ADDRESS, value: "web:80"}]

        """

    @Test("A variable that only a line of an overview shows makes the overview stale, and so does each word around the picture")
    func overview() throws {
        let manifests = CommandTests.good + "---\n" + Self.caller
        let folder = try DocsCommandTests.Folder(DocsCommandTests.block("draw figure=overview web.yaml"), manifests: manifests)
        #expect(try folder.run().status == 0)
        #expect(folder.read("figures/overview.svg").contains("WEB_ADDRESS"))
        #expect(try folder.run("podpath docs --check").status == 0)
        try folder.write("web.yaml", manifests.replacing("WEB_ADDRESS", with: "WEB_LOCATION"))
        let check = try folder.run("podpath docs --check")
        #expect(check.status == 1 && check.messages.contains("[figure-stale]"), "\(check.messages)")
        try folder.write("web.yaml", manifests)
        #expect(try folder.run("podpath docs --check").status == 0)
        for look in [
            "title=T", "no-key=true", "desc=D", "alt=A", "title=none", "theme=dark", "width=400", "legend=true", "background=none",
        ] {
            try folder.write("a.md", folder.read("a.md").replacing("figure=overview", with: "figure=overview \(look)"))
            #expect(try folder.run("podpath docs --check").messages.contains("[figure-stale]"), "\(look)")
            try folder.write("a.md", folder.read("a.md").replacing(" \(look)", with: ""))
        }
    }

    @Test("Every stored property of what a figure is made of goes into its digest; a new one belongs there, and then here")
    func properties() {
        // Left out on purpose: what no picture shows (`because`), and of which object it is (`subject`).
        func names(_ value: Any) -> Set<String> { Set(Mirror(reflecting: value).children.compactMap(\.label)) }
        #expect(
            names(Figure(kind: "", id: "", title: "", description: "", layout: .calls)) == [
                "kind", "id", "subject", "title", "description", "alternative", "layout", "turnsRows", "hasEqualColumns", "hasCompactRows",
                "columns",
                "groups",
                "elements", "connections", "steps", "example", "remarks", "showsTitle", "caption", "finding", "key",
            ])
        #expect(
            names(Figure.Group(id: "", role: .node, name: "", tooltip: "")) == [
                "id", "role", "name", "nameIsExample", "note", "detail", "tooltip", "parent", "step",
            ])
        #expect(
            names(Figure.Element(id: "", role: .pod, eyebrow: "", name: "")) == [
                "id", "role", "eyebrow", "name", "nameIsExample", "facts", "caption", "notes", "rows", "chips", "lines", "onTop", "above",
                "isStub", "count", "tooltip", "group", "outer", "because",
            ])
        #expect(
            names(Figure.Connection(id: "", from: 0, to: 0, role: .traffic)) == [
                "id", "from", "to", "role", "label", "code", "note", "isAnswer", "border", "isLoose", "step", "row", "tail", "head",
                "tooltip",
                "because",
            ])
        #expect(names(Figure.Line("")) == ["role", "runs", "left", "right", "startsSection", "isEssential"])
        #expect(names(Figure.Line.Run("")) == ["text", "style", "part"])
        #expect(names(Figure.Row(name: "")) == ["name", "kind", "goal", "isRefused"])
        #expect(names(Figure.Chip(text: "", role: .match)) == ["text", "role", "qualifier"])
        #expect(names(Figure.Note(step: 1, text: "", isRefused: false)) == ["step", "text", "isRefused"])
        #expect(
            names(FigureLook()) == [
                "theme", "background", "direction", "hasLegend", "hidden", "width", "title", "showsTitle", "showsCaption", "caption",
                "showsKey",
                "description", "alternative", "isAnimated", "effort",
            ])
    }

    @Test(
        "Each part of a figure that podpath lays out itself changes the digest",
        arguments: [
            { $0.caption = "c" }, { $0.finding = "f" }, { $0.key = "k" }, { $0.showsTitle = false }, { $0.remarks = ["r"] },
            { $0.groups[0].note = "n" }, { $0.groups[0].detail = "d" }, { $0.groups[0].nameIsExample = true }, { $0.groups[0].step = 1 },
            { $0.elements[0].lines[0].left = .open }, { $0.elements[0].lines[0].right = .refused },
            { $0.elements[0].lines[0].runs[0].text = "m" }, { $0.elements[0].lines[0] = Figure.Line("l", .code) },
            { $0.elements[0].lines[0].startsSection = true }, { $0.elements[0].facts = ["f"] }, { $0.elements[0].tooltip = "t" },
            { $0.elements[0].chips = [.init(text: "c", role: .match)] }, { $0.elements[0].nameIsExample = true },
            { $0.elements[0].rows = [.init(name: "r")] }, { $0.elements[0].notes = [.init(step: 1, text: "n", isRefused: false)] },
            { $0.elements[0].count = 2 }, { $0.connections[0].tail = 0 }, { $0.connections[0].label = "l" },
            { $0.connections[0].code = "c" },
            { $0.connections[0].note = "n" }, { $0.connections[0].tooltip = "t" }, { $0.connections[0].isAnswer = true },
        ] as [@Sendable (inout Figure) -> Void])
    func parts(change: @Sendable (inout Figure) -> Void) {
        var figure = Figure(kind: "overview", id: "o", title: "t", description: "d", layout: .calls)
        _ = figure.add(Figure.Group(id: "g", role: .namespace, name: "g", tooltip: ""))
        _ = figure.add(Figure.Element(id: "e", role: .workload, eyebrow: "E", name: "e", lines: [Figure.Line("l")]))
        figure.connect(0, 0, .traffic)
        let before = DocumentFigure(figure, look: FigureLook(), format: .svg).graph
        change(&figure)
        #expect(DocumentFigure(figure, look: FigureLook(), format: .svg).graph != before)
    }

    /// Renders, and counts what it was asked for.
    final class CountingRenderer: FigureRenderer {
        let count = Mutex(0)

        func render(_ jobs: [RenderJob]) -> [Result<[UInt8], RenderFailure>] {
            count.withLock { $0 += jobs.count }
            return LibraryRenderer().render(jobs)
        }
    }

    @Test("P11: a figure that is still true is not laid out again, whether it is checked or kept true; one of three that changed is alone")
    func unchanged() throws {
        let folder = try DocsCommandTests.Folder(
            ["overview", "service", "dns-records"].map { DocsCommandTests.block("draw figure=\($0) web.yaml") }.joined(separator: "\n"))
        func asked(_ options: ProjectRun.Options) throws -> Int {
            let renderer = CountingRenderer()
            var run = ProjectRun(try ConfinedFolder(folder.path), ProjectSettings(), options, Limits(), renderer)
            run.makeTrue(["a.md"])
            #expect(options.checksOnly || run.findings.isEmpty)
            return renderer.count.withLock { $0 }
        }
        #expect(try asked(.init()) >= 3)
        #expect(try asked(.init(checksOnly: true)) == 0)
        #expect(try asked(.init()) == 0)
        try folder.write("a.md", folder.read("a.md").replacing("figure=service", with: "figure=service legend=true"))
        #expect(try asked(.init(checksOnly: true)) == 0, "that it is stale is told without drawing it")
        // Once for its columns, once for the picture.
        #expect(try asked(.init()) == 2)
    }

    @Test("A block's draw is read without the argument parser, and as the argument parser reads it")
    func words() throws {
        let values = [
            "theme": "dark", "direction": "TB", "max-pods": "4", "width": "400", "background": "white", "hide": "ips", "show": "ports",
        ]
        let draw = try #require(BlockVocabulary.all.first { $0.command == "draw" })
        for option in draw.options {
            let word = option.kind == .flag ? "--\(option.name)" : "--\(option.name)=\(values[option.name] ?? "overview")"
            let arguments = [word] + (option.kind == .repeatable ? [word] : []) + ["--", "-a=b", "c"]
            let quick = try #require(DrawCommand.quick(arguments), "\(word)")
            #expect("\(quick)" == "\(try DrawCommand.parse(arguments))", "\(word)")
        }
        for wrong in [
            "--width=x", "--width=5", "--theme=blue", "--hide=nothing", "--figure=nothing", "--nothing=1", "--nothing", "-x",
            "--background=x",
        ] {
            #expect(DrawCommand.quick([wrong, "--", "a"]) == nil, "\(wrong)")
        }
    }
}
