import Testing

@testable import Graphviz

@Suite("The SVG that leaves podpath")
struct SVGDocumentTests {
    private let description = SVGDescription(title: "T & t", text: "<desc>", idPrefix: "p")

    private func svg(_ inner: String) -> [UInt8] {
        Array("<svg width=\"10pt\" height=\"10pt\" viewBox=\"0 0 10 10\"><g id=\"a\" class=\"node\">\(inner)</g></svg>".utf8)
    }

    private func failure(_ inner: String) -> SVGDocument.Failure? {
        do throws(SVGDocument.Failure) {
            _ = try SVGDocument(svg(inner))
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "What a figure never holds is refused",
        arguments: [
            ("<script>alert(1)</script>", "<script>"), ("<image href=\"x\"/>", "<image>"), ("<foreignObject/>", "<foreignObject>"),
            ("<a xlink:href=\"javascript:x\" xmlns:xlink=\"x\"/>", "xlink:href of <a>"), ("<path onclick=\"x\"/>", "onclick of <path>"),
            ("<text style=\"x\">t</text>", "style of <text>"), ("<svg:a xmlns:svg=\"x\"/>", "<svg:a>"), ("<use href=\"#a\"/>", "<use>"),
            ("<g transform=\"x\" filter=\"url(x)\"/>", "filter of <g>"),
        ])
    func refused(inner: String, what: String) {
        #expect(failure(inner) == .notAllowed(what))
    }

    @Test func notWellFormed() {
        guard case .notWellFormed? = failure("<text>") else {
            Issue.record("accepted")
            return
        }
    }

    @Test("Title, description, prefixed ids, escaped text, both themes, no comment")
    func written() throws {
        let inner = "<!-- n0 --><title>n0</title><text x=\"1\" y=\"1\" fill=\"#1f2328\">a &amp; &lt;b&gt;</text>"
        let text = String(decoding: try SVGDocument(svg(inner)).encoded(description), as: UTF8.self)
        #expect(text.contains("T &amp; t</title>"))
        #expect(text.contains("&lt;desc&gt;</desc>"))
        #expect(text.contains("role=\"img\""))
        #expect(text.contains("id=\"p-a\"") || text.contains("id=\"p--a\"") || text.contains("id=\"p_a\""))
        #expect(text.contains(">a &amp; &lt;b&gt;</text>"))
        #expect(text.contains("prefers-color-scheme"))
        #expect(!text.contains("<!--"))
    }
}
