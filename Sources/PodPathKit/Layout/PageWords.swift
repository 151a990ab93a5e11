import Graphviz

/// The title and the caption above a figure.
struct PageHeader {
    private(set) var texts: [LayoutPlan.Text] = []
    /// Where the words end.
    private(set) var bottom = 14.0

    init(_ figure: Figure) {
        let width = LayoutPlan.pageWidth - 2 * LayoutPlan.margin
        for line in figure.showsTitle
            ? LineBreaking(limit: width, most: 12).lines([HTMLRun(figure.title, size: 18, colour: .text, isBold: true)]) : []
        {
            texts.append(.init(runs: line, x: LayoutPlan.margin, middle: bottom + 11))
            bottom += 23
        }
        let caption = [figure.caption, figure.finding].compactMap(\.self).joined(separator: " ")
        guard !caption.isEmpty else { return }
        bottom += 1
        for line in LineBreaking(limit: width, most: 12).lines([HTMLRun(caption, size: 12, colour: .mutedText)]) {
            texts.append(.init(runs: line, x: LayoutPlan.margin, middle: bottom + 8))
            bottom += Double(BoxRows.lineHeight)
        }
    }
}

/// The keys to marks, and facts of the cluster, below a figure.
struct PageFooter {
    private(set) var texts: [LayoutPlan.Text] = []
    /// The height of the page.
    private(set) var bottom: Double

    init(_ figure: Figure, below: Double) {
        let remarks = (figure.key.map { [$0] } ?? []) + figure.remarks
        bottom = below + (remarks.isEmpty ? 4 : 12)
        let width = LayoutPlan.pageWidth - 2 * LayoutPlan.margin
        for remark in remarks {
            for line in LineBreaking(limit: width, most: 12).lines([HTMLRun(remark, size: 12, colour: .mutedText)]) {
                texts.append(.init(runs: line, x: LayoutPlan.margin, middle: bottom + 8))
                bottom += Double(BoxRows.lineHeight)
            }
        }
        bottom += 14
    }
}
