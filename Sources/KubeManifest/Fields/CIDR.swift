/// A block of addresses, those that agree with `base` in the first `prefix` bits: 10.244.0.0/16, fd00::/8.
package struct CIDR: Hashable, Sendable {
    /// As written; bits past the prefix may be set.
    package let base: IPAddress
    package let prefix: Int

    package init(base: IPAddress, prefix: Int) {
        self.base = base
        self.prefix = prefix
    }

    package init(ipv4 a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, prefix: Int) {
        self.init(base: IPAddress(ipv4: a << 24 | b << 16 | c << 8 | d), prefix: prefix)
    }

    /// Reads `10.96.0.0/12`; nil where it is no CIDR.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let base = IPAddress(String(parts[0])), !parts[1].isEmpty,
            parts[1].allSatisfy({ $0.isASCII && $0.isNumber }),
            let prefix = Int(parts[1]), prefix <= (base.family == .ipv4 ? 32 : 128)
        else { return nil }
        self.init(base: base, prefix: prefix)
    }

    /// The same, and IPv4 with leading zeros, as API servers without StrictIPCIDRValidation read it.
    package init?(paddedWithZeros text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let base = IPAddress(paddedWithZeros: String(parts[0])) else { return nil }
        self.init("\(base)/\(parts[1])")
    }

    /// The first and the last address.
    package var bounds: ClosedRange<UInt128> {
        let bits = base.family == .ipv4 ? 32 : 128
        let hostBits = bits - prefix
        let mask: UInt128 = hostBits == 128 ? .max : (UInt128(1) << UInt128(hostBits)) - 1
        let first = base.value & ~mask
        return first...(first | mask)
    }

    package func contains(_ address: IPAddress) -> Bool { address.family == base.family && bounds.contains(address.value) }

    /// Whether every address of the other block lies in this one.
    package func contains(_ other: CIDR) -> Bool {
        other.base.family == base.family && other.prefix >= prefix && bounds.contains(other.base.value)
    }

    package var text: String { "\(base)/\(prefix)" }
}
