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
            ("<a href=\"javascript:x\"/>", "<a>"), ("<g xmlns:x=\"x\"/>", "xmlns:x of <g>"), ("<path onclick=\"x\"/>", "onclick of <path>"),
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

    @Test("Within a page: no tooltip, no font and no colours of its own")
    func part() throws {
        let inner =
            "<title>n0</title><text text-anchor=\"start\" font-family=\"mono\" font-size=\"9.00\" fill=\"#1f2328\">a</text>"
        var description = SVGDescription(title: "T", text: "d", idPrefix: "f1")
        description.isPart = true
        let text = String(decoding: try SVGDocument(svg(inner)).encoded(description), as: UTF8.self)
        #expect(text.contains("<text font-family=\"monospace\" font-size=\"9\" fill=\"#1f2328\">a</text>"))
        #expect(!text.contains("<style") && !text.contains("<title>"))
        #expect(text.contains("<title id=\"f1-title\">T</title>"))
    }

    @Test(
        "Curves that are lines become lines, everything else stays (SVG 1.1, 8.3.6)",
        arguments: [
            ("M0,0C0,0 5,0 5,0 6,0 7,1 7,2 7,2 7,9 7,9", "M0,0L5,0C6,0 7,1 7,2L7,9"), ("M0,0C0,0 0,0 0,0 0,0 1,1 1,1", "M0,0L1,1"),
            ("M0,0C1,1 2,2 3,3", "M0,0C1,1 2,2 3,3"), ("M0,0 L1,1", "M0,0 L1,1"), ("M0,0C1,1 2,2", "M0,0C1,1 2,2"), ("", ""),
            ("M0,0C0,0 1,1 1,1M2,2C2,2 3,3 3,3", "M0,0C0,0 1,1 1,1M2,2C2,2 3,3 3,3"),
        ])
    func lines(path: String, short: String) {
        #expect(SVGPath.withLines(path) == short)
    }

    @Test("Within a page, ground and border of a label are one shape")
    func joined() throws {
        var description = SVGDescription(title: "T", text: "d", idPrefix: "f1")
        let place = "x=\"8\" y=\"-548\" width=\"547\" height=\"520\" rx=\"12\""
        let shapes =
            "<rect fill=\"#fdf6d0\" stroke=\"none\" \(place)/><text x=\"1\" y=\"1\">a</text>"
            + "<rect fill=\"none\" stroke=\"#9a7d00\" \(place)/>"
        let whole = String(decoding: try SVGDocument(svg(shapes)).encoded(description), as: UTF8.self)
        #expect(whole.split(separator: "<rect").count == 3, "a figure of its own stays as it was drawn")
        description.isPart = true
        let part = String(decoding: try SVGDocument(svg(shapes)).encoded(description), as: UTF8.self)
        #expect(part.contains("<rect fill=\"#fdf6d0\" stroke=\"#9a7d00\" \(place)/>"))
        #expect(part.split(separator: "<rect").count == 2)
    }
}
