import KubeManifest

/// One way in from outside: requests for a host and a path, and the Service port that they are sent to.
///
/// A route is configuration: a controller that is found in no manifest carries it out.
public struct IngressRoute: Sendable {
    /// Why a route leads nowhere, or nobody can know whether it leads anywhere.
    public struct Problem: Hashable, Sendable {
        public enum Kind: Sendable {
            case serviceNotFound, portNotServed, notGranted, notAttached, gatewayNotFound, noParent
            /// The object says to send the requests to no Service: no backend, a redirect, a weight of 0.
            case noBackend, redirect, noWeight
            /// Another kind than a Service.
            case unknownBackend
        }

        public let kind: Kind
        /// Without a full stop.
        public let text: String
        /// The field that says so.
        public let evidence: Evidence

        /// The manifests say too little, where they say nothing wrong.
        public var isUnknown: Bool { kind == .gatewayNotFound || kind == .unknownBackend }
    }

    /// The Ingress, HTTPRoute or GRPCRoute.
    public let object: ObjectReference
    /// The rule within the object: `spec.rules[0]`; routes of one rule and one match share its requests.
    public let rule: String
    /// An Ingress's class; nil where it names none, and for routes of a Gateway.
    public let className: String?
    /// The Gateway that a route asks for.
    public let gateway: ObjectReference?
    /// The listener that it attaches to, with its port.
    public let listener: String?
    public let listenerPort: Int?
    /// Clients speak TLS up to the controller.
    public let isTLS: Bool
    /// Nil for any host; a first label `*` stands for one label in an Ingress, for one or more in a Gateway's route.
    public let host: String?
    /// Nil for any path.
    public let path: String?
    /// `Exact`, `Prefix`, `ImplementationSpecific`, `PathPrefix`, `RegularExpression`; `DefaultBackend` where nothing else matches.
    public let pathType: String
    /// What else a request must have: `method GET`, `header x-version=v2`.
    public let conditions: [String]
    /// Position in `Cluster.services`.
    public let service: Int?
    /// The Service, found or not, or another object that takes the requests.
    public let backend: ObjectReference
    /// The Service's port; nil where none is named or the name is none of its ports'.
    public let backendPort: Int?
    /// The share among the backends of one rule; nil for an Ingress.
    public let weight: Int?
    public let failure: Problem?
    /// The fields that make it, from the host to the Service's port.
    public let because: [Evidence]

    /// Why it leads nowhere; a route with a problem may still name a Service that was found.
    public var problem: String? { failure?.text }

    /// How many routes of one kind are worked out: hosts, listeners, matches and backends multiply.
    static let limit = 50_000

    /// What decides among routes that match one request: routes of other doors do not compete.
    var door: String { gateway.map { "\($0)" } ?? "class \(className ?? "")" }
}
