import KubeManifest

/// Whose an address is: a Service's, a Pod's, a node's, or nobody's here.
extension PathWalk {
    mutating func reach(answers: [DNSRecord], name: String) {
        let addresses = answers.compactMap { IPAddress($0.data) }
        guard let first = addresses.first else { return }
        family = first.family
        // A headless name stands for several Pods: any of them may be taken.
        let matching = addresses.filter { $0.family == first.family }
        if matching.count > 1 || headless(name) != nil {
            let wanted = Set(matching)
            let pods = cluster.pods.indices.filter { position in
                !cluster.pods[position].hasEnded && cluster.pods[position].addresses.contains { wanted.contains($0.address) }
            }
            if pods.count == matching.count { return reach(pods: pods, service: headless(name)) }
        }
        reach(first)
    }

    mutating func reach(_ address: IPAddress) {
        family = address.family
        if let pod = clientPod, address.description.hasPrefix("127.") || address.description == "::1" {
            return reach(pods: [pod], isLoopback: true)
        }
        for service in dns.services {
            if service.virtualIPs.contains(where: { $0.address == address }) { return reach(service, at: address) }
        }
        for service in cluster.services {
            if service.service.externalIPs.contains(address) { return reach(service, at: address) }
            guard let point = service.service.loadBalancers.first(where: { $0.address == address }) else { continue }
            return point.isKnownToNodes ? reach(service, at: address) : reach(balancer: point, of: service)
        }
        if let pod = pod(with: address) { return reach(pods: [pod]) }
        for node in cluster.nodes where (node.internalAddresses + node.externalAddresses).contains(address) {
            return reach(node: node)
        }
        leave(to: address.description, address: address)
    }

    func pod(with address: IPAddress) -> Int? {
        cluster.pods.firstIndex { !$0.hasEnded && $0.addresses.contains { $0.address == address } }
    }

    /// The headless Service that a full name stands for, or one of whose endpoints it names.
    private func headless(_ name: String) -> ClusterService? {
        let name = name.withoutFinalDot.lowercased()
        let suffix = ".svc.\(dns.zone.lowercased())"
        guard name.hasSuffix(suffix) else { return nil }
        let labels = name.dropLast(suffix.utf8.count).split(separator: ".").map(String.init)
        guard labels.count >= 2, let service = cluster.service(labels[labels.count - 2], in: labels[labels.count - 1]) else { return nil }
        return service.service.isHeadless ? service : nil
    }

    /// A node's own address: the nodePort of a Service, or the node itself.
    private mutating func reach(node: Node) {
        if case .number(let number) = target.port {
            for service in cluster.services where service.service.opensNodePorts {
                if let port = service.service.ports.first(where: { $0.nodePort?.value == number && fits($0) }) {
                    return enter(by: port, of: service, on: node)
                }
            }
        }
        add(
            .direct, client, .node(node.metadata.name), .node(node.metadata.name),
            [.direct(.node(node.metadata.name, isFromOutside: false))], .unknown, because: [Evidence(nameOf: node.metadata)])
    }

    func fits(_ port: ServicePort) -> Bool { target.transport.map { $0 == port.transport } ?? true }

    /// Out of the cluster.
    mutating func leave(to name: String, address: IPAddress?) {
        add(
            .outside, client, .host(name), .host(name), [.direct(.leaves(caller, to: name, port: target.port))],
            address == nil ? .unknown : .allowed)
        let number: Int? = if case .number(let number)? = target.port { number } else { nil }
        addEgress(to: address, .host(name), number, target.transport)
    }
}
