import KubeManifest

/// What becomes possible, and what no longer is, between two states of the manifests.
package struct ConnectionChange: Sendable {
    package struct Row: Sendable {
        package let from: String
        package let to: String
        package let ports: PortSet
        /// The workload of this row that only one of the two states has.
        package let onlyOnOneSide: String?
    }

    package let opened: [Row]
    package let closed: [Row]

    package init(from old: Cluster, to new: Cluster, _ oldFilter: ConnectionFilter, _ newFilter: ConnectionFilter) {
        let before = State(ConnectionList(old, oldFilter)), after = State(ConnectionList(new, newFilter))
        let names = Set(old.workloads.map(\.text)).symmetricDifference(new.workloads.map(\.text))
        opened = Self.difference(after, before, names)
        closed = Self.difference(before, after, names)
    }

    /// Connections by the names of their ends, those with addresses as ranges.
    private struct State {
        var pairs: [[String]: PortSet] = [:]
        /// By the workload's name, and whether connections come from it.
        var ranges: [[String]: [(range: AddressRange, ports: PortSet)]] = [:]

        init(_ list: ConnectionList) {
            for row in list.rows {
                let from = list.ends[row.from], to = list.ends[row.to], ports = list.portSets[row.ports]
                if case .addresses(let range) = from.end {
                    ranges[["", to.text], default: []].append((range, ports))
                } else if case .addresses(let range) = to.end {
                    ranges[[from.text, ""], default: []].append((range, ports))
                } else {
                    pairs[[from.text, to.text]] = ports
                }
            }
        }
    }

    private static func difference(_ state: State, _ other: State, _ names: Set<String>) -> [Row] {
        var rows: [Row] = []
        func add(_ from: String, _ to: String, _ ports: PortSet) {
            if !ports.isEmpty {
                rows.append(Row(from: from, to: to, ports: ports, onlyOnOneSide: [from, to].first(where: names.contains)))
            }
        }
        for (pair, ports) in state.pairs { add(pair[0], pair[1], ports.subtracting(other.pairs[pair] ?? .none)) }
        for (pair, list) in state.ranges {
            for (range, ports) in pieces(list, other.ranges[pair] ?? []) {
                add(pair[0].isEmpty ? range.text : pair[0], pair[1].isEmpty ? range.text : pair[1], ports)
            }
        }
        return rows.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    }

    /// What the first list allows and the second does not, range by range.
    private static func pieces(
        _ list: [(range: AddressRange, ports: PortSet)], _ other: [(range: AddressRange, ports: PortSet)]
    ) -> [(range: AddressRange, ports: PortSet)] {
        var result: [(range: AddressRange, ports: PortSet)] = []
        for (range, ports) in list {
            let inside = other.compactMap { item in range.clamped(to: item.range).map { ($0, item.ports) } }
                .sorted { $0.0.bounds.lowerBound < $1.0.bounds.lowerBound }
            var start = range.bounds.lowerBound
            func add(_ bounds: ClosedRange<UInt128>, _ ports: PortSet) {
                guard !ports.isEmpty else { return }
                if let last = result.last, last.ports == ports, last.range.family == range.family, bounds.lowerBound > 0,
                    last.range.bounds.upperBound == bounds.lowerBound - 1
                {
                    result[result.count - 1].range = AddressRange(
                        family: range.family, bounds: last.range.bounds.lowerBound...bounds.upperBound)
                } else {
                    result.append((AddressRange(family: range.family, bounds: bounds), ports))
                }
            }
            var isDone = false
            for (part, theirs) in inside {
                if part.bounds.lowerBound > start { add(start...(part.bounds.lowerBound - 1), ports) }
                add(part.bounds, ports.subtracting(theirs))
                if part.bounds.upperBound == range.bounds.upperBound {
                    isDone = true
                } else {
                    start = part.bounds.upperBound + 1
                }
            }
            if !isDone { add(start...range.bounds.upperBound, ports) }
        }
        return result
    }
}
