extension Figure {
    /// Takes the boxes and frames of nodes out. What led over a node leads straight on: two arrows become one, two steps one.
    mutating func removeNodes() {
        guard elements.contains(where: \.isOfNodes) || groups.contains(where: \.isOfNodes) else { return }
        let told = toldInSteps()
        let removed = elements.indices.filter { elements[$0].isOfNodes }
        for node in removed { bridge(node) }
        renumberSteps()
        let kept = elements.indices.filter { !elements[$0].isOfNodes }
        let place = Dictionary(kept.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        connections = connections.compactMap { connection in
            guard let from = place[connection.from], let to = place[connection.to] else { return nil }
            var copy = connection
            (copy.from, copy.to) = (from, to)
            return copy
        }
        columns = columns.map { $0.compactMap { place[$0] } }.filter { !$0.isEmpty }
        elements = kept.map { elements[$0] }
        for position in elements.indices { elements[position].outer = elements[position].outer.flatMap { place[$0] } }
        unwrapNodeGroups()
        if description.hasPrefix(told) { description = toldInSteps() + description.dropFirst(told.count) }
    }

    private mutating func bridge(_ node: Int) {
        let arriving = connections.filter { $0.to == node && $0.role != .order }
        let leaving = connections.filter { $0.from == node && $0.role != .order }
        guard let place = connections.firstIndex(where: { $0.to == node || $0.from == node }) else { return }
        connections.removeAll { $0.to == node || $0.from == node }
        // More than that is no path over a node but a net with it in the middle.
        guard arriving.count * leaving.count <= 16 else { return }
        var bridges: [Connection] = []
        for first in arriving {
            for second in leaving where first.from != second.to {
                var step = first.step ?? second.step
                if let into = first.step, let out = second.step, into != out { mergeStep(out, into: into) }
                if layout == .rows, let number = step {
                    // Between the frames of a row there is no room for it.
                    elements[first.from].notes.append(.init(step: number, text: "connects", isRefused: second.role == .denied))
                    step = nil
                }
                bridges.append(
                    Connection(
                        id: "\(elements[first.from].id)--\(elements[second.to].id)", from: first.from, to: second.to, role: second.role,
                        label: first.label ?? second.label, code: first.code ?? second.code,
                        note: first.note ?? second.note, isAnswer: first.isAnswer, step: step,
                        tooltip: English.joined([first.tooltip, second.tooltip].filter { !$0.isEmpty }, "; "),
                        because: first.because + second.because))
            }
        }
        connections.insert(contentsOf: bridges, at: min(place, connections.count))
    }

    private mutating func mergeStep(_ later: Int, into earlier: Int) {
        guard let from = steps.first(where: { $0.number == later }), let index = steps.firstIndex(where: { $0.number == earlier }) else {
            return
        }
        steps[index] = Step(
            number: earlier, text: "\(steps[index].text) \(from.text)", because: steps[index].because + from.because)
        steps.removeAll { $0.number == later }
        for position in connections.indices where connections[position].step == later { connections[position].step = earlier }
    }

    /// Numbers from 1 again, and only steps that an arrow or a box shows.
    private mutating func renumberSteps() {
        let shown = Set(
            connections.compactMap(\.step) + groups.compactMap(\.step)
                + elements.filter { !$0.isOfNodes }.flatMap { $0.notes.map(\.step) })
        steps = steps.filter { shown.contains($0.number) }
        let numbers = Dictionary(steps.enumerated().map { ($0.element.number, $0.offset + 1) }, uniquingKeysWith: { first, _ in first })
        steps = steps.map { Step(number: numbers[$0.number] ?? 0, text: $0.text, because: $0.because) }
        for position in connections.indices { connections[position].step = connections[position].step.flatMap { numbers[$0] } }
        for position in groups.indices { groups[position].step = groups[position].step.flatMap { numbers[$0] } }
        for position in elements.indices {
            elements[position].notes = elements[position].notes.compactMap { note in
                numbers[note.step].map { Note(step: $0, text: note.text, isRefused: note.isRefused) }
            }
        }
    }

    private mutating func unwrapNodeGroups() {
        let isNode = groups.map(\.isOfNodes)
        guard isNode.contains(true) else { return }
        let kept = groups.indices.filter { !isNode[$0] }
        let place = Dictionary(kept.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        let old = groups
        // A parent stands before its children, so this ends.
        func outer(_ group: Int?) -> Int? {
            var group = group
            while let inner = group, isNode[inner] { group = old[inner].parent.flatMap { $0 < inner ? $0 : nil } }
            return group.flatMap { place[$0] }
        }
        let moved = elements.map { outer($0.group) }
        for position in elements.indices { elements[position].group = moved[position] }
        for position in connections.indices { connections[position].border = outer(connections[position].border) }
        groups = kept.map {
            var copy = old[$0]
            copy.parent = outer(copy.parent)
            return copy
        }
    }
}

/// A node, and what is between nodes.
extension Figure.Element {
    fileprivate var isOfNodes: Bool { role == .node || role == .packet }
}

extension Figure.Group {
    fileprivate var isOfNodes: Bool { role == .node || role == .network }
}
