import KubeManifest

/// A set of ports of TCP, UDP and SCTP, as ranges.
package struct PortSet: Hashable, Sendable {
    /// By protocol in the order TCP, UDP, SCTP: ascending, with a gap between each two.
    private var ranges: [[ClosedRange<Int>]]

    private static let full = 1...65535

    package static let none = PortSet(ranges: [[], [], []])
    package static let all = PortSet(ranges: [[full], [full], [full]])

    private init(ranges: [[ClosedRange<Int>]]) { self.ranges = ranges }

    package init(_ transport: TransportProtocol, _ range: ClosedRange<Int>) {
        self = .none
        ranges[transport.position] = [range.clamped(to: Self.full)]
    }

    package init(all transport: TransportProtocol) { self.init(transport, Self.full) }

    package var isEmpty: Bool { ranges.allSatisfy(\.isEmpty) }

    package func contains(_ port: Int, _ transport: TransportProtocol) -> Bool {
        ranges[transport.position].contains { $0.contains(port) }
    }

    package func contains(_ other: PortSet) -> Bool { other.subtracting(self).isEmpty }

    package func union(_ other: PortSet) -> PortSet {
        PortSet(ranges: zip(ranges, other.ranges).map { $0.isEmpty ? $1 : $1.isEmpty ? $0 : Self.merged($0 + $1) })
    }

    /// Everything that is in any of them; many are joined at once.
    init(_ sets: [PortSet]) {
        self = PortSet(ranges: Self.none.ranges.indices.map { position in Self.merged(sets.flatMap { $0.ranges[position] }) })
    }

    package func intersection(_ other: PortSet) -> PortSet {
        PortSet(
            ranges: zip(ranges, other.ranges).map { mine, others in
                mine.flatMap { range in others.filter(range.overlaps).map(range.clamped) }
            })
    }

    package func subtracting(_ other: PortSet) -> PortSet {
        PortSet(
            ranges: zip(ranges, other.ranges).map { mine, others in
                others.reduce(mine) { rest, hole in rest.flatMap { Self.pieces(of: $0, without: hole) } }
            })
    }

    private static func merged(_ list: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
        var result: [ClosedRange<Int>] = []
        for range in list.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound <= last.upperBound + 1 {
                result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }

    private static func pieces(of range: ClosedRange<Int>, without hole: ClosedRange<Int>) -> [ClosedRange<Int>] {
        guard range.overlaps(hole) else { return [range] }
        var pieces: [ClosedRange<Int>] = []
        if range.lowerBound < hole.lowerBound { pieces.append(range.lowerBound...(hole.lowerBound - 1)) }
        if range.upperBound > hole.upperBound { pieces.append((hole.upperBound + 1)...range.upperBound) }
        return pieces
    }

    /// `All Connections`, or protocols and ports in order: `TCP 80,8080-8090,UDP 53` (C25); `No Connections` for none.
    package var text: String {
        if self == .all { return "All Connections" }
        if isEmpty { return "No Connections" }
        return TransportProtocol.allCases.sorted().compactMap { transport -> String? in
            let list = ranges[transport.position]
            guard !list.isEmpty else { return nil }
            let ports = list.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            return "\(transport.rawValue) \(ports.joined(separator: ","))"
        }.joined(separator: ",")
    }
}

extension TransportProtocol {
    fileprivate var position: Int {
        switch self {
        case .tcp: 0
        case .udp: 1
        case .sctp: 2
        }
    }
}
