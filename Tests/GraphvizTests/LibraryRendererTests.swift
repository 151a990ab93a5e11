import Testing

@testable import Graphviz

@Suite("libgvc in this process")
struct LibraryRendererTests {
    private func render(_ dot: String, as format: RenderFormat = .drawing) throws -> [UInt8] {
        try LibraryRenderer().render([RenderJob(dot: dot, format: format)])[0].get()
    }

    @Test func draws() throws {
        #expect(try render("digraph { graph [id=g] a [id=a] }").starts(with: Array("g\0bb\00".utf8)))
        #expect(try render("digraph { a -> b }", as: .png).starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(try render("digraph { a -> b }", as: .pdf).starts(with: Array("%PDF".utf8)))
    }

    @Test("A text that is no DOT is an error with libgvc's own words, and costs the others nothing")
    func syntax() throws {
        let results = LibraryRenderer().render(
            ["digraph { a -> }", "digraph { graph [id=g] }"].map { RenderJob(dot: $0, format: .drawing) })
        guard case .failure(.syntax(let message)) = results[0] else {
            Issue.record("no syntax error")
            return
        }
        #expect(message.contains("syntax error"))
        #expect(try results[1].get().isEmpty == false)
    }

    @Test("A bad label is an error, though libgvc calls it success")
    func badLabel() {
        #expect(throws: RenderFailure.self) { try render("digraph { a [label=<<TABLE><TR></TABLE>>] }") }
    }

    @Test("Many threads at once get what each gets alone")
    func concurrency() async throws {
        let dots = (0..<8).map { "digraph { a\($0) -> b\($0) -> c [id=x] }" }
        let alone = try dots.map { try render($0) }
        try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for (position, dot) in dots.enumerated() { group.addTask { (position, try render(dot)) } }
            for try await (position, bytes) in group { #expect(bytes == alone[position]) }
        }
    }

    @Test("A PDF has no date of its own")
    func pdfDate() throws {
        #expect(String(decoding: try render("digraph { a }", as: .pdf), as: UTF8.self).contains("D:20000101000000"))
    }

    @Test("Clusters are laid out in the order of the text, whatever their names' addresses are")
    func order() throws {
        let frames = (0..<6).map { "subgraph cluster_\($0) { id=f\($0); n\($0) }" }.joined(separator: "\n")
        let text = String(decoding: try render("digraph { graph [id=g]\n\(frames) }"), as: UTF8.self)
        let left = text.split(separator: "\0").enumerated().compactMap { position, word in
            word == "bb" ? Double(text.split(separator: "\0")[position + 1].prefix { $0 != "," }) : nil
        }
        #expect(left.count == 7 && left.dropFirst() == ArraySlice(left.dropFirst().sorted()))
    }
}
