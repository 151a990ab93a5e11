import Graphviz

/// A name in full, each part in the look of its box, and below it what it is.
struct NameTable {
    let parts: [Figure.NamePart]

    var table: HTMLTable {
        var names = [HTMLCell(.text([HTMLRun("In full:", size: 9, colour: .mutedText)]))]
        var meanings = [HTMLCell(.nothing, size: .exactly(width: 4, height: 4))]
        for (position, part) in parts.enumerated() {
            if position > 0 {
                names.append(HTMLCell(.text([HTMLRun(".", face: .mono, size: 10, colour: .text)])))
                meanings.append(HTMLCell(.nothing, size: .exactly(width: 4, height: 4)))
            }
            names.append(HTMLCell(.table(Self.chip(part)), alignment: .center))
            meanings.append(HTMLCell(.text([HTMLRun(part.meaning, size: 9, colour: .mutedText)]), alignment: .center))
        }
        let room = [HTMLCell(.nothing, columns: names.count, size: .exactly(width: 4, height: 6))]
        return HTMLTable([room, names, meanings, room])
    }

    private static func chip(_ part: Figure.NamePart) -> HTMLTable {
        let look = FigureStyle.box(part.role)
        let run = HTMLRun(part.text.shortened(to: 40), face: .mono, size: 10, colour: look.text)
        var table = HTMLTable([[HTMLCell(.text([run]), alignment: .center)]])
        table.border = look.border
        table.fill = look.fill
        table.padding = 2
        return table
    }
}
