import KubeCluster

/// A sentence beside a figure: what it says, and which boxes and arrows of the picture it is about.
struct FigureSentence {
    /// The number of a step.
    var number: Int?
    /// Kind and name of a box, or the two ends of an arrow; empty for a step.
    var kind = ""
    var name = ""
    let text: Sentence
    /// Ids of the boxes and arrows that light up with it.
    let about: [String]
    /// Ids of those that stay in sight beside them.
    let beside: [String]
    var because: [Evidence] = []
}

extension Figure {
    /// The same figure with ids that cannot collide in a page: `e0` for the first box, `c0` for the first arrow, `g0` for a frame.
    func numbered() -> Figure {
        var copy = self
        for index in copy.elements.indices { copy.elements[index].id = "e\(index)" }
        for index in copy.connections.indices { copy.connections[index].id = "c\(index)" }
        for index in copy.groups.indices { copy.groups[index].id = "g\(index)" }
        return copy
    }

    /// The numbered steps, each with its arrows and their ends, or with the box or the frame's boxes that it happens in.
    var stepSentences: [FigureSentence] {
        let numbers = stepsOfArrows
        return steps.map { step in
            let own = connections.indices.filter { numbers[$0] == step.number }
            let within = elements.filter { element in
                element.notes.contains { $0.step == step.number } || element.group.map { groups[$0].step == step.number } ?? false
            }
            return FigureSentence(
                number: step.number, text: step.text, about: own.map { connections[$0].id } + within.map(\.id),
                beside: own.flatMap { around(connections[$0].from) + around(connections[$0].to) }.unique,
                because: (step.because + own.flatMap { connections[$0].because }).unique)
        }
    }

    /// The arrows that no step speaks of.
    var arrowSentences: [FigureSentence] {
        let numbers = stepsOfArrows
        let silent: [Connection.Role] = [.holds, .order]
        return connections.indices.filter {
            numbers[$0] == nil && !silent.contains(connections[$0].role) && !isWithinBox(connections[$0])
        }.map {
            let connection = connections[$0]
            let from = elements[connection.isAnswer ? connection.to : connection.from]
            let to = elements[connection.isAnswer ? connection.from : connection.to]
            return FigureSentence(
                name: "\(from.shortName) → \(to.shortName)",
                text: connection.tooltip.isEmpty ? "\(from.shortName) leads to \(to.shortName)" : connection.tooltip,
                about: [connection.id], beside: (around(connection.from) + around(connection.to)).unique, because: connection.because)
        }
    }

    /// The boxes, each with the arrows at it and their other ends; in a tree, with what it stands under.
    var boxSentences: [FigureSentence] {
        var neighbours = [[String]](repeating: [], count: elements.count)
        for connection in connections where connection.role != .order {
            let arrow = isWithinBox(connection) ? [] : [connection.id]
            neighbours[connection.from] += arrow + around(connection.to)
            neighbours[connection.to] += arrow + around(connection.from)
        }
        // A box that is faint takes what stands in it along.
        for position in elements.indices where elements[position].outer != nil { neighbours[position] += around(position).dropFirst() }
        return elements.indices.map { position in
            let element = elements[position]
            return FigureSentence(
                kind: element.eyebrow, name: element.shortName, text: element.tooltip.plain == element.name ? "" : element.tooltip,
                about: [element.id], beside: layout == .names ? path(to: position) : neighbours[position].unique, because: element.because)
        }
    }

    /// A box, the one that it stands in, and those that stand in it.
    private func around(_ position: Int) -> [String] {
        let place = place(of: position)
        let inner = elements.indices.filter { elements[$0].outer == position }
        return ([position] + (place == position ? [] : [place]) + inner).map { elements[$0].id }
    }

    private func path(to position: Int) -> [String] {
        var ids: [String] = []
        var here = position
        // No more than there are arrows: a circle, which no tree has, ends too.
        for _ in connections {
            guard let above = connections.first(where: { $0.role == .holds && $0.to == here }) else { break }
            ids += [above.id, elements[above.from].id]
            here = above.from
        }
        return ids
    }
}

extension Figure.Element {
    /// The name, or what stands in its place in the box.
    fileprivate var shortName: String { name.isEmpty ? facts.first?.plain ?? eyebrow : title }
}

extension Array where Element: Hashable {
    fileprivate var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
