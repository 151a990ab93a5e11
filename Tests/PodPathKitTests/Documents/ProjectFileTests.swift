import KubeManifest
import Testing

@testable import PodPathKit

@Suite("podpath.yaml (docs/pipelines.md)")
struct ProjectFileTests {
    private static func read(_ text: String) -> (ProjectSettings, [String]) {
        var diagnostics = Diagnostics()
        let settings = ProjectFile.read(SourceFile(path: "podpath.yaml", text: text), &diagnostics)
        return (settings, diagnostics.sorted.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0): \($0.identifier)" })
    }

    @Test("Every key")
    func keys() {
        let (settings, findings) = Self.read(
            """
            inputs: [deploy/, crds.yaml]
            documents: [README.md, "docs/**/*.md"]
            cluster: facts.yaml
            clusterDomain: example.org
            defaultNamespace: shop
            namespaces: [a, b]
            looks: {theme: print, direction: TB, hide: [ips, nodes], maxPods: 4, width: 800, legend: true, background: none}
            figures: {folder: docs/figures, url: /img/}
            markup: html
            strict: true
            outputs:
              - {run: explain, to: docs/network/}
              - {run: draw figure=overview theme=print, to: paper/overview.pdf}
            """)
        #expect(findings == [])
        #expect(settings.inputs == ["deploy/", "crds.yaml"])
        #expect(settings.documents?.map(\.value) == ["README.md", "docs/**/*.md"])
        #expect(
            settings.options.map { "\($0.name)=\($0.value)" } == [
                "cluster=facts.yaml", "cluster-domain=example.org", "default-namespace=shop", "namespace=a", "namespace=b", "theme=print",
                "direction=TB", "background=none", "legend=true", "hide=ips,nodes", "max-pods=4", "width=800",
            ])
        #expect(settings.path(ofFigure: "a.svg", for: "docs/b.md") == "docs/figures/a.svg")
        #expect(settings.link(toFigure: "a.svg", from: "docs/b.md") == "/img/a.svg")
        #expect(settings.markup == .html && settings.isStrict)
        #expect(settings.outputs.map(\.path) == ["docs/network/", "paper/overview.pdf"])
        #expect(settings.outputs.last?.words.map(\.value) == ["draw", "overview", "print"])
    }

    @Test("Nothing is needed", arguments: ["", "# nothing\n", "inputs:\n"])
    func empty(text: String) {
        let (settings, findings) = Self.read(text)
        #expect(findings == [] && settings.inputs == ["."] && settings.documents == nil && settings.options.isEmpty)
    }

    @Test(
        "What is wrong, with its place",
        arguments: [
            ("input: [a]", "1:1: unknown-field"), ("inputs: a", "1:9: wrong-type"), ("inputs: [1]", "1:10: wrong-type"),
            ("inputs: [../a]", "1:10: project-path"), ("inputs: [/a]", "1:10: project-path"), ("cluster: a/../../b", "1:10: project-path"),
            ("figures: {folder: ..}", "1:19: project-path"), ("figures: {dir: a}", "1:11: unknown-field"),
            ("looks: {theme: drak}", "1:16: unknown-value"),
            ("looks: {hide: [ip]}", "1:16: unknown-value"), ("looks: {hide: ips}", "1:15: wrong-type"),
            ("looks: {width: 1}", "1:16: unknown-value"),
            ("looks: {show: [ips], hide: [nodes]}", "1:15: unknown-value"), ("looks: {background: blu}", "1:21: unknown-value"),
            ("markup: rst", "1:9: unknown-value"), ("strict: yes please", "1:9: wrong-type"),
            ("outputs: [{run: explain}]", "1:11: missing-field"),
            ("outputs: [{run: explain, to: ../a}]", "1:30: project-path"), ("[a]", "1:1: not-an-object"), ("a: [", "2:1: yaml-syntax"),
        ])
    func mistakes(text: String, finding: String) {
        let found = Self.read(text + "\n").1
        #expect(
            found == [finding] || finding.hasSuffix("yaml-syntax") && found.allSatisfy { $0.hasSuffix("yaml-syntax") } && !found.isEmpty)
    }

    @Test(
        "Patterns: * and ? within a part, ** over parts",
        arguments: [
            ("README.md", "README.md", true), ("*.md", "a.md", true), ("*.md", "docs/a.md", false), ("docs/*.md", "docs/a.md", true),
            ("**/*.md", "a.md", true), ("**/*.md", "a/b/c.md", true), ("docs/**/*.md", "docs/a.md", true), ("docs/**", "docs/a/b.md", true),
            ("docs/**/x/*.md", "docs/a/x/b.md", true), ("docs/**/x/*.md", "docs/a/y/b.md", false), ("a?.md", "ab.md", true),
            ("a?.md", "a.md", false),
            ("*a*b*.md", "xaxbx.md", true), ("*a*b*.md", "xbxax.md", false), ("./docs/a.md", "docs/a.md", true), ("[a].md", "a.md", false),
        ])
    func patterns(pattern: String, path: String, matches: Bool) {
        #expect(PathPattern(pattern).matches(path) == matches)
    }

    @Test(
        "Ways between files",
        arguments: [
            ("a/figures/x.svg", "a", "figures/x.svg"), ("figures/x.svg", "", "figures/x.svg"),
            ("figures/x.svg", "a/b", "../../figures/x.svg"),
            ("a/x.svg", "ab", "../a/x.svg"),
        ])
    func ways(path: String, folder: String, way: String) {
        #expect(ProjectPath.relative(path, from: folder) == way)
    }

    @Test("Markups, with text that would end them or that a host expands", arguments: FigureMarkup.allCases)
    func markup(markup: FigureMarkup) {
        let text = markup.text(alternative: "a\"b\\ <i> {{< x >}} {% y %}", link: "figures/a.svg", caption: " c\n d ")
        let braces = "{\u{2060}{\u{2060}< x >\u{2060}}\u{2060}} {\u{2060}% y %\u{2060}}"
        switch markup {
        case .markdown:
            #expect(text.hasPrefix("![a") && text.hasSuffix("](figures/a.svg)\n\n_c d_\n") && !text.contains("<i>") && !text.contains("{{"))
        case .html:
            #expect(
                text.hasPrefix("<figure>\n<img src=\"figures/a.svg\" alt=\"a&quot;b\\ &lt;i&gt; ")
                    && text.hasSuffix("<figcaption>c d</figcaption>\n</figure>\n"))
        case .hugo: #expect(text == "{{< figure src=\"figures/a.svg\" alt=\"a\\\"b\\ <i> \(braces)\" caption=\"c d\" >}}\n")
        case .myst: #expect(text == "```{figure} figures/a.svg\n---\nalt: \"a\\\"b\\\\ <i> \(braces)\"\n---\n\nc d\n```\n")
        }
    }
}
