import KubeCluster
import KubeManifest

/// The parts of a policy figure: those who come in on the left, the workloads with their policies, those who are reached on the right.
struct PolicyScene {
    private let cluster: Cluster
    private let list: ConnectionList
    private let summaries: [PolicySummary]
    private let subject: PolicyFigure.Subject
    private let request: FigureRequest
    /// Positions of workloads.
    private let centre: [Int]
    private let folded: Int
    private let namespace: String
    private var figure: Figure
    private var boxes: [Int: Int] = [:]
    private var arrows: [Arrow] = []
    private var frame = 0
    private var namespaceFrame = 0

    /// Workloads, and groups of others on each side, before they are folded.
    private static let limit = (workloads: 10, others: 7, refused: 8)

    init(_ subject: PolicyFigure.Subject, in cluster: Cluster, _ summaries: [PolicySummary], _ request: FigureRequest) {
        self.cluster = cluster
        self.summaries = summaries
        self.subject = subject
        self.request = request
        var filter = ConnectionFilter()
        let all: [Int]
        switch subject {
        case .namespace(let name):
            namespace = name
            // Workloads that policies select first: they are what the figure is about.
            let inside = cluster.workloads.indices.filter { cluster.workloads[$0].reference.namespace == name }
            let selected = Set(summaries.flatMap(\.workloads))
            all = inside.filter(selected.contains) + inside.filter { !selected.contains($0) }
            figure = Figure(
                kind: "policy", id: FigureWords.id("policy", name), title: "Who may talk to whom in namespace \(name)", description: "",
                layout: .flow)
        case .workload(let position):
            let reference = cluster.workloads[position].reference
            namespace = reference.namespace
            all = [position]
            figure = Figure(
                kind: "policy", id: FigureWords.id("policy", reference.namespace, reference.name),
                title: "Who may talk to \(reference.name), and to whom it may talk", description: "", layout: .flow)
        }
        filter.namespaces = [namespace]
        list = ConnectionList(cluster, filter, includesRefused: true)
        centre = Array(all.prefix(Self.limit.workloads)).sorted()
        folded = all.count - centre.count
    }

    mutating func drawn() -> Figure {
        frame = figure.add(
            .init(id: "cluster", role: .cluster, name: "Kubernetes cluster", tooltip: "The Kubernetes cluster", parent: nil))
        namespaceFrame = figure.add(
            .init(
                id: FigureWords.id("namespace", namespace), role: .namespace, name: namespace, tooltip: "Namespace \(namespace)",
                parent: frame))
        let others = groups(incoming: true)
        let left = others.map { addGroup($0, "from") }
        for position in centre { addWorkload(position) }
        addPolicies()
        let targets = groups(incoming: false)
        let right = targets.map { addGroup($0, "to") }
        for (group, box) in zip(others, left) { connect(group, box, incoming: true) }
        connectInside()
        for (group, box) in zip(targets, right) { connect(group, box, incoming: false) }
        drawArrows()
        finish()
        return figure
    }

    // MARK: Boxes

    private mutating func addWorkload(_ position: Int) {
        let workload = cluster.workloads[position]
        let isSelected = summaries.contains { $0.workloads.contains(position) }
        boxes[position] = figure.add(
            .init(
                id: FigureWords.id(workload.kind.lowercased(), workload.reference.namespace, workload.reference.name),
                role: workload.isBarePod ? .pod : .workload, eyebrow: workload.kind.uppercased(), name: workload.reference.name,
                caption: isSelected ? nil : "no policy selects it", count: workload.replicas > 1 ? workload.replicas : nil,
                tooltip: "\(workload.reference)" + (workload.metadata.map { " (\($0.file):\($0.mark.line))" } ?? ""), group: namespaceFrame)
        )
    }

    /// The policies that select one of the workloads, as notes; a line leads to those that are not all.
    private mutating func addPolicies() {
        let own = summaries.filter { $0.workloads.contains(where: centre.contains) }
        for summary in own.prefix(8) {
            let selected = summary.workloads.filter(centre.contains)
            let isAll = selected.count == centre.count && centre.count > 1
            let facts = zip(summary.directions, summary.rules).map { direction, count in
                "\(direction.field): \(count == 0 ? "no rule" : FigureWords.count(count, "rule"))"
            }
            let note = figure.add(
                .init(
                    id: FigureWords.id("policy", summary.reference.namespace, summary.reference.name), role: .policy,
                    eyebrow: summary.reference.kind.uppercased(), name: summary.reference.name, facts: facts,
                    caption: isAll ? "selects all of these" : summary.selector.isEmpty ? "selects all" : "selects \(summary.selector)",
                    tooltip: "\(summary.reference) (\(summary.location.file):\(summary.location.line))",
                    group: summary.isClusterWide ? frame : namespaceFrame))
            guard !isAll else { continue }
            for position in selected {
                guard let box = boxes[position] else { continue }
                figure.connect(note, box, .selects, tooltip: "\(summary.reference) selects \(cluster.workloads[position].reference)")
            }
        }
        if own.count > 8 {
            figure.remarks.append("\(own.count - 8) more policies select these workloads; 'podpath connections --explain' names them.")
        }
    }

    // MARK: Others, grouped by what they may do

    private struct Group {
        var workloads: [Int] = []
        var ranges: [AddressRange] = []
        /// For each workload of the centre, the position of what is allowed.
        let ports: [Int: Int]
        let example: ConnectionEnd
    }

    /// Everybody else, together with those who may do the same.
    private mutating func groups(incoming: Bool) -> [Group] {
        var ports: [Int: [Int: Int]] = [:]
        for row in list.rows {
            let (own, other) = incoming ? (row.to, row.from) : (row.from, row.to)
            guard case .workload(let position) = list.ends[own].end, boxes[position] != nil || centre.contains(position) else { continue }
            if case .workload(let peer) = list.ends[other].end, centre.contains(peer) { continue }
            ports[other, default: [:]][position] = row.ports
        }
        var order: [String: Int] = [:]
        var groups: [Group] = []
        for other in ports.keys.sorted() {
            let end = list.ends[other].end, own = ports[other] ?? [:]
            // In a namespace's figure, who may do nothing is told in a remark.
            if isNamespace, own.values.allSatisfy({ list.portSets[$0].isEmpty }) { continue }
            var kind = "addresses"
            if case .ingressController = end { kind = "controller" }
            if case .workload(let position) = end {
                kind = cluster.workloads[position].reference.namespace == namespace ? "here" : "elsewhere"
            }
            // Those in one box are told in one sentence, so the same policies decide about them.
            let reasons = own.keys.sorted().map { position in
                let ends = incoming ? (end, ConnectionEnd.workload(position)) : (.workload(position), end)
                let ports = own[position] ?? 0
                return "\(ports) \(PolicyTelling(list.enforcement.reasons(from: ends.0, to: ends.1), list.portSets[ports]).sentence)"
            }
            let key = "\(kind) \(reasons)"
            let place = order[key] ?? groups.count
            if place == groups.count { groups.append(Group(ports: own, example: end)) }
            order[key] = place
            if case .workload(let position) = end { groups[place].workloads.append(position) }
            if case .addresses(let range) = end { groups[place].ranges.append(range) }
        }
        if groups.count > Self.limit.others {
            figure.remarks.append(
                "\(groups.count - Self.limit.others) more groups \(incoming ? "may connect to" : "are reached from") here in other ways; 'podpath connections -n \(namespace)' lists them."
            )
        }
        return Array(groups.prefix(Self.limit.others))
    }

    private var isNamespace: Bool {
        if case .namespace = subject { true } else { false }
    }

    private mutating func addGroup(_ group: Group, _ side: String) -> Int {
        let number = figure.elements.count
        if !group.ranges.isEmpty {
            let isAny = group.ranges.contains { $0 == AddressRange(all: $0.family) }
            let texts = group.ranges.map { $0.first == $0.last ? $0.first.description : $0.text }
            return figure.add(
                .init(
                    id: "outside-\(side)-\(number)", role: .outside, eyebrow: "OUTSIDE", name: isAny ? "Any address" : "Addresses",
                    facts: isAny ? [] : Array(texts.prefix(3)) + (texts.count > 3 ? ["+ \(texts.count - 3) more ranges"] : []),
                    tooltip: "Addresses outside of the cluster: \(texts.prefix(10).joined(separator: ", "))"))
        }
        if case .ingressController = group.example {
            return figure.add(
                .init(
                    id: "controller-\(side)-\(number)", role: .controller, eyebrow: "INGRESS CONTROLLER", name: "its Pods",
                    caption: "not found in these manifests",
                    tooltip: "The Pods of whoever carries out the Ingresses and routes; no Ingress says which these are", group: frame))
        }
        let members = group.workloads.map { cluster.workloads[$0] }
        let names = Set(members.map(\.reference.namespace)).sorted()
        let isHere = names == [namespace]
        let one = members.count == 1 ? members.first : nil
        let whole = names.count == 1 && !isHere && cluster.workloads.count { $0.reference.namespace == names[0] } == members.count
        let facts: [String]
        if one != nil {
            facts = isHere ? [] : ["in \(names[0])"]
        } else if whole || names.count > 1 {
            facts =
                names.count > 1
                ? Array(names.prefix(3)) + (names.count > 3 ? ["+ \(names.count - 3) more"] : []) : members.prefix(3).map(\.reference.name)
        } else {
            facts = members.prefix(3).map(\.reference.name) + (members.count > 3 ? ["+ \(members.count - 3) more"] : [])
        }
        let eyebrow = one.map { $0.kind.uppercased() } ?? (whole ? "NAMESPACE" : names.count > 1 ? "OTHER NAMESPACES" : "WORKLOADS")
        let name =
            one?.reference.name
            ?? (whole
                ? names[0] : names.count > 1 ? FigureWords.count(names.count, "namespace") : isHere ? "the others here" : "in \(names[0])")
        return figure.add(
            .init(
                id: "\(side)-\(number)", role: one == nil ? .folded : one?.isBarePod == true ? .pod : .workload, eyebrow: eyebrow,
                name: name,
                facts: facts, tooltip: FigureWords.list(members.prefix(10).map(\.reference.description)),
                group: isHere ? namespaceFrame : frame))
    }

    // MARK: Arrows

    private struct Arrow {
        let source: Int
        let target: Int
        let ports: PortSet
        let told: PolicyTelling
    }

    private mutating func connect(_ group: Group, _ box: Int, incoming: Bool) {
        for position in centre {
            guard let ports = group.ports[position], let own = boxes[position] else { continue }
            if list.portSets[ports].isEmpty, isNamespace { continue }
            let end = ConnectionEnd.workload(position)
            let (from, to) = incoming ? (group.example, end) : (end, group.example)
            arrow(incoming ? box : own, incoming ? own : box, from, to, ports)
        }
    }

    private mutating func connectInside() {
        guard centre.count > 1 else { return }
        var refused: [(Int, Int)] = []
        for row in list.rows {
            guard case .workload(let from) = list.ends[row.from].end, case .workload(let to) = list.ends[row.to].end,
                let source = boxes[from],
                let target = boxes[to]
            else { continue }
            let isRefused = list.portSets[row.ports].isEmpty
            if isRefused, !cluster.calls.contains(where: { $0.workload == from && calls($0, to) }) {
                refused.append((from, to))
                continue
            }
            arrow(source, target, .workload(from), .workload(to), row.ports)
        }
        if !refused.isEmpty {
            figure.remarks.append(
                "No arrow between two boxes: refused. \(FigureWords.count(refused.count, "pair")) of these workloads may not connect in that direction; 'podpath connections --explain' says which policy decides."
            )
        }
    }

    /// A configured call that leads to a workload.
    private func calls(_ call: Call, _ workload: Int) -> Bool {
        guard let service = call.service else { return false }
        return cluster.targets(of: cluster.services[service]).contains { $0.workload == workload }
    }

    private mutating func arrow(_ source: Int, _ target: Int, _ from: ConnectionEnd, _ to: ConnectionEnd, _ ports: Int) {
        arrows.append(
            Arrow(
                source: source, target: target, ports: list.portSets[ports],
                told: PolicyTelling(list.enforcement.reasons(from: from, to: to), list.portSets[ports])))
    }

    /// Arrows to one box on the same ports by the same rule have one number, one sentence and one label.
    private mutating func drawArrows() {
        var fans: [[Arrow]] = []
        for arrow in arrows {
            let place = fans.firstIndex {
                $0[0].target == arrow.target && $0[0].ports == arrow.ports && $0[0].told.sentence == arrow.told.sentence
            }
            if let place { fans[place].append(arrow) } else { fans.append([arrow]) }
        }
        for fan in fans {
            let first = fan[0], set = first.ports
            let sources = FigureWords.list(fan.map { Self.name(figure.elements[$0.source]) })
            let way = set.isEmpty ? "may not connect to" : "may connect to"
            let on = set.isEmpty ? "" : " on \(set == .all ? "every port" : set.text.replacing(",", with: ", "))"
            let text = "\(sources) \(way) \(Self.name(figure.elements[first.target]))\(on): \(first.told.sentence)."
            let isOurs = ["any ", "an ", "every ", "the "].contains { text.hasPrefix($0) }
            let sentence = isOurs ? text.prefix(1).uppercased() + text.dropFirst() : text
            let step = figure.step(sentence, because: first.told.because)
            for (index, arrow) in fan.enumerated() {
                figure.connect(
                    arrow.source, arrow.target, set.isEmpty ? .denied : .traffic,
                    code: index > 0 || set.isEmpty ? nil : set == .all ? "every port" : set.text, step: step, tooltip: sentence,
                    because: arrow.told.because)
                if index == 0 { figure.connections[figure.connections.count - 1].note = arrow.told.label }
            }
        }
    }

    private static func name(_ element: Figure.Element) -> String {
        switch element.role {
        case .outside: element.facts.isEmpty ? "any address outside" : "an address of \(FigureWords.list(element.facts))"
        case .folded:
            element.eyebrow == "NAMESPACE"
                ? "every Pod of namespace \(element.name)" : "\(element.name) (\(FigureWords.list(element.facts)))"
        default: element.name + (element.facts.first { $0.hasPrefix("in ") }.map { " \($0)" } ?? "")
        }
    }

    private mutating func finish() {
        if folded > 0 {
            figure.remarks.append(
                "\(FigureWords.count(folded, "more workload")) of namespace \(namespace) \(folded == 1 ? "is" : "are") left out.")
        }
        if isNamespace {
            figure.remarks.append("Who is not drawn on the left may connect to none of these; ports are those of the Pods.")
        }
        figure.description = figure.toldInSteps(figure.remarks)
    }
}
