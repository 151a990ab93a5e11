import Foundation
import Graphviz
import KubeManifest
import SafeText
import TestSupport
import Testing

@testable import PodPathKit

/// What a page's tags and attributes may be; anything else came from a manifest.
struct PageMarkupCheck {
    static let known: Set<String> = [
        "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "ul", "ol", "li", "nav", "a",
        "section",
        "div", "span", "b", "br", "strong", "code", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "script", "svg",
        "desc",
        "g", "path", "rect", "polygon", "polyline", "ellipse", "text", "tspan",
    ]
    /// Tags and attributes that no template and no figure has.
    let foreign: [String]

    init(_ page: String) {
        // The style sheet and the script are podpath's own, as their hashes say.
        let body = page.replacing(/<(style|script)>.*?<\/(style|script)>/.dotMatchesNewlines(), with: "")
        foreign = body.matches(of: /<\/?([^\s>\/]*)([^>]*)>/).compactMap { match in
            let tag = String(match.1)
            let rest = match.2.replacing(#/ [a-zA-Z:-]+="[^"<>]*"/#, with: "")
            let isOwn =
                Self.known.contains(tag) && ["", "/", " html"].contains(String(rest))
                && !match.2.contains(#/ on[a-z]+=| style=| src=/#)
            return isOwn ? nil : String(match.0)
        }
    }
}

@Suite("HTML pages: one file, every box and arrow with a sentence, nothing active but podpath's own")
struct PageTests {
    private func page(_ figure: Figure) -> String {
        var diagnostics = Diagnostics()
        return String(decoding: Generator().print(figure, as: .html, &diagnostics) ?? [], as: UTF8.self)
    }

    private func figures(_ cluster: Resolved, _ kinds: [any FigureKind] = FigureCatalog.all) -> [Figure] {
        Generator().figures(kinds, of: cluster.cluster, for: FigureRequest())
    }

    private func ids(_ page: String) -> [String] { page.matches(of: #/ id="([^"]*)"/#).map { String($0.1) } }

    @Test("The page of a figure: its title, its steps in order, its reasons with places", arguments: PrintingTests.samples)
    func drawing(sample: String) {
        for figure in figures(Resolved(files: Project.sources("samples/\(sample)"))) {
            let page = page(figure)
            #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
            #expect(page.contains("<h1>\(HTMLText(figure.title).text)</h1>"))
            #expect(PageMarkupCheck(page).foreign == [])
            for step in figure.steps {
                for evidence in step.because { #expect(page.contains("\(evidence.location.file):\(evidence.location.line)")) }
            }
            let ids = ids(page)
            #expect(Set(ids).count == ids.count)
            let named = page.matches(of: /data-(about|beside)="([^"]*)"/).flatMap { $0.2.split(separator: " ") }.map(String.init)
            #expect(Set(named).isSubset(of: ids))
            // No box and no arrow without a sentence, but for the lines of a tree; from a box to what stands in it there is no arrow.
            let about = Set(page.matches(of: /data-about="([^"]*)"/).flatMap { $0.1.split(separator: " ") }.map(String.init))
            for position in figure.elements.indices where figure.layout != .calls { #expect(about.contains("f1-e\(position)")) }
            for (position, connection) in figure.connections.enumerated()
            where ![.order, .holds].contains(connection.role) && !figure.isWithinBox(connection) && ids.contains("f1-c\(position)") {
                #expect(about.contains("f1-c\(position)"))
            }
        }
    }

    @Test("A step lights every arrow that it speaks of: a Service passes connections to each of its Pods (R62)")
    func fanOut() throws {
        let cluster = Resolved(["web", "web-b", "web-c"].map { Manifest.workload("Deployment", $0) }.joined() + Manifest.service())
        let figure = try #require(figures(cluster, [ServiceFigure()]).first?.numbered())
        let last = try #require(figure.stepSentences.last)
        #expect(last.about.count == 3)
        #expect(last.beside.count == 4)
        #expect(last.because.contains { $0.field == "spec.selector.app" })
    }

    @Test("A step that happens within a box lights the box: a policy lets the connection in")
    func within() throws {
        var request = FigureRequest()
        (request.from, request.to) = ("reporter", "cart:7070")
        let cluster = Resolved(files: Project.sources("samples/trace")).cluster
        let figures = Generator().figures([PathFigure()], of: cluster, for: request).map { $0.numbered() }
        #expect(figures.contains { $0.elements.contains { !$0.notes.isEmpty } })
        for figure in figures {
            for step in figure.stepSentences { #expect(!step.about.isEmpty, "step \(step.number ?? 0) of \(figure.id) lights nothing") }
        }
    }

    @Test("A box stays with what it is connected to; a name of the DNS with what it stands under")
    func beside() throws {
        let cluster = Resolved(files: Project.sources("samples/frontend-backend"))
        let overview = try #require(figures(cluster, [OverviewFigure()]).first?.numbered())
        let frontend = try #require(overview.boxSentences.first { $0.name == "my-frontend" })
        #expect(frontend.beside.count == 2)
        let tree = try #require(figures(cluster, [RecordsFigure()]).first?.numbered())
        let service = try #require(tree.boxSentences.first { $0.kind == "Service" })
        // The namespace, svc and the zone, and the lines between them.
        #expect(service.beside.count == 6)
    }

    @Test("The explanation as a page: every figure once, ids unique, links lead somewhere", arguments: PrintingTests.samples)
    func explanation(sample: String) throws {
        let result = Resolved(files: Project.sources("samples/\(sample)"))
        let figures = figures(result)
        var diagnostics = result.diagnostics
        var generator = Generator()
        generator.outline.level = .full
        let page = try generator.page(
            of: result.cluster, for: FigureRequest(), figures: figures, &diagnostics)
        #expect(page.matches(of: #/<svg /#).count == figures.count)
        #expect(PageMarkupCheck(page).foreign == [])
        let ids = ids(page)
        #expect(Set(ids).count == ids.count)
        for link in page.matches(of: /href="([^"]*)"/) { #expect(link.1.hasPrefix("#") && ids.contains(String(link.1.dropFirst()))) }
        var again = result.diagnostics
        #expect(
            try generator.page(of: result.cluster, for: FigureRequest(), figures: figures, &again) == page)
        // The table of contents is whole: every heading below the first has its line.
        let headings = page.matches(of: #/<h[23] id="([^"]*)">/#).map { String($0.1) }
        #expect(headings.count == page.matches(of: #/<h[23]/#).count && headings.count > 5)
        #expect(page.matches(of: #/<li><a href="#([^"]*)">/#).map { String($0.1) } == headings)
    }

    @Test("What the Markdown says, the page says: the same values in both sets of templates")
    func templates() throws {
        func keys(_ name: String) -> Set<String> {
            Set(Project.text("Templates/\(name)").matches(of: /\{\{[#^]?([a-zA-Z]+)\}\}/).map { String($0.1) })
        }
        let all = try ["explanation", "sections", "partials", "html"].flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: "\(Project.root)/Templates/\(folder)").map { "\(folder)/\($0)" }
        }.filter { $0.hasSuffix(".mustache") }
        let pages = all.filter { $0.hasSuffix(".html.mustache") }.reduce(into: Set<String>()) { $0.formUnion(keys($1)) }
        let texts = all.filter { !$0.hasSuffix(".html.mustache") }.reduce(into: Set<String>()) { $0.formUnion(keys($1)) }
        // A link to a figure's file, the numbers of a list that a page counts itself, and letters where each choice is opened by itself.
        #expect(
            texts.subtracting(pages) == ["hasFile", "file", "alt", "number", "letter", "answers"],
            "Templates/html lacks what Templates/explanation says")
    }

    @Test("The style sheet has a property for every colour of the figures, and its dark form")
    func colours() {
        let sheet = Project.text("Templates/html/page.css").split(separator: "@media screen and (prefers-color-scheme:dark){\n.kf")
        #expect(sheet.count == 2)
        for colour in Colour.all {
            for paint in ["fill", "stroke"] {
                let rule = { (hex: String) in
                    ":not(.fixed) [\(paint)=\"\(colour.hex)\"]{\(paint):var(--podpath-\(colour.name ?? ""),\(hex))}"
                }
                #expect(sheet[0].contains(rule(colour.hex)) && sheet[1].contains(rule(colour.darkHex)), "\(colour)")
            }
        }
    }

    @Test("Sixty Services that call each other: a page stays below 500 kB")
    func size() throws {
        let yaml = (0..<60).map { number in
            let calls = (1...3).map { "{name: A\($0), value: \"http://svc-\((number * 7 + $0 * 13) % 60):80\"}" }.joined(separator: ", ")
            return """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: svc-\(number)}
                spec:
                  selector: {matchLabels: {app: svc-\(number)}}
                  template:
                    metadata: {labels: {app: svc-\(number)}}
                    spec: {containers: [{name: c, env: [\(calls)]}]}

                """ + Manifest.service("svc-\(number)", selector: "app: svc-\(number)")
        }.joined()
        let figure = try #require(figures(Resolved(yaml), [OverviewFigure()]).first)
        #expect(figure.connections.count > 150)
        #expect((100_000..<500_000).contains(page(figure).utf8.count))
    }

    @Test("A user's own template for pages takes the place of ours")
    func ownTemplate() throws {
        let result = Resolved(Manifest.pod("a"))
        var diagnostics = Diagnostics()
        var generator = Generator()
        generator.templates = ["page.html": "<p>{{title}}</p>\n"]
        let page = try generator.page(of: result.cluster, for: FigureRequest(), figures: [], &diagnostics)
        #expect(page == "<p>How the Pods of namespace default are reached</p>\n")
    }
}
