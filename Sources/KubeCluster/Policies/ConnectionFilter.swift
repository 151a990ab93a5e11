import KubeManifest

/// Which connections are asked for; what is nil or empty does not narrow.
package struct ConnectionFilter: Sendable {
    /// One end as a user names it.
    package enum End: Sendable {
        case workloads(Set<Int>)
        /// Addresses outside of the cluster; rows are clipped to them.
        case addresses([AddressRange])
        case ingressController
    }

    /// Connections from or to a workload of these.
    package var namespaces: [String] = []
    package var from: End?
    package var to: End?
    /// Connections that include this port, of the protocol or, for nil, of any.
    package var port: (number: Int, transport: TransportProtocol?)?

    package init() {}

    /// Asks for nothing.
    package static let nothing: ConnectionFilter = {
        var filter = ConnectionFilter()
        filter.from = .workloads([])
        return filter
    }()
}

extension Cluster {
    /// What an end stands for: `namespace/name` or `name` of a workload or a Pod, an address, a block, `outside`, `ingress-controller`.
    ///
    /// - Returns: nil where nothing has this name.
    package func connectionEnd(named text: String) -> ConnectionFilter.End? {
        switch text {
        case "outside": return .addresses(IPAddress.Family.allCases.map { AddressRange(all: $0) })
        case "ingress-controller", "{ingress-controller}": return .ingressController
        default: break
        }
        if let block = CIDR(text) { return .addresses([AddressRange(block)]) }
        if let address = IPAddress(text) {
            return .addresses([AddressRange(family: address.family, bounds: address.value...address.value)])
        }
        let parts = text.split(separator: "/").map(String.init)
        let isNamed = { (reference: ObjectReference) in
            parts.count == 2 ? [reference.namespace, reference.name] == parts : reference.name == text
        }
        var found = Set(workloads.indices.filter { isNamed(workloads[$0].reference) || workloads[$0].text == text })
        if found.isEmpty { found = Set(pods.filter { isNamed($0.reference) }.map(\.workload)) }
        return found.isEmpty ? nil : .workloads(found)
    }

    /// A name near to one that nothing has.
    package func nearestConnectionEnd(to text: String) -> String? {
        let name = text.split(separator: "/").last.map(String.init) ?? text
        return Spelling.nearest(to: name, among: workloads.map(\.reference.name))
    }
}

extension ConnectionFilter {
    /// Which workloads are asked for, asked once for each of them.
    struct Ends: Sendable {
        /// As the first end of a connection with another workload, and as the second.
        private(set) var isFrom: [Bool], isTo: [Bool]
        /// Of a namespace that is asked for: one of the two ends is.
        private(set) var isShown: [Bool]
        /// With what is no workload at the other end.
        private(set) var isFromOutside: [Bool], isToOutside: [Bool]

        /// By position in the cluster.
        init(_ filter: ConnectionFilter, in cluster: Cluster) {
            let all = cluster.workloads.indices
            isFrom = all.map { ConnectionFilter.matches(filter.from, $0) }
            isTo = all.map { ConnectionFilter.matches(filter.to, $0) }
            let names = Set(filter.namespaces)
            isShown = cluster.workloads.map { names.isEmpty || names.contains($0.reference.namespace) }
            let outside = (from: ConnectionFilter.matches(filter.from, nil), to: ConnectionFilter.matches(filter.to, nil))
            isFromOutside = zip(isFrom, isShown).map { $0 && $1 && outside.to }
            isToOutside = zip(isTo, isShown).map { $0 && $1 && outside.from }
        }

        /// The same by places in another list, which names positions; nil for what is no workload.
        func ordered(by positions: [Int?]) -> Ends {
            var copy = self
            for field in [\Ends.isFrom, \.isTo, \.isShown, \.isFromOutside, \.isToOutside] {
                copy[keyPath: field] = positions.map { position in position.map { self[keyPath: field][$0] } ?? false }
            }
            return copy
        }

        /// How many pairs of workloads are asked for.
        var pairs: Int {
            let count = { (isShown: (Bool) -> Bool) in
                let from = zip(isFrom, self.isShown).count { $0 && isShown($1) }, to = zip(isTo, self.isShown).count { $0 && isShown($1) }
                return from * to
            }
            return count { _ in true } - count { !$0 }
        }
    }

    private static func matches(_ wanted: End?, _ position: Int?) -> Bool {
        switch wanted {
        case nil: true
        case .workloads(let set): position.map { set.contains($0) } ?? false
        case .addresses, .ingressController: position == nil
        }
    }

    /// The end as far as it is asked for: ranges clipped; nil where it is not.
    package func clipped(_ end: ConnectionEnd, _ wanted: End?) -> [ConnectionEnd] {
        switch (wanted, end) {
        case (nil, _), (.workloads, .workload), (.ingressController, .ingressController): [end]
        case (.addresses(let list), .addresses(let range)): list.compactMap { range.clamped(to: $0) }.map { .addresses($0) }
        default: []
        }
    }

    /// Whether ends that these manifests do not hold are asked for: only where the other end is not narrowed.
    func takesAbsent(_ direction: TrafficDirection) -> Bool { (direction == .ingress ? from : to) == nil }

    /// How many pairs of workloads are asked for.
    package func pairs(in cluster: Cluster) -> Int { Ends(self, in: cluster).pairs }

    /// The ports that are asked for.
    package var ports: PortSet {
        guard let port else { return .all }
        let number = max(1, min(port.number, 65535))
        return (port.transport.map { [$0] } ?? TransportProtocol.allCases).reduce(.none) { $0.union(PortSet($1, number...number)) }
    }
}

extension Diagnostic {
    package static func tooManyConnections(_ pairs: Int, _ limit: Int) -> Diagnostic {
        Diagnostic(
            .error, "limit-exceeded",
            "\(pairs) pairs of workloads are asked for, and \(limit) are listed at most (--limit connections=…). Narrow the question with --from, --to or -n.",
            at: nil)
    }
}
