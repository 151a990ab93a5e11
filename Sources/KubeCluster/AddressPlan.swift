import KubeManifest

/// Gives addresses to what has none: the same object gets the same one every run, whatever stands beside it (R69, R70).
///
/// The place in the pool is a hash of kind, namespace and name; on a clash the next free address is taken. A Pod whose node is known gets
/// one of the node's own block (`Node.spec.podCIDRs`), as long as one is free there.
struct AddressPlan {
    private var taken: Set<IPAddress>
    private let podPools: [IPAddress.Family: Pool]
    private let nodePools: [String: [IPAddress.Family: Pool]]
    private let servicePools: [IPAddress.Family: Pool]
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
        let pool = Pool(first: 0xC000_0201, size: 253, skipsEdges: false, family: .ipv4)
        let address = next(in: pool, ObjectReference(kind: "Node", namespace: "", name: node))
        hostAddresses[node] = address
        return address
    }

    private mutating func next(in pool: Pool, _ reference: ObjectReference) -> IPAddress? {
        var offset = Self.hash(reference) % pool.size
        for _ in 0..<pool.size {
            let address = pool.address(offset)
            if pool.allows(address), taken.insert(address).inserted { return address }
            offset = (offset + 1) % pool.size
        }
        return nil
    }

    private struct Pool {
        let first: UInt128
        let size: UInt64
        /// Leaves out .0, .1 and .255 of each /24: network, bridge and broadcast.
        let skipsEdges: Bool
        let family: IPAddress.Family

        func address(_ offset: UInt64) -> IPAddress { IPAddress(family: family, value: first + UInt128(offset)) }
        func allows(_ address: IPAddress) -> Bool {
            // Services: the dynamic band begins after this one, 10.96.1.0.
            guard skipsEdges else { return address.value != first }
            guard family == .ipv4 else { return true }
            let last = address.value & 0xFF
            return last > 1 && last < 255
        }
    }

    private static func pools(_ ranges: [CIDR], count: Int, skipsEdges: Bool) -> [IPAddress.Family: Pool] {
        var pools: [IPAddress.Family: Pool] = [:]
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
            pools[range.base.family] = Pool(
                first: base + UInt128(band), size: size - band - end, skipsEdges: skipsEdges, family: range.base.family)
        }
        return pools
    }

    /// FNV-1a: Swift's own hashing differs from run to run.
    static func hash(_ reference: ObjectReference) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        for part in [reference.kind, reference.namespace, reference.name] {
            for byte in part.utf8 { add(byte) }
            add(0x2F)
        }
        return hash ^ hash >> 32
    }
}
