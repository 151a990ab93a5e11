import KubeManifest

/// The top owner of some Pods: a workload, an owner that is not in the manifests, or a bare Pod itself.
public struct ClusterWorkload: Sendable {
    public let reference: ObjectReference
    /// Nil where the owner is only named by its Pods.
    public let metadata: ObjectMetadata?
    /// The position in `ObjectSet.workloads` of the object whose template made its Pods.
    var declaration: Int?
    /// Positions in `Cluster.pods`, in order.
    public internal(set) var pods: [Int]
    /// How many Pods are meant: the replicas, which may be more than were made out.
    public let replicas: Int
    /// A CronJob's Pods run only at times.
    public let schedule: String?

    public var kind: String { reference.kind }
    public var isBarePod: Bool { kind == "Pod" }
    /// As JSON and tables write it: `shop/web[Deployment]`.
    public var text: String { "\(reference.path)[\(kind)]" }
}
