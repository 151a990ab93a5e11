import KubeManifest

/// Whether blocks of addresses hold an address that may be an example only (R70).
struct AddressKnowledge {
    private let podCIDRs: [CIDR]?
    private let serviceCIDRs: [CIDR]?

    init(_ facts: ClusterFacts) {
        let plain = ClusterFacts()
        podCIDRs = facts.podCIDRs == plain.podCIDRs ? nil : facts.podCIDRs
        serviceCIDRs = facts.serviceCIDRs == plain.serviceCIDRs ? nil : facts.serviceCIDRs
    }

    /// - Parameter ofPod: the address is one of a Pod's own, from the range of Pods.
    /// - Returns: nil where the real address may be in one of the blocks or in none.
    func holds(_ blocks: [CIDR], _ address: AssignedAddress, ofPod: Bool = true) -> Bool? {
        let family = address.address.family
        let own = blocks.filter { $0.base.family == family }
        if own.contains(where: { $0.prefix == 0 }) { return true }
        guard address.isIllustrative else { return own.contains { $0.contains(address.address) } }
        guard ofPod else { return own.isEmpty ? false : nil }
        guard let ranges = podCIDRs?.filter({ $0.base.family == family }), !ranges.isEmpty else {
            return own.contains(where: mayHold) ? nil : false
        }
        if ranges.allSatisfy({ range in own.contains { $0.contains(range) } }) { return true }
        return own.contains { block in ranges.contains { $0.bounds.overlaps(block.bounds) } } ? nil : false
    }

    /// Addresses inside of clusters are private ones (RFC 1918, RFC 6598, RFC 4193), and none of the range of Services.
    private func mayHold(_ block: CIDR) -> Bool {
        if serviceCIDRs?.contains(where: { $0.contains(block) }) ?? false { return false }
        return Self.privateBlocks.contains { $0.base.family == block.base.family && $0.bounds.overlaps(block.bounds) }
    }

    private static let privateBlocks = [
        CIDR(ipv4: 10, 0, 0, 0, prefix: 8), CIDR(ipv4: 172, 16, 0, 0, prefix: 12), CIDR(ipv4: 192, 168, 0, 0, prefix: 16),
        CIDR(ipv4: 100, 64, 0, 0, prefix: 10), CIDR(base: IPAddress(family: .ipv6, value: 0xfc << 120), prefix: 7),
    ]
}
