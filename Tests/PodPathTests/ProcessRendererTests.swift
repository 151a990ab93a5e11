import Graphviz
import Testing

@testable import podpath

@Suite("Rendering in processes of podpath's own")
struct ProcessRendererTests {
    private func renderer(seconds: Int = 30, megabytes: Int = 4096) -> ProcessRenderer {
        ProcessRenderer(seconds: seconds, megabytes: megabytes, program: Run.program)
    }

    private static let good = RenderJob(dot: "digraph { graph [id=g] a -> b }", format: .drawing)

    @Test("What comes back is what libgvc gives in this process, for each figure in its place")
    func same() throws {
        let jobs =
            (1...20).map {
                RenderJob(dot: "digraph { graph [id=g] " + String(repeating: "a\($0) -> b;", count: $0) + "}", format: .drawing)
            }
            + [RenderJob(dot: "digraph { a -> b }", format: .png)]
        #expect(try renderer().render(jobs).map { try $0.get() } == LibraryRenderer().render(jobs).map { try $0.get() })
        #expect(renderer().render([]).isEmpty)
    }

    @Test("A crash of libgvc costs one figure: this colour list kills 2.43")
    func crash() throws {
        let results = renderer().render([Self.good, RenderJob(dot: "digraph { graph [bgcolor=\";\"] a }", format: .png), Self.good])
        #expect(try results[0].get() == results[2].get())
        // A later Graphviz may draw it, or refuse it; it must not be silence.
        if case .success(let picture) = results[1] { #expect(!picture.isEmpty) }
    }

    @Test("A layout that takes too long is stopped, and the next figure is drawn")
    func timeout() throws {
        var dot = "digraph {"
        for a in 0..<120 { for b in 0..<120 { dot += "a\(a) -> b\(b);" } }
        let results = renderer(seconds: 1).render([RenderJob(dot: dot + "}", format: .drawing), Self.good])
        #expect(results[0] == .failure(.timedOut(seconds: 1)))
        #expect(try results[1].get().isEmpty == false)
    }

    @Test("A layout that takes all memory is a failure")
    func memory() throws {
        var dot = "digraph { splines=ortho;"
        for a in 0..<3000 { dot += "a\(a) -> b\(a % 50);" }
        let results = renderer(megabytes: 200).render([RenderJob(dot: dot + "}", format: .drawing), Self.good])
        #expect(throws: RenderFailure.self) { try results[0].get() }
        #expect(try results[1].get().isEmpty == false)
    }

    @Test("Where there is no process to be had, the system's own words say so")
    func noProgram() {
        let results = ProcessRenderer(program: "/nonexistent/podpath").render([Self.good])
        guard case .failure(.noProcess(let reason)) = results[0] else {
            Issue.record("\(results)")
            return
        }
        #expect(reason == "No such file or directory")
    }
}
