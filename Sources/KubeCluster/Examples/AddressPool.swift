import KubeManifest

/// A range that example addresses are taken from.
struct AddressPool: Sendable {
    let first: UInt128
    let size: UInt64
    /// Leaves out .0, .1 and .255 of each /24: network, bridge and broadcast; else the first address alone.
    var skipsEdges = false
    let family: IPAddress.Family

    /// The address at a place, or the next one that is free.
    func free(from hash: UInt64, _ taken: Set<IPAddress>) -> IPAddress? {
        var offset = hash % size
        for _ in 0..<size {
            let address = IPAddress(family: family, value: first + UInt128(offset))
            if allows(address), !taken.contains(address) { return address }
            offset = (offset + 1) % size
        }
        return nil
    }

    private func allows(_ address: IPAddress) -> Bool {
        // Services: the dynamic band begins after this one, 10.96.1.0.
        guard skipsEdges else { return address.value != first }
        guard family == .ipv4 else { return true }
        let last = address.value & 0xFF
        return last > 1 && last < 255
    }
}
