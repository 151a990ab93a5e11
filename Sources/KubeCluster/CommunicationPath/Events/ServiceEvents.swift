import KubeManifest

/// What the rules of the nodes do with a connection to a Service.
package enum ServiceEvent: Sendable {
    case port(PortAdvice)
    case notServed(ObjectReference, PortReference?, PortAdvice?)
    case connects(PathClient, Assigned<String>, port: Int, TransportProtocol, ObjectReference, isVirtual: Bool)
    case notServedAt(PathClient, Assigned<String>, ObjectReference, PortReference?, PortAdvice?)
    /// The node replaces address and port (DNAT): by those of one of the endpoints.
    case rewritten(by: Rewriter, [PathEndpoints], count: Int, keepsPod: Bool)
    case source(ServiceProxy)
    case affinity(seconds: Int)
    case nearEndpointsFirst(inZone: Bool)
    /// The client is one of the Pods that may be picked.
    case hairpin(Assigned<String>)
    case unread([ObjectReference])
    case builtIn(BuiltInServer)
    case nothingToReplaceBy(EndpointGap)
    /// A traffic policy that is Local, and no ready endpoint on the node (C58).
    case dropped(isInner: Bool, node: String)

    package enum Rewriter: Hashable, Sendable {
        case nodeOf(PathClient), node(String), someNode
    }
}

/// What is to be said about the endpoints that may be picked.
package enum EndpointEvent: Hashable, Sendable {
    case onlyTerminating
    case publishesNotReady
    case leftOut(notReady: Int)
    case noNew(terminating: Int)
    case localOfDaemonSet
    /// `internalTrafficPolicy: Local`, or the other policy, where nobody knows which Pod runs where.
    case localUnknown(isInner: Bool)
    case localOn(node: String)
}

/// Why nothing behind a Service takes connections to a port.
package enum EndpointGap: Hashable, Sendable {
    /// Pods, or addresses, of which each is not ready or shutting down.
    case notReady([State], behind: ObjectReference)
    case port(PortGap, behind: ObjectReference, nearest: String?)
    case nothingSelected(ObjectReference, selector: String, zeroReplicas: ObjectReference?, nearest: ObjectReference?)
    case nothingListed(ObjectReference)

    package struct State: Hashable, Sendable {
        package let name: String
        package let isTerminating: Bool
    }
}

/// What happens on the way straight to an address.
package enum DirectEvent: Sendable {
    case loopback
    case connects(PathClient, [PathEndpoints], count: Int)
    case port(PortAdvice)
    /// A headless Service turns no port into another.
    case notTurned(port: Int, target: String, listening: Int, isDeclared: Bool)
    case firstDeclared
    case noPort(asked: PortReference?, target: String, nearest: String?)
    case ended(phase: String?), terminating, notReady
    case node(String, isFromOutside: Bool)
    case leaves(PathClient, to: String, port: PortReference?)
}

/// What the container says.
package enum ContainerEvent: Hashable, Sendable {
    case declares(container: String, port: Int, name: String?, isOfMany: Bool)
    /// - Parameter only: the container, where the Pod has no other.
    case declaresNone(port: Int, isOfMany: Bool, only: String?)
}
