import KubeManifest
import SafeText
import TestSupport
import Testing

@testable import PodPathKit

@Suite("Printings of one figure")
struct PrintingTests {
    static let samples = ["my-service", "frontend-backend", "service-types", "nodes", "shop"]

    private func figures(_ files: [SourceFile]) -> [Figure] {
        Generator().figures(of: Resolved(files: files).cluster, for: FigureRequest())
    }

    private func bytes(_ files: [SourceFile], _ format: FigureFormat) -> [[UInt8]] {
        var diagnostics = Diagnostics()
        return figures(files).map { Generator().print($0, as: format, &diagnostics) ?? [] }
    }

    @Test("DOT and Mermaid of the article's Service, and the page about it, as a person has read them")
    func goldens() throws {
        let files = Project.sources("samples/my-service")
        let result = Resolved(files: files)
        var request = FigureRequest()
        request.focus = "my-service"
        let figure = try #require(ServiceFigure().figures(of: result.cluster, for: request).first)
        var diagnostics = Diagnostics()
        let print = { (format: FigureFormat) in String(decoding: Generator().print(figure, as: format, &diagnostics) ?? [], as: UTF8.self) }
        #expect(Golden.difference(print(.dot), "my-service.dot") == nil)
        #expect(Golden.difference(print(.mermaid), "my-service.mmd") == nil)
        let page = try Explanation(
            of: result.cluster, for: FigureRequest(), outline: .init(level: .full), figures: [(figure, "my-service.svg")],
            diagnostics: result.findings
        )
        .markdown(TemplateLibrary())
        #expect(Golden.difference(page, "my-service.md") == nil)
    }

    @Test("The same input gives the same bytes: again, in another order of files, with other line ends", arguments: samples)
    func determinism(sample: String) {
        let files = Project.sources("samples/\(sample)")
        for format in [FigureFormat.dot, .svg, .html, .json, .mermaid] {
            let first = bytes(files, format)
            #expect(!first.isEmpty)
            #expect(bytes(files, format) == first)
            #expect(bytes(files.reversed(), format) == first)
        }
        let windows = files.map { SourceFile(path: $0.path, text: String(decoding: $0.bytes, as: UTF8.self).replacing("\n", with: "\r\n")) }
        #expect(bytes(windows, .svg) == bytes(files, .svg))
    }

    @Test("Every SVG: title, description, one group with an id for each element, no link, no script", arguments: samples)
    func svg(sample: String) {
        var diagnostics = Diagnostics()
        for figure in figures(Project.sources("samples/\(sample)")) {
            let text = String(decoding: Generator().print(figure, as: .svg, &diagnostics) ?? [], as: UTF8.self)
            #expect(text.contains("<title"))
            #expect(text.contains(XMLText(figure.description).text))
            // A tree of calls has one box for a workload and the Services on it.
            for element in figure.elements where figure.layout != .calls || element.role == .workload {
                #expect(text.contains("id=\"\(figure.id)-\(element.id)\""))
            }
            // Several arrows may tell one step; only arrows that are one sequence bear numbers.
            for step in figure.steps where !figure.isPlaced { #expect(text.contains(">\(step.number)</text>")) }
            #expect(!text.contains("href") && !text.contains("<script") && !text.contains("url("))
        }
        #expect(diagnostics.all.isEmpty)
    }

    @Test(
        "Applications as people write them have no findings and give figures",
        arguments: ["online-boutique", "sock-shop", "guestbook", "bookinfo"])
    func applications(name: String) {
        let files = Project.sources("Tests/Fixtures/applications/\(name).yaml")
        // The one name of Online Boutique's release that no Service bears.
        #expect(Resolved(files: files).identifiers == (name == "online-boutique" ? ["call-service-not-found"] : []))
        #expect(bytes(files, .svg).allSatisfy { $0.count > 1000 })
        #expect(figures(files).contains { $0.kind == "overview" })
    }

    @Test("PNG and PDF begin as such, twice the same")
    func bitmaps() {
        let files = Project.sources("samples/my-service")
        let png = bytes(files, .png)
        #expect(png.allSatisfy { $0.starts(with: [0x89, 0x50, 0x4E, 0x47]) })
        let pdf = bytes(files, .pdf)
        #expect(pdf.allSatisfy { $0.starts(with: Array("%PDF".utf8)) })
        #expect(bytes(files, .pdf) == pdf)
    }

    @Test("The alt text of a figure is its title, one sentence; its steps stand beside it, with the same numbers")
    func oneModel() throws {
        let result = Resolved(files: Project.sources("samples/my-service"))
        let figures = Generator().figures([ServiceFigure()], of: result.cluster, for: FigureRequest())
        let page = try Explanation(
            of: result.cluster, for: FigureRequest(), outline: .init(level: .full), figures: figures.map { ($0, $0.id + ".svg") },
            diagnostics: []
        ).markdown(TemplateLibrary())
        for figure in figures {
            #expect(page.contains("![\(MarkdownText(figure.title).text)](\(figure.id).svg"))
            for step in figure.steps { #expect(page.contains("\(step.number). \(step.text.markdown)")) }
        }
    }

    @Test("A user's own template takes the place of ours; a broken one is named")
    func templates() throws {
        let result = Resolved(Manifest.pod("a"))
        let own = try TemplateLibrary(own: ["page": "# {{title}} & more\n"])
        let page = try Explanation(of: result.cluster, for: FigureRequest(), outline: .init(level: .full), figures: [], diagnostics: [])
            .markdown(own)
        #expect(page == "# How the Pods of namespace default are reached & more\n")
        let error = #expect(throws: RenderError.self) { try TemplateLibrary(own: ["page": "one line\n{{#open}}"]) }
        #expect(error?.message.hasPrefix("template page: ") == true)
        #expect(error?.location.map { "\($0.file):\($0.line)" } == "page.mustache:2")
    }
}
