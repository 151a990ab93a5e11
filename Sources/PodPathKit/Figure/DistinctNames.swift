extension [Figure] {
    /// The same figures with ids that are fit for files of one folder: `service-a-b-c` is Service `c` of namespace `a-b` and Service `b-c` of
    /// namespace `a`, so that the second one becomes `service-a-b-c-2`. An id without a twin stays what it is.
    ///
    /// Upper and lower case count as one, as on some disks, and an id has 200 bytes at most, because a file's name has 255.
    func withDistinctNames() -> [Figure] {
        var names = DistinctNames(map { $0.id.utf8.count > 200 ? String($0.id.prefix(200)) : $0.id }, ignoresCase: true)
        return map { figure in
            var copy = figure
            copy.id = names.next()
            copy.makeIDsDistinct()
            return copy
        }
    }
}

extension Figure {
    /// Frames, boxes and arrows are elements of one SVG, where an id stands once.
    fileprivate mutating func makeIDsDistinct() {
        var names = DistinctNames(
            // What the SVG itself has.
            ["figure", "title", "desc"] + groups.map(\.id) + elements.map(\.id) + connections.filter { $0.role != .order }.map(\.id),
            ignoresCase: false)
        for _ in 0..<3 { _ = names.next() }
        for index in groups.indices { groups[index].id = names.next() }
        for index in elements.indices { elements[index].id = names.next() }
        for index in connections.indices where connections[index].role != .order { connections[index].id = names.next() }
    }
}

/// Names in order, of which the second and further of the same get a number that no other one has.
struct DistinctNames {
    private let names: [String]
    private let ignoresCase: Bool
    private var position = 0
    private var taken: Set<String>
    private var seen: Set<String> = []
    private var numbers: [String: Int] = [:]

    init(_ names: [String], ignoresCase: Bool) {
        self.names = names
        self.ignoresCase = ignoresCase
        taken = Set(ignoresCase ? names.map { $0.lowercased() } : names)
    }

    private func key(_ name: String) -> String { ignoresCase ? name.lowercased() : name }

    /// The next of the names; empty after the last one.
    mutating func next() -> String {
        guard position < names.count else { return "" }
        let name = names[position]
        position += 1
        if seen.insert(key(name)).inserted { return name }
        var number = numbers[key(name)] ?? 2
        while !taken.insert(key("\(name)-\(number)")).inserted { number += 1 }
        numbers[key(name)] = number + 1
        return "\(name)-\(number)"
    }
}
