import KubeCluster

/// One side of a connection and everybody on the other side, with what is allowed to each: a row of a policy figure.
struct PolicyRow {
    struct Verdict: Hashable {
        /// Position in the list's port sets.
        let ports: Int
        /// Position in `PolicyRows.verdictReasons`.
        let reason: Int
    }

    /// Positions in the list's ends: those who are told about in one row because the same holds for each of them.
    var subjects: [Int]
    let isIncoming: Bool
    var peers: [Int: Verdict]
    /// What holds between the subjects, where there are several.
    var eachOther: Verdict?
    /// Positions of the policies that select the subjects in this direction; nil where the row is not about their policies.
    let policies: [Int]?
}

/// Who is drawn in a policy figure, and what holds for whom; those for whom the same holds are together.
struct PolicyRows {
    let list: ConnectionList
    /// Its rows, which are looked through again and again.
    private let connections: [ConnectionList.Row]
    private(set) var rows: [PolicyRow] = []
    private(set) var verdictReasons: [VerdictReason] = []
    private let cluster: Cluster
    private let summaries: [PolicySummary]
    private let namespace: String
    private var known: [String: Int] = [:]
    /// Positions in the list's ends, by workload.
    private var places: [Int: Int] = [:]
    private var calls: Set<[Int]> = []

    init(_ list: ConnectionList, in cluster: Cluster, _ summaries: [PolicySummary], seenFrom namespace: String) {
        self.list = list
        connections = list.rows
        self.namespace = namespace
        self.cluster = cluster
        self.summaries = summaries
        for (place, end) in list.ends.enumerated() {
            if case .workload(let position) = end.end { places[position] = place }
        }
    }

    // MARK: What is told

    /// Everybody around one workload, the refused too.
    mutating func around(_ workload: Int) {
        guard let subject = places[workload] else { return }
        for isIncoming in [true, false] {
            var row = PolicyRow(subjects: [subject], isIncoming: isIncoming, peers: [:], policies: policies(of: subject, isIncoming))
            for other in connections where (isIncoming ? other.to : other.from) == subject && !isUnknown(other) {
                row.peers[isIncoming ? other.from : other.to] = verdict(other)
            }
            rows.append(row)
        }
    }

    /// What comes in to workloads, then what they reach elsewhere; the refused where the configuration asks for them.
    mutating func within(_ workloads: [Int]) {
        findCalls(of: workloads)
        let inside = Set(workloads.compactMap { places[$0] })
        var incoming: [Int: [Int: PolicyRow.Verdict]] = [:]
        var outgoing: [Int: [Int: PolicyRow.Verdict]] = [:]
        for row in connections {
            guard !list.portSets[row.ports].isEmpty || calls.contains([row.from, row.to]), !isUnknown(row) else { continue }
            if inside.contains(row.to) {
                incoming[row.to, default: [:]][row.from] = verdict(row)
            } else if inside.contains(row.from) {
                outgoing[row.to, default: [:]][row.from] = verdict(row)
            }
        }
        for subject in inside.sorted() {
            add(PolicyRow(subjects: [subject], isIncoming: true, peers: incoming[subject] ?? [:], policies: policies(of: subject, true)))
        }
        var same: [PolicyKey: Int] = [:]
        for subject in outgoing.keys.sorted() {
            let key = PolicyKey(kind: kind(of: subject), peers: outgoing[subject] ?? [:])
            if let row = same[key] {
                rows[row].subjects.append(subject)
            } else {
                same[key] = rows.count
                rows.append(PolicyRow(subjects: [subject], isIncoming: true, peers: key.peers, policies: nil))
            }
        }
    }

    /// A refusal of the ingress controller, whose Pods may be among those that a rule names and these manifests do not hold (C33): nobody
    /// knows whether it is one.
    private func isUnknown(_ row: ConnectionList.Row) -> Bool {
        guard kind(of: row.from) == 1, list.portSets[row.ports].isEmpty, case .workload(let workload) = list.ends[row.to].end else {
            return false
        }
        return list.absent.contains { $0.direction == .ingress && $0.workload == workload }
    }

    private struct PolicyKey: Hashable {
        let kind: Int
        let peers: [Int: PolicyRow.Verdict]
    }

    /// Why somebody from outside, or else anybody, may not connect to a subject.
    func refusal(of subject: Int) -> VerdictReason? {
        let refused = connections.filter { $0.to == subject && list.portSets[$0.ports].isEmpty }
        let row = refused.first { kind(of: $0.from) == 0 } ?? refused.first
        return row.map { VerdictReason(list.enforcement.reasons(from: list.ends[$0.from].end, to: list.ends[subject].end), .none) }
    }

    /// The workloads of the namespace that a policy isolates for egress with something refused: each with what refuses it, the
    /// outside first.
    var isolated: [(place: Int, workload: Int, pieces: [PolicyPiece])] {
        var refused: [Int: [Int]] = [:]
        for row in connections where list.portSets[row.ports].isEmpty && kind(of: row.from) == 2 {
            refused[row.from, default: []].append(row.to)
        }
        return refused.keys.sorted().compactMap { place in
            guard case .workload(let workload) = list.ends[place].end, let others = refused[place] else { return nil }
            for other in others.filter({ kind(of: $0) == 0 }).prefix(4) + others.filter({ kind(of: $0) != 0 }).prefix(20) {
                let pieces = list.enforcement.reasons(from: list.ends[place].end, to: list.ends[other].end).egress
                if !pieces.contains(where: \.isAllowed), pieces.contains(where: { $0.rule == nil && !$0.policies.isEmpty }) {
                    return (place, workload, pieces)
                }
            }
            return nil
        }
    }

    /// Addresses, the ingress controller, Pods of the namespace, other Pods: those stand in boxes of their own.
    func kind(of place: Int) -> Int {
        switch list.ends[place].end {
        case .addresses: 0
        case .ingressController: 1
        case .workload(let position): cluster.workloads[position].reference.namespace == namespace ? 2 : 3
        }
    }

    private func policies(of place: Int, _ isIncoming: Bool) -> [Int] {
        guard case .workload(let position) = list.ends[place].end else { return [] }
        return summaries.indices.filter {
            summaries[$0].directions.contains(isIncoming ? .ingress : .egress) && summaries[$0].workloads.contains(position)
        }
    }

    private mutating func findCalls(of workloads: [Int]) {
        let inside = Set(workloads)
        for call in cluster.calls where call.service != nil {
            guard let from = places[call.workload], let service = call.service else { continue }
            for target in cluster.targets(of: cluster.services[service]) {
                guard let to = places[target.workload], inside.contains(call.workload) || inside.contains(target.workload) else { continue }
                calls.insert([from, to])
            }
        }
    }

    private mutating func verdict(_ row: ConnectionList.Row) -> PolicyRow.Verdict {
        let reasons = list.enforcement.reasons(from: list.ends[row.from].end, to: list.ends[row.to].end)
        let reason = VerdictReason(reasons, list.portSets[row.ports])
        let number = known[reason.sentence] ?? verdictReasons.count
        if number == verdictReasons.count {
            known[reason.sentence] = number
            verdictReasons.append(reason)
        }
        return PolicyRow.Verdict(ports: row.ports, reason: number)
    }

    // MARK: The same for several

    private mutating func add(_ row: PolicyRow) {
        for place in rows.indices {
            guard let joined = joined(rows[place], row) else { continue }
            rows[place] = joined
            return
        }
        rows.append(row)
    }

    /// Two rows as one, where everybody else may do the same to both, and each of them to the others.
    private func joined(_ old: PolicyRow, _ new: PolicyRow) -> PolicyRow? {
        guard old.policies == new.policies, let subject = new.subjects.first, let first = old.subjects.first else { return nil }
        let mutual = old.peers[subject]
        guard old.subjects.count == 1 || mutual == old.eachOther else { return nil }
        guard new.peers[first] == mutual, old.subjects.allSatisfy({ new.peers[$0] == mutual }) else { return nil }
        var rest = new.peers, others = old.peers
        for member in old.subjects { rest[member] = nil }
        others[subject] = nil
        guard rest == others else { return nil }
        var joined = old
        joined.peers = rest
        joined.subjects.append(subject)
        joined.eachOther = mutual
        return joined
    }
}
