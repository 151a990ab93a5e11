import Graphviz

/// The small tables within boxes and beside arrows: chips of labels, badges with a number.
extension FigureGraph {
    /// Who asks in one column, for what in the next.
    func asked(_ chips: [Figure.Chip]) -> HTMLTable? {
        let rows = chips.compactMap { chip in
            chip.lead.map { lead in
                [
                    HTMLCell(.text([HTMLRun(lead, size: 9, colour: .text)])),
                    HTMLCell(.nothing, size: .exactly(width: 4, height: 4)), HTMLCell(.table(self.chip(chip))),
                ]
            }
        }
        guard !rows.isEmpty else { return nil }
        var table = HTMLTable(rows)
        table.spacing = 1
        return table
    }

    func chip(_ chip: Figure.Chip) -> HTMLTable {
        let look = FigureStyle.chip(chip.role)
        var table = HTMLTable(
            chip.lines.map { line in
                [HTMLCell(.text([HTMLRun(line.shortened(to: textLimit), face: .mono, size: 9, colour: look.text)]), alignment: .center)]
            })
        table.border = look.border
        table.fill = look.fill
        table.isRounded = true
        table.line = look.isDashed ? .dashed : .solid
        table.padding = 2
        return table
    }

    static func badge(_ text: String, _ fill: Colour, alignment: HTMLCell.Alignment = .left) -> HTMLCell {
        let width = badgeWidth(text)
        let cell = HTMLCell(
            .text([HTMLRun(text, size: 9, colour: .onBadge, isBold: true)]), alignment: .center, size: .exactly(width: width, height: 14))
        var table = HTMLTable([[cell]])
        table.fill = fill
        table.isRounded = true
        table.padding = 0
        table.size = .exactly(width: width, height: 14)
        // Room between a name and the badge at its right.
        return HTMLCell(.table(table), alignment: alignment, size: alignment == .right ? .atLeast(width: width + 8) : nil)
    }

    static func badgeWidth(_ text: String) -> Int { max(16, 8 + 6 * text.count) }
}

extension Figure.Chip {
    /// Characters of a line before it becomes two.
    private static let room = 22
    /// Of whom a rule names.
    private static let roomOfRule = 32

    /// Long ones in two lines: a Service's name and its ports; a label's prefix and the rest.
    var lines: [String] {
        let text = self.text.plain
        guard text.utf8.count > Self.room else { return [text] }
        switch role {
        case .servicePorts:
            guard let ports = text.firstRange(of: " :") else { return [text] }
            return [String(text[..<ports.lowerBound]), String(text[text.index(after: ports.lowerBound)...])]
        case .match, .noMatch:
            guard qualifier == nil, let slash = text.firstIndex(of: "/"), text[slash...].count > 1 else { return [text] }
            return [String(text[...slash]), String(text[text.index(after: slash)...])]
        case .rule where text.count > Self.roomOfRule:
            return text.split(separator: " or ").enumerated().flatMap { number, peer in
                BrokenText.words((number == 0 ? "" : "or ") + peer, at: Self.roomOfRule)
            }
        default: return [text]
        }
    }
}

extension Figure {
    /// Characters of a note's line: where boxes stand in rows there is more room for them.
    var roomOfNote: Int { layout == .rows ? 40 : 28 }
}

extension Figure.Note {
    /// Broken so that a policy's long name has a line of its own.
    ///
    /// - Parameter limit: characters of a line.
    func lines(at limit: Int) -> [String] {
        let text = self.text.plain
        guard text.count > limit, let end = text.firstRange(of: " · ") else { return BrokenText.words(text, at: limit) }
        return [String(text[..<end.lowerBound]) + " ·"] + BrokenText.words(String(text[end.upperBound...]), at: limit)
    }
}
