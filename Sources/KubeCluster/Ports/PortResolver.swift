import KubeManifest

/// Resolves the ports of Services on the Pods behind them, as the EndpointSlice controllers do (R61, R67).
extension Cluster {
    /// The ports of a Service in their order, each with what it leads to.
    package func ports(of service: ClusterService) -> [ResolvedPort] { service.service.ports.map { self.port($0, of: service) } }

    /// One of a Service's own ports.
    package func port(_ port: ServicePort, of service: ClusterService) -> ResolvedPort {
        let object = service.service
        return ResolvedPort(
            port: port, nodePort: object.opensNodePorts ? examples.nodePort(of: port, object) : nil, groups: groups(of: port, service))
    }

    /// The number behind a target port on a Pod; nil where the Pod has none of that name and protocol.
    func resolve(_ target: PortReference, _ transport: TransportProtocol, on pod: ClusterPod) -> Int? {
        Self.end(of: target, transport, on: pod).number
    }

    /// A number stands for itself, a name for the first container port of that name and protocol: containers first, then sidecars.
    private static func end(of target: PortReference, _ transport: TransportProtocol, on pod: ClusterPod) -> PortEnd {
        let containers = pod.spec.servingContainers
        switch target {
        case .number(let number): return .number(number, container: pod.container(declaring: number, transport)?.name)
        case .name(let name):
            for container in containers {
                if let port = container.ports.first(where: { $0.name == name && $0.transport == transport }) {
                    return .number(port.number, container: container.name)
                }
            }
            let other = containers.lazy.flatMap(\.ports).first { $0.name == name }
            return .none(other.map { .otherProtocol(name, wanted: transport, found: $0.transport) } ?? .noPortNamed(name))
        }
    }

    // MARK: Groups

    private func groups(of port: ServicePort, _ service: ClusterService) -> [ResolvedPort.Group] {
        var groups = PortGroups()
        switch service.source {
        case .alias, .nothing: break
        case .selector:
            for position in service.selectedPods {
                let pod = pods[position]
                groups.add(
                    pod: position, of: pod.workload, Self.end(of: port.target, port.transport, on: pod),
                    state(isReady: pod.isReady(behind: service.service), isServing: pod.isReady, isTerminating: pod.isTerminating))
            }
        case .slices, .endpoints:
            // kube-proxy reads slices of IP addresses alone (pkg/proxy: EndpointSliceCache); names are for the DNS of headless Services.
            for endpoint in endpoints(of: service) where endpoint.family != nil || service.service.isHeadless {
                let state = state(isReady: endpoint.isReady, isServing: endpoint.isServing, isTerminating: endpoint.isTerminating)
                let end = listedEnd(of: port, endpoint)
                if let pod = endpoint.pod {
                    groups.add(pod: pod, of: pods[pod].workload, end, state)
                } else {
                    groups.add(address: endpoint.address, end, state)
                }
            }
        }
        return groups.all
    }

    private func state(isReady: Bool, isServing: Bool, isTerminating: Bool) -> ResolvedPort.State {
        isReady ? .ready : !isTerminating ? .notReady : isServing ? .servingTerminating : .terminating
    }

    /// A list says the number itself; it finds the Service's port by name and protocol.
    private func listedEnd(of port: ServicePort, _ endpoint: Endpoint) -> PortEnd {
        let listed = endpoint.ports.first { ($0.name ?? "") == (port.name ?? "") && $0.transport == port.transport }
        guard let listed else { return .none(.notListed(port.port, name: port.name)) }
        let number = listed.port ?? port.port
        return .number(number, container: endpoint.pod.flatMap { pods[$0].container(declaring: number, port.transport)?.name })
    }
}

/// Puts together what is alike, in the order of the first of each.
private struct PortGroups {
    private struct Key: Hashable {
        let workload: Int?
        let end: PortEnd
        let state: ResolvedPort.State
    }

    private struct Member: Hashable {
        let group: Int
        let pod: Int
    }

    private var groups: [ResolvedPort.Group] = []
    private var seen: Set<Member> = []
    private var known: [Key: Int] = [:]

    var all: [ResolvedPort.Group] { groups.filter { $0.workload != nil } + groups.filter { $0.workload == nil } }

    mutating func add(pod: Int, of workload: Int, _ end: PortEnd, _ state: ResolvedPort.State) {
        let position = position(Key(workload: workload, end: end, state: state))
        // A Pod with addresses of two families is listed twice.
        if seen.insert(Member(group: position, pod: pod)).inserted { groups[position].pods.append(pod) }
    }

    mutating func add(address: String, _ end: PortEnd, _ state: ResolvedPort.State) {
        groups[position(Key(workload: nil, end: end, state: state))].addresses.append(address)
    }

    private mutating func position(_ key: Key) -> Int {
        if let position = known[key] { return position }
        known[key] = groups.count
        groups.append(.init(workload: key.workload, pods: [], addresses: [], end: key.end, state: key.state))
        return groups.count - 1
    }
}

extension ClusterPod {
    /// The container that declares a port; Kubernetes does not ask for one.
    package func container(declaring number: Int, _ transport: TransportProtocol) -> Container? {
        spec.servingContainers.first { $0.ports.contains { $0.number == number && $0.transport == transport } }
    }
}
