import Graphviz
import KubeManifest

/// In what form a figure leaves podpath.
public enum FigureFormat: String, Sendable, CaseIterable {
    case svg, png, pdf, dot, mermaid, json

    /// The ending of a file in this format.
    public var fileExtension: String { self == .mermaid ? "mmd" : rawValue }
}

/// Prints figures; a figure that libgvc cannot draw costs only itself.
public struct FigurePrinter: Sendable {
    private let renderer: Renderer
    private let theme: SVGDescription.Theme

    public init(limits: Limits = Limits()) {
        renderer = Renderer(timeLimit: limits.renderSeconds)
        theme = .auto
    }

    /// Starts to load Graphviz beside whatever is done next.
    public func prepare(for format: FigureFormat) {
        switch format {
        case .svg: renderer.prepare(for: .svg)
        case .png: renderer.prepare(for: .png)
        case .pdf: renderer.prepare(for: .pdf)
        case .dot, .mermaid, .json: break
        }
    }

    /// The bytes of one figure; nil, with a diagnostic, where it could not be drawn.
    public func print(_ figure: Figure, as format: FigureFormat, _ diagnostics: inout Diagnostics) -> [UInt8]? {
        switch format {
        case .json: return Array(FigureJSON.encode([figure]).utf8)
        case .mermaid: return Array(MermaidEncoder.encode(figure).utf8)
        case .dot: return Array(dot(figure).utf8)
        case .svg, .png, .pdf:
            do {
                return try rendered(figure, format)
            } catch {
                diagnostics.append(.notDrawn(figure, error))
                return nil
            }
        }
    }

    package func dot(_ figure: Figure) -> String { DOTEncoder.encode(FigureGraph(figure).graph) }

    private func rendered(_ figure: Figure, _ format: FigureFormat) throws -> [UInt8] {
        switch format {
        case .png: return try renderer.render(dot(figure), as: .png)
        case .pdf: return try renderer.render(dot(figure), as: .pdf)
        case .svg, .dot, .mermaid, .json:
            let svg = try renderer.render(dot(figure), as: .svg)
            let description = SVGDescription(title: figure.title, text: figure.description, idPrefix: figure.id, theme: theme)
            return try SVGDocument(svg).encoded(description)
        }
    }
}

extension Diagnostic {
    fileprivate static func notDrawn(_ figure: Figure, _ error: any Error) -> Diagnostic {
        let reason =
            switch error {
            case RenderFailure.crashed(let signal): "Graphviz died of signal \(signal)"
            case RenderFailure.timedOut(let seconds):
                "Graphviz took longer than \(seconds) seconds (--max-render-seconds); draw fewer objects with -n or --focus"
            case RenderFailure.syntax(let message), RenderFailure.failed(let message):
                "Graphviz said: \(Quoted.shortened(message.split(separator: "\n").joined(separator: " "), limit: 200))"
            case RenderFailure.noChild: "the system gave no process to draw it in"
            default: "the SVG held something that it should not: \(error)"
            }
        return Diagnostic(
            .error, "figure-not-drawn", "figure \(figure.id) could not be drawn: \(reason). '-f dot' writes its DOT all the same.", at: nil)
    }
}
