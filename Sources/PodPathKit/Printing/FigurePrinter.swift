import Graphviz
import KubeManifest

/// In what form a figure leaves podpath.
public enum FigureFormat: String, Sendable, CaseIterable {
    case svg, png, pdf, html, dot, mermaid, json

    /// The ending of a file in this format.
    public var fileExtension: String { self == .mermaid ? "mmd" : rawValue }
}

/// Prints figures; a figure that libgvc cannot draw costs only itself.
public struct FigurePrinter: Sendable {
    private let renderer: any FigureRenderer
    private let look: FigureLook

    public init(renderer: any FigureRenderer = LibraryRenderer(), look: FigureLook = FigureLook()) {
        (self.renderer, self.look) = (renderer, look)
    }

    /// The bytes of each figure; nil, with a diagnostic, for one that could not be drawn.
    public func print(_ figures: [Figure], as format: FigureFormat, _ diagnostics: inout Diagnostics) -> [[UInt8]?] {
        switch format {
        case .json: figures.map { Array(FigureJSON.encode([$0]).utf8) }
        case .mermaid:
            figures.map { Array(MermaidEncoder.encode($0, direction: look.direction, theme: look.resolvedTheme).utf8) }
        case .dot: figures.map { Array(DOTEncoder.encode(FigureGraph($0, look: look).graph, theme: look.resolvedTheme).utf8) }
        case .png: rendering.pictures(of: figures, as: .png, &diagnostics)
        case .pdf: rendering.pictures(of: figures, as: .pdf, &diagnostics)
        case .svg: zip(figures, rendering.layouts(of: figures, &diagnostics)).map { figure, layout in layout.map { svg(figure, $0) } }
        case .html: pages(figures, &diagnostics)
        }
    }

    /// The bytes of one figure; nil, with a diagnostic, where it could not be drawn.
    public func print(_ figure: Figure, as format: FigureFormat, _ diagnostics: inout Diagnostics) -> [UInt8]? {
        print([figure], as: format, &diagnostics)[0]
    }

    /// One SVG for each step, of one geometry, with what comes later faint; the whole figure where it has no steps.
    public func frames(_ figure: Figure, _ diagnostics: inout Diagnostics) -> [(name: String, bytes: [UInt8])] {
        guard let layout = rendering.layouts(of: [figure], &diagnostics)[0] else { return [] }
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

    private func svg(_ figure: Figure, _ layout: LaidOutFigure) -> [UInt8] {
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
