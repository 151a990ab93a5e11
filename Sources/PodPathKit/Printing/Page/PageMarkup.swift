import Templates

/// Markup that goes into a page as it is: a figure as ``SVGWriter`` writes it, or a text of podpath's own.
struct PageMarkup {
    let text: String

    /// A drawn figure.
    init(svg: [UInt8]) { text = String(decoding: svg, as: UTF8.self) }

    private init(own text: String) { self.text = text }

    /// The style sheet and the script; the page's policy names their hashes, so that nothing else of either kind works.
    static var style: PageMarkup { PageMarkup(own: Templates.style) }
    static var script: PageMarkup { PageMarkup(own: Templates.script) }
}
