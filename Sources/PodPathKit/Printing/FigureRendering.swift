import Graphviz
import KubeManifest

/// Has figures laid out and rendered, if need be in another way: among many arrows that close circles dot sometimes finds no way for
/// its curves, and ends.
struct FigureRendering {
    let renderer: any FigureRenderer
    /// How figures look that come without a look of their own.
    var look = FigureLook()

    /// A figure, and how it is to look.
    typealias Looked = (figure: Figure, look: FigureLook)

    /// The place of everything in each figure.
    func layouts(of figures: [Figure], _ diagnostics: inout Diagnostics) -> [Result<LaidOutFigure, RenderError>] {
        layouts(of: figures.map { ($0, look) }, &diagnostics)
    }

    /// The same, for figures of different looks.
    func layouts(of figures: [Looked], _ diagnostics: inout Diagnostics) -> [Result<LaidOutFigure, RenderError>] {
        rendered(figures, as: .drawing, &diagnostics) { graph, bytes throws(RenderFailure) in try LaidOutFigure(bytes, of: graph) }
    }

    /// Pictures as libgvc makes them.
    func pictures(of figures: [Figure], as format: RenderFormat, _ diagnostics: inout Diagnostics) -> [Result<[UInt8], RenderError>] {
        pictures(of: figures.map { ($0, look) }, as: format, &diagnostics)
    }

    /// The same, for figures of different looks.
    func pictures(of figures: [Looked], as format: RenderFormat, _ diagnostics: inout Diagnostics) -> [Result<[UInt8], RenderError>] {
        rendered(figures, as: format, &diagnostics) { _, bytes throws(RenderFailure) in bytes }
    }

    /// All at once, so that several can be rendered side by side; then those again that have failed, with less effort, each with a warning.
    private func rendered<Picture>(
        _ figures: [Looked], as format: RenderFormat, _ diagnostics: inout Diagnostics,
        _ read: (DOTGraph, [UInt8]) throws(RenderFailure) -> Picture
    ) -> [Result<Picture, RenderError>] {
        var pictures: [Int: Result<Picture, RenderError>] = [:]
        var open = figures.indices.map { (position: $0, effort: figures[$0].look.effort) }
        let planned = PlannedFigures(renderer: renderer).graphs(of: figures, isBitmap: format != .drawing)
        while !open.isEmpty {
            let graphs = open.map { planned[$0.position] ?? graph(figures[$0.position], $0.effort, format) }
            let results = renderer.render(
                zip(open, graphs).map { RenderJob(dot: dot($1, figures[$0.position].look, format), format: format) })
            var again: [(position: Int, effort: FigureLook.Effort)] = []
            for ((position, effort), (graph, result)) in zip(open, zip(graphs, results)) {
                do throws(RenderFailure) {
                    pictures[position] = .success(try read(graph, result.get()))
                    if effort == .straight { diagnostics.append(.straightened(figures[position].figure)) }
                } catch {
                    if let next = effort.next(after: error, of: figures[position].figure) {
                        again.append((position, next))
                    } else {
                        pictures[position] = .failure(RenderError(figures[position].figure, error))
                    }
                }
            }
            open = again
        }
        return figures.indices.compactMap { pictures[$0] }
    }

    private func graph(_ figure: Looked, _ effort: FigureLook.Effort, _ format: RenderFormat) -> DOTGraph {
        var look = figure.look
        look.effort = effort
        return FigureGraph(figure.figure, look: look, isBitmap: format != .drawing).graph
    }

    /// A layout bears the colours of the light theme, from which the writer knows what each of them means.
    private func dot(_ graph: DOTGraph, _ look: FigureLook, _ format: RenderFormat) -> String {
        format == .drawing
            ? DOTEncoder.encode(graph, theme: .light, for: .layout) : DOTEncoder.encode(graph, theme: look.resolvedTheme)
    }
}

extension FigureLook.Effort {
    /// How a figure is asked for again; nil where that would not help.
    fileprivate func next(after failure: RenderFailure, of figure: Figure) -> FigureLook.Effort? {
        switch failure {
        case .failed, .crashed: self == .straight ? nil : .straight
        case .syntax, .timedOut, .noProcess: nil
        }
    }
}

extension Diagnostic {
    fileprivate static func straightened(_ figure: Figure) -> Diagnostic {
        Diagnostic(
            .warning, "figure-straight-arrows",
            "figure \(figure.id) has straight arrows, which may pass behind boxes: Graphviz found no way for curves among so many. "
                + "Draw fewer objects with -n or --focus.", at: nil)
    }
}
