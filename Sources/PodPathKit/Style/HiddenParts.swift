extension FigureLook {
    /// The figure as it is to be shown: without the hidden parts, under its own or the given title and description.
    func applied(to figure: Figure) -> Figure {
        var figure = figure
        if hidden.contains(.nodes) { figure.removeNodes() }
        if !hidden.isDisjoint(with: [.ips, .ports, .labels]) { hideRuns(in: &figure) }
        if let title { figure.title = title }
        figure.showsTitle = showsTitle
        if let description { figure.description = description }
        if let alternative { figure.alternative = alternative }
        return figure
    }

    /// With the words under its title and below it that are asked for; a tree's are known once it is laid out.
    func worded(_ figure: Figure) -> Figure {
        var figure = figure
        if let caption { (figure.caption, figure.finding) = (caption, nil) }
        if !showsCaption { (figure.caption, figure.finding) = (nil, nil) }
        if !showsKey { figure.key = nil }
        return figure
    }

    private func hideRuns(in figure: inout Figure) {
        var places: [Int: [Int?]] = [:]
        // The key to marks speaks of those that are left.
        let hasKeyOfCalls = figure.key != nil && figure.key == CallsWords.key(figure)
        defer { if hasKeyOfCalls { figure.key = CallsWords.key(figure) } }
        for position in figure.groups.indices { figure.groups[position].note = figure.groups[position].note.without(hidden) ?? "" }
        for position in figure.elements.indices {
            figure.elements[position] = hidingRuns(in: figure.elements[position])
            places[position] = figure.elements[position].hide(hidden)
        }
        for position in figure.connections.indices {
            // An arrow whose line is hidden leaves, or reaches, the box by its name.
            let (tail, head) = (figure.connections[position].tail, figure.connections[position].head)
            figure.connections[position].tail = tail.flatMap { places[figure.connections[position].from]?[$0] }
            figure.connections[position].head = head.flatMap { places[figure.connections[position].to]?[$0] }
            let code = figure.connections[position].code
            figure.connections[position].code = code?.without(hidden)
            // A sentence that loses its end says nothing; the number leads to the whole one.
            if code != nil, figure.connections[position].code == nil { figure.connections[position].label = nil }
            figure.connections[position].label = figure.connections[position].label?.without(hidden)
        }
        if !figure.hasExamples { figure.remarks.removeAll { $0 == English.illustrativeRemark } }
    }

    private func hidingRuns(in element: Figure.Element) -> Figure.Element {
        var element = element
        element.facts = element.facts.compactMap { $0.without(hidden) }
        element.caption = element.caption?.without(hidden)
        // A number whose words go still leads to its sentence.
        element.notes = element.notes.map { .init(step: $0.step, text: $0.text.without(hidden) ?? "…", isRefused: $0.isRefused) }
        for row in element.rows.indices { element.rows[row].goal = element.rows[row].goal.without(hidden) ?? "" }
        if hidden.contains(.labels), element.chips.contains(where: Self.isLabel) {
            // The line above the chips spoke of them; who asks is still true.
            let selecting = element.chips.filter { $0.role == .match }.compactMap(\.qualifier)
            element.caption =
                selecting.isEmpty
                ? nil : English.joined([element.caption, Sentence(Self.named(selecting))].compactMap { $0 }, " ")
            element.chips.removeAll(where: Self.isLabel)
        }
        element.chips = element.chips.map { chip in
            .init(text: chip.text.without(hidden) ?? Self.rest(of: chip), role: chip.role, qualifier: chip.qualifier)
        }
        return element
    }

    /// What a chip of ports alone stands for.
    private static func rest(of chip: Figure.Chip) -> Sentence { chip.role == .entrance ? "a way in" : "Service" }

    /// Those who ask for a label, as many as fit in a line: `web, api and 3 more`; what was counted before stays counted.
    private static func named(_ selecting: [String]) -> String {
        let counted = selecting.compactMap { $0.hasPrefix("+ ") ? Int($0.dropFirst(2).prefix(while: \.isNumber)) : nil }
        let names = selecting.filter { !$0.hasPrefix("+ ") }.map { $0.shortened(to: 28) }
        var shown = names
        while shown.count > 1, shown.reduce(0, { $0 + $1.count }) > 56 { shown.removeLast() }
        let rest = names.count - shown.count + counted.reduce(0, +)
        return English.list(shown + (rest > 0 ? ["\(rest) more"] : []))
    }

    private static func isLabel(_ chip: Figure.Chip) -> Bool { ![.servicePorts, .entrance, .unreached].contains(chip.role) }
}
