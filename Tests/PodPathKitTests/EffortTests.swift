import Graphviz
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

/// What Graphviz cannot lay out in one way is asked for in another, before a figure is given up.
@Suite("Figures that Graphviz gives up")
struct EffortTests {
    private func figure(_ path: String) throws -> Figure {
        let cluster = Resolved(files: Project.sources(path)).cluster
        return try #require(OverviewFigure().figures(of: cluster, for: FigureRequest()).first)
    }

    private func arrows(_ figure: Figure, _ look: FigureLook, _ diagnostics: inout Diagnostics) throws -> Int {
        let bytes = try #require(FigurePrinter(look: look).print(figure, as: .svg, &diagnostics))
        return SVGGeometry(String(decoding: bytes, as: UTF8.self)).arrows.count
    }

    @Test("Where columns through all frames leave no way for a curve, each frame has its own")
    func framewise() throws {
        let figure = try figure("Tests/Fixtures/looks/lost-curves.yaml")
        let dot = DOTEncoder.encode(FigureGraph(figure).graph, for: .layout)
        // Where a later Graphviz draws this at once, the fixture has done its work.
        #expect(throws: RenderFailure.self) { try LibraryRenderer().render([RenderJob(dot: dot, format: .drawing)])[0].get() }
        var diagnostics = Diagnostics()
        let drawn = figure.connections.count { $0.role != .order && !figure.isWithinBox($0) }
        #expect(try arrows(figure, FigureLook(), &diagnostics) == drawn)
        #expect(diagnostics.sorted.isEmpty, "nothing is missing, so nothing is said")
    }

    @Test("Straight arrows are the last way, and are all there", arguments: ["samples/shop", "Tests/Fixtures/looks/lost-curves.yaml"])
    func straight(path: String) throws {
        let figure = try figure(path)
        var look = FigureLook()
        look.effort = .straight
        var diagnostics = Diagnostics()
        #expect(
            try arrows(figure, look, &diagnostics) == figure.connections.count { $0.role != .order && !figure.isWithinBox($0) })
    }
}
