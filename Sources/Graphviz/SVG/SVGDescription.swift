/// What the SVG of a figure says of itself, and how it is shown.
package struct SVGDescription: Sendable {
    package let title: String
    package let text: String
    /// Put before every id, so that two figures can stand in one page.
    package let idPrefix: String
    package let theme: Theme
    /// What is read out in place of the title and the description; nil for these two.
    package var label: String?
    /// The `width` attribute in pixels; the height goes with it, the viewBox stays. Nil for the natural size.
    package var width: Int?
    package var steps: SVGSteps?
    /// Whether it stands in a page that has the dark colours, the fonts and the words of the tooltips.
    package var isPart = false

    package init(title: String, text: String, idPrefix: String, theme: Theme = .auto) {
        self.title = title
        self.text = text
        self.idPrefix = idPrefix
        self.theme = theme
    }
}
