import Graphviz

/// Figures that podpath gives their places itself: dot is asked for columns, where there are arrows, and what it answers becomes a plan.
struct PlannedFigures {
    private let renderer: any FigureRenderer

    init(renderer: any FigureRenderer) { self.renderer = renderer }

    /// The graph of each figure that has a plan; nil for the others.
    func graphs(of figures: [FigureRendering.Looked], isBitmap: Bool) -> [DOTGraph?] {
        let layouts = figures.map { figure, look -> CallsLayout? in
            guard figure.layout == .calls else { return nil }
            let layout = CallsLayout(look.worded(figure))
            return layout.isSmall ? layout : nil
        }
        let asked = layouts.indices.filter { layouts[$0]?.columnGraph != nil }
        let graphs = asked.compactMap { layouts[$0]?.columnGraph }
        let answers = renderer.render(graphs.map { RenderJob(dot: DOTEncoder.encode($0, for: .layout), format: .drawing) })
        var columns: [Int: LaidOutFigure] = [:]
        for (position, (graph, answer)) in zip(asked, zip(graphs, answers)) {
            // Without an answer the calls are a tree, which needs none.
            columns[position] = (try? answer.get()).flatMap { try? LaidOutFigure($0, of: graph) }
        }
        return figures.indices.map { position in
            let (figure, look) = figures[position]
            if let plan = Self.plan(of: look.worded(figure)) {
                return PlacedGraph(look.worded(figure), plan, look: look, isBitmap: isBitmap).graph
            }
            guard figure.layout == .calls else { return nil }
            if let layout = layouts[position], columns[position] != nil || layout.columnGraph == nil,
                let plan = layout.plan(columns[position])
            {
                return PlacedGraph(look.worded(figure), plan, look: look, isBitmap: isBitmap).graph
            }
            var tree = CallTreeLayout(figure, look)
            let (told, plan) = tree.finished()
            return PlacedGraph(told, plan, look: look, isBitmap: isBitmap).graph
        }
    }

    /// Of a figure for which dot is not asked.
    private static func plan(of figure: Figure) -> LayoutPlan? {
        switch figure.layout {
        case .sequence: SequenceLayout.plan(of: figure)
        case .names: NamesLayout.plan(of: figure)
        case .calls, .flow, .steps, .rows: nil
        }
    }
}
