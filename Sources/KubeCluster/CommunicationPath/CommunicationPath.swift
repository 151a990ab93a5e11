import KubeManifest

/// One connection from its beginning to the container that takes it, hop by hop, each with its verdict and because.
public struct CommunicationPath: Sendable {
    /// Whether the connection, or one hop of it, is made.
    public enum Verdict: String, Sendable, CaseIterable {
        /// Nothing refuses it.
        case allowed
        /// Something refuses it: a policy, or a port or Pod that is not there to answer.
        case denied
        /// A name is not answered, or nothing was found behind it in these manifests.
        case unresolved
        /// It depends on what manifests do not say.
        case unknown
    }

    /// What happens at a hop.
    package enum Kind: String, Sendable, CaseIterable {
        /// A question to DNS, with every name that the search list makes of it.
        case lookup
        /// What DNS answers.
        case record
        /// A host and path of an Ingress or a route.
        case ingressRoute = "ingress-route"
        case loadBalancer = "load-balancer"
        /// A port that every node opens.
        case nodePort = "node-port"
        /// An address of a Service, and the port that is asked for there.
        case virtualIP = "virtual-ip"
        /// The node replaces the Service's address by that of a Pod (DNAT).
        case rewrite
        /// Straight to an address; nothing rewrites it.
        case direct
        /// Out of the cluster.
        case outside
        /// The policies of the Pod that connects.
        case egressPolicy = "egress-policy"
        /// The policies of the Pod that is connected to.
        case ingressPolicy = "ingress-policy"
        /// The container that takes the connection.
        case container
    }

    /// One step on the way: a question, a rewriting, a policy, the container that answers.
    public struct Hop: Sendable {
        /// Counts from 1.
        public let step: Int
        package let kind: Kind
        /// Where it begins: a Pod, a Service, a node, in words.
        public let from: String
        /// Where it ends, in words.
        public let to: String
        /// What this hop alone decides.
        public let verdict: Verdict
        /// The fields that decide it.
        public let because: [Evidence]
        /// False behind a hop that is denied or unresolved: what would come next, were it not for that.
        public let isReached: Bool
        /// Which of several kinds of Pods behind a Service this is about, from 0; nil for what is common to all.
        package let branch: Int?
        /// What happens, in the order in which it is told.
        package let events: [PathEvent]
        /// The same in a few words.
        package let shortForm: PathLabel
        package let origin: PathPlace
        package let destination: PathPlace
    }

    /// The client: a workload as `namespace/name[Kind]`, `outside` or a host.
    public let source: String
    /// Where the connection was to lead, as it was written.
    public let target: String
    /// In order.
    public let hops: [Hop]
    /// The connection as a whole: what refuses counts before what is unknown.
    public let verdict: Verdict
    /// How many of the kinds of Pods that may be picked cannot be reached, where others can.
    package let failing: Share?
    /// What manifests cannot say about this path.
    package let notes: [PathRemark]
    /// How many kinds of Pods have no hops of their own, and what holds for them; part of the notes.
    package let omitted: [OmittedBranches]

    package let origin: PathSource

    /// The hop that decides against the connection; nil where it is allowed.
    public var decisive: Hop? { hops.first { $0.isReached && $0.verdict == verdict && verdict != .allowed } }
}

extension CommunicationPath {
    package struct Share: Hashable, Sendable {
        package let count: Int
        package let of: Int
    }
}

/// What is said once about a whole path.
package enum PathRemark: Sendable {
    /// How requests get to the controller of Ingresses and routes.
    case wayToController
    case omitted(OmittedBranches)
    case unreadPolicies(String)
    case noPolicy
    case notShown(hasPolicies: Bool)
}

/// Kinds of Pods past the limit: judged, and told by their number alone.
package struct OmittedBranches: Sendable {
    package let verdicts: [CommunicationPath.Verdict]
    package let limit: Int
}

/// Where a hop begins or ends.
package enum PathPlace: Sendable {
    /// Position in `Cluster.pods`.
    case pod(Int)
    /// Some Pods of one workload; positions in `Cluster.workloads` and `Cluster.pods`.
    case workload(Int, pods: [Int])
    case dns(String)
    case service(ClusterService)
    case node(String)
    case outside
    case loadBalancer(ClusterService)
    /// The controller that serves an Ingress or a Gateway.
    case ingressController(String)
    /// An address that no object of these manifests has, or a name that leads out of the cluster.
    case host(String)
    /// Nothing was found there.
    case missing(String)
}

extension CommunicationPath.Verdict {
    /// Of several, the one that counts: what refuses before what is unknown.
    static func worst(_ verdicts: some Sequence<Self>) -> Self {
        let order: [Self] = [.denied, .unresolved, .unknown]
        let found = Set(verdicts.map(\.rawValue))
        return order.first { found.contains($0.rawValue) } ?? .allowed
    }
}

extension [String] {
    /// `a`, `a and b`, `a, b and c`.
    package var listed: String { listed("and") }

    /// Each once, the first one stays.
    var unique: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }

    func listed(_ word: String) -> String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " \(word) " + last
    }
}
