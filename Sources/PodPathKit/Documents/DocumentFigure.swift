import Graphviz
import KubeManifest

/// A figure that stands beside a document, with what tells whether the file that is there shows it.
package struct DocumentFigure: Sendable {
    package enum Format: String, Sendable, CaseIterable { case svg, png, pdf }

    package let figure: Figure
    let look: FigureLook
    package let format: Format
    /// Of the graph before layout, with all looks and texts: two figures of one digest look the same.
    package let graph: Digest

    package init(_ figure: Figure, look: FigureLook, format: Format) {
        (self.figure, self.look, self.format) = (figure, look, format)
        var digest = Digest()
        if figure.layout == .calls {
            // Its graph has the places of everything, which only a layout knows.
            digest.add(look.worded(figure))
        } else {
            let graph = FigureGraph(figure, look: look, isBitmap: format != .svg).graph
            digest.add(DOTEncoder.encode(graph, theme: format == .svg ? .light : look.resolvedTheme))
        }
        digest.add(figure.id, figure.title, figure.description, figure.alternative, format.rawValue)
        digest.add(look)
        self.graph = digest
    }

    /// As links within a page name it.
    package var mediaType: String { format == .svg ? "image/svg+xml" : format == .png ? "image/png" : "application/pdf" }

    /// Its words can be read in the file.
    package var isText: Bool { format == .svg }

    /// The alternative text in a document: what the figure shows, in one sentence.
    package var alternative: String { figure.alternativeSentence }

    /// Whether a file that is there shows this figure, wherever its boxes stand; nil where only drawing it would tell.
    package func isShown(by file: [UInt8]) -> Bool? {
        guard format == .svg else { return nil }
        guard let mark = FigureMark(of: file) else { return false }
        return mark.revision == FigureMark.revision && mark.graph == graph && mark.body == FigureMark.body(of: file)
    }

    /// Whether podpath wrote a file: it bears the mark, or it is a figure from before there was one.
    package static func isOwn(_ file: [UInt8]) -> Bool {
        FigureMark(of: file) != nil || file.prefix(4096).position(of: " class=\"kf\" role=\"img\"") != nil
    }

    /// Draws figures together; nil, with a diagnostic, for one that could not be drawn.
    package static func draw(_ figures: [DocumentFigure], _ renderer: any FigureRenderer, _ diagnostics: inout Diagnostics) -> [[UInt8]?] {
        let rendering = FigureRendering(renderer: renderer)
        var drawn: [Int: [UInt8]] = [:]
        let drawings = figures.indices.filter { figures[$0].format == .svg }
        for (position, layout) in zip(drawings, rendering.layouts(of: drawings.map { figures[$0].looked }, &diagnostics)) {
            let item = figures[position]
            let printer = FigurePrinter(renderer: renderer, look: item.look)
            drawn[position] = diagnostics.drawn(layout.map { FigureMark.marked(printer.svg(item.figure, $0), graph: item.graph) })
        }
        for (format, rendered) in [(Format.png, RenderFormat.png), (.pdf, .pdf)] {
            let pictures = figures.indices.filter { figures[$0].format == format }
            for (position, picture) in zip(
                pictures, rendering.pictures(of: pictures.map { figures[$0].looked }, as: rendered, &diagnostics))
            {
                drawn[position] = diagnostics.drawn(picture)
            }
        }
        return figures.indices.map { drawn[$0] }
    }

    private var looked: FigureRendering.Looked { (figure, look) }
}

extension Digest {
    fileprivate mutating func add(_ look: FigureLook) {
        let ground = look.background.map { $0.colour.hex(in: .light) }
        let hidden = look.hidden.map(\.rawValue).sorted().joined(separator: ",")
        add(ground, hidden, look.caption)
        add(
            "\(look.resolvedTheme) \(look.direction) \(look.hasLegend) \(look.width ?? 0) \(look.showsTitle) \(look.showsCaption) "
                + "\(look.showsKey) \(look.isAnimated)")
    }
}
