import KubeManifest

/// One workload's configuration names another's Service: who is configured to call whom.
public struct Call: Sendable {
    /// Position in `Cluster.workloads`.
    public let workload: Int
    /// Position in `Cluster.services`; nil where no Service bears the name.
    public let service: Int?
    /// The Service, or the one that the name would need.
    public let target: ObjectReference
    /// The address as it is written, without credentials and path: `cart:7070`.
    public let name: String
    /// The name or the IP address in it.
    public let host: String
    /// Of the Service; nil where neither the text nor the Service decides it.
    public let port: Int?
    /// The text names no port; the Service has only this one.
    public let portIsAssumed: Bool
    public let transport: TransportProtocol
    /// Whether the Pod's resolver finds the name.
    public let resolves: Bool
    /// The nearest name that would resolve, for one that does not.
    public let advice: String?
    /// The fields that name it.
    public internal(set) var because: [Evidence]

    /// Whether a Service bears the name.
    public var isFound: Bool { service != nil }
}

/// A variable whose value a Secret holds: it may be an address, but Secrets are not read.
public struct HiddenAddress: Sendable {
    public let workload: Int
    public let variable: String
    public let secret: String
    /// Nil for all keys of the Secret.
    public let key: String?
    public let because: Evidence
}

/// A host that is no name of this cluster's.
public struct OutsideCall: Sendable {
    public let workload: Int
    public let name: String
    public let because: Evidence
}
