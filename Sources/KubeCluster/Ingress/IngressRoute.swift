import KubeManifest

/// One way in from outside: requests for a host and a path, and the Service port that they are sent to.
///
/// A route is configuration: a controller that is found in no manifest carries it out.
package struct IngressRoute: Sendable {
    /// Why a route leads nowhere, or nobody can know whether it leads anywhere.
    package struct Problem: Hashable, Sendable {
        package enum Kind: Sendable {
            case serviceNotFound, portNotServed, notGranted, notAttached, gatewayNotFound, noParent
            /// The object says to send the requests to no Service: no backend, a redirect, a weight of 0.
            case noBackend, redirect, noWeight
            /// Another kind than a Service.
            case unknownBackend
        }

        package let kind: Kind
        /// Without a full stop.
        package let text: String
        /// The field that says so.
        package let evidence: Evidence

        /// The manifests say too little, where they say nothing wrong.
        package var isUnknown: Bool { kind == .gatewayNotFound || kind == .unknownBackend }
    }

    /// The Ingress, or the route of a Gateway.
    package let object: ObjectReference
    /// The rule within the object: `spec.rules[0]`; routes of one rule and one match share its requests.
    package let rule: String
    /// An Ingress's class; nil where it names none, and for routes of a Gateway.
    package let className: String?
    /// The Gateway that a route asks for.
    package let gateway: ObjectReference?
    /// The listener that it attaches to, with its port.
    package let listener: String?
    package let listenerPort: Int?
    /// Clients speak TLS up to the controller.
    package let isTLS: Bool
    /// Nil for any host; a first label `*` stands for one label in an Ingress, for one or more in a Gateway's route.
    package let host: String?
    /// Nil for any path.
    package let path: String?
    /// `Exact`, `Prefix`, `ImplementationSpecific`, `PathPrefix`, `RegularExpression`; `DefaultBackend` where nothing else matches; empty
    /// where connections are passed on as they are, and no path is looked at.
    package let pathType: String
    /// What else a request must have: `method GET`, `header x-version=v2`.
    package let conditions: [String]
    /// Position in `Cluster.services`.
    package let service: Int?
    /// The Service, found or not, or another object that takes the requests.
    package let backend: ObjectReference
    /// The Service's port; nil where none is named or the name is none of its ports'.
    package let backendPort: Int?
    /// The share among the backends of one rule; nil for an Ingress.
    package let weight: Int?
    package let failure: Problem?
    /// The fields that make it, from the host to the Service's port.
    package let because: [Evidence]

    /// Why it leads nowhere; a route with a problem may still name a Service that was found.
    package var problem: String? { failure?.text }

    /// How many routes of one kind are worked out: hosts, listeners, matches and backends multiply.
    static let limit = 50_000

    /// Connections are passed on as they are (TLSRoute, TCPRoute, UDPRoute); what is in them, nobody on the way looks at.
    package var isOfConnections: Bool { pathType.isEmpty }
    /// Names of hosts decide: those of requests, or that a client asks for under TLS.
    package var namesHosts: Bool { object.kind != "TCPRoute" && object.kind != "UDPRoute" }
    package var transport: TransportProtocol { object.kind == "UDPRoute" ? .udp : .tcp }
    /// `shop.example.com`, `any host`; `port 5432` where a port is all that decides.
    package var hostText: String {
        host
            ?? (namesHosts
                ? "any host" : listenerPort.map { "port \($0)\(transport == .tcp ? "" : "/\(transport.rawValue)")" } ?? "any port")
    }

    /// What decides among routes that match one request: routes of other entrances do not compete.
    var entrance: String { gateway.map { "\($0)" } ?? "class \(className ?? "")" }
}
