import KubeManifest

/// One workload's configuration names another's Service: who is configured to call whom.
package struct Call: Sendable {
    /// Position in `Cluster.workloads`.
    package let workload: Int
    /// Position in `Cluster.services`; nil where no Service bears the name.
    package let service: Int?
    /// The Service, or the one that the name would need.
    package let target: ObjectReference
    /// The address as it is written, without credentials and path: `cart:7070`.
    package let name: String
    /// The name or the IP address in it.
    package let host: String
    /// Of the Service; nil where neither the text nor the Service decides it.
    package let port: Int?
    /// The text names no port; the Service has only this one.
    package let portIsAssumed: Bool
    package let transport: TransportProtocol
    /// The proxy that is asked for it, and that looks the name up itself; nil where the Pod connects on its own.
    package let proxy: String?
    /// Whether the Pod's resolver finds the name.
    package let resolves: Bool
    /// The nearest name that would resolve, for one that does not.
    package let advice: String?
    /// Where the configuration names it, each kind of place once, up to eight.
    package internal(set) var namedBy: [Naming]
    /// The fields that name it.
    package internal(set) var because: [Evidence]

    /// What a configuration names an address in.
    package enum Naming: Hashable, Sendable {
        /// A variable of a container, by its name.
        case variable(String)
        /// The command or the arguments of a container.
        case argument
        /// A file that is made from a ConfigMap, by the key there.
        case file(String)
    }

    /// Whether a Service bears the name.
    package var isFound: Bool { service != nil }

    /// The first label of a name of one Pod behind the Service (R26), `db-0` of `db-0.db`; nil for the name of the Service itself.
    package func hostname(behind service: ClusterService) -> String? {
        guard service.source != .alias, IPAddress(host) == nil else { return nil }
        let label = String(Substring(host.utf8.prefix { $0 != UInt8(ascii: ".") }))
        return label == service.name ? nil : label
    }
}

/// A variable whose value a Secret holds: it may be an address, but Secrets are not read.
package struct HiddenAddress: Sendable {
    package let workload: Int
    package let variable: String
    package let secret: String
    /// Nil for all keys of the Secret.
    package let key: String?
    package let because: Evidence
}

/// A host that is no name of this cluster's.
package struct OutsideCall: Sendable {
    package let workload: Int
    package let name: String
    package let because: Evidence
}
