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
            return mayHoldPods(own.map { AddressBlock($0, except: []) }) ? nil : false
        }
        if ranges.allSatisfy({ range in own.contains { $0.contains(range) } }) { return true }
        return own.contains { block in ranges.contains { $0.bounds.overlaps(block.bounds) } } ? nil : false
    }

    /// Whether a Pod may have an address in one of the blocks: its range is stated, or mostly a private one (RFC 1918, RFC 4193) that is not
    /// the range of Services.
    func mayHoldPods(_ blocks: [AddressBlock]) -> Bool {
        blocks.contains { block in
            if serviceCIDRs?.contains(where: { $0.contains(block.block) }) ?? false { return false }
            return (podCIDRs ?? Self.privateBlocks).contains { range in
                guard range.base.family == block.family, range.bounds.overlaps(block.bounds) else { return false }
                let shared = range.bounds.clamped(to: block.bounds)
                return !block.holes.contains { $0.lowerBound <= shared.lowerBound && $0.upperBound >= shared.upperBound }
            }
        }
    }

    private static let privateBlocks = [
        CIDR(ipv4: 10, 0, 0, 0, prefix: 8), CIDR(ipv4: 172, 16, 0, 0, prefix: 12), CIDR(ipv4: 192, 168, 0, 0, prefix: 16),
        CIDR(base: IPAddress(family: .ipv6, value: 0xfc << 120), prefix: 7),
    ]
}
