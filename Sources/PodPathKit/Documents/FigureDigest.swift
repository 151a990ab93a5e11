import KubeCluster

extension Digest {
    /// All that a figure says and shows, in its own order. Evidence is in it as far as a sentence names it.
    mutating func add(_ figure: Figure) {
        add(
            "\(figure.kind) \(figure.id) \(figure.layout) \(figure.turnsRows) \(figure.hasEqualColumns) \(figure.hasCompactRows) \(figure.showsTitle)"
        )
        for text in [figure.title, figure.description, figure.alternative, figure.caption, figure.finding, figure.key] { add(text) }
        for column in figure.columns { add("\(column)") }
        for remark in figure.remarks { add(remark) }
        for part in figure.example { add("\(part.role)", part.text, part.meaning) }
        for step in figure.steps { add("step \(step.number)", step.text.plain) }
        for group in figure.groups { add(group) }
        for element in figure.elements { add(element) }
        for connection in figure.connections { add(connection) }
    }

    /// Each with its end, so that no text reads as two, nor two as one.
    mutating func add(_ texts: String?...) {
        for text in texts {
            if let text { add(text.utf8) }
            add(CollectionOfOne(text == nil ? 0xFF : 0))
        }
    }

    /// As Markdown, which tells a name from code.
    private mutating func add(_ sentence: Sentence?) { add(sentence?.markdown) }

    private mutating func add(_ group: Figure.Group) {
        add(
            "group \(group.nameIsExample) \(group.parent ?? -1) \(group.step ?? -1)", group.id, group.role.rawValue, group.name,
            group.detail)
        add(group.note)
        add(group.tooltip)
    }

    private mutating func add(_ element: Figure.Element) {
        add(
            "element \(element.nameIsExample) \(element.onTop ?? -1) \(element.above ?? -1) \(element.isStub) \(element.count ?? -1) "
                + "\(element.group ?? -1) \(element.outer ?? -1)",
            element.id, element.role.rawValue, element.eyebrow, element.name)
        for fact in element.facts { add(fact) }
        add(element.caption)
        for note in element.notes {
            add("note \(note.step) \(note.isRefused)")
            add(note.text)
        }
        for row in element.rows {
            add("row \(row.isRefused)", row.name, row.kind)
            add(row.goal)
        }
        for chip in element.chips {
            add("chip", chip.role.rawValue, chip.qualifier)
            add(chip.text)
        }
        for line in element.lines {
            let marks = [line.left, line.right].map { $0.map { "\($0)" } }
            add("line \(line.startsSection) \(line.isEssential)", line.role.rawValue, marks[0], marks[1])
            for run in line.runs { add("\(run.style)", run.text, run.part?.rawValue) }
        }
        add(element.tooltip)
    }

    private mutating func add(_ connection: Figure.Connection) {
        let places = [connection.border, connection.step, connection.row, connection.tail, connection.head].map { $0 ?? -1 }
        add(
            "connection \(connection.from) \(connection.to) \(connection.isAnswer) \(connection.isLoose) \(places)", connection.id,
            connection.role.rawValue, connection.note)
        add(connection.label)
        add(connection.code)
        add(connection.tooltip)
    }
}
