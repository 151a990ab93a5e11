import KubeManifest

/// What the rules of the nodes, mostly kube-proxy's, do with one connection to a Service: which node replaces the Service's address by a
/// Pod's, among which endpoints it picks, and whose address the Pod and its policies then see (C56 to C59).
package struct ServiceProxy: Hashable, Sendable {
    /// Who connects.
    package enum Client: Hashable, Sendable {
        /// A Pod with an address of its own; the node that it runs on, where it is known.
        case pod(node: String?)
        /// A Pod in its node's network: its connections are the node's own.
        case hostNetwork(node: String?)
        case outside
    }

    /// Which address of the Service it connects to.
    package enum Address: Hashable, Sendable {
        case virtualIP
        /// An external IP, or a balancer's address that the nodes know: whichever node it meets first takes it.
        case externalIP, balancerAddress
        /// A port of a node; nil for whichever node is asked.
        case nodePort(node: String?)
        /// What a load balancer outside of the cluster passes on to a node.
        case balancer
    }

    /// Whose address the Pod sees.
    package enum Source: Hashable, Sendable {
        /// The client's own.
        case client
        /// A node puts its own in place of the client's (masquerading); nil for whichever node it is.
        case node(String?)
    }

    package let client: Client
    package let address: Address
    /// The node that replaces the addresses; nil where it is not known, and for whichever node is asked.
    package let node: String?
    /// Whether that is the node of the client; nil where it is not known which nodes these are.
    package let isClientsNode: Bool?
    package let source: Source
    /// Only endpoints of that node are picked.
    package let isLocal: Bool
    /// The traffic policy that has a say, `spec.internalTrafficPolicy` or `spec.externalTrafficPolicy`, and its value; nil where it is left
    /// out, which is Cluster.
    package let policy: (field: String, value: Located<String>?)

    init(_ client: Client, at address: Address, of service: Service) {
        self.client = client
        self.address = address
        let isKept = service.externalTrafficPolicy?.value == "Local"
        policy =
            address == .virtualIP
            ? ("internalTrafficPolicy", service.internalTrafficPolicy) : ("externalTrafficPolicy", service.externalTrafficPolicy)
        let (node, isOwn) = Self.meeting(client, address)
        self.node = node
        isClientsNode = isOwn
        switch (address, client) {
        case (.virtualIP, .hostNetwork): (source, isLocal) = (.node(node), service.internalTrafficPolicy?.value == "Local")
        case (.virtualIP, _): (source, isLocal) = (.client, service.internalTrafficPolicy?.value == "Local")
        case _ where !isKept: (source, isLocal) = (.node(node), false)
        // "Subject to neither form of traffic policy": as if it went out to a balancer and came back.
        case (_, .pod): (source, isLocal) = (.client, false)
        case (_, .hostNetwork(let own)): (source, isLocal) = (.node(own), isOwn != true)
        case (_, .outside): (source, isLocal) = (.client, true)
        }
    }

    /// From a client outside of the cluster.
    package init(fromOutsideAt address: Address, of service: Service) { self.init(.outside, at: address, of: service) }

    /// The node that the connection meets first which knows the address, and whether it is the client's own.
    private static func meeting(_ client: Client, _ address: Address) -> (node: String?, isClients: Bool?) {
        let asked: String? = if case .nodePort(let node) = address { node } else { nil }
        switch client {
        case .outside: return (asked, false)
        case .pod(let own), .hostNetwork(let own):
            switch address {
            case .virtualIP, .externalIP, .balancerAddress: return (own, true)
            case .balancer: return (nil, false)
            case .nodePort: return (asked, own.flatMap { own in asked.map { $0 == own } })
            }
        }
    }

    package static func == (a: Self, b: Self) -> Bool {
        (a.client, a.address, a.source, a.isLocal) == (b.client, b.address, b.source, b.isLocal)
            && a.policy.value?.value == b.policy.value?.value
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(address)
        hasher.combine(source)
    }
}
