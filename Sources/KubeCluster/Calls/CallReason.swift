import KubeManifest

extension CallArrival {
    /// Why a call does not arrive, or why nobody can know.
    package enum Reason: Hashable, Sendable {
        case cause(Cause)
        /// Nothing behind the Service takes connections to the port.
        case endpoints(EndpointGap)
        case noService(ObjectReference)
        case proxy(String, host: String)
        case noCaller(ObjectReference)
        /// The Pods' own /etc/hosts has the name (R59).
        case hostsFile(String)
        case nameNotFound(String)
        /// Another name for a host that is none of these manifests' Services.
        case alias(ObjectReference, host: String?)
        case nothingBehind(ObjectReference)
        case noReplicas(ObjectReference, behind: ObjectReference)
        case noPod(ObjectReference)
        case noReadyPod(ObjectReference)
        case portNotNamed(ObjectReference, ports: Int)
        /// Nil where the Service serves no port at all.
        case portNotServed(ObjectReference, port: Int?)
        case podPortUnknown(ObjectReference)
        /// Policies refuse it; `refusals` tells which.
        case refused(isSome: Bool)
        /// Policies let in the Pod's own node alone (C21, C57).
        case onlyFromOwnNode
        /// Policies let in only these, and the client is not in these manifests.
        case onlyAdmitted([String])
        /// Policies may refuse it: whether they hold for it is the network's own.
        case networkDecides
    }
}
