import KubeManifest

/// An address that stands for a Service: its virtual IP, an external IP, or its balancer's.
extension PathWalk {
    mutating func reach(_ service: ClusterService, at address: IPAddress) {
        let object = service.service
        let isVirtual = service.virtualIPs.first { $0.address == address }
        let written = isVirtual.map(Self.text) ?? address.description
        let choice = ServicePortChoice(target.port, target.transport, of: object)
        let what =
            isVirtual != nil
            ? "the virtual IP of Service \(service.reference.path), which no machine has: every node knows what it stands for"
            : "an outside address of Service \(service.reference.path), which the nodes know: the connection need not leave the cluster"
        guard let port = choice.port else {
            let asked = target.port.map { "port \($0.text)" } ?? "a port"
            return add(
                .virtualIP, client, .service(service), "no \(asked)",
                "\(clientName) connects to \(written), but Service \(service.reference.path) does not serve \(asked), so the connection leads nowhere: \(choice.remark ?? "")",
                .denied, because: object.ports.map { evidence(of: $0, in: object) })
        }
        let transport = port.transport == .tcp ? "" : "/\(port.transport.rawValue)"
        add(
            .virtualIP, client, .service(service), "\(written):\(port.port)\(transport)",
            "\(clientName) connects to \(written), port \(port.port)\(transport): \(what).\(choice.remark.map { " " + $0 } ?? "")",
            because: address == isVirtual?.address
                ? stated(address, in: object) + [evidence(of: port, in: object)] : [evidence(of: port, in: object)])
        let kind: ServiceProxy.Address =
            isVirtual != nil ? .virtualIP : service.service.externalIPs.contains(address) ? .externalIP : .balancerAddress
        let proxy = ServiceProxy(proxyClient, at: kind, of: object)
        if kind == .balancerAddress { admit(to: service, at: address) }
        rewrite(service, port, by: proxy)
    }

    func evidence(of port: ServicePort, in service: Service) -> Evidence {
        Evidence(service.metadata, field: "\(port.field).port", value: String(port.port), at: port.mark)
    }

    private func stated(_ address: IPAddress, in service: Service) -> [Evidence] {
        service.clusterIPs.filter { $0.value == .address(address) }.map {
            Evidence(service.metadata, field: "spec.clusterIP", value: address.description, at: $0.mark)
        }
    }
}
