import KubeManifest

extension Cluster {
    /// The workloads and ports that an ingress controller sends requests to (C29 to C34).
    ///
    /// Ports are the Pods' own, TCP unless the route is a UDPRoute's; a container need not declare them (C20). A Gateway that was not found in these manifests may
    /// take its routes, as an Ingress's controller may, and counts.
    func controllerEntrances() -> [ConnectionMap.Entrance] {
        var seen: Set<[Int]> = []
        var ports: [Int: PortSet] = [:]
        for route in routes where route.failure == nil || route.failure?.kind == .gatewayNotFound {
            let transport = route.transport
            guard let service = route.service, let port = route.backendPort,
                seen.insert([service, port, transport == .tcp ? 0 : 1]).inserted
            else { continue }
            for (workload, numbers) in reached(services[service], port, transport) {
                ports[workload] = numbers.reduce(ports[workload] ?? .none) { $0.union(PortSet(transport, $1...$1)) }
            }
        }
        return ports.keys.sorted().map { ConnectionMap.Entrance(workload: $0, ports: ports[$0] ?? .none) }
    }

    /// The numbers behind a Service's port on each workload: a named target port may differ from Pod to Pod.
    private func reached(_ service: ClusterService, _ port: Int, _ transport: TransportProtocol) -> [Int: Set<Int>] {
        let wanted = service.service.ports.filter { $0.port == port && $0.transport == transport }
        var numbers: [Int: Set<Int>] = [:]
        switch service.source {
        case .selector:
            for pod in service.selectedPods {
                for port in wanted {
                    if let number = resolve(port.target, transport, on: pods[pod]) {
                        numbers[pods[pod].workload, default: []].insert(number)
                    }
                }
            }
        case .slices, .endpoints:
            let names = Set(wanted.map { $0.name ?? "" })
            for endpoint in endpoints(of: service) {
                guard let pod = endpoint.pod else { continue }
                for port in endpoint.ports where port.transport == transport && names.contains(port.name ?? "") {
                    if let number = port.port { numbers[pods[pod].workload, default: []].insert(number) }
                }
            }
        case .nothing, .alias: break
        }
        return numbers
    }
}
