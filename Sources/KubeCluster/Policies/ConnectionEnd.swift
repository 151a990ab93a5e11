import KubeManifest

/// One end of many connections: what a row of a table of connections begins or ends with.
package enum ConnectionEnd: Hashable, Sendable {
    /// Position in `Cluster.workloads`.
    case workload(Int)
    /// Addresses outside of the cluster.
    case addresses(AddressRange)
    case ingressController
}

/// Addresses of one family, both ends included.
package struct AddressRange: Hashable, Sendable {
    package let family: IPAddress.Family
    package let bounds: ClosedRange<UInt128>

    package init(family: IPAddress.Family, bounds: ClosedRange<UInt128>) {
        self.family = family
        self.bounds = bounds
    }

    package init(_ block: CIDR) { self.init(family: block.base.family, bounds: block.bounds) }

    /// Every address of a family.
    package init(all family: IPAddress.Family) {
        self.init(family: family, bounds: family == .ipv4 ? 0...UInt128(UInt32.max) : 0...UInt128.max)
    }

    package var first: IPAddress { IPAddress(family: family, value: bounds.lowerBound) }
    package var last: IPAddress { IPAddress(family: family, value: bounds.upperBound) }

    /// `10.0.0.0-10.255.255.255`
    package var text: String { "\(first)-\(last)" }

    /// What two ranges share; nil for nothing.
    package func clamped(to other: AddressRange) -> AddressRange? {
        guard family == other.family, bounds.overlaps(other.bounds) else { return nil }
        return AddressRange(family: family, bounds: bounds.clamped(to: other.bounds))
    }
}
