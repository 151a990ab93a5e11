import KubeManifest

/// Gives addresses to what has none: the same object gets the same one every run, whatever stands beside it (R69, R70).
///
/// The place in the pool is a hash of kind, namespace and name; on a clash the next free address is taken. A Pod whose node is known gets
/// one of the node's own block (`Node.spec.podCIDRs`), as long as one is free there.
struct AddressPlan: Sendable {
    private(set) var taken: Set<IPAddress>
    private let podPools: [IPAddress.Family: AddressPool]
    private let nodePools: [String: [IPAddress.Family: AddressPool]]
    private let servicePools: [IPAddress.Family: AddressPool]
    private var hostAddresses: [String: IPAddress] = [:]

    /// - Parameters:
    ///   - taken: every address that a manifest states; none of these is handed out.
    ///   - nodeBlocks: the blocks that Pods of a node get their addresses from, by its name.
    init(facts: ClusterFacts, taken: Set<IPAddress>, nodeBlocks: [String: [CIDR]], podCount: Int, serviceCount: Int) {
        self.taken = taken.union(facts.clusterDNS).union(facts.serviceCIDRs.map(\.second))
        podPools = Self.pools(facts.podCIDRs, count: podCount, skipsEdges: true)
        // A count would make a pool wider than its block.
        nodePools = nodeBlocks.mapValues { Self.pools($0, count: 0, skipsEdges: true) }
        servicePools = Self.pools(facts.serviceCIDRs, count: serviceCount, skipsEdges: false)
    }

    /// - Parameter node: nil where nobody knows where the Pod runs.
    mutating func podAddress(_ reference: ObjectReference, _ family: IPAddress.Family, node: String?) -> IPAddress? {
        if let pool = node.flatMap({ nodePools[$0]?[family] }), let address = next(in: pool, reference) { return address }
        return podPools[family].flatMap { next(in: $0, reference) }
    }

    mutating func serviceAddress(_ reference: ObjectReference, _ family: IPAddress.Family) -> IPAddress? {
        servicePools[family].flatMap { next(in: $0, reference) }
    }

    /// An address of the documentation range 192.0.2.0/24 for a node whose own is not known.
    mutating func hostAddress(node: String) -> IPAddress? {
        if let known = hostAddresses[node] { return known }
        let pool = AddressPool(first: 0xC000_0201, size: 253, family: .ipv4)
        // Thousands of nodes are not worth as many searches of a range that is used up.
        guard hostAddresses.count < pool.size else { return nil }
        let address = next(in: pool, ObjectReference(kind: "Node", namespace: "", name: node))
        hostAddresses[node] = address
        return address
    }

    private mutating func next(in pool: AddressPool, _ reference: ObjectReference) -> IPAddress? {
        let address = pool.free(from: ExampleHash.of(reference), taken)
        if let address { taken.insert(address) }
        return address
    }

    private static func pools(_ ranges: [CIDR], count: Int, skipsEdges: Bool) -> [IPAddress.Family: AddressPool] {
        var pools: [IPAddress.Family: AddressPool] = [:]
        for range in ranges where pools[range.base.family] == nil {
            let bits = range.base.family == .ipv4 ? 32 : 128
            var hostBits = min(bits - range.prefix, 40)
            // Twice as many addresses as objects keep the search short; a cluster with more Pods has a wider range.
            while UInt64(1) << hostBits < UInt64(count) * 2, hostBits < min(bits - 2, 40) { hostBits += 1 }
            let size = UInt64(1) << hostBits
            // Services: the lower band is for addresses that people choose (KEP-3070).
            // Ranges of up to 16 addresses have no such band.
            let band = skipsEdges ? min(2, size / 4) : size > 16 ? min(max(16, size / 16), 256) : 0
            let base = range.base.value & ~(UInt128(size) - 1)
            let end = skipsEdges ? 0 : min(1, size / 4)
            pools[range.base.family] = AddressPool(
                first: base + UInt128(band), size: size - band - end, skipsEdges: skipsEdges, family: range.base.family)
        }
        return pools
    }
}
