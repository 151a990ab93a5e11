import KubeManifest

/// Which workloads and addresses may connect to which, on which ports.
///
/// Worked out by classes of equal Pods and sets of ports: what a policy says is asked once for all Pods that the same policies select.
package struct ConnectionMap: Sendable {
    /// A way in through an ingress controller: the workload, and the ports that it is reached on.
    package struct Entrance: Sendable {
        package let workload: Int
        package let ports: PortSet

        package init(workload: Int, ports: PortSet) {
            self.workload = workload
            self.ports = ports
        }
    }

    private(set) var portSets: [PortSet] = [.none, .all]

    private let enforcement: NetworkPolicyEnforcement
    private var setPositions: [PortSet: Int] = [.none: 0, .all: 1]
    private var both: [UInt64: Int] = [:]
    /// For each class, its signature's position.
    private let egress: Side
    private let ingress: Side
    private var egressTable: [[Int32]?]
    private var ingressTable: [[Int32]?]
    private var addressTable: [AddressKey: [(range: AddressRange, ports: Int)]] = [:]

    /// Classes that the same policies select, and that have the same named ports where it is they that are connected to.
    private struct Side: Sendable {
        let signature: [Int]
        let selecting: [Selecting]
        /// A class for each signature.
        let example: [Int]
    }

    private struct Signature: Hashable {
        let selecting: Selecting
        let namedPorts: [PolicyClasses.NamedPort]
    }

    private struct AddressKey: Hashable {
        let signature: Int
        let direction: TrafficDirection
    }

    package init(_ enforcement: NetworkPolicyEnforcement) {
        self.enforcement = enforcement
        egress = Self.side(enforcement, .egress)
        ingress = Self.side(enforcement, .ingress)
        egressTable = Array(repeating: nil, count: egress.selecting.count)
        ingressTable = Array(repeating: nil, count: ingress.selecting.count)
    }

    private static func side(_ enforcement: NetworkPolicyEnforcement, _ direction: TrafficDirection) -> Side {
        var positions: [Signature: Int] = [:]
        var example: [Int] = []
        var selecting: [Selecting] = []
        let signature = enforcement.classes.all.indices.map { index -> Int in
            let found = Signature(
                selecting: enforcement.selecting(index, direction),
                namedPorts: direction == .ingress ? enforcement.classes.all[index].namedPorts : [])
            if let known = positions[found] { return known }
            positions[found] = example.count
            example.append(index)
            selecting.append(found.selecting)
            return example.count - 1
        }
        return Side(signature: signature, selecting: selecting, example: example)
    }

    // MARK: Workloads

    /// What workloads may do as clients, or as servers, is the same where they have the same classes.
    ///
    /// - Parameter classes: those of a workload (`PolicyClasses.ofWorkload`).
    /// - Returns: position in `portSets`.
    mutating func ports(from sources: [Int], to targets: [Int]) -> Int {
        var ports = 0
        for source in sources { for target in targets { ports = union(ports, allowed(source, target)) } }
        return ports
    }

    /// What the routes lead to, by workload, as far as policies let traffic of an unknown Pod in (C33).
    mutating func ports(of entrances: [Entrance]) -> [Int: Int] {
        var byWorkload: [Int: PortSet] = [:]
        for entrance in entrances { byWorkload[entrance.workload] = (byWorkload[entrance.workload] ?? .none).union(entrance.ports) }
        return Dictionary(
            uniqueKeysWithValues: byWorkload.keys.sorted().map { workload in
                let ports = ports(from: [enforcement.classes.ingressController], to: enforcement.classes.ofWorkload[workload])
                return (workload, intern(portSets[ports].intersection(byWorkload[workload] ?? .none)))
            })
    }

    // MARK: Pods

    private mutating func allowed(_ source: Int, _ target: Int) -> Int {
        let out = side(.egress, egress.signature[source])[target], into = side(.ingress, ingress.signature[target])[source]
        if out == 1 || out == into { return Int(into) }
        if into == 1 { return Int(out) }
        if out == 0 || into == 0 { return 0 }
        let key = UInt64(UInt32(out)) << 32 | UInt64(UInt32(into))
        if let known = both[key] { return known }
        let position = intern(portSets[Int(out)].intersection(portSets[Int(into)]))
        both[key] = position
        return position
    }

    /// Classes for which the same policies speak in a direction have the same signature.
    func signatures(of classes: [Int], _ direction: TrafficDirection) -> [Int] {
        let side = direction == .egress ? egress : ingress
        return classes.map { side.signature[$0] }
    }

    /// What the policies of a signature allow with each class.
    private mutating func side(_ direction: TrafficDirection, _ signature: Int) -> [Int32] {
        if let known = direction == .egress ? egressTable[signature] : ingressTable[signature] { return known }
        let side = direction == .egress ? egress : ingress
        var table = Array(repeating: Int32(1), count: enforcement.classes.all.count)
        let selecting = side.selecting[signature]
        if selecting != Selecting() {
            for peer in table.indices { table[peer] = Int32(ask(selecting, side.example[signature], direction, .pods(peer))) }
        }
        if direction == .egress { egressTable[signature] = table } else { ingressTable[signature] = table }
        return table
    }

    private mutating func ask(_ selecting: Selecting, _ subject: Int, _ direction: TrafficDirection, _ peer: PolicyPeer) -> Int {
        var allowed = PortSet.none
        enforcement.decide(selecting, subject, direction, peer, .all) { ports, isAllowed, _ in
            if isAllowed { allowed = allowed.union(ports) }
        }
        return intern(allowed)
    }

    private mutating func intern(_ ports: PortSet) -> Int {
        if let known = setPositions[ports] { return known }
        portSets.append(ports)
        setPositions[ports] = portSets.count - 1
        return portSets.count - 1
    }

    private mutating func union(_ a: Int, _ b: Int) -> Int {
        if a == b || b == 0 { return a }
        if a == 0 { return b }
        return intern(portSets[a].union(portSets[b]))
    }

    // MARK: Addresses

    /// IPv4, and IPv6 where a policy names an IPv6 block, cut where what is allowed changes (C23).
    mutating func addresses(of classes: [Int], _ direction: TrafficDirection) -> [(range: AddressRange, ports: Int)] {
        var result: [(range: AddressRange, ports: Int)]?
        for subject in classes {
            let side = direction == .egress ? egress : ingress
            let own = addresses(side.signature[subject], direction)
            result = result.map { combined($0, own) } ?? own
        }
        return result ?? []
    }

    private mutating func addresses(_ signature: Int, _ direction: TrafficDirection) -> [(range: AddressRange, ports: Int)] {
        let key = AddressKey(signature: signature, direction: direction)
        if let known = addressTable[key] { return known }
        let side = direction == .egress ? egress : ingress
        let selecting = side.selecting[signature]
        let blocks = (selecting.admin + selecting.middle + selecting.baseline).flatMap { policy in
            enforcement.policies[policy].rules(direction).flatMap(\.blocks)
        }
        var list: [(range: AddressRange, ports: Int)] = []
        for family in enforcement.families {
            let all = AddressRange(all: family)
            var starts: Set<UInt128> = [0]
            for block in blocks where block.family == family {
                for bounds in [block.bounds] + block.holes {
                    starts.insert(bounds.lowerBound)
                    if bounds.upperBound < all.bounds.upperBound { starts.insert(bounds.upperBound + 1) }
                }
            }
            let sorted = starts.sorted()
            for (index, start) in sorted.enumerated() {
                let end = index + 1 < sorted.count ? sorted[index + 1] - 1 : all.bounds.upperBound
                let ports = ask(selecting, side.example[signature], direction, .address(IPAddress(family: family, value: start)))
                append(AddressRange(family: family, bounds: start...end), ports, to: &list)
            }
        }
        addressTable[key] = list
        return list
    }

    /// Neighbours that say the same are one.
    private func append(_ range: AddressRange, _ ports: Int, to list: inout [(range: AddressRange, ports: Int)]) {
        if let last = list.last, last.ports == ports, last.range.family == range.family {
            list[list.count - 1].range = AddressRange(family: range.family, bounds: last.range.bounds.lowerBound...range.bounds.upperBound)
        } else {
            list.append((range, ports))
        }
    }

    /// Two lists that each cover everything, as one that is cut where either is.
    private mutating func combined(
        _ a: [(range: AddressRange, ports: Int)], _ b: [(range: AddressRange, ports: Int)]
    ) -> [(range: AddressRange, ports: Int)] {
        var list: [(range: AddressRange, ports: Int)] = []
        var left = 0, right = 0
        while left < a.count, right < b.count {
            if let shared = a[left].range.clamped(to: b[right].range) { append(shared, union(a[left].ports, b[right].ports), to: &list) }
            let leftEnd = a[left].range, rightEnd = b[right].range
            if leftEnd.family == rightEnd.family {
                if leftEnd.bounds.upperBound <= rightEnd.bounds.upperBound { left += 1 }
                if rightEnd.bounds.upperBound <= leftEnd.bounds.upperBound { right += 1 }
            } else if leftEnd.family < rightEnd.family {
                left += 1
            } else {
                right += 1
            }
        }
        return list
    }
}

extension NetworkPolicyEnforcement {
    /// IPv4, and IPv6 where a policy speaks of it.
    var families: [IPAddress.Family] {
        let speaksOfIPv6 = policies.contains { policy in
            (policy.ingress + policy.egress).contains { $0.blocks.contains { $0.family == .ipv6 } }
        }
        return speaksOfIPv6 ? [.ipv4, .ipv6] : [.ipv4]
    }
}
