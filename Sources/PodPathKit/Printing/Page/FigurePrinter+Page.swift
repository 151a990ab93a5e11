import Graphviz
import KubeManifest

extension FigurePrinter {
    /// A page with the one figure.
    func page(_ figure: Figure) throws -> [UInt8] {
        // The page's heading is the figure's title.
        let record = try part(figure, number: 1).record.merging(["hasCaption": .flag(false)]) { $1 }
        let text = try TemplateLibrary().html("drawing", ["title": .prose(figure.title), "figure": .record(record)])
        return Array(text.utf8)
    }

    /// The figure as a part of a page, where it is the figure of this number; nil, with a diagnostic, where it could not be drawn.
    func part(_ figure: Figure, number: Int, _ diagnostics: inout Diagnostics) -> FigurePage? {
        diagnostics.drawn { _ throws(RenderError) in
            do {
                return try part(figure, number: number)
            } catch {
                throw RenderError(figure, error)
            }
        }
    }

    private func part(_ figure: Figure, number: Int) throws -> FigurePage {
        let numbered = figure.numbered()
        var description = description(figure.title, figure.description, id: FigurePage.prefix(number))
        description.label = figure.alternative
        description.isPart = true
        let document = try picture(of: numbered)
        return FigurePage(numbered, svg: PageMarkup(svg: document.encoded(description)), width: document.width, number: number)
    }
}
