import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

/// The project's suite of bad input: Tests/Fixtures/bad-input/<category>/expected.tsv lists, for each file, every error
/// and warning with its line; notes only where the expectation names one.
@Suite("Bad input never crashes, hangs or loses the rest")
struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let category: String
        let file: String
        let expected: [String]
        var testDescription: String { "\(category)/\(file)" }
        var path: String { "Tests/Fixtures/bad-input/\(category)/\(file)" }
    }

    static let categories = [
        "determinism", "encoding", "exhaustion", "hostile", "ingress", "json", "meaning", "odd-yaml", "surroundings", "types",
        "yaml-syntax",
    ]

    static let cases = categories.flatMap { category in
        Project.text("Tests/Fixtures/bad-input/\(category)/expected.tsv").split(separator: "\n").dropFirst().map { line in
            let columns = line.split(separator: "\t")
            let expected = columns[1] == "-" ? [] : columns[1].split(separator: ",").map(String.init)
            return Case(category: category, file: String(columns[0]), expected: expected)
        }
    }

    @Test("There are enough of them")
    func count() { #expect(Self.cases.count >= 200) }

    @Test("Exactly the expected findings, in their lines", arguments: cases)
    func findings(_ item: Case) {
        let result = Resolved(files: Project.sources(item.path))
        let notes = item.expected.filter { expected in
            ["port-not-declared", "service-not-found", "selector-ignored", "endpoints-ignored"].contains { expected.hasSuffix($0) }
        }
        let found = result.findings.filter { $0.severity != .note || !notes.isEmpty }.map { "\($0.location?.line ?? 0):\($0.identifier)" }
        #expect(found.sorted() == item.expected.sorted())
    }

    @Test("Nothing active gets out, in any format", arguments: cases.filter { !["exhaustion", "yaml-syntax"].contains($0.category) })
    func outputs(_ item: Case) throws {
        let sources = Project.sources(item.path)
        let result = Resolved(files: sources)
        var request = FigureRequest()
        request.elementLimit = 20
        let figures = Generator().figures(of: result.cluster, for: request)
        var diagnostics = Diagnostics()
        let markdown = try Explanation(
            of: result.cluster, for: request, figures: figures.map { ($0, $0.id + ".svg") }, diagnostics: result.findings
        ).markdown(TemplateLibrary())
        var texts = [markdown, DiagnosticText(sources: sources, usesColour: false).text(result.findings)]
        texts.append(CheckReport.github(result.findings))
        texts.append(InspectReport(result.cluster, request, result.findings).text)
        for figure in figures.prefix(4) {
            for format in [FigureFormat.dot, .mermaid, .json] {
                texts.append(String(decoding: Generator().print(figure, as: format, &diagnostics) ?? [], as: UTF8.self))
            }
            // The SVG went through the allow-list of a real XML parser; what it refuses is a diagnostic.
            if item.category == "hostile" {
                texts.append(String(decoding: Generator().print(figure, as: .svg, &diagnostics) ?? [], as: UTF8.self))
            }
        }
        if item.category == "hostile" {
            let page = try Generator().page(of: result.cluster, for: request, figures: figures, &diagnostics)
            #expect(PageMarkupCheck(page).foreign == [])
            texts.append(page)
        }
        #expect(diagnostics.all.isEmpty)
        for text in texts {
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) })
            #expect(!text.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value) })
        }
        for active in ["<script", "<img", "<iframe", "](javascript:", "<a ", "](http"] { #expect(!markdown.contains(active)) }
    }
}
