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
    let renderer: Renderer
    let look: FigureLook

    public init(limits: Limits = Limits(), look: FigureLook = FigureLook()) {
        self.init(renderer: Renderer(timeLimit: limits.renderSeconds), look: look)
    }

    private init(renderer: Renderer, look: FigureLook) {
        self.renderer = renderer
        self.look = look
    }

    /// The bytes of one figure; nil, with a diagnostic, where it could not be drawn.
    public func print(_ figure: Figure, as format: FigureFormat, _ diagnostics: inout Diagnostics) -> [UInt8]? {
        switch format {
        case .json: return Array(FigureJSON.encode([figure]).utf8)
        case .mermaid: return Array(MermaidEncoder.encode(figure, direction: look.direction, theme: look.resolvedTheme).utf8)
        case .dot: return Array(dot(figure, .svg).utf8)
        case .svg, .png, .pdf, .html:
            return drawn(figure, &diagnostics) { printer throws in try printer.rendered(figure, format) }
        }
    }

    /// One SVG for each step, of one geometry, with what comes later faint; the whole figure where it has no steps.
    public func frames(_ figure: Figure, _ diagnostics: inout Diagnostics) -> [(name: String, bytes: [UInt8])] {
        guard !figure.steps.isEmpty else { return print(figure, as: .svg, &diagnostics).map { [(figure.id, $0)] } ?? [] }
        let frames = drawn(figure, &diagnostics) { printer throws in
            let svg = try printer.renderer.render(printer.dot(figure, .svg), as: .svg)
            return try figure.steps.map { step in
                let id = "\(figure.id)-step-\(step.number)"
                let words = figure.told(until: step.number)
                var description = description(words.title, words.description, id: id)
                description.label = figure.alternative.map { "\($0) (step \(step.number) of \(figure.steps.count))" }
                description.steps = SVGSteps(first: figure.firstSteps, count: figure.steps.count, showing: .frame(step.number))
                return (name: id, bytes: try SVGDocument(svg).encoded(description))
            }
        }
        return frames ?? []
    }

    /// What libgvc makes of the figure, if need be in another way: among many arrows that close circles dot sometimes finds no way for
    /// its curves, and ends.
    private func drawn<Drawing>(
        _ figure: Figure, _ diagnostics: inout Diagnostics, _ draw: (FigurePrinter) throws -> Drawing
    ) -> Drawing? {
        do {
            return try draw(self)
        } catch RenderFailure.failed where look.effort != .straight, RenderFailure.crashed where look.effort != .straight {
            var look = look
            look.effort = look.effort == .usual && figure.layout == .overview ? .framewise : .straight
            let drawing = FigurePrinter(renderer: renderer, look: look).drawn(figure, &diagnostics, draw)
            if drawing != nil, look.effort == .straight { diagnostics.append(.straightened(figure)) }
            return drawing
        } catch {
            diagnostics.append(.notDrawn(figure, error))
            return nil
        }
    }

    func dot(_ figure: Figure, _ format: FigureFormat) -> String {
        DOTEncoder.encode(FigureGraph(figure, look: look, format: format).graph, theme: look.resolvedTheme)
    }

    /// libgvc's SVG, which each use writes anew as it needs it.
    func picture(of figure: Figure) throws -> SVGDocument {
        let graph = FigureGraph(figure, look: look, format: .svg).graph
        let reader = SVGReader()
        try renderer.render(as: .svg, { DOTEncoder.encode(graph, theme: look.resolvedTheme, $0) }, reader.read)
        return try reader.document()
    }

    private func rendered(_ figure: Figure, _ format: FigureFormat) throws -> [UInt8] {
        switch format {
        case .png: return try renderer.render(dot(figure, .png), as: .png)
        case .pdf: return try renderer.render(dot(figure, .pdf), as: .pdf)
        case .html: return try page(figure)
        case .svg, .dot, .mermaid, .json:
            let picture = try picture(of: figure)
            var description = description(figure.title, figure.description, id: figure.id)
            description.label = figure.alternative
            if look.isAnimated, !figure.steps.isEmpty {
                description.steps = SVGSteps(first: figure.firstSteps, count: figure.steps.count, showing: .animation)
            }
            return picture.encoded(description)
        }
    }

    func description(_ title: String, _ text: String, id: String) -> SVGDescription {
        var description = SVGDescription(title: title, text: text, idPrefix: id, theme: look.resolvedTheme)
        description.width = look.width
        return description
    }
}

extension Diagnostic {
    static func straightened(_ figure: Figure) -> Diagnostic {
        Diagnostic(
            .warning, "figure-straight-arrows",
            "figure \(figure.id) has straight arrows, which may pass behind boxes: Graphviz found no way for curves among so many. "
                + "Draw fewer objects with -n or --focus.", at: nil)
    }

    static func notDrawn(_ figure: Figure, _ error: any Error) -> Diagnostic {
        let reason =
            switch error {
            case RenderFailure.crashed(let signal): "Graphviz died of signal \(signal)"
            case RenderFailure.timedOut(let seconds):
                "Graphviz took longer than \(seconds) seconds (--limit render-seconds=…); draw fewer objects with -n or --focus"
            case RenderFailure.syntax(let message), RenderFailure.failed(let message):
                "Graphviz said: \(Quoted.shortened(message.split(separator: "\n").joined(separator: " "), limit: 200))"
            case RenderFailure.noChild: "the system gave no process to draw it in"
            default: "the SVG held something that it should not: \(error)"
            }
        return Diagnostic(
            .error, "figure-not-drawn", "figure \(figure.id) could not be drawn: \(reason). '-f dot' writes its DOT all the same.", at: nil)
    }
}
