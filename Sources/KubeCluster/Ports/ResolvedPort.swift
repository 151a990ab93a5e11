import KubeManifest

/// One port of a Service: where it is open, and where it leads on the Pods behind the Service (R67).
package struct ResolvedPort: Sendable {
    package let port: ServicePort
    /// What every node opens for it; nil where the Service's type opens no ports of nodes.
    package let nodePort: Assigned<Int>?
    /// Pods that are alike to this port, in the order of the first of each; addresses that are no Pod's come last.
    package let groups: [Group]

    /// What the port leads to: a number, or the name that the Pods' containers give to one.
    package var target: PortReference { port.target }

    /// Pods of one workload, or listed addresses, that are alike: the same number of the same container, or none for the same reason.
    package struct Group: Sendable {
        /// Position in `Cluster.workloads`; nil for addresses that are no Pod's of these manifests.
        package let workload: Int?
        /// Positions in `Cluster.pods`.
        package internal(set) var pods: [Int]
        /// As an EndpointSlice or Endpoints object lists them; empty for Pods.
        package internal(set) var addresses: [String]
        package let end: PortEnd
        package let state: State
    }

    /// Whether Pods take new connections through the Service (R65).
    package enum State: Sendable {
        case ready, notReady
        /// Shutting down, and taking connections until they are gone, where no other Pod is ready (KEP-1669).
        case servingTerminating
        case terminating
    }

    /// The groups that get connections to this port.
    package var serving: [Group] {
        let having = groups.filter { $0.end.number != nil }
        let ready = having.filter { $0.state == .ready }
        return ready.isEmpty ? having.filter { $0.state == .servingTerminating } : ready
    }

    /// Why no connection to this port arrives, as far as ports and Pods tell; nil where one does.
    package var gap: PortGap? {
        guard serving.isEmpty else { return nil }
        if groups.isEmpty { return .noPod }
        return groups.contains { $0.end.number != nil } ? .podNotReady : groups.lazy.compactMap(\.end.gap).first
    }

    /// The number of all Pods, where they agree on one.
    package var number: Int? {
        guard let first = groups.first?.end.number, groups.allSatisfy({ $0.end.number == first }) else { return nil }
        return first
    }

    package func end(on pod: Int) -> PortEnd? { groups.first { $0.pods.contains(pod) }?.end }
}

/// Where a Service's port leads on one Pod.
package enum PortEnd: Hashable, Sendable {
    /// The container is the one that declares the port; nil where none does, which Kubernetes does not ask for.
    case number(Int, container: String?)
    case none(PortGap)

    package var number: Int? { if case .number(let number, _) = self { number } else { nil } }
    package var gap: PortGap? { if case .none(let gap) = self { gap } else { nil } }
}

/// Why a Service's port leads nowhere.
package enum PortGap: Hashable, Sendable {
    /// `targetPort` is a name, and no container has a port of that name.
    case noPortNamed(String)
    /// A container has a port of that name, with another protocol: `wanted` is the Service's.
    case otherProtocol(String, wanted: TransportProtocol, found: TransportProtocol)
    /// The EndpointSlices or the Endpoints object list the Pods without this port.
    case notListed(Int, name: String?)
    case podNotReady
    /// Nothing stands behind the Service in these manifests.
    case noPod

    /// The Pods are there, and lack the port.
    package var isOfPort: Bool {
        switch self {
        case .noPortNamed, .otherProtocol, .notListed: true
        case .podNotReady, .noPod: false
        }
    }
}
