import KubeCluster

/// A row for each destination, one below the other: who may connect to it on the left, with the ports and the rule that decides.
///
/// Ports and rules stand in the boxes, so that no arrow needs a label.
struct PolicyScene {
    let cluster: Cluster
    let summaries: [PolicySummary]
    private let subject: PolicyFigure.Subject
    let namespace: String
    private let leftOut: Int
    var table: PolicyRows
    var figure: Figure
    var left: [Int] = []
    var right: [Int] = []
    /// Peers that rules name and these manifests do not hold, as far as they are drawn.
    private var drawnPeers: Set<AbsentPeer> = []
    private var isCut = false

    /// Workloads of a namespace that are looked at, rows, and boxes beside one.
    private static let limit = (workloads: 24, rows: 14, boxes: 6)

    init(_ subject: PolicyFigure.Subject, in cluster: Cluster, _ summaries: [PolicySummary]) {
        self.cluster = cluster
        self.summaries = summaries
        self.subject = subject
        let title: String, id: String
        var shown: [Int] = []
        switch subject {
        case .namespace(let name):
            namespace = name
            (title, id) = ("Who may connect to whom in namespace \(name)", FigureWords.id("policy", name))
            // Workloads that policies select first: they are what the figure is about.
            let inside = cluster.workloads.indices.filter { cluster.workloads[$0].reference.namespace == name }
            let selected = Set(summaries.flatMap(\.workloads))
            let all = inside.filter(selected.contains) + inside.filter { !selected.contains($0) }
            shown = Array(all.prefix(Self.limit.workloads))
            leftOut = all.count - shown.count
        case .workload(let position):
            let reference = cluster.workloads[position].reference
            namespace = reference.namespace
            (title, id) = (
                "Who may connect to \(reference.name), and to whom it may connect", FigureWords.id("policy", namespace, reference.name)
            )
            leftOut = 0
        }
        figure = Figure(kind: "policy", id: id, title: title, description: "", layout: .rows)
        var filter = ConnectionFilter()
        filter.namespaces = [namespace]
        table = PolicyRows(ConnectionList(cluster, filter, includesRefused: true), in: cluster, summaries, seenFrom: namespace)
        if case .workload(let position) = subject { table.around(position) } else { table.within(shown) }
    }

    mutating func drawn() -> Figure {
        for row in table.rows.prefix(Self.limit.rows) { draw(row) }
        if case .namespace = subject { drawIsolated() }
        figure.columns = [left, right].filter { $0.count > 1 }
        figure.hasEqualColumns = true
        addRemarks()
        figure.description = figure.toldInSteps(figure.remarks)
        return figure
    }

    // MARK: Rows

    private mutating func draw(_ row: PolicyRow) {
        let subjects = PolicyBox(row.subjects.map { table.list.ends[$0].end }, seenFrom: namespace)
        let number = figure.groups.count
        var subjectBox = subjects.element("\(row.isIncoming ? "to" : "from")-\(number)", number, in: cluster)
        if let policies = row.policies { say(policies, of: row.isIncoming ? .ingress : .egress, tellsRules: true, in: &subjectBox) }
        let way = row.isIncoming ? "To" : "From"
        let frame = figure.add(
            .init(
                id: "row-\(number)", role: .scene,
                name: "\(way) \(subjects.title(in: cluster))",
                note: row.policies == nil && subjectBox.role != .outside ? "outside of namespace \(namespace)" : "",
                tooltip: row.isIncoming
                    ? "Who may connect to \(subjects.text(in: cluster))" : "To whom \(subjects.text(in: cluster)) may connect",
                parent: nil))
        subjectBox.group = frame
        let target = figure.add(subjectBox)
        if row.isIncoming { right.append(target) } else { left.append(target) }
        let parts = parts(of: row)
        if parts.isEmpty { drawNobody(row, subjects, target, frame) }
        drawAbsent(row, subjects, target, frame, number)
        isCut = isCut || parts.count > Self.limit.boxes
        // One number for all who may do the same by the same rule.
        var steps: [PolicyRow.Verdict: Int] = [:]
        for (index, part) in parts.prefix(Self.limit.boxes).enumerated() {
            let same = parts.prefix(Self.limit.boxes).filter { $0.verdict == part.verdict }
            let step = steps[part.verdict] ?? addStep(same.map(\.box), subjects, row, part.verdict)
            steps[part.verdict] = step
            var element = part.box.element("row-\(number)-\(index + 1)", frame, in: cluster)
            let set = table.list.portSets[part.verdict.ports], reason = table.verdictReasons[part.verdict.reason]
            element.notes = [.init(step: step, text: Self.note(set, reason), isRefused: set.isEmpty)]
            if set.isEmpty, row.isIncoming { element.chips = nearMisses(of: part.box, row.policies ?? []) }
            let other = figure.add(element)
            if row.isIncoming { left.append(other) } else { right.append(other) }
            figure.connect(
                row.isIncoming ? other : target, row.isIncoming ? target : other, set.isEmpty ? .denied : .traffic,
                tooltip: figure.steps[step - 1].text, because: reason.because)
        }
    }

    /// Those beside a row's subjects, by what holds for them: the allowed before the refused; addresses, the controller, Pods.
    private func parts(of row: PolicyRow) -> [(box: PolicyBox, verdict: PolicyRow.Verdict)] {
        var order: [[Int]: Int] = [:]
        var members: [(ends: [Int], verdict: PolicyRow.Verdict)] = []
        for peer in row.peers.keys.sorted(by: { (table.kind(of: $0), $0) < (table.kind(of: $1), $1) }) {
            guard let verdict = row.peers[peer] else { continue }
            let key = [table.kind(of: peer), verdict.ports, verdict.reason]
            let place = order[key] ?? members.count
            if place == members.count { members.append(([], verdict)) }
            order[key] = place
            members[place].ends.append(peer)
        }
        var parts = members.map { (box: PolicyBox($0.ends.map { table.list.ends[$0].end }, seenFrom: namespace), verdict: $0.verdict) }
        if let each = row.eachOther {
            let place = parts.firstIndex { $0.verdict == each && !$0.box.workloads.isEmpty }
            if place == nil { parts.append((PolicyBox([], seenFrom: namespace), each)) }
            parts[place ?? parts.count - 1].box.hasEachOther = true
        }
        let isRefused = parts.map { table.list.portSets[$0.verdict.ports].isEmpty }
        return zip(parts, isRefused).filter { !$1 }.map(\.0) + zip(parts, isRefused).filter { $1 }.map(\.0)
    }

    private mutating func drawNobody(_ row: PolicyRow, _ subjects: PolicyBox, _ target: Int, _ frame: Int) {
        let reason = row.subjects.first.flatMap { table.refusal(of: $0) }
        // Those whom the policies let in are merely not here.
        let isLimited = !absent(row).isEmpty
        let step = figure.step(
            "\(isLimited ? "No Pod found here" : "Nobody") may connect to \(subjects.text(in: cluster))\(reason.map { ": \($0.sentence)" } ?? ", as far as these manifests say").",
            because: reason?.because ?? [])
        let all = figure.add(
            .init(
                id: "\(figure.elements[target].id)-all", role: .folded, eyebrow: isLimited ? "FOUND HERE" : "EVERYBODY",
                name: isLimited ? "Every Pod" : "Any Pod, any address",
                notes: [.init(step: step, text: Self.note(.none, reason), isRefused: true)],
                tooltip: figure.steps[step - 1].text, group: frame))
        left.append(all)
        figure.connect(all, target, .denied, tooltip: figure.steps[step - 1].text, because: reason?.because ?? [])
    }

    /// Connections of a row's workloads with Pods that rules name, and these manifests do not hold; each peer once.
    private func absent(_ row: PolicyRow) -> [AbsentConnection] {
        let workloads = Set(row.subjects.compactMap { if case .workload(let position) = table.list.ends[$0].end { position } else { nil } })
        var seen: Set<AbsentPeer> = []
        return table.list.absent.filter {
            $0.direction == (row.isIncoming ? .ingress : .egress) && workloads.contains($0.workload) && seen.insert($0.peer).inserted
        }
    }

    private mutating func drawAbsent(_ row: PolicyRow, _ subjects: PolicyBox, _ target: Int, _ frame: Int, _ number: Int) {
        let list = absent(row)
        isCut = isCut || list.count > Self.limit.boxes
        for (index, connection) in list.prefix(Self.limit.boxes).enumerated() {
            let who = connection.peer.words, subject = subjects.text(in: cluster)
            let on = connection.ports == .all ? "every port" : connection.ports.text.replacing(",", with: ", ")
            let step = figure.step(
                "\(row.isIncoming ? "\(who) may connect to \(subject)" : "\(subject) may connect to \(who)") on \(on), by \(connection.policy.name), \(connection.direction.field) rule \(connection.rule + 1); these manifests do not hold such Pods.",
                because: connection.because)
            let other = figure.add(
                .init(
                    id: "row-\(number)-absent-\(index + 1)", role: .missing, eyebrow: "NOT IN THESE MANIFESTS", name: who.shortened(to: 40),
                    notes: [.init(step: step, text: on, isRefused: false)], tooltip: figure.steps[step - 1].text, group: frame))
            drawnPeers.insert(connection.peer)
            if row.isIncoming { left.append(other) } else { right.append(other) }
            figure.connect(
                row.isIncoming ? other : target, row.isIncoming ? target : other, .traffic, tooltip: figure.steps[step - 1].text,
                because: connection.because)
        }
    }

    // MARK: Words

    private static func note(_ set: PortSet, _ reason: VerdictReason?) -> String {
        let what = set.isEmpty ? "refused" : set == .all ? "every port" : set.text.replacing(",", with: ", ")
        return reason?.label.map { "\(what) · \($0)" } ?? what
    }

    /// Lists within a list keep apart.
    private static func list(_ texts: [String]) -> String {
        guard let last = texts.last, texts.count > 1, texts.contains(where: { $0.contains(" and ") }) else {
            return FigureWords.list(texts)
        }
        return "\(texts.dropLast().joined(separator: ", ")), and \(last)"
    }

    private mutating func addStep(_ others: [PolicyBox], _ subjects: PolicyBox, _ row: PolicyRow, _ verdict: PolicyRow.Verdict) -> Int {
        let set = table.list.portSets[verdict.ports], reason = table.verdictReasons[verdict.reason]
        let peers = Self.list(others.map { $0.text(in: cluster) }.filter { !$0.isEmpty }), subjectText = subjects.text(in: cluster)
        let on = set.isEmpty ? "" : " on \(set == .all ? "every port" : set.text.replacing(",", with: ", "))"
        let may = set.isEmpty ? "may not" : "may"
        var what = row.isIncoming ? "\(peers) \(may) connect to \(subjectText)" : "\(subjectText) \(may) connect to \(peers)"
        if others.contains(where: \.hasEachOther) {
            what =
                peers.isEmpty
                ? "\(subjectText) \(may) connect to one another"
                : "\(what), \(set.isEmpty ? "nor" : "and") these to one another\(on.isEmpty ? "" : ",")"
        }
        let text = "\(what)\(on): \(reason.sentence)."
        let isOurs = ["any ", "addresses ", "each ", "the "].contains { text.hasPrefix($0) }
        return figure.step(isOurs ? text.prefix(1).uppercased() + text.dropFirst() : text, because: reason.because)
    }

    private static let within =
        "A Pod always reaches itself, and its node reaches it; how the Pods of one box reach one another is not drawn."

    private mutating func addRemarks() {
        let rows = table.rows.count - Self.limit.rows
        if rows > 0 || isCut || leftOut > 0 {
            var parts: [String] = []
            if leftOut > 0 { parts.append(FigureWords.count(leftOut, "more workload")) }
            if rows > 0 { parts.append("\(FigureWords.count(rows, "more destination")) with what may connect there") }
            if isCut { parts.append("further boxes beside some rows") }
            figure.remarks.append("Left out: \(FigureWords.list(parts)); 'podpath connections -n \(namespace)' lists all.")
        }
        if case .namespace = subject {
            figure.remarks.append(
                isCut || leftOut > 0 || rows > 0
                    ? "Ports are those of the Pods."
                    : "Ports are those of the Pods. Solid arrows are all connections of namespace \(namespace) that the policies let through: what has no arrow is refused. \(Self.within)"
            )
        } else {
            figure.remarks.append("Ports are those of the Pods. \(Self.within)")
        }
        // A destination that is not here has no row of its own.
        let undrawn = table.list.absent.filter { !drawnPeers.contains($0.peer) }.map { "\($0.peer.words) (\($0.policy.name))" }.reduce(
            into: [String]()
        ) { if !$0.contains($1) { $0.append($1) } }
        if !undrawn.isEmpty {
            let more = undrawn.count > 3 ? ["\(undrawn.count - 3) more"] : []
            figure.remarks.append(
                "Rules also name Pods that were not found in these manifests and are not drawn: \(FigureWords.list(undrawn.prefix(3) + more))."
            )
        }
    }
}
