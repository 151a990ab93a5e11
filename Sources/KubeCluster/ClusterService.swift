import KubeManifest

/// A Service with what it stands for.
///
/// A class, because it is handed around in every rule: a copy of thirty fields would touch all that they hold.
public final class ClusterService: Sendable {
    /// Where the endpoints of a Service come from (R61).
    package enum Source: Sendable, Equatable {
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

    package let service: Service
    package let source: Source
    /// Positions in `Cluster.pods` of the Pods that the selector picks, ended ones left out (R62, R64).
    package let selectedPods: [Int]
    /// Empty for a headless Service and an alias.
    package let virtualIPs: [AssignedAddress]
    package let families: [IPAddress.Family]

    init(service: Service, source: Source, selectedPods: [Int], virtualIPs: [AssignedAddress], families: [IPAddress.Family]) {
        self.service = service
        self.source = source
        self.selectedPods = selectedPods
        self.virtualIPs = virtualIPs
        self.families = families
    }

    package var reference: ObjectReference { service.metadata.reference }
    /// What it is called within its namespace.
    public var name: String { service.metadata.name }
    /// The namespace that it is in.
    public var namespace: String { service.metadata.namespace }
    /// `spec.type`: `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`.
    public var type: String { service.type.rawValue }
    /// It has no virtual IP on purpose (`clusterIP: None`).
    public var isHeadless: Bool { service.isHeadless }
    /// Its virtual IPs; empty for a headless Service and an alias.
    public var ipAddresses: [String] { virtualIPs.map(\.address.description) }
    /// podpath made a virtual IP up, because no manifest says it.
    public var hasIllustrativeAddress: Bool { virtualIPs.contains(where: \.isIllustrative) }
    /// The ports that clients of the Service use.
    public var ports: [ServicePort] { service.ports }
}

/// One entry of the lists that the control plane keeps behind a Service.
public struct Endpoint: Sendable {
    /// As a slice would hold it; names made from it keep this text (R25).
    public let address: String
    package let family: IPAddress.Family?
    /// podpath made the address up, because no manifest says it.
    public let isIllustrative: Bool
    /// Position in `Cluster.pods`, where the endpoint is a Pod of these manifests.
    package let pod: Int?
    package let target: ObjectReference?
    /// Connections are sent to it.
    public let isReady: Bool
    /// The Pod is ready by its own condition, even if it is about to end.
    public let isServing: Bool
    /// The Pod is about to end.
    public let isTerminating: Bool
    /// The node of the Pod, where a manifest states it.
    public let nodeName: String?
    /// The zone of the node, where a manifest states it.
    public let zone: String?
    /// Only set by R45; it replaces the dashed address in DNS.
    public let hostname: String?
    package let ports: [EndpointSlice.Port]
    /// Numbers of the ports that are open there; a port that stands for all has none.
    public var portNumbers: [Int] { ports.compactMap(\.port) }
}
