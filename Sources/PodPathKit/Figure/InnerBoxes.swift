/// Boxes that stand in another box: the workloads of a Service that has several.
extension Figure {
    /// Positions of the boxes that stand in one, by its position.
    var innerBoxes: [Int: [Int]] {
        var innerBoxes: [Int: [Int]] = [:]
        for position in elements.indices { if let outer = elements[position].outer { innerBoxes[outer, default: []].append(position) } }
        return innerBoxes
    }

    /// The box that stands on the ground where this one is.
    func place(of position: Int) -> Int { elements[position].outer ?? position }

    /// For each box that is not drawn by itself, the one that stands for it: what is under it, or what it stands above.
    ///
    /// - Parameter drawn: ids.
    func standIns(_ drawn: Set<String>) -> [String: String] {
        var under: [Int: Int] = [:]
        for (position, element) in elements.enumerated() { if let door = element.door { under[door] = position } }
        var standIns: [String: String] = [:]
        for position in elements.indices where !drawn.contains(elements[position].id) {
            var here = position
            // As often as there are boxes at most.
            for _ in elements {
                guard let next = elements[here].above ?? under[here] ?? elements[here].outer, !drawn.contains(elements[here].id) else {
                    break
                }
                here = next
            }
            if drawn.contains(elements[here].id) { standIns[elements[position].id] = elements[here].id }
        }
        return standIns
    }

    /// From a box to one that stands in it: the picture shows that without an arrow.
    func isWithinBox(_ connection: Connection) -> Bool {
        connection.from != connection.to && place(of: connection.from) == place(of: connection.to)
    }
}
