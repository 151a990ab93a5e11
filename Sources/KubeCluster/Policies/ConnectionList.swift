import KubeManifest

/// The connections that a filter asks for, sorted, as everything prints them.
package struct ConnectionList: Sendable {
    /// Positions in `ends`, and in `portSets`.
    package struct Row: Sendable {
        package let from: Int
        package let to: Int
        package let ports: Int
    }

    package let enforcement: NetworkPolicyEnforcement
    /// With their texts, sorted by them.
    package let ends: [(end: ConnectionEnd, text: String)]
    package let portSets: [PortSet]
    /// By source, then by destination (C26).
    package let rows: [Row]

    package init(_ cluster: Cluster, _ filter: ConnectionFilter = ConnectionFilter(), includesRefused: Bool = false) {
        enforcement = NetworkPolicyEnforcement(cluster)
        var map = ConnectionMap(enforcement)
        let all = map.rows(entrances: cluster.controllerEntrances(), includesRefused: includesRefused) { filter.wants($0, $1, in: cluster) }
        portSets = map.portSets
        let asked = filter.ports
        let wantedSets = portSets.map { includesRefused || !$0.intersection(asked).isEmpty }
        var positions: [ConnectionEnd: Int] = [:]
        var found: [ConnectionEnd] = []
        func position(_ end: ConnectionEnd) -> Int {
            if let known = positions[end] { return known }
            positions[end] = found.count
            found.append(end)
            return found.count - 1
        }
        // Most ends are not clipped, and are looked up once.
        var from = map.ends.map { filter.clipped($0, filter.from).map(position) }
        var to = map.ends.map { filter.clipped($0, filter.to).map(position) }
        if filter.from == nil { from = map.ends.map { [position($0)] } }
        if filter.to == nil { to = map.ends.map { [position($0)] } }
        let texts = found.map { Self.text($0, cluster) }
        let order = texts.indices.sorted { texts[$0] < texts[$1] }
        var rank = order
        for (place, position) in order.enumerated() { rank[position] = place }
        var list: [Row] = []
        list.reserveCapacity(all.count)
        for row in all where wantedSets[row.ports] {
            for source in from[row.from] {
                for target in to[row.to] { list.append(Row(from: rank[source], to: rank[target], ports: row.ports)) }
            }
        }
        list.sort { ($0.from, $0.to) < ($1.from, $1.to) }
        rows = list
        ends = order.map { (found[$0], texts[$0]) }
    }

    private static func text(_ end: ConnectionEnd, _ cluster: Cluster) -> String {
        switch end {
        case .workload(let position): cluster.workloads[position].text
        case .addresses(let range): range.text
        case .ingressController: "{ingress-controller}"
        }
    }
}
