/// Boxes that stand in another box: the workloads of a Service that has several.
extension Figure {
    /// Positions of the boxes that stand in one, by its position.
    var held: [Int: [Int]] {
        var held: [Int: [Int]] = [:]
        for position in elements.indices { if let holder = elements[position].holder { held[holder, default: []].append(position) } }
        return held
    }

    /// The box that stands on the ground where this one is.
    func place(of position: Int) -> Int { elements[position].holder ?? position }

    /// From a box to one that stands in it: the picture shows that without an arrow.
    func isWithinBox(_ connection: Connection) -> Bool {
        connection.from != connection.to && place(of: connection.from) == place(of: connection.to)
    }
}
