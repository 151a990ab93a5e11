import Graphviz
import KubeManifest

/// In what form a figure leaves podpath.
public enum FigureFormat: String, Sendable, CaseIterable {
    /// A picture: text stays text, light and dark in one file, no script.
    case svg
    /// Pixels, and pages for paper.
    case png, pdf
    /// A page with the picture, whose steps can be played.
    case html
    /// The graph, for Graphviz.
    case dot
    /// Text that many Markdown pages draw.
    case mermaid
    /// What the figure holds, for programs.
    case json

    /// The ending of a file in this format.
    public var fileExtension: String { self == .mermaid ? "mmd" : rawValue }

    /// Graphviz lays the figure out.
    package var isRendered: Bool {
        switch self {
        case .svg, .png, .pdf, .html: true
        case .dot, .mermaid, .json: false
        }
    }
}

/// Prints figures; a figure that libgvc cannot draw costs only itself.
package struct FigurePrinter: Sendable {
    private let renderer: any FigureRenderer
    private let look: FigureLook

    package init(renderer: any FigureRenderer = LibraryRenderer(), look: FigureLook = FigureLook()) {
        (self.renderer, self.look) = (renderer, look)
    }

    /// The bytes of each figure; nil, with a diagnostic, for one that could not be drawn.
    package func print(_ figures: [Figure], as format: FigureFormat, _ diagnostics: inout Diagnostics) -> [[UInt8]?] {
        draw(figures, as: format, &diagnostics).map { diagnostics.drawn($0) }
    }

    /// The bytes of one figure; nil, with a diagnostic, where it could not be drawn.
    package func print(_ figure: Figure, as format: FigureFormat, _ diagnostics: inout Diagnostics) -> [UInt8]? {
        print([figure], as: format, &diagnostics)[0]
    }

    /// The bytes of each figure, or why it could not be drawn.
    func draw(
        _ figures: [Figure], as format: FigureFormat, _ diagnostics: inout Diagnostics
    ) -> [Result<[UInt8], RenderError>] {
        switch format {
        case .json: figures.map { .success(Array(FigureJSON.encode([$0]).utf8)) }
        case .mermaid:
            figures.map { .success(Array(MermaidEncoder.encode($0, direction: look.direction, theme: look.resolvedTheme).utf8)) }
        case .dot:
            zip(figures, PlannedFigures(renderer: renderer).graphs(of: figures.map { ($0, look) }, isBitmap: false)).map {
                figure, planned in
                .success(Array(DOTEncoder.encode(planned ?? FigureGraph(figure, look: look).graph, theme: look.resolvedTheme).utf8))
            }
        case .png: rendering.pictures(of: figures, as: .png, &diagnostics)
        case .pdf: rendering.pictures(of: figures, as: .pdf, &diagnostics)
        case .svg: zip(figures, rendering.layouts(of: figures, &diagnostics)).map { figure, layout in layout.map { marked(figure, $0) } }
        case .html: pages(figures, &diagnostics)
        }
    }

    /// One SVG for each step, of one geometry, with what comes later faint; the whole figure where it has no steps.
    func steps(of figure: Figure, _ diagnostics: inout Diagnostics) throws(RenderError) -> [(name: String, bytes: [UInt8])] {
        let layout = try rendering.layouts(of: [figure], &diagnostics)[0].get()
        if figure.steps.isEmpty { return [(figure.id, svg(figure, layout))] }
        return figure.steps.map { step in
            let id = "\(figure.id)-step-\(step.number)"
            let words = figure.told(until: step.number)
            var description = description(words.title, words.description, id: id)
            description.label = figure.alternative.map { "\($0) (step \(step.number) of \(figure.steps.count))" }
            description.steps = SVGSteps(first: figure.firstSteps, count: figure.steps.count, showing: .frame(step.number))
            return (name: id, bytes: SVGWriter.write(layout, description))
        }
    }

    var rendering: FigureRendering { FigureRendering(renderer: renderer, look: look) }

    /// The SVG with its mark, which says what it shows.
    func marked(_ figure: Figure, _ layout: LaidOutFigure) -> [UInt8] {
        FigureMark.marked(svg(figure, layout), graph: DocumentFigure(figure, look: look, format: .svg).graph)
    }

    /// The SVG of a figure whose places are known.
    func svg(_ figure: Figure, _ layout: LaidOutFigure) -> [UInt8] {
        var description = description(figure.title, figure.description, id: figure.id)
        description.label = figure.alternative
        if look.isAnimated, !figure.steps.isEmpty {
            description.steps = SVGSteps(first: figure.firstSteps, count: figure.steps.count, showing: .animation)
        }
        return SVGWriter.write(layout, description)
    }

    func description(_ title: String, _ text: String, id: String) -> SVGDescription {
        var description = SVGDescription(title: title, text: text, idPrefix: id, theme: look.resolvedTheme)
        description.width = look.width
        return description
    }
}
