import Graphviz
import KubeManifest

extension FigurePrinter {
    /// A page with one figure for each of these.
    func pages(_ figures: [Figure], _ diagnostics: inout Diagnostics) -> [Result<[UInt8], RenderError>] {
        let numbered = figures.map { $0.numbered() }
        return zip(numbered, rendering.layouts(of: numbered, &diagnostics)).map { figure, layout in
            Result { () throws(RenderError) in
                // The page's heading is the figure's title.
                let record = part(figure, try layout.get(), number: 1).record.merging(["hasCaption": .flag(false)]) { $1 }
                return Array(try TemplateLibrary().html("drawing", ["title": .prose(figure.title), "figure": .record(record)]).utf8)
            }
        }
    }

    /// Figures as parts of one page, in which they are numbered from 1; nil, with a diagnostic, for one that could not be drawn.
    func parts(_ figures: [Figure], _ diagnostics: inout Diagnostics) -> [FigurePage?] {
        let numbered = figures.map { $0.numbered() }
        return zip(numbered, rendering.layouts(of: numbered, &diagnostics)).enumerated().map { position, drawn in
            diagnostics.drawn(drawn.1.map { part(drawn.0, $0, number: position + 1) })
        }
    }

    private func part(_ numbered: Figure, _ layout: LaidOutFigure, number: Int) -> FigurePage {
        var description = description(numbered.title, numbered.description, id: FigurePage.prefix(number))
        description.label = numbered.alternative
        description.isPart = true
        let svg = PageMarkup(svg: SVGWriter.write(layout, description))
        return FigurePage(numbered, svg: svg, width: layout.width, number: number, drawn: layout.ids)
    }
}
