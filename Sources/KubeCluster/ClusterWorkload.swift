import KubeManifest

/// The top owner of some Pods: a workload, an owner that is not in the manifests, or a bare Pod itself.
public struct ClusterWorkload: Sendable {
    package let reference: ObjectReference
    /// What it is called within its namespace.
    public var name: String { reference.name }
    /// The namespace that it is in.
    public var namespace: String { reference.namespace }
    /// Nil where the owner is only named by its Pods.
    package let metadata: ObjectMetadata?
    /// The position in `ObjectSet.workloads` of the object whose template made its Pods.
    var declaration: Int?
    /// Positions in `Cluster.pods`, in order.
    package internal(set) var pods: [Int]
    /// How many Pods are meant: the replicas, which may be more than were made out.
    public let replicas: Int
    /// A CronJob's Pods run only at times.
    public let schedule: String?

    /// `Deployment`, `StatefulSet`, …; `Pod` for a bare Pod.
    public var kind: String { reference.kind }
    package var isBarePod: Bool { kind == "Pod" }
    /// As JSON and tables write it: `shop/web[Deployment]`.
    package var text: String { "\(reference.path)[\(kind)]" }
}
