import KubeManifest

/// What differs between two clusters, as far as it matters to how Pods talk to each other: facts only, each with its evidence.
///
/// Addresses that podpath made up are never compared (R70), nor is what one side leaves to the cluster to decide.
package struct ClusterComparison: Sendable {
    /// Services, then ways in, then workloads, calls, policies and names; each by object.
    package internal(set) var differences: [Difference] = []

    package struct Difference: Sendable {
        package enum Field: String, Sendable {
            /// The object itself.
            case service, workload
            /// An object of the same kind and name is in another namespace.
            case namespace
            case type, headless, clusterIP, externalName, selector, externalTrafficPolicy, internalTrafficPolicy
            /// A port of the Service, and what one of them says.
            case port, `protocol`, targetPort, nodePort
            /// A workload behind the Service.
            case target
            /// The ports of the endpoints behind the Service.
            case endpointPorts
            /// Addresses behind the Service that a manifest states and that are no Pod's.
            case endpointAddresses
            case replicas
            /// A workload's configuration names a Service.
            case call
            /// The ports that it names.
            case callPorts
            /// Whether a Service bears the name and the Pod's resolver finds it.
            case resolution
            /// A name in the cluster's DNS.
            case name
            /// Requests from outside that an Ingress or a Gateway leads to the Service.
            case route
            /// A NetworkPolicy or one of its kin, the object itself.
            case policy
        }

        package let field: Field
        /// Of the newer cluster, where it is in both.
        package let object: ObjectReference
        /// The other end of a relation: the workload behind the Service, or the Service that is called.
        package var target: ObjectReference?
        /// Which of several: the name of a port, the name in DNS, or the requests of a way in; of a new call, what is wrong with its name.
        package var part: String?
        /// Nil for what appeared.
        package let old: String?
        /// Nil for what vanished.
        package let new: String?
        package let becauseOld: [Evidence]
        package let becauseNew: [Evidence]
    }

    package var appeared: [Difference] { differences.filter { $0.old == nil } }
    package var vanished: [Difference] { differences.filter { $0.new == nil } }
    package var changed: [Difference] { differences.filter { $0.old != nil && $0.new != nil } }
    package var isEmpty: Bool { differences.isEmpty }
    /// Policies on either side: what they allow may differ where their objects are the same.
    package let hasPolicies: Bool

    package init(from old: Cluster, to new: Cluster) {
        hasPolicies = old.objects.hasPolicies || new.objects.hasPolicies
        let services = ObjectPairs(old.services.map(\.reference), new.services.map(\.reference))
        let workloads = ObjectPairs(old.workloads.map(\.reference), new.workloads.map(\.reference))
        compareServices(old, new, services, workloads)
        compareRoutes(old, new, services)
        compareWorkloads(old, new, workloads)
        compareCalls(old, new, services, workloads)
        comparePolicies(old, new)
        compareNames(old, new)
    }
}

/// Which objects of two clusters are the same one: those of one reference, and those of one kind and name that moved.
struct ObjectPairs {
    /// Positions in both lists, by the newer one's.
    let both: [(old: Int, new: Int)]
    let vanished: [Int]
    let appeared: [Int]
    /// From the reference in the older cluster to that in the newer one.
    let moved: [ObjectReference: ObjectReference]

    /// An object moved where exactly one of its kind and name vanished and exactly one appeared; otherwise nobody can say which is which.
    init(_ old: [ObjectReference], _ new: [ObjectReference]) {
        let olds = Dictionary(old.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let news = Set(new)
        let key = { (reference: ObjectReference) in ObjectReference(kind: reference.kind, namespace: "", name: reference.name) }
        let gone = Dictionary(grouping: old.indices.filter { !news.contains(old[$0]) }) { key(old[$0]) }
        let came = Dictionary(grouping: new.indices.filter { olds[new[$0]] == nil }) { key(new[$0]) }
        var both = new.indices.compactMap { position in olds[new[position]].map { (old: $0, new: position) } }
        var moved: [ObjectReference: ObjectReference] = [:]
        for (key, positions) in gone {
            guard positions.count == 1, let from = positions.first, let others = came[key], others.count == 1, let to = others.first else {
                continue
            }
            moved[old[from]] = new[to]
            both.append((from, to))
        }
        self.both = both.sorted { $0.new < $1.new }
        self.moved = moved
        let targets = Set(moved.values)
        vanished = old.indices.filter { !news.contains(old[$0]) && moved[old[$0]] == nil }
        appeared = new.indices.filter { olds[new[$0]] == nil && !targets.contains(new[$0]) }
    }

    func translated(_ reference: ObjectReference) -> ObjectReference { moved[reference] ?? reference }
}
