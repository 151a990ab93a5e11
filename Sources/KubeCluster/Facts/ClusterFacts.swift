import KubeManifest

/// What no manifest states about a cluster; the defaults are kubeadm's.
public struct ClusterFacts: Sendable {
    /// kubelet's `--cluster-domain` and the zone of the cluster's DNS, without the final dot.
    public var clusterDomain = "cluster.local"
    /// Where illustrative Pod addresses come from.
    package var podCIDRs = [CIDR(ipv4: 10, 244, 0, 0, prefix: 16), CIDR.illustrativePodsIPv6]
    /// Where illustrative Service addresses come from.
    package var serviceCIDRs = [CIDR(ipv4: 10, 96, 0, 0, prefix: 12), CIDR.illustrativeServicesIPv6]
    /// kubelet's `--cluster-dns`.
    package var clusterDNS = [IPAddress(ipv4: 0x0A60_000A)]
    package var dns = DNSServerFacts()
    package var node = NodeFacts()
    /// The C library that looks names up in the containers.
    package var resolver = ResolverLibrary.glibc
    /// Names outside the cluster, lower-case with the final dot, and their records' data by type.
    package var upstream: [String: [String: [String]]] = [:]

    /// Those of a cluster that kubeadm set up.
    public init() {}
}

/// The settings of the cluster's DNS server; the defaults are those of kubeadm's Corefile (R1).
package struct DNSServerFacts: Sendable {
    /// Which names of Pods' addresses are answered (R33 to R35).
    package enum PodsMode: String, Sendable, CaseIterable {
        case disabled, insecure, verified
    }

    package var pods = PodsMode.insecure
    /// Seconds, 0 to 3600 (R8).
    package var ttl = 30
    /// Namespaces that are exposed; nil for all (R11).
    package var namespaces: [String]?
    /// Without the final dot (R40).
    package var reverseZones = ["in-addr.arpa", "ip6.arpa"]
    /// A Service with a virtual IP and no ready endpoint has no name (R13).
    package var ignoresEmptyService = false
    /// Endpoints without a hostname are named by their Pods (R25).
    package var endpointPodNames = false
    /// No names for endpoints, and so none for headless Services (R31).
    package var noEndpoints = false
    /// Names by topology zone (R32).
    package var zonal = false
    /// The server's own addresses (R6).
    package var serverAddresses: [IPAddress] = []

    package init() {}
}

/// What a Pod sees of its node where it does not use the cluster's network or DNS.
package struct NodeFacts: Sendable {
    package var name = "node-1"
    package var addresses: [IPAddress] = []
    /// The text of the file that kubelet's `--resolv-conf` names; nil for kubelet without one (R49).
    package var resolvConf: String? = ""

    package init() {}
}

package enum ResolverLibrary: String, Sendable, CaseIterable {
    case glibc, musl
}

extension CIDR {
    /// The address after the range's first: default/kubernetes has that of the Services' (R72). A range of one address has no other.
    var second: IPAddress {
        let bits = base.family == .ipv4 ? 32 : 128
        if prefix >= bits { return base }
        let own = UInt128(bits - prefix)
        return IPAddress(family: base.family, value: ((base.value >> own) << own) | 1)
    }

    /// fd00:10:244::/56, kind's default.
    static let illustrativePodsIPv6 = CIDR(
        base: IPAddress(family: .ipv6, value: 0xfd00_0010_0244 << 80), prefix: 56)
    /// fd00:10:96::/112, kind's default.
    static let illustrativeServicesIPv6 = CIDR(
        base: IPAddress(family: .ipv6, value: 0xfd00_0010_0096 << 80), prefix: 112)
}
