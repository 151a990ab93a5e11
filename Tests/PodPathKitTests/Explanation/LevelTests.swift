import Foundation
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("How much an explanation tells: brief, standard, full, and parts in any order")
struct LevelTests {
    private struct Page {
        let text: String
        let figures: [Figure]

        init(_ sample: String, _ outline: ExplanationOutline, namespaces: [String] = []) throws {
            let result = Resolved(files: Project.sources("samples/\(sample)"))
            var generator = Generator(), request = FigureRequest()
            generator.outline = outline
            request.namespaces = namespaces
            figures = try generator.explanationFigures(of: result.cluster, for: request)
            text = try generator.explanation(
                of: result.cluster, for: request, figures: figures.map { ($0, "\($0.id).svg") }, result.diagnostics)
        }

        var words: Int { text.split { $0 == " " || $0 == "\n" }.count }
        var headings: [String] { text.split(separator: "\n").filter { $0.hasPrefix("#") }.map(String.init) }
        var alternatives: [String] { text.matches(of: /!\[([^\]]*)\]\(/).map { String($0.1) } }
    }

    private static let samples = ["my-service", "frontend-backend", "service-types", "nodes", "ingress", "policies", "shop", "trace"]

    @Test("Brief is one page: one figure, and a fraction of the words", arguments: samples)
    func brief(sample: String) throws {
        let page = try Page(sample, .init(level: .brief))
        #expect(page.figures.map(\.kind) == ["overview"] && page.alternatives.count == 1)
        #expect(page.headings.dropFirst() == ["## What is wrong", "## What there is", "## Who calls whom"])
        #expect(page.words < 600)
        #expect(try page.words < Page(sample, .init(level: .standard)).words)
    }

    @Test(
        "Standard: under 800 words for three workloads",
        arguments: [("frontend-backend", []), ("policies", ["shop"]), ("my-service", [])])
    func standard(sample: String, namespaces: [String]) throws {
        let page = try Page(sample, .init(), namespaces: namespaces)
        #expect(page.words < 800)
    }

    @Test(
        "At every level: what is wrong comes first, each heading once, alternative texts of one line and at most 150 characters",
        arguments: samples, ExplanationOutline.Level.allCases)
    func every(sample: String, level: ExplanationOutline.Level) throws {
        let page = try Page(sample, .init(level: level))
        #expect(page.headings[1] == "## What is wrong")
        #expect(Set(page.headings).count == page.headings.count)
        #expect(page.alternatives.count == page.figures.count)
        for text in page.alternatives { #expect(text.count <= 150 && !text.contains("Step 1") && !text.isEmpty) }
    }

    @Test("The contents are whole: a line for each heading, in its order (GitHub's anchors)", arguments: ["policies", "shop"])
    func contents(sample: String) throws {
        let page = try Page(sample, .init(level: .full))
        let links = page.text.matches(of: /(?m)^ *- \[([^\]]*)\]\(#([^)]*)\)$/)
        #expect(links.map { String($0.1) } == page.headings.dropFirst().map { String($0.drop { $0 == "#" }.dropFirst()) })
        #expect(links.contains { $0.2 == "what-is-wrong" })
        #expect(sample != "policies" || links.contains { $0.1 == "Service shop/web" && $0.2 == "service-shopweb" })
        let link = try #require(page.text.firstRange(of: "](#what-is-wrong)")),
            heading = try #require(page.text.firstRange(of: "## What is"))
        #expect(link.lowerBound < heading.lowerBound)
    }

    @Test("Parts in an order of one's own, with their figures alone; a template of one's own for a level")
    func parts() throws {
        let page = try Page("policies", .init(level: .standard, sections: ["services", "findings"]))
        #expect(page.headings.filter { $0.hasPrefix("## ") } == ["## The Services", "## What is wrong"])
        #expect(Set(page.figures.map(\.kind)) == ["service"])
        let result = Resolved(Manifest.pod("a") + Manifest.service())
        var generator = Generator()
        generator.templates = ["standard": "{{> calls}}\n{{> findings}}\n"]
        #expect(try generator.explanationFigures(of: result.cluster, for: FigureRequest()).isEmpty)
        let text = try generator.explanation(of: result.cluster, for: FigureRequest(), result.diagnostics)
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("## ") } == ["## Who calls whom", "## What is wrong"])
    }

    @Test("Every part has a template and a twin for browsers, and stands in the full page")
    func everyPart() throws {
        let names = TemplateLibrary.names
        for part in ExplanationSection.allCases { #expect(names.contains(part.rawValue) && names.contains("\(part.rawValue).html")) }
        let library = try TemplateLibrary()
        #expect(Set(library.sections(of: .init(level: .full))) == Set(ExplanationSection.allCases))
        for level in ExplanationOutline.Level.allCases {
            #expect(library.sections(of: .init(level: level)).first == .findings)
            #expect(library.parts(of: level.rawValue) == library.parts(of: "\(level.rawValue).html"))
        }
    }

    @Test("Every value that a template may say has its meaning in docs/templates.md, and each that stands there is one")
    func values() throws {
        var used: Set<String> = []
        for folder in ["explanation", "sections", "partials", "html"] {
            let names = try FileManager.default.contentsOfDirectory(atPath: "\(Project.root)/Templates/\(folder)")
            for name in names where name.hasSuffix("mustache") {
                for match in Project.text("Templates/\(folder)/\(name)").matches(of: /\{\{[#^]?([a-zA-Z]+)\}\}/) {
                    used.insert(String(match.1))
                }
            }
        }
        let page = try #require(Project.text("docs/templates.md").split(separator: "## The page").last)
        let told = Set(page.matches(of: /(?m)^\| `([a-zA-Z]+)` \|/).map { String($0.1) })
        #expect(used.subtracting(told) == [], "not in docs/templates.md")
        #expect(told.subtracting(used) == [], "in docs/templates.md alone")
    }
}

extension ExplanationOutline {
    /// Everything, with words as they are.
    static var withoutGlossary: Self {
        .init(level: .full, sections: ExplanationSection.allCases.filter { $0 != .glossary }.map(\.rawValue))
    }
}
