import Graphviz

/// The words of a tree of calls.
enum CallTreeWords {
    static let uncalled = "Called by nobody in these manifests"
    static let circles = "Called only by one another"

    /// The boxes are namespaces.
    private static func isMap(_ tree: CallTree) -> Bool { tree.figure.elements.contains { $0.role == .namespace } }

    static func caption(_ tree: CallTree) -> String {
        if isMap(tree) {
            return
                "A namespace stands under the nearest one whose workloads call its Services; how many such calls there are stands behind it."
        }
        var text =
            "Each line is a call: the configured name and port, under its caller. A box stands under its nearest caller; further calls are the words under it."
        if !tree.hubs.isEmpty {
            text += " What most call is at the right: a number there is the port on which the workload of that line calls it."
        }
        return text
    }

    static func key(_ tree: CallTree) -> String? {
        if isMap(tree) { return nil }
        var keys = ["No kind: a Deployment.", "No number: 1 Pod."]
        if tree.ways.joined().contains(where: \.isPart) {
            keys.append("Green: a Service with several workloads behind it.")
        }
        if tree.ways.joined().contains(where: \.fails) { keys.append("Bar: does not arrive.") }
        if !tree.hubs.isEmpty { keys.append("Not drawn: the variables that name the calls, and container ports.") }
        return keys.joined(separator: "  ")
    }

    // MARK: Boxes

    /// The box that stands for a node: its workload, or the Service.
    static func element(_ node: Int, _ tree: CallTree) -> Int {
        let elements = tree.nodes[node].elements
        return elements.first { tree.figure.elements[$0].role == .workload } ?? elements[0]
    }

    /// `cart:8080   StatefulSet · 3 Pods`: the name and the port as the caller has them.
    static func label(_ node: Int, _ way: CallTree.Way?, _ parent: Int?, _ tree: CallTree) -> [HTMLRun] {
        let box = tree.figure.elements[element(node, tree)]
        let door = tree.figure.elements[tree.nodes[node].elements[0]]
        let isRoute = parent.map { tree.figure.elements[tree.nodes[$0].elements[0]].role == .ingress } ?? false
        var name = door.name
        var port = door.role == .workload ? "" : door.lines.first { $0.left != nil }?.runs.first?.text ?? ""
        if let way, !way.isPart {
            port = self.port(way)
            let written = way.name.map(\.text).joined()
            name =
                isRoute
                ? way.element.map { tree.figure.elements[$0].name } ?? name : String(written.dropLast(port.isEmpty ? 0 : port.count + 1))
        }
        if door.role == .ingress { port = "" }
        if box.role == .namespace {
            let facts = box.lines.filter { $0.role == .plain && $0.runs.allSatisfy { $0.style == .words } }.map(\.text).joined(
                separator: ", ")
            return [
                HTMLRun(box.name, size: 12, colour: .text, isBold: true), HTMLRun("   " + facts, size: 12, colour: .mutedText),
            ]
        }
        var runs = [HTMLRun(name, size: 12, colour: FigureStyle.placedBox(box.role).name, isBold: true)]
        if !port.isEmpty { runs.append(HTMLRun(":\(port)", face: .mono, size: 12, colour: .text)) }
        var words: [String] = []
        if box.name != name, !box.name.isEmpty { words.append("→ \(box.name)") }
        words += box.eyebrow.split(separator: "·").map { $0.trimmed }.filter { !["Deployment", "1 Pod", ""].contains($0) }
        if let group = box.group, tree.figure.groups.count > 1, group != parent.flatMap({ tree.nodes[$0].group }) {
            words.append("in \(tree.figure.groups[group].name)")
        }
        if !words.isEmpty { runs.append(HTMLRun("   " + words.joined(separator: " · "), size: 12, colour: .mutedText)) }
        return runs
    }

    /// The port that a call names, or that it means.
    static func port(_ way: CallTree.Way) -> String {
        guard let last = way.name.last, last.text.hasPrefix(":") else { return "" }
        return String(last.text.dropFirst())
    }

    /// How it is reached from outside, and who else calls it.
    static func notes(_ node: Int, _ parent: Int?, _ tree: CallTree) -> String {
        var notes = tree.nodes[node].outside.flatMap { tree.figure.elements[$0].lines.map(\.text) }
        if let parent, let way = tree.parents[node].map({ tree.ways[$0.node][$0.way] }),
            tree.figure.elements[tree.nodes[parent].elements[0]].role == .ingress
        {
            notes.append("path \(way.name.first?.text.trimmed ?? "")")
        }
        if isMap(tree), let way = tree.parents[node].map({ tree.ways[$0.node][$0.way] }), let count = way.name.last {
            notes.append(count.text.trimmed)
        }
        let others = tree.callers[node].filter { $0 != parent }.map { name($0, tree) }
        if !others.isEmpty {
            let more = others.count > 6 ? ["\(others.count - 6) more"] : []
            notes.append("\(parent == nil ? "called" : "also called") by \(FigureWords.list(Array(others.prefix(6)) + more))")
        }
        return notes.joined(separator: "; ")
    }

    /// What is wrong with the boxes themselves: a Service that selects no Pod, a port that no Pod has.
    static func faults(_ node: Int, _ tree: CallTree) -> [[HTMLRun]] {
        tree.nodes[node].elements.flatMap { element -> [[HTMLRun]] in
            let lines = tree.figure.elements[element].lines.filter { line in
                line.role == .plain && line.runs.contains { [.refused, .refusedCode].contains($0.style) }
            }
            let runs = lines.enumerated().flatMap { number, line in
                (number > 0 ? [HTMLRun(" ", size: 12, colour: .missingText)] : []) + line.runs.map(\.styled)
            }
            return runs.isEmpty ? [] : [runs]
        }
    }

    static func name(_ node: Int, _ tree: CallTree) -> String { tree.figure.elements[element(node, tree)].name }

    // MARK: Rails

    /// The header of a rail.
    static func rail(_ hub: Int, _ tree: CallTree) -> [[HTMLRun]] {
        let box = tree.figure.elements[tree.nodes[hub].elements[0]]
        let muted = { (text: String) in [HTMLRun(text, size: 12, colour: .mutedText)] }
        var lines = [
            [HTMLRun(box.eyebrow, size: 12, colour: FigureStyle.placedBox(box.role).eyebrow, isBold: true)],
            [HTMLRun(box.name, size: 15, colour: .text, isBold: true)],
        ]
        let tapped = Set(tree.ways.joined().filter { $0.target == hub }.map(port))
        for line in box.lines where line.left != nil {
            let number = line.runs.first?.text ?? ""
            lines.append(line.runs.map(\.styled))
            if !tapped.contains(number) { lines.append(muted("nobody calls it")) }
        }
        lines.append(muted(FigureWords.count(tree.callers[hub].count, "caller")))
        let calls = tree.ways[hub]
        lines.append(muted(calls.isEmpty ? "calls nobody" : "calls"))
        for call in calls { lines.append(call.name.map(\.styled)) }
        return lines
    }
}

extension StringProtocol {
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
