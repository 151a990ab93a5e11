import KubeManifest

extension FigureLook {
    /// The figure as it is to be shown: without the hidden parts, under its own or the given title and description.
    func applied(to figure: Figure) -> Figure {
        var figure = figure
        if hidden.contains(.nodes) { figure.removeNodes() }
        if !hidden.isDisjoint(with: [.ips, .ports, .labels]) { hideWords(in: &figure) }
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

    private func hideWords(in figure: inout Figure) {
        var places: [Int: [Int?]] = [:]
        for position in figure.elements.indices {
            var element = figure.elements[position]
            element.facts = element.facts.compactMap(line)
            places[position] = element.hide(hidden)
            if hidden.contains(.ports) {
                element.notes = element.notes.map { note in
                    let words = note.text.split(separator: " ").filter { !$0.hasPrefix(":") }
                    return .init(step: note.step, text: words.joined(separator: " "), isRefused: note.isRefused)
                }
            }
            for row in element.rows.indices { element.rows[row].goal = goal(element.rows[row].goal) }
            if hidden.contains(.labels), element.chips.contains(where: Self.isLabel) {
                // The line above the chips spoke of them; who asks is still true.
                let selecting = element.chips.filter { $0.role == .match }.compactMap(\.qualifier)
                element.caption =
                    selecting.isEmpty ? nil : [element.caption, Self.named(selecting)].compactMap { $0 }.joined(separator: " ")
                element.chips.removeAll(where: Self.isLabel)
            }
            if hidden.contains(.ports) {
                element.chips = element.chips.map { chip in
                    switch chip.role {
                    case .servicePorts, .entrance: .init(text: Self.withoutPorts(chip.text), role: chip.role)
                    case .unreached: .init(text: chip.text.replacing(/\ [0-9]+$/, with: ""), role: chip.role)
                    default: chip
                    }
                }
            }
            figure.elements[position] = element
        }
        for position in figure.connections.indices {
            // An arrow whose line is hidden leaves, or reaches, the box by its name.
            let (tail, head) = (figure.connections[position].tail, figure.connections[position].head)
            figure.connections[position].tail = tail.flatMap { places[figure.connections[position].from]?[$0] }
            figure.connections[position].head = head.flatMap { places[figure.connections[position].to]?[$0] }
            let code = figure.connections[position].code
            figure.connections[position].code = code.flatMap(line)
            // A sentence that loses its end says nothing; the number leads to the whole one.
            if code != nil, figure.connections[position].code == nil { figure.connections[position].label = nil }
            figure.connections[position].label = figure.connections[position].label.flatMap(line)
        }
        let texts =
            figure.elements.flatMap { $0.facts + $0.rows.map(\.goal) + $0.notes.map(\.text) + [$0.name] }
            + figure.connections.compactMap(\.code)
        if hidden.contains(.ips), !texts.contains(where: { $0.contains("~") }) {
            figure.remarks.removeAll { $0 == FigureWords.illustrativeRemark }
        }
    }

    /// A line of a box or on an arrow without what is hidden; nil where nothing is left that says anything.
    private func line(_ text: String) -> String? {
        if hidden.contains(.ports), Self.isAboutPorts(text) { return nil }
        guard !hidden.isDisjoint(with: [.ips, .ports]) else { return text }
        var isCut = false
        let words = text.split(separator: " ").compactMap { word -> String? in
            guard let found = Self.address(in: String(word)) else { return String(word) }
            isCut = true
            let address = hidden.contains(.ips) ? "" : found.address
            let port = hidden.contains(.ports) ? "" : found.port
            return (address + port).nonEmpty
        }
        guard isCut else { return text }
        // A record's type, whose address it is, an arrow or an ellipsis alone says nothing.
        return words.allSatisfy({ ["A", "AAAA", "PTR", "Pod", "→", "…", "from", "to"].contains($0) }) ? nil : words.joined(separator: " ")
    }

    /// What a line of a table leads to without what is hidden: `A 10.96.0.7`, `AAAA fd00::7`, `web:80 90 %`.
    private func goal(_ text: String) -> String {
        let text = line(text) ?? ""
        guard hidden.contains(.ports) else { return text }
        let words = text.split(separator: " ").map { Self.address(in: String($0)) == nil ? $0.prefix { $0 != ":" } : $0 }
        return words.joined(separator: " ")
    }

    /// Those who ask for a label, as many as fit in a line: `web, api and 3 more`; what was counted before stays counted.
    private static func named(_ selecting: [String]) -> String {
        let counted = selecting.compactMap { $0.hasPrefix("+ ") ? Int($0.dropFirst(2).prefix(while: \.isNumber)) : nil }
        let names = selecting.filter { !$0.hasPrefix("+ ") }.map { $0.shortened(to: 28) }
        var shown = names
        while shown.count > 1, shown.reduce(0, { $0 + $1.count }) > 56 { shown.removeLast() }
        let rest = names.count - shown.count + counted.reduce(0, +)
        return FigureWords.list(shown + (rest > 0 ? ["\(rest) more"] : []))
    }

    private static func isAboutPorts(_ text: String) -> Bool {
        let starts = ["port ", "ports ", "nodePort", "hostPort", ":", "SRV "]
        return starts.contains { text.hasPrefix($0) } || text.wholeMatch(of: /[a-z0-9-]+ = [0-9]+( in .*)?|[0-9]+( → .*| in .*)?/) != nil
    }

    private static func isLabel(_ chip: Figure.Chip) -> Bool { ![.servicePorts, .entrance, .unreached].contains(chip.role) }

    /// `web :80 → http` without the ports; the name stays.
    private static func withoutPorts(_ text: String) -> String {
        let words = text.split(separator: " ").prefix { !$0.hasPrefix(":") }
        return words.joined(separator: " ").nonEmpty ?? "Service"
    }

    /// `~10.244.0.7`, `10.244.0.7:80`, `[fd00::7]:80`, `~10-244-0-7`: the address with what marks it, and the port with its colon.
    private static func address(in word: String) -> (address: String, port: String)? {
        let word = word.last == "," ? String(word.dropLast()) : word
        let bare = { (text: Substring) in
            var text = text
            while let first = text.first, first == "~" || first == "[" { text.removeFirst() }
            if text.last == "]" { text.removeLast() }
            return String(text)
        }
        let isAddress = { (text: Substring) in
            let text = bare(text)
            return IPAddress(text) != nil || IPAddress(text.replacing("-", with: ".")) != nil
                || IPAddress(text.replacing("-", with: ":")) != nil
        }
        if isAddress(word[...]) { return (word, "") }
        guard let colon = word.lastIndex(of: ":"), isAddress(word[..<colon]), word[word.index(after: colon)...].allSatisfy(\.isNumber)
        else {
            return nil
        }
        return (String(word[..<colon]), String(word[colon...]))
    }
}
