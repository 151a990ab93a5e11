import Graphviz
import SafeText

/// Boxes within a box, as tables in its label: dot knows one node for all of them, and arrows leave at their ports.
extension FigureGraph {
    /// One below the other where arrows leave at the right, side by side where they leave below, so that none crosses its neighbour.
    func nested(_ inner: [Int], below rows: [[HTMLCell]], columns: Int) -> HTMLTable {
        let cells = inner.enumerated().map { port, position in HTMLCell(.table(box(position)), port: port) }
        var table = HTMLTable(isAcross ? cells.map { [$0] } : [cells])
        table.spacing = 3
        table.padding = 0
        return HTMLTable(rows + [[HTMLCell(.table(table), columns: columns)]])
    }

    private func box(_ position: Int) -> HTMLTable {
        let element = figure.elements[position]
        let look = FigureStyle.box(element.role)
        var table = HTMLTable([[HTMLCell(.table(label(of: element, look, width: widths[position])))]])
        table.inner = .init(
            id: element.id, kind: element.role.rawValue, tooltip: element.tooltip.isEmpty ? element.title : element.tooltip.plain)
        table.border = look.border
        table.fill = look.fill
        table.isRounded = look.isRounded
        table.line = look.isDashed ? .dashed : .solid
        table.padding = Self.innerPadding
        return table
    }

    private static let innerPadding = 4

    /// Where an arrow leaves a box that stands in another.
    func port(of position: Int) -> DOTString? {
        guard let outer = figure.elements[position].outer, let number = innerBoxes[outer]?.firstIndex(of: position) else { return nil }
        return DOTString("r\(number):\(isAcross ? "e" : "s")")
    }
}
