import KubeManifest

/// A load balancer in front of the nodes: who gets to it, and how it passes a connection on (C59).
extension PathWalk {
    /// From a Pod to a balancer's address that the nodes do not take for the Service: the connection leaves the cluster and comes back.
    mutating func reach(balancer point: LoadBalancerPoint, of service: ClusterService) {
        let object = service.service
        let choice = ServicePortChoice(target.port, target.transport, of: object)
        guard let port = choice.port else {
            return add(
                .loadBalancer, client, .loadBalancer(service), .noSuchPort,
                [.service(.notServed(service.reference, target.port, choice.advice))], .denied,
                because: object.ports.map { evidence(of: $0, in: object) })
        }
        add(
            .loadBalancer, client, .loadBalancer(service), .port(.stated(port.port)),
            [.balancer(.asked(caller, port: port.port, at: point.text, isHostName: point.address == nil))] + told(choice.advice)
                + ranges(of: object),
            object.loadBalancerSourceRanges.isEmpty ? .allowed : .unknown,
            because: [evidence(of: port, in: object)] + because(rangesOf: object))
        addEgress(to: point.address, .loadBalancer(service), port.port, port.transport)
        pass(on: port, of: service, point)
    }

    /// From outside.
    mutating func enter(balancerOf service: ClusterService, _ port: ServicePort, _ advice: PortAdvice?) {
        let object = service.service
        let known = cluster.examples.balancer(of: object)
        let ranges = object.loadBalancerSourceRanges
        let isOpen = ranges.isEmpty || ranges.contains { $0.value.prefix == 0 && $0.value.base.family == family }
        add(
            .loadBalancer, .outside, .loadBalancer(service), .port(.stated(port.port)),
            [.balancer(.askedFromOutside(port: port.port, at: known))] + told(advice) + self.ranges(of: object),
            isOpen ? .allowed : .unknown,
            because: [evidence(of: port, in: object)] + because(rangesOf: object))
        let asked = object.loadBalancers.first { point in
            switch target.place {
            case .address(let address): point.address == address
            case .name(let name): point.text == name
            default: true
            }
        }
        pass(on: port, of: service, asked)
    }

    /// To a nodePort, or, where there is none or the balancer keeps its own address as the destination, straight to the nodes.
    private mutating func pass(on port: ServicePort, of service: ClusterService, _ point: LoadBalancerPoint?) {
        let object = service.service
        if object.opensNodePort(port), point?.ipMode != "VIP" { return enter(by: port, of: service, on: nil, balanced: true) }
        family = service.families.first ?? .ipv4
        rewrite(service, port, by: ServiceProxy(.outside, at: .balancer, of: object))
    }

    // MARK: loadBalancerSourceRanges

    /// The nodes let only some Pods pass to a balancer's address that they know: those whose own address is in one of the ranges.
    mutating func admit(to service: ClusterService, at address: IPAddress) {
        let blocks = service.service.loadBalancerSourceRanges.map(\.value).filter { $0.base.family == address.family }
        guard !blocks.isEmpty, let clientPod else { return }
        let own = cluster.pods[clientPod].addresses.first { $0.address.family == address.family }
        let isInside = own.flatMap { own in
            AddressKnowledge(cluster.facts).holds(blocks, own, ofPod: !cluster.pods[clientPod].spec.hostNetwork)
        }
        if isInside == true { return }
        let isKnown = isInside == false
        let address = own.map { $0.map(\.description) }
        add(
            .virtualIP, .pod(clientPod), .service(service), isKnown ? .notInRanges : .dependsOnAddress,
            [.balancer(.rangesBind(caller, blocks.map(\.text), address: address, isKnown: isKnown))],
            isInside == false ? .denied : .unknown, because: because(rangesOf: service.service))
    }

    private func ranges(of service: Service) -> [PathEvent] {
        let ranges = service.loadBalancerSourceRanges.map(\.value.text)
        return ranges.isEmpty ? [] : [.balancer(.ranges(ranges, guardsNodePorts: !service.opensNodePorts))]
    }

    private func because(rangesOf service: Service) -> [Evidence] {
        service.loadBalancerSourceRanges.enumerated().map { index, block in
            Evidence(service.metadata, field: "spec.loadBalancerSourceRanges[\(index)]", value: block.value.text, at: block.mark)
        }
    }
}
