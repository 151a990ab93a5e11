import KubeManifest

/// What happens at a hop, as facts: each is told in a sentence or two (PodPathKit, English/Hops).
package enum PathEvent: Sendable {
    case name(NameEvent)
    case entrance(EntranceEvent)
    case route(RouteEvent)
    case balancer(BalancerEvent)
    case service(ServiceEvent)
    case endpoints(EndpointEvent)
    case direct(DirectEvent)
    case container(ContainerEvent)
    case policy(PolicyEvent)
}

/// Who connects, as a sentence names it.
package enum PathClient: Hashable, Sendable {
    case pod(Assigned<String>)
    case outside
}

/// A hop in a few words: what stands on its arrow.
package enum PathLabel: Hashable, Sendable {
    /// What is asked of DNS.
    case question(String)
    case address(Assigned<String>)
    case endpoint(Assigned<String>, port: Int, TransportProtocol)
    case port(Assigned<Int>)
    case hostPort(Int)
    case container(name: String?, port: Int)
    case node(String)
    case host(String)
    case alias(String)
    /// What a request asks for: a URL, or a host and a port.
    case request(String)
    /// Of how many endpoints one is picked.
    case oneOf(Int)
    case builtIn(BuiltInServer)
    case gap(PortGap)
    case policy(TrafficDirection, PolicyLabel, isRefused: Bool)
    /// The port that a Service does not serve; nil where none was named.
    case notServed(PortReference?)
    case hostsFile, outside, noAddress, noSuchName, notFromOutside, unknownAddress, notRead, noWayIn, nodesOwnAddress, noSuchPath
    case leadsNowhere, noPort, noSuchPort, noReadyEndpoint, noneOnNode, notInRanges, dependsOnAddress
}

/// What every cluster has, and few manifests hold.
package enum BuiltInServer: Hashable, Sendable {
    case api, dns

    package var name: String { self == .api ? "the API servers" : "the Pods of the DNS server" }
}

/// What is to be said about a port that was asked for: none was named, or there is no such port.
package enum PortAdvice: Hashable, Sendable {
    /// Of several, the first was taken.
    case first(of: [ServedPort])
    case otherProtocol(Int, served: TransportProtocol, asked: TransportProtocol)
    /// The number is the Pods', and clients use `port`.
    case targetPort(Int, port: Int)
    case nodePort(Int, port: Int)
    case targetName(String, nearest: String)
    /// What there is instead; `nearest` is a name or a number.
    case served([ServedPort], nearest: String?)
}

/// A Service's port, as clients know it.
package struct ServedPort: Hashable, Sendable {
    package let number: Int
    package let transport: TransportProtocol
    package let name: String?

    init(_ port: ServicePort) { (number, transport, name) = (port.port, port.transport, port.name) }
}

/// Endpoints that are alike, and the port that they are asked at.
package struct PathEndpoints: Hashable, Sendable {
    package enum Who: Hashable, Sendable {
        case pod(ObjectReference, Assigned<String>)
        /// Some Pods of a workload, or bare Pods like this one; and the address of the first.
        case pods(Int, of: ObjectReference, isBare: Bool, Assigned<String>)
        /// No Pod's.
        case address(Assigned<String>)
        case addresses(Int)
    }

    package let who: Who
    package let port: Int
}
