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

    /// From a box to one that stands in it: the picture shows that without an arrow.
    func isWithinBox(_ connection: Connection) -> Bool {
        connection.from != connection.to && place(of: connection.from) == place(of: connection.to)
    }
}
