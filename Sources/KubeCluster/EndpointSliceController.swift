import KubeManifest

/// Plays the EndpointSlice controllers: the entries behind a Service (R61, R64 to R68).
extension Cluster {
    /// Every endpoint of a Service, sorted by family, then as the slices or the Pods stand.
    public func endpoints(of service: ClusterService) -> [Endpoint] {
        switch service.source {
        case .alias, .nothing: []
        case .slices(let slices): slices.flatMap { endpoints(of: objects.endpointSlices[$0]) }
        case .endpoints(let position): mirrored(objects.endpoints[position])
        case .selector:
            service.families.flatMap { family in
                service.selectedPods.compactMap { endpoint(of: service.service, pod: $0, family) }
            }
        }
    }

    private func endpoint(of service: Service, pod position: Int, _ family: IPAddress.Family) -> Endpoint? {
        let pod = pods[position]
        guard let assigned = pod.addresses.first(where: { $0.address.family == family }) else { return nil }
        return Endpoint(
            address: assigned.address.description, family: family, isIllustrative: assigned.isIllustrative, pod: position,
            target: pod.reference, isReady: pod.isReady(behind: service), isServing: pod.isReady, isTerminating: pod.isTerminating,
            nodeName: pod.nodeName, zone: zone(ofNode: pod.nodeName), hostname: hostname(of: pod, in: service),
            ports: ports(of: service, on: pod))
    }

    /// Only where the Pod asks for a hostname and names this Service as its subdomain (R45).
    private func hostname(of pod: ClusterPod, in service: Service) -> String? {
        guard let hostname = pod.hostname, !hostname.isEmpty, pod.subdomain == service.metadata.name else { return nil }
        return hostname
    }

    /// A port that cannot be resolved on this Pod is left out for it (R67).
    func ports(of service: Service, on pod: ClusterPod) -> [EndpointSlice.Port] {
        service.ports.compactMap { port in
            resolve(port.target, port.transport, on: pod).map {
                EndpointSlice.Port(name: port.name, port: $0, transport: port.transport)
            }
        }
    }

    func endpoints(of slice: EndpointSlice) -> [Endpoint] {
        slice.endpoints.flatMap { item in
            item.addresses.map { text in
                let address = IPAddress(text.value)
                return Endpoint(
                    address: text.value, family: address?.family, isIllustrative: false,
                    pod: pod(item.target, at: address, in: slice.metadata.namespace),
                    target: item.target, isReady: item.isReady ?? true, isServing: item.isServing ?? item.isReady ?? true,
                    isTerminating: item.isTerminating ?? false, nodeName: item.nodeName,
                    zone: item.zone, hostname: item.hostname, ports: slice.ports)
            }
        }
    }

    /// What the mirroring controller makes of an Endpoints object; addresses in canonical form (R61).
    private func mirrored(_ endpoints: Endpoints) -> [Endpoint] {
        var result: [Endpoint] = []
        var known: [MirroredKey: Int] = [:]
        for subset in endpoints.subsets {
            for item in subset.addresses {
                let key = MirroredKey(
                    address: item.address.value, hostname: item.hostname, target: item.target, ports: Set(subset.ports))
                let endpoint = Endpoint(
                    address: item.address.value.description, family: item.address.value.family, isIllustrative: false,
                    pod: pod(item.target, at: item.address.value, in: endpoints.metadata.namespace), target: item.target,
                    isReady: item.isReady, isServing: item.isReady, isTerminating: false, nodeName: item.nodeName,
                    zone: nil, hostname: item.hostname, ports: subset.ports)
                if let position = known[key] {
                    if !item.isReady { result[position] = endpoint }
                } else {
                    known[key] = result.count
                    result.append(endpoint)
                }
            }
        }
        return result
    }

    /// What is one endpoint: "not ready always trumps ready" (kubernetes, pkg/api/v1/endpoints/util.go, RepackSubsets).
    private struct MirroredKey: Hashable {
        let address: IPAddress
        let hostname: String?
        let target: ObjectReference?
        let ports: Set<EndpointSlice.Port>
    }

    private func pod(_ target: ObjectReference?, at address: IPAddress?, in namespace: String) -> Int? {
        if let target, target.kind == "Pod" { return podIndex.byReference[target] }
        return address.flatMap { podIndex.byStatedAddress[$0] }
    }

    private func zone(ofNode name: String?) -> String? {
        name.flatMap { zonesByNode[$0] }
    }
}

/// Where Pods stand in `Cluster.pods`, by name and by the address that a manifest states.
struct PodIndex: Sendable {
    let byReference: [ObjectReference: Int]
    let byStatedAddress: [IPAddress: Int]

    /// - Parameter isNeeded: there are slices or Endpoints objects, whose entries name Pods; nothing else asks.
    init(_ pods: [ClusterPod], isNeeded: Bool) {
        let pods = isNeeded ? pods : []
        byReference = Dictionary(pods.enumerated().map { ($1.reference, $0) }, uniquingKeysWith: { first, _ in first })
        byStatedAddress = Dictionary(
            pods.enumerated().flatMap { position, pod in
                pod.addresses.filter { !$0.isIllustrative }.map { ($0.address, position) }
            }, uniquingKeysWith: { first, _ in first })
    }
}
