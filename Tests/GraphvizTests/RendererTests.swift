import Testing

@testable import Graphviz

@Suite("libgvc, held at arm's length")
struct RendererTests {
    private func failure(_ dot: String, _ renderer: Renderer = Renderer()) -> RenderFailure? {
        do throws(RenderFailure) {
            _ = try renderer.render(dot, as: .svg)
            return nil
        } catch {
            return error
        }
    }

    @Test func draws() throws {
        let svg = String(decoding: try Renderer().render("digraph { a -> b }", as: .svg), as: UTF8.self)
        #expect(svg.contains("<svg") && svg.contains("</svg>"))
        #expect(try Renderer().render("digraph { a -> b }", as: .png).starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(try Renderer().render("digraph { a -> b }", as: .pdf).starts(with: Array("%PDF".utf8)))
    }

    @Test("A text that is no DOT is an error with libgvc's own words")
    func syntax() {
        guard case .syntax(let message)? = failure("digraph { a -> }") else {
            Issue.record("no syntax error")
            return
        }
        #expect(message.contains("syntax error"))
    }

    @Test("A crash of libgvc costs one figure: this colour list kills 2.43")
    func crash() throws {
        let result = failure("digraph { graph [bgcolor=\";\"] a }")
        guard case .crashed? = result else {
            // A later Graphviz may draw it, or refuse it; it must not be silence with a broken picture.
            #expect(result == nil || result != .noChild)
            return
        }
        #expect(try Renderer().render("digraph { a }", as: .svg).count > 100)
    }

    @Test("A layout that takes too long is stopped")
    func timeout() {
        var dot = "digraph {"
        for a in 0..<120 { for b in 0..<120 { dot += "a\(a) -> b\(b);" } }
        #expect(failure(dot + "}", Renderer(timeLimit: 1)) == .timedOut(seconds: 1))
    }

    @Test("A bad label is an error, though libgvc calls it success")
    func badLabel() {
        #expect(failure("digraph { a [label=<<TABLE><TR></TABLE>>] }") != nil)
    }

    @Test("Many at once give what each gives alone")
    func concurrency() async throws {
        let renderer = Renderer()
        let dots = (0..<8).map { "digraph { a\($0) -> b\($0) -> c }" }
        let alone = try dots.map { try renderer.render($0, as: .svg) }
        try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for (position, dot) in dots.enumerated() { group.addTask { (position, try renderer.render(dot, as: .svg)) } }
            for try await (position, bytes) in group { #expect(bytes == alone[position]) }
        }
    }

    @Test("A PDF has no date of its own")
    func pdfDate() throws {
        let text = String(decoding: try Renderer().render("digraph { a }", as: .pdf), as: UTF8.self)
        #expect(text.contains("D:20000101000000"))
    }
}
