import KubeManifest

/// From outside the cluster to a Service or a Pod.
extension PathWalk {
    /// - Parameter host: that of an Ingress or a route, where the path begins with one.
    mutating func enter(host: String?) {
        if let host {
            let services = self.services(of: target.place)
            if !enter(host: host, to: services) { refuse(host: host, target.text) }
            return
        }
        switch target.place {
        case .service(let service): enter(service)
        case .pod(let pod): enter(pod: pod)
        case .address(let address): enter(at: address)
        case .name(let name): enter(name: name)
        }
    }

    /// The Services that the end of the path is, or stands behind; positions in `Cluster.services`.
    private func services(of place: PathTarget.Place) -> [Int] {
        cluster.services.indices.filter { position in
            let service = cluster.services[position]
            return switch place {
            case .name(let name):
                [service.name, service.reference.path, "\(service.name).\(service.namespace)"].contains(name)
                    || name.withoutFinalDot == "\(service.name).\(service.namespace).svc.\(dns.zone)"
            case .service(let wanted): service.reference == wanted.reference
            case .pod(let pod): cluster.targetPods(of: service).contains(pod)
            case .address(let address): service.virtualIPs.contains { $0.address == address }
            }
        }
    }

    private mutating func enter(name: String) {
        if let service = cluster.services.first(where: { $0.service.loadBalancerIngress.contains(name) }) { return enter(service) }
        let lowered = name.withoutFinalDot.lowercased()
        let unread = cluster.unread(takingHost: lowered)
        if !unread.isEmpty { return addUnread(unread, to: .missing(name), .takes(host: name)) }
        let isInner = lowered.hasSuffix(".\(dns.zone.lowercased())") || !lowered.contains(".")
        if !isInner, enter(host: lowered, path: target.path) { return }
        add(
            .lookup, .outside, .missing(name), .notFromOutside, [.entrance(isInner ? .innerName(name) : .unknownName(name))], .unresolved)
    }

    private mutating func enter(at address: IPAddress) {
        family = address.family
        for service in cluster.services where service.service.loadBalancerIngress.contains(address.description) { return enter(service) }
        for service in cluster.services where service.service.externalIPs.contains(address) { return enter(service, at: address) }
        for node in cluster.nodes where (node.internalAddresses + node.externalAddresses).contains(address) {
            return enter(node: node)
        }
        for service in cluster.services where service.virtualIPs.contains(where: { $0.address == address }) { return refuse(service) }
        if let pod = pod(with: address) { return enter(pod: pod) }
        add(
            .direct, .outside, .missing(address.description), .unknownAddress, [.entrance(.unknownAddress(address))], .unresolved)
    }

    private mutating func enter(node: Node) {
        for service in cluster.services where service.service.opensNodePorts {
            let port = service.service.ports.first { port in
                fits(port) && port.nodePort.map { target.port == .number($0.value) } ?? false
            }
            if let port { return enter(by: port, of: service, on: node) }
        }
        add(
            .direct, .outside, .node(node.metadata.name), .node(node.metadata.name),
            [.direct(.node(node.metadata.name, isFromOutside: true))], .unknown, because: [Evidence(nameOf: node.metadata)])
    }

    /// - Parameter what: what the objects seem to do.
    private mutating func addUnread(_ unread: [UnreadObject], to end: PathPlace, _ effect: EntranceEvent.UnreadEffect) {
        add(
            .ingressRoute, .outside, end, .notRead, [.entrance(.unread(unread.map(\.reference), effect))], .unknown, because: unread.because
        )
    }

    // MARK: A Service

    private mutating func enter(_ service: ClusterService) {
        let object = service.service
        let choice = ServicePortChoice(target.port, target.transport, of: object, allowsNodePort: true)
        guard object.isExternal || !object.externalIPs.isEmpty else {
            if !enter(host: nil, to: services(of: .service(service))) { refuse(service) }
            return
        }
        guard let port = choice.port else {
            return add(
                .virtualIP, .outside, .service(service), .noSuchPort,
                [.service(.notServed(service.reference, target.port, choice.advice))], .denied,
                because: object.ports.map { evidence(of: $0, in: object) })
        }
        let isNodePort = port.nodePort.map { target.port == .number($0.value) && $0.value != port.port } ?? false
        if object.type == .loadBalancer, !isNodePort {
            enter(balancerOf: service, port, choice.advice)
        } else if object.opensNodePorts {
            enter(by: port, of: service, on: nil, advice: choice.advice)
        } else if let address = object.externalIPs.first {
            enter(service, at: address)
        }
    }

    private mutating func enter(_ service: ClusterService, at address: IPAddress) {
        let object = service.service
        let choice = ServicePortChoice(target.port, target.transport, of: object)
        guard let port = choice.port else {
            return add(
                .virtualIP, .outside, .service(service), .noSuchPort,
                [.service(.notServed(service.reference, target.port, choice.advice))], .denied)
        }
        family = address.family
        add(
            .virtualIP, .outside, .service(service), .endpoint(.stated(address.description), port: port.port, .tcp),
            [.entrance(.externalIP(address, port: port.port, service.reference))], because: [evidence(of: port, in: object)])
        rewrite(service, port, by: ServiceProxy(.outside, at: .externalIP, of: object))
    }

    /// A port of a node that a Service opens.
    ///
    /// - Parameters:
    ///   - node: nil for whichever node is asked.
    ///   - balanced: a load balancer passes the connection on.
    mutating func enter(
        by port: ServicePort, of service: ClusterService, on node: Node?, balanced: Bool = false, advice: PortAdvice? = nil
    ) {
        let number = cluster.port(port, of: service).nodePort
        let from: PathPlace = balanced ? .loadBalancer(service) : clientPod.map { .pod($0) } ?? .outside
        let which: EntranceEvent.Which = node.map { .named($0.metadata.name) } ?? (balanced ? .oneOfBalancer : .any)
        let opened = EntranceEvent.nodePort(
            balanced ? .balancer : .client(caller), number, which, of: service.reference, port: port.port)
        let asksNodes = balanced && service.service.externalTrafficPolicy?.value == "Local"
        add(
            .nodePort, from, .node(node?.metadata.name ?? ""), number.map { .port($0) } ?? .node(node?.metadata.name ?? ""),
            [.entrance(opened)] + (asksNodes ? [.entrance(.asksForReadyPods)] : []) + told(advice),
            because: port.nodePort.map {
                [Evidence(service.service.metadata, field: "\(port.field).nodePort", value: String($0.value), at: $0.mark)]
            } ?? [])
        family = service.families.first ?? .ipv4
        let proxy =
            balanced
            ? ServiceProxy(.outside, at: .balancer, of: service.service)
            : ServiceProxy(proxyClient, at: .nodePort(node: node?.metadata.name), of: service.service)
        if !balanced, clientPod != nil { look(at: node, port, proxy) }
        rewrite(service, port, by: proxy)
    }

    /// Policies of a client on another node see the node's address and the nodePort (C57).
    private mutating func look(at node: Node?, _ port: ServicePort, _ proxy: ServiceProxy) {
        guard let node, let number = port.nodePort?.value else { return }
        let address: IPAddress? =
            if case .address(let asked) = target.place { asked } else { node.internalAddresses.first ?? node.externalAddresses.first }
        nodeAddress = (address.map { .address($0) }, number)
        guard proxy.isClientsNode == false else { return }
        addEgress(to: address, .node(node.metadata.name), number, port.transport)
    }

    private mutating func refuse(_ service: ClusterService) {
        let object = service.service
        let unread = cluster.unread(.entrance, about: service)
        if !unread.isEmpty { return addUnread(unread, to: .service(service), .leads(to: service.reference)) }
        let why: EntranceEvent.Closed = object.type == .externalName ? .alias : object.isHeadless ? .headless : .clusterIP
        add(
            .virtualIP, .outside, .service(service), .noWayIn, [.entrance(.noWayIn(service.reference, why))], .denied,
            because: [Evidence(nameOf: object.metadata)])
    }

    // MARK: A Pod

    private mutating func enter(pod position: Int) {
        let pod = cluster.pods[position]
        let ports = pod.spec.servingContainers.flatMap(\.ports)
        let wanted = ports.first { port in
            switch target.port {
            case .number(let number): port.hostPort == number
            case .name(let name): port.name == name && port.hostPort != nil
            case nil: port.hostPort != nil
            }
        }
        if let wanted, let hostPort = wanted.hostPort {
            add(
                .nodePort, .outside, .pod(position), .hostPort(hostPort),
                [.entrance(.hostPort(hostPort, of: pod.reference, containerPort: wanted.number))],
                because: [Evidence(pod.source, field: wanted.field, value: String(hostPort), at: wanted.mark)])
            return finish([
                PathBranch(
                    workload: pod.workload, port: wanted.number, transport: wanted.transport, pods: [position],
                    addresses: address(of: pod).map { [$0] } ?? [])
            ])
        }
        let services = cluster.services(of: pod.workload).map { cluster.services[$0] }.filter(\.service.isExternal)
        let others: [PathEvent] = services.isEmpty ? [] : [.entrance(.wayBy(services.map(\.reference)))]
        guard !pod.spec.hostNetwork, let own = address(of: pod) else {
            return add(
                .direct, .outside, .pod(position), .nodesOwnAddress, [.entrance(.hostNetwork(pod.reference))] + others, .unknown)
        }
        add(.direct, .outside, .pod(position), .address(own), [.entrance(.podAddress(own))] + others, .unknown)
    }
}
