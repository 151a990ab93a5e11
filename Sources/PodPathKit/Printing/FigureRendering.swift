import Graphviz
import KubeManifest

/// Has figures laid out and rendered, if need be in another way: among many arrows that close circles dot sometimes finds no way for
/// its curves, and ends.
struct FigureRendering {
    let renderer: any FigureRenderer
    let look: FigureLook

    /// The place of everything in each figure; nil, with a diagnostic, for one that could not be laid out.
    func layouts(of figures: [Figure], _ diagnostics: inout Diagnostics) -> [LaidOutFigure?] {
        rendered(figures, as: .drawing, &diagnostics) { graph, bytes throws(RenderFailure) in try LaidOutFigure(bytes, of: graph) }
    }

    /// Pictures as libgvc makes them; nil, with a diagnostic, for one that could not be drawn.
    func pictures(of figures: [Figure], as format: RenderFormat, _ diagnostics: inout Diagnostics) -> [[UInt8]?] {
        rendered(figures, as: format, &diagnostics) { _, bytes throws(RenderFailure) in bytes }
    }

    /// All at once, so that several can be rendered side by side; then those again that have failed, with less effort.
    private func rendered<Picture>(
        _ figures: [Figure], as format: RenderFormat, _ diagnostics: inout Diagnostics,
        _ read: (DOTGraph, [UInt8]) throws(RenderFailure) -> Picture
    ) -> [Picture?] {
        var pictures = [Picture?](repeating: nil, count: figures.count)
        var open = figures.indices.map { (position: $0, effort: look.effort) }
        while !open.isEmpty {
            let graphs = open.map { graph(figures[$0.position], $0.effort, format) }
            let results = renderer.render(graphs.map { RenderJob(dot: dot($0, format), format: format) })
            var again: [(position: Int, effort: FigureLook.Effort)] = []
            for ((position, effort), (graph, result)) in zip(open, zip(graphs, results)) {
                do throws(RenderFailure) {
                    pictures[position] = try read(graph, result.get())
                    if effort == .straight { diagnostics.append(.straightened(figures[position])) }
                } catch {
                    if let next = effort.next(after: error, of: figures[position]) {
                        again.append((position, next))
                    } else {
                        diagnostics.append(.notDrawn(figures[position], error))
                    }
                }
            }
            open = again
        }
        return pictures
    }

    private func graph(_ figure: Figure, _ effort: FigureLook.Effort, _ format: RenderFormat) -> DOTGraph {
        var look = look
        look.effort = effort
        return FigureGraph(figure, look: look, isBitmap: format != .drawing).graph
    }

    /// A layout bears the colours of the light theme, from which the writer knows what each of them means.
    private func dot(_ graph: DOTGraph, _ format: RenderFormat) -> String {
        format == .drawing
            ? DOTEncoder.encode(graph, theme: .light, for: .layout) : DOTEncoder.encode(graph, theme: look.resolvedTheme)
    }
}

extension FigureLook.Effort {
    /// How a figure is asked for again; nil where that would not help.
    fileprivate func next(after failure: RenderFailure, of figure: Figure) -> FigureLook.Effort? {
        switch failure {
        case .failed, .crashed: self == .straight ? nil : self == .usual && figure.layout == .overview ? .framewise : .straight
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

    fileprivate static func notDrawn(_ figure: Figure, _ failure: RenderFailure) -> Diagnostic {
        let reason =
            switch failure {
            case .crashed(let signal): "Graphviz died of signal \(signal)"
            case .timedOut(let seconds):
                "Graphviz took longer than \(seconds) seconds (--limit render-seconds=…); draw fewer objects with -n or --focus"
            case .syntax(let message), .failed(let message):
                "Graphviz said: \(Quoted.shortened(message.split(separator: "\n").joined(separator: " "), limit: 200))"
            case .noProcess(let reason): "there is no process to draw it in: \(reason)"
            }
        return Diagnostic(
            .error, "figure-not-drawn", "figure \(figure.id) could not be drawn: \(reason). '-f dot' writes its DOT all the same.", at: nil)
    }
}
