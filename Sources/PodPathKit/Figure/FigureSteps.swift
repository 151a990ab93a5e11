extension Figure {
    /// The step with which each box and arrow appears, by its id; what is not in it belongs to no step and is always there.
    ///
    /// A numbered arrow appears with its step, and with it the arrows of the same role that leave the same box without a
    /// number of their own (a fan of arrows has one number). A box appears with the first of its arrows and notes, and any other
    /// arrow when both its boxes are there.
    package var firstSteps: [String: Int] {
        let ofArrow = stepsOfArrows
        var ofBox: [Int: Int] = [:]
        for (position, step) in ofArrow {
            for end in [connections[position].from, connections[position].to] { ofBox[end] = min(ofBox[end] ?? step, step) }
        }
        for (position, element) in elements.enumerated() {
            for note in element.notes { ofBox[position] = min(ofBox[position] ?? note.step, note.step) }
        }
        var first: [String: Int] = [:]
        for (position, element) in elements.enumerated() { first[element.id] = ofBox[position] }
        for (position, connection) in connections.enumerated() where connection.role != .order {
            let whenBoth = [connection.from, connection.to].compactMap { ofBox[$0] }.max()
            first[connection.id] = ofArrow[position] ?? whenBoth
        }
        return first
    }

    /// The step of each arrow that has one, its own or that of its fan, by its position.
    var stepsOfArrows: [Int: Int] {
        var ofArrow: [Int: Int] = [:]
        var fan: [String: Int] = [:]
        for (position, connection) in connections.enumerated() where connection.role != .order {
            let key = "\(connection.from) \(connection.role.rawValue)"
            if let step = connection.step { fan[key] = step }
            if let step = connection.step ?? fan[key] { ofArrow[position] = step }
        }
        return ofArrow
    }

    /// The same figure at one of its steps: what it says of itself ends there.
    func told(until step: Int) -> (title: String, description: String) {
        let shown = steps.filter { $0.number <= step }.map { "Step \($0.number): \($0.text)" }
        return ("\(title) (step \(step) of \(steps.count))", (["\(title)."] + shown).joined(separator: " "))
    }
}
