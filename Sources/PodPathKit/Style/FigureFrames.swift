import Graphviz
import SafeText

/// Frames around boxes, and where their titles stand.
extension FigureGraph {
    func frame(_ position: Int, _ group: Figure.Group) -> Subgraph {
        let look = FigureStyle.frame(group.role)
        // Arrows arrive from the left, or from above and leave below: the title stands where fewer of them pass.
        let passing = figure.turnsRows && !isAcross ? passing(position) : (above: 0, below: 0)
        let isOnTop = isAcross || passing.above < passing.below
        // A band that arrows pass downwards has its title at the right of them all.
        let isBand = !isAcross && group.role == .network
        let isPassed = !isBand && min(passing.above, passing.below) > 0
        let attributes: AttributeList = [
            // libgvc calls every box `node`: the frame of a Node has another class.
            "id": .string(DOTString(group.id)), "class": .string(DOTString(group.role == .node ? "node-frame" : group.role.rawValue)),
            "tooltip": .string(DOTString(group.tooltip)),
            "label": .html(
                HTMLTable(isPassed ? besideArrows(frameLabel(group)) : isBand ? behindBoxes(frameLabel(group)) : frameLabel(group))),
            "labeljust": .token(isBand ? "r" : "l"),
            "labelloc": .token(isOnTop ? "t" : "b"), "style": .token(look.isDashed ? "rounded,dashed" : "rounded"),
            "color": .colour(look.border), "penwidth": .number(look.width),
            "margin": .number(figure.layout == .rows || hasTables ? 8 : hasManyRanks || figure.layout == .steps ? 10 : 14),
        ]
        let inner = figure.groups.enumerated().filter { $0.element.parent == position }.map { child, group in
            Statement.subgraph(frame(child, group))
        }
        // Where the boxes of a column stand in several frames, dot goes by the frames' order, from below.
        let isStacked = hasTables && !figure.columns.isEmpty
        // What stands beside an inner frame stands below it where it is declared first; the DNS is asked first, and stands above.
        let isAbove = figure.layout == .flow && isAcross && figure.elements.contains { $0.role == .dns && $0.group == position }
        let own = nodes(of: position)
        return Subgraph(cluster: position, attributes, isAbove ? inner + own : own + (isStacked ? inner.reversed() : inner))
    }

    /// How many arrows pass the upper border of a frame of a figure that leads down, and how many the lower one.
    private func passing(_ position: Int) -> (above: Int, below: Int) {
        let ends = figure.connections.filter { $0.role != .order }.map {
            (from: figure.elements[$0.from].group, to: figure.elements[$0.to].group)
        }
        return (ends.count { $0.to == position && $0.from != position }, ends.count { $0.from == position && $0.to != position })
    }

    /// Kind and name, with a note behind or below them, after the number of the step that happens there.
    private func frameLabel(_ group: Figure.Group) -> [[HTMLCell]] {
        let name = HTMLRun(group.name.shortened(to: textLimit), size: 10, colour: .mutedText, isBold: group.role != .cluster)
        let kind = [.namespace, .node].contains(group.role) ? [HTMLRun("\(group.role.rawValue) ", size: 10, colour: .mutedText)] : []
        let number = group.step.map { [Self.badge(String($0), .fact)] } ?? []
        guard !group.note.isEmpty else { return [number + [HTMLCell(.text(kind + [name]))]] }
        let note = HTMLRun(
            group.note, face: group.role == .node ? .mono : .sans, size: 10, colour: .mutedText)
        guard [.node, .controller, .gateway, .missing, .network].contains(group.role) else {
            return [number + [HTMLCell(.text(kind + [name])), HTMLCell(.text([note]))]]
        }
        // As wide as the note below, or the number would not stand at the left.
        let rest = number.isEmpty ? nil : HTMLTable.Size.atLeast(width: max(0, Int(note.width) - 20))
        let detail = group.detail.map { text -> [HTMLCell] in
            let run = HTMLRun(text.shortened(to: textLimit), face: .mono, size: 9, colour: .mutedText)
            return [HTMLCell(.text([run]), columns: number.count + 1)]
        }
        let title =
            [number + [HTMLCell(.text(kind + [name]), size: rest)], [HTMLCell(.text([note]), columns: number.count + 1)]]
            + (detail.map { [$0] } ?? [])
        // In rows the words of an arrow to the next frame stand beside the title, and not at the border.
        guard figure.layout == .rows, isAcross else { return title }
        return title + [[HTMLCell(.nothing, columns: number.count + 1, size: .exactly(width: 8, height: 8))]]
    }

    /// With room at its left for two boxes, which widens the frame: arrows leave from these, and none passes the title.
    private func behindBoxes(_ title: [[HTMLCell]]) -> [[HTMLCell]] {
        title.map { row in [HTMLCell(.nothing, size: .exactly(width: 240, height: 4))] + row }
    }

    /// With as much room again at its right, so that there is some on one side of an arrow that passes.
    private func besideArrows(_ title: [[HTMLCell]]) -> [[HTMLCell]] {
        title.map { row in
            let runs = row.flatMap { cell -> [HTMLRun] in if case .text(let runs) = cell.content { runs } else { [] } }
            let width = runs.reduce(0.0) { sum, run in sum + run.width }
            return row + [HTMLCell(.nothing, size: .exactly(width: Int(width) + 24, height: 4))]
        }
    }
}
