import KubeManifest

/// What policies say of one direction of a connection, and what else decides.
package enum PolicyEvent: Hashable, Sendable {
    case statement(PolicyStatement)
    /// Policies see a node's address in place of the client's; nil for whichever node it is.
    case seesNode(String?)
    /// The Pod's own node may always connect to it (C21).
    case ownNode(String?, TransportProtocol, port: Int)
    case unlessOwnNode
    case keepsIdentity
    case otherNodeAllowed
    case hostNetworkClient(labelsAllow: Bool)
    case blockHoldsPod, blockMayHoldPod
    /// A block holds the virtual IP, which is replaced before policies see the connection (C17).
    case blockHoldsVirtualIP(String)
    case exceptions([String], isAllowed: Bool)
    case controllerUnknown(ObjectReference, admitted: [String], TransportProtocol, port: Int)
    case unread([ObjectReference])
    /// The same holds for every other Pod that may be picked.
    case holdsForAll
    /// What the policies of a client say that does not run on the node that it asks.
    case fromAnotherNode(PathClient, [PolicyEvent])
}

/// A judgement of policies in a few words.
package enum PolicyLabel: Hashable, Sendable {
    case allowed(by: String), noPolicy, refused(by: [String]), ownNode, dependsOnNode, dependsOnAddress, dependsOnController, notAllRead
}

/// Which policy and rule decided about a connection at one end, and how.
package struct PolicyStatement: Hashable, Sendable {
    /// The ports and the other end of the connection.
    package enum What: Hashable, Sendable {
        case port(TransportProtocol, Int)
        /// Nil for all ports.
        case ports(String?)
    }

    /// An end of the connection, as policies see it.
    package enum End: Hashable, Sendable {
        case object(ObjectReference)
        case address(String)
        case anyAddress(IPAddress.Family)
        /// An address outside that nobody knows.
        case someAddress
        /// Of a node, which policies see in place of the client's; nil for whichever node it is.
        case nodeInPlace(String?)
        case ingressController
        case unknownPod
    }

    package enum Reason: Hashable, Sendable {
        case itself
        case outside
        case ownNode(String)
        case nothingSelects
        case nothingMatches([ObjectReference])
        /// NetworkPolicies select the Pod; no rule of theirs allows it, or they have none (C13).
        case isolated([ObjectReference], haveRules: Bool)
        case rule(ObjectReference, number: Int, name: String?, allows: Bool)
    }

    package let direction: TrafficDirection
    package let end: End
    package internal(set) var other: End
    package let what: What
    package let reason: Reason
    /// Whether a NetworkPolicy holds for a Pod of the node's network is undefined.
    package var isOnNodeNetwork = false
}
