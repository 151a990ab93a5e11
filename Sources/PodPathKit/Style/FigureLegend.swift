import Graphviz

/// What the roles of one figure mean: a sample of each beside its words, only for roles that occur.
struct FigureLegend {
    private let figure: Figure
    private static let columns = 3

    init(_ figure: Figure) { self.figure = figure }

    var table: HTMLTable {
        let entries = boxes + chips + lines + marks
        var rows: [[HTMLCell]] = []
        for start in stride(from: 0, to: entries.count, by: Self.columns) {
            let row = entries[start..<min(start + Self.columns, entries.count)]
            rows.append(
                row.enumerated().flatMap { column, entry in
                    // Room before the next sample, or it would seem to belong to the words before it.
                    (column == 0 ? [] : [HTMLCell(.nothing, size: .exactly(width: 12, height: 4))]) + [
                        HTMLCell(.table(entry.sample), alignment: .center),
                        HTMLCell(.text([HTMLRun(entry.words, size: 9, colour: .mutedText)])),
                    ]
                })
        }
        var table = HTMLTable(rows)
        table.spacing = 5
        return table
    }

    private var boxes: [(sample: HTMLTable, words: String)] {
        let roles = Figure.Element.Role.allCases.filter { role in figure.elements.contains { $0.role == role } }
        var seen: Set<String> = []
        return roles.compactMap { role in
            let words = FigureStyle.meaning(role)
            return seen.insert(words).inserted ? (Self.sample(FigureStyle.box(role)), words) : nil
        }
    }

    private static func sample(_ look: FigureStyle.Box) -> HTMLTable {
        var box = frame(look.border, look.fill, width: 22, height: 10)
        box.isRounded = look.isRounded
        box.line = look.isDashed ? .dashed : .solid
        guard look.hasDoubleBorder else { return box }
        var outer = HTMLTable([[HTMLCell(.table(box))]])
        outer.border = look.border
        return outer
    }

    private var chips: [(sample: HTMLTable, words: String)] {
        let roles = [Figure.Chip.Role.match, .noMatch, .servicePorts, .rule, .entrance, .unreached, .appeared, .vanished].filter { role in
            figure.elements.contains { $0.chips.contains { $0.role == role } }
        }
        return roles.map { role in
            let look = FigureStyle.chip(role)
            var sample = Self.frame(look.border, look.fill, width: 22, height: 8)
            sample.isRounded = true
            sample.line = look.isDashed ? .dashed : .solid
            return (sample, FigureStyle.meaning(role))
        }
    }

    private var lines: [(sample: HTMLTable, words: String)] {
        let roles = Figure.Connection.Role.allCases.filter { role in
            role != .order && figure.connections.contains { $0.role == role }
        }
        return roles.map { role in
            let look = FigureStyle.line(role)
            var line = Self.frame(look.colour, nil, width: 24, height: 2)
            line.side = "B"
            line.line = Self.stroke("\(look.style)")
            // Of this height, or it would be as high as the arrow's end, and the line at its foot.
            line.size = .exactly(width: 24, height: 2)
            var sample = HTMLTable([[HTMLCell(.table(line)), Self.end(look)]])
            sample.padding = 0
            return (sample, FigureStyle.meaning(role))
        }
    }

    /// An arrow's end tells lines apart that are dashed alike.
    private static func end(_ look: FigureStyle.Line) -> HTMLCell {
        switch "\(look.arrow)" {
        case "tee":
            var bar = HTMLTable([[HTMLCell(.nothing, size: .exactly(width: 3, height: 9))]])
            bar.fill = look.colour
            bar.padding = 0
            return HTMLCell(.table(bar))
        case "normal": return HTMLCell(.text([HTMLRun(">", size: 9, colour: look.colour, isBold: true)]))
        default: return HTMLCell(.nothing, size: .exactly(width: 3, height: 9))
        }
    }

    private static func stroke(_ style: String) -> HTMLTable.Line { style == "dashed" ? .dashed : style == "dotted" ? .dotted : .solid }

    /// Marks that are read rather than seen: numbers and how many.
    private var marks: [(sample: HTMLTable, words: String)] {
        var list: [(sample: HTMLTable, words: String)] = []
        if !figure.steps.isEmpty { list.append((Self.badge("1", .fact), "a step, in this order")) }
        if figure.elements.contains(where: { $0.count != nil }) { list.append((Self.badge("×3", .podEyebrow), "how many Pods")) }
        return list
    }

    private static func badge(_ text: String, _ fill: Colour) -> HTMLTable {
        var table = HTMLTable([
            [
                HTMLCell(
                    .text([HTMLRun(text, size: 9, colour: .onBadge, isBold: true)]), alignment: .center,
                    size: .exactly(width: 20, height: 14))
            ]
        ])
        table.fill = fill
        table.isRounded = true
        table.padding = 0
        table.size = .exactly(width: 20, height: 14)
        return table
    }

    private static func frame(_ border: Colour, _ fill: Colour?, width: Int, height: Int) -> HTMLTable {
        var table = HTMLTable([[HTMLCell(.nothing, size: .exactly(width: width, height: height))]])
        table.border = border
        table.fill = fill
        table.padding = 0
        return table
    }
}
