import KubeManifest

/// An address that stands for a Service: its virtual IP, an external IP, or its balancer's.
extension PathWalk {
    mutating func reach(_ service: ClusterService, at address: IPAddress) {
        let object = service.service
        let virtual = service.virtualIPs.first { $0.address == address }
        let written = virtual?.map(\.description) ?? .stated(address.description)
        let choice = ServicePortChoice(target.port, target.transport, of: object)
        guard let port = choice.port else {
            return add(
                .virtualIP, client, .service(service), .notServed(target.port),
                [.service(.notServedAt(caller, written, service.reference, target.port, choice.advice))], .denied,
                because: object.ports.map { evidence(of: $0, in: object) })
        }
        let connected = ServiceEvent.connects(
            caller, written, port: port.port, port.transport, service.reference, isVirtual: virtual != nil)
        add(
            .virtualIP, client, .service(service), .endpoint(written, port: port.port, port.transport),
            [.service(connected)] + told(choice.advice),
            because: address == virtual?.address
                ? stated(address, in: object) + [evidence(of: port, in: object)] : [evidence(of: port, in: object)])
        let kind: ServiceProxy.Address =
            virtual != nil ? .virtualIP : service.service.externalIPs.contains(address) ? .externalIP : .balancerAddress
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
