import KubeManifest

extension CallArrival {
    /// A reason that lies in the call itself: its port, its name, or where its caller runs.
    package enum Cause: Hashable, Sendable {
        /// A name that stands for Pods turns no port into another, and these declare none of this number.
        case portNotTurned(ObjectReference, port: Int, isOnePod: Bool, listening: [Int])
        /// `internalTrafficPolicy: Local`, and no endpoint on the caller's node.
        case otherNode(ObjectReference, node: String)
        /// The same where nobody knows which node that is.
        case unknownNode(ObjectReference)
        /// Another name for a Service, whose port it does not turn into another either.
        case aliasPort(ObjectReference, of: ObjectReference, port: Int, served: [Int])
        /// No Pod behind a Service has this hostname.
        case noSuchPod(ObjectReference, hostname: String, hostnames: [String])
        /// Objects of kinds that podpath does not read may lead it elsewhere, or refuse it.
        case unread([String])

        /// It does not arrive, as far as these manifests say.
        package var fails: Bool {
            switch self {
            case .portNotTurned, .otherNode, .aliasPort: true
            case .unknownNode, .unread, .noSuchPod: false
            }
        }

        /// A clause without a full stop.
        package var text: String {
            switch self {
            case .portNotTurned(let service, let port, let isOnePod, let listening):
                let who = isOnePod ? "the name of one Pod behind \(service)" : "\(service) is headless and"
                let ports = listening.map { String($0) }.listed
                return "\(who) turns no port into another; its Pods declare no port \(port)\(ports.isEmpty ? "" : ": ask for \(ports)")"
            case .otherNode(let service, let node):
                return
                    "\(service) leads only to Pods of the caller's own node (internalTrafficPolicy: Local), \(node), and none of them runs there"
            case .unknownNode(let service):
                return "\(service) leads only to Pods of the caller's own node (internalTrafficPolicy: Local)"
            case .aliasPort(let alias, let service, let port, let served):
                return
                    "\(alias) is another name for \(service), which does not serve port \(port), but \(served.map { String($0) }.listed)"
            case .noSuchPod(let service, let hostname, let hostnames):
                return hostnames.isEmpty
                    ? "no Pod \(hostname) behind \(service) was found in these manifests"
                    : "no Pod \(hostname) behind \(service) was found in these manifests, only \(PathWalk.some(hostnames))"
            case .unread(let names): return "not read by podpath, and may lead it elsewhere or refuse it: \(PathWalk.some(names))"
            }
        }
    }
}
