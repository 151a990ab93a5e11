import KubeManifest

/// The connections that a filter asks for, sorted, as everything prints them.
///
/// What is allowed is kept for kinds of workloads, not for pairs: there may be millions of rows, and no list of them.
package struct ConnectionList: Sendable {
    /// Positions in `ends`, and in `portSets`.
    package struct Row: Sendable {
        package let from: Int
        package let to: Int
        package let ports: Int
    }

    package let enforcement: NetworkPolicyEnforcement
    /// With their texts, sorted by them: every workload, and the others that a row names.
    package let ends: [(end: ConnectionEnd, text: String)]
    package let portSets: [PortSet]

    /// What a workload is in this list, by its place in `ends`; nil for what is no workload.
    private let members: [Member?]
    /// For each kind of workload that is asked about as a source, the ports to each kind, as positions in `portSets`.
    private let ports: [[Int32]?]
    /// The other ends of addresses, by the members' `outgoing` and `incoming`, sorted by place.
    private let outgoing: [[Outside]], incoming: [[Outside]]
    /// The ports from the ingress controller, by the workload's place.
    private let controlled: [Int: Int]
    /// By position in `portSets`.
    private let isAsked: [Bool]
    private let filter: ConnectionFilter.Ends
    /// Connections with Pods that rules name and these manifests do not hold, as far as they are asked for.
    package let absent: [AbsentConnection]

    private struct Member {
        let kind: Int
        let outgoing: Int
        let incoming: Int
    }

    private struct Outside {
        let place: Int
        let ports: Int
    }

    package init(_ cluster: Cluster, _ filter: ConnectionFilter = ConnectionFilter(), includesRefused: Bool = false) {
        enforcement = NetworkPolicyEnforcement(cluster)
        var map = ConnectionMap(enforcement)
        let wanted = ConnectionFilter.Ends(filter, in: cluster)
        let kinds = WorkloadKinds(enforcement, map)
        let sources = Set(cluster.workloads.indices.filter { wanted.isFrom[$0] }.compactMap { kinds.ofWorkload[$0] })
        let out = Self.outside(kinds.egressGroups, .egress, &map) { filter.clipped($0, filter.to) }
        let into = Self.outside(kinds.ingressGroups, .ingress, &map) { filter.clipped($0, filter.from) }
        let entrances = cluster.controllerEntrances().filter { wanted.isToOutside[$0.workload] }
        let controller = filter.clipped(.ingressController, filter.from).isEmpty ? [:] : map.ports(of: entrances)
        ports = kinds.all.indices.map { source in
            sources.contains(source) ? kinds.all.map { Int32(map.ports(from: kinds.all[source], to: $0)) } : nil
        }
        portSets = map.portSets
        let asked = filter.ports
        isAsked = portSets.map { includesRefused || !$0.intersection(asked).isEmpty }

        absent = enforcement.absentConnections().filter { connection in
            let isWanted = connection.direction == .ingress ? wanted.isToOutside : wanted.isFromOutside
            return isWanted[connection.workload] && filter.takesAbsent(connection.direction)
                && !connection.ports.intersection(asked).isEmpty
        }

        let found =
            cluster.workloads.indices.map { .workload($0) } + Set((out + into).joined().map(\.end))
            + (controller.isEmpty ? [] : [.ingressController])
        ends = found.map { ($0, Self.text($0, cluster)) }.sorted { $0.text < $1.text }
        let places = Dictionary(uniqueKeysWithValues: ends.enumerated().map { ($1.end, $0) })
        let placed = { (groups: [[(end: ConnectionEnd, ports: Int)]]) in
            groups.map { list in
                list.map { Outside(place: places[$0.end] ?? 0, ports: $0.ports) }.sorted { $0.place < $1.place }
            }
        }
        outgoing = placed(out)
        incoming = placed(into)
        members = ends.map { item in
            guard case .workload(let position) = item.end, let kind = kinds.ofWorkload[position] else { return nil }
            return Member(kind: kind, outgoing: kinds.egressGroup[kind], incoming: kinds.ingressGroup[kind])
        }
        controlled = Dictionary(uniqueKeysWithValues: controller.map { (places[.workload($0.key)] ?? 0, $0.value) })
        self.filter = wanted.ordered(by: ends.map { item in if case .workload(let position) = item.end { position } else { nil } })
    }

    /// Addresses that each group of workloads may connect to, or may be connected to by, as far as they are asked for.
    private static func outside(
        _ groups: [[Int]], _ direction: TrafficDirection, _ map: inout ConnectionMap, _ asked: (ConnectionEnd) -> [ConnectionEnd]
    ) -> [[(end: ConnectionEnd, ports: Int)]] {
        groups.map { classes in
            map.addresses(of: classes, direction).flatMap { range, ports in asked(.addresses(range)).map { ($0, ports) } }
        }
    }

    private static func text(_ end: ConnectionEnd, _ cluster: Cluster) -> String {
        switch end {
        case .workload(let position): cluster.workloads[position].text
        case .addresses(let range): range.text
        case .ingressController: "{ingress-controller}"
        }
    }

    // MARK: Rows

    /// All of them at once, for lists that are looked through.
    package var rows: [Row] {
        var rows: [Row] = []
        forEachRow { rows.append($0) }
        return rows
    }

    /// By source, then by destination (C26).
    package func forEachRow<Failure: Error>(_ body: (Row) throws(Failure) -> Void) throws(Failure) {
        var incomingNext = incoming.map { _ in 0 }
        for from in ends.indices {
            switch ends[from].end {
            case .workload: try rows(of: from, body)
            case .ingressController:
                for (to, ports) in controlled.sorted(by: { $0.key < $1.key }) where isAsked[ports] {
                    try body(Row(from: from, to: to, ports: ports))
                }
            case .addresses:
                // Of each list, the place is either the next one or none of it.
                var here = incoming.map { _ in -1 }
                for group in incoming.indices where incomingNext[group] < incoming[group].count {
                    let next = incoming[group][incomingNext[group]]
                    guard next.place == from else { continue }
                    here[group] = next.ports
                    incomingNext[group] += 1
                }
                for (to, member) in members.enumerated() {
                    guard let member, filter.isToOutside[to], here[member.incoming] >= 0, isAsked[here[member.incoming]]
                    else { continue }
                    try body(Row(from: from, to: to, ports: here[member.incoming]))
                }
            }
        }
    }

    /// The rows from one workload.
    private func rows<Failure: Error>(of from: Int, _ body: (Row) throws(Failure) -> Void) throws(Failure) {
        guard let source = members[from] else { return }
        let outside = filter.isFromOutside[from] ? outgoing[source.outgoing] : []
        let ports = filter.isFrom[from] ? ports[source.kind] ?? [] : []
        let isHere = filter.isShown[from]
        if ports.isEmpty, outside.isEmpty { return }
        var next = 0
        for (to, member) in members.enumerated() {
            if let member {
                guard !ports.isEmpty, to != from, filter.isTo[to], isHere || filter.isShown[to] else { continue }
                let set = Int(ports[member.kind])
                if isAsked[set] { try body(Row(from: from, to: to, ports: set)) }
            } else if next < outside.count, outside[next].place == to {
                if isAsked[outside[next].ports] { try body(Row(from: from, to: to, ports: outside[next].ports)) }
                next += 1
            }
        }
    }
}
