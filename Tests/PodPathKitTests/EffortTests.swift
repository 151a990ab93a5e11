import Graphviz
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

/// What Graphviz cannot lay out in one way is asked for in another, before a figure is given up.
@Suite("Figures that Graphviz gives up")
struct EffortTests {
    @Test("Straight arrows are the last way, and are all there")
    func straight() throws {
        let cluster = Resolved(files: Project.sources("samples/shop")).cluster
        let figure = try #require(LookupFigure().figures(of: cluster, for: FigureRequest()).first)
        var look = FigureLook()
        look.effort = .straight
        var diagnostics = Diagnostics()
        let bytes = try #require(FigurePrinter(look: look).print(figure, as: .svg, &diagnostics))
        let arrows = SVGGeometry(String(decoding: bytes, as: UTF8.self)).arrows.count
        #expect(arrows == figure.connections.count { $0.role != .order && !figure.isWithinBox($0) })
    }

    /// A renderer in which dot fails and places are drawn.
    private struct Placing: FigureRenderer {
        func render(_ jobs: [RenderJob]) -> [Result<[UInt8], RenderFailure>] {
            jobs.map { job in
                job.dot.contains("layout=\"nop2\"") ? LibraryRenderer().render([job])[0] : .failure(.crashed(signal: 11))
            }
        }
    }

    @Test("Where dot has no answer for the columns of a Service's figure, its arrows give them")
    func columnsWithoutDot() throws {
        for figure in ServiceFigure().figures(of: Resolved(files: Project.sources("samples/shop")).cluster, for: FigureRequest()) {
            var diagnostics = Diagnostics()
            let bytes = try #require(FigurePrinter(renderer: Placing()).print(figure, as: .svg, &diagnostics))
            let svg = SVGGeometry(String(decoding: bytes, as: UTF8.self))
            #expect(PlacedFaults(svg: svg).all == [] && svg.boxes.count == figure.elements.count, "\(figure.id)")
        }
    }

    @Test("Where dot has no answer for the columns of an overview, its calls are a tree")
    func withoutColumns() throws {
        let cluster = Resolved(files: Project.sources("samples/frontend-backend")).cluster
        let figure = try #require(OverviewFigure().figures(of: cluster, for: FigureRequest()).first)
        var diagnostics = Diagnostics()
        let bytes = try #require(FigurePrinter(renderer: Placing()).print(figure, as: .svg, &diagnostics))
        #expect(PlacedFaults(svg: SVGGeometry(String(decoding: bytes, as: UTF8.self))).all == [])
        #expect(diagnostics.sorted.isEmpty, "nothing is missing, so nothing is said")
    }
}
