import KubeCluster
import KubeManifest

/// Boxes for all backends that only the last lines of tables lead to: one for those that there are, one for those that are missing.
extension IngressScene {
    /// Whether the way is one of too many that leave the last line of a table.
    func isFolded(_ way: Way) -> Bool {
        hiddenRows[way.host] != nil && way.row == Self.rowLimit - 1 && manyBackends.contains(way.host)
    }

    /// - Parameter number: of the step that tells the rules, where no arrow has it.
    mutating func addFoldedBackends(_ number: Int?) {
        let folded = ways.filter(isFolded)
        var number = number
        let present = folded.filter { $0.role != .missing }
        if let box = addFolded(present, id: "folded-backends", .folded) {
            for (from, own) in byHost(present) {
                // Traffic as soon as one of the paths leads somewhere.
                let role = own.contains { $0.role == .traffic } ? .traffic : own.first?.role ?? .selects
                var step: Int?
                if own.contains(where: \.works) { (step, number) = (number, nil) }
                let tooltip: Sentence = "The paths that are not shown \(role == .traffic ? "lead" : "would lead") to more Services"
                connect(from, box, role, step, own, tooltip)
            }
        }
        let missing = folded.filter { $0.role == .missing }
        if let box = addFolded(missing, id: "folded-missing", .missing) {
            for (from, own) in byHost(missing) {
                connect(from, box, .missing, failureStep(own), own, "Paths that are not shown lead nowhere")
            }
        }
    }

    private func byHost(_ ways: [Way]) -> [(box: Int, ways: [Way])] {
        let own = Dictionary(grouping: ways, by: \.host)
        return hostOrder.compactMap { host in boxes[host].flatMap { box in own[host].map { (box, $0) } } }
    }

    private mutating func connect(
        _ from: Int, _ box: Int, _ role: Figure.Connection.Role, _ step: Int?, _ ways: [Way], _ tooltip: Sentence
    ) {
        let routes = ways.prefix(12).flatMap { $0.routes.prefix(12) }
        figure.connect(
            from, box, role, step: step, row: Self.rowLimit - 1, tooltip: tooltip, because: Self.limited(routes.flatMap(\.because)))
    }

    /// - Returns: nil where there is no such way.
    private mutating func addFolded(_ ways: [Way], id: String, _ role: Figure.Element.Role) -> Int? {
        guard let first = ways.first else { return nil }
        // Two namespaces may have a Service of one name; those with a box of their own are not counted.
        var seen: Set<ObjectReference> = []
        let others = ways.filter { boxes[$0.backend] == nil && seen.insert($0.routes[0].backend).inserted }
        let names = others.prefix(2).map { name(of: $0.routes[0].backend, from: $0.routes[0].object) }
        let isOfServices = role != .missing && ways.allSatisfy { $0.routes[0].backend.kind == "Service" }
        let kind = isOfServices ? "Service" : "backend"
        return figure.add(
            .init(
                id: id, role: role, eyebrow: role == .missing ? "MISSING" : "FOLDED",
                name: others.isEmpty ? "these \(kind)s" : English.count(others.count, "more \(kind)"),
                facts: names.map { "\(name: $0)" } + (others.count > 2 ? ["…"] : []),
                tooltip: "The backends of paths that are not shown",
                group: frame(first.routes[0].backend.namespace)))
    }
}
