import KubeManifest

/// A Service with what it stands for.
///
/// A class, because it is handed around in every rule: a copy of thirty fields would touch all that they hold.
public final class ClusterService: Sendable {
    /// Where the endpoints of a Service come from (R61).
    public enum Source: Sendable, Equatable {
        /// EndpointSlices in the manifests, taken as they are; positions in `ObjectSet.endpointSlices`.
        case slices([Int])
        /// An Endpoints object of the same name, mirrored; position in `ObjectSet.endpoints`.
        case endpoints(Int)
        /// The Pods that the selector picks.
        case selector
        /// Neither a selector nor a hand-written list was found in the manifests.
        case nothing
        /// A DNS alias: no endpoints, no proxy.
        case alias
    }

    public let service: Service
    public let source: Source
    /// Positions in `Cluster.pods` of the Pods that the selector picks, ended ones left out (R62, R64).
    public let selectedPods: [Int]
    /// Empty for a headless Service and an alias.
    public let virtualIPs: [AssignedAddress]
    public let families: [IPAddress.Family]

    init(service: Service, source: Source, selectedPods: [Int], virtualIPs: [AssignedAddress], families: [IPAddress.Family]) {
        self.service = service
        self.source = source
        self.selectedPods = selectedPods
        self.virtualIPs = virtualIPs
        self.families = families
    }

    public var reference: ObjectReference { service.metadata.reference }
    public var name: String { service.metadata.name }
    public var namespace: String { service.metadata.namespace }
}

/// One entry of the lists that the control plane keeps behind a Service.
public struct Endpoint: Sendable {
    /// As a slice would hold it; names made from it keep this text (R25).
    public let address: String
    public let family: IPAddress.Family?
    public let isIllustrative: Bool
    /// Position in `Cluster.pods`, where the endpoint is a Pod of these manifests.
    public let pod: Int?
    public let target: ObjectReference?
    public let isReady: Bool
    public let isServing: Bool
    public let isTerminating: Bool
    public let nodeName: String?
    public let zone: String?
    /// Only set by R45; it replaces the dashed address in DNS.
    public let hostname: String?
    public let ports: [EndpointSlice.Port]
}
