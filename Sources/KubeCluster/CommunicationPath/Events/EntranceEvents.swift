import KubeManifest

/// What happens to a connection from outside the cluster.
package enum EntranceEvent: Sendable {
    /// Why nothing leads to a Service from outside.
    package enum Closed: Hashable, Sendable {
        case alias, headless, clusterIP
    }

    /// Who connects to a port of a node.
    package enum Caller: Hashable, Sendable {
        case balancer
        case client(PathClient)
    }

    /// Which node it is.
    package enum Which: Hashable, Sendable {
        case named(String), any, oneOfBalancer
    }

    /// A name of the cluster's DNS, which answers Pods only.
    case innerName(String)
    case unknownName(String)
    case unknownAddress(IPAddress)
    case noWayIn(ObjectReference, Closed)
    case externalIP(IPAddress, port: Int, ObjectReference)
    case nodePort(Caller, Assigned<Int>?, Which, of: ObjectReference, port: Int)
    /// The balancer leaves out nodes without a ready Pod.
    case asksForReadyPods
    case hostPort(Int, of: ObjectReference, containerPort: Int)
    case hostNetwork(ObjectReference)
    case podAddress(Assigned<String>)
    /// Services that lead to the Pod from outside.
    case wayBy([ObjectReference])
    /// Objects of kinds that podpath does not read, and what they seem to do.
    case unread([ObjectReference], UnreadEffect)

    package enum UnreadEffect: Hashable, Sendable {
        case takes(host: String), leads(to: ObjectReference)
    }
}

/// What the controller of an Ingress or a Gateway does.
package enum RouteEvent: Sendable {
    /// A request for a URL, or a connection to a listener of a controller.
    case request(String)
    case connection(String, controller: String)
    case noPath(ObjectReference, host: String, path: String, offered: [String])
    case undecided(ObjectReference, host: String, by: [String])
    /// No path of a host leads to what is wanted.
    case noneLeads(host: String, wanted: String, offered: [Offer])
    case failure(ObjectReference, takesConnections: Bool, problem: String?)
    case passes(ObjectReference, takesConnections: Bool, [Backend], path: String?, pathType: String)
    case endsTLS
    case alias(ObjectReference, String?)
    case nothingBehind(EndpointGap)
    case opensConnection([PathEndpoints], of: ObjectReference)

    package struct Offer: Hashable, Sendable {
        package let path: String?
        package let backend: String
        package let port: Int?
    }

    package struct Backend: Hashable, Sendable {
        package let object: ObjectReference
        package let port: Int?
        /// Where there are several.
        package let weight: Int?
    }
}

/// What a load balancer in front of the nodes does (C59).
package enum BalancerEvent: Sendable {
    /// A Pod asks for it; the connection leaves the cluster and comes back.
    case asked(PathClient, port: Int, at: String, isHostName: Bool)
    case askedFromOutside(port: Int, at: [Assigned<String>])
    case ranges([String], guardsNodePorts: Bool)
    /// The nodes hold Pods to the ranges as well; false where the Pod's address is in none of them, nil where nobody knows it.
    case rangesBind(PathClient, [String], address: Assigned<String>?, isKnown: Bool)
}
