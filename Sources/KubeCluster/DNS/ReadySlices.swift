import KubeManifest

/// One EndpointSlice as the DNS server keeps it: its ready addresses (R29, R30; plugin/kubernetes/object/endpoint.go).
struct ReadySlice {
    let namespace: String
    /// The Service that it says it belongs to.
    let service: String
    /// That Service, where there is one.
    let known: ClusterService?
    let endpoints: [Endpoint]
}

extension ClusterDNS {
    /// Every slice: those of the manifests, and those that the controllers would make. None with `noendpoints`.
    var readySlices: [ReadySlice] {
        if facts.noEndpoints { return [] }
        let own = services.flatMap { service in
            slices(of: service).map {
                ReadySlice(
                    namespace: service.namespace, service: service.name, known: service, endpoints: $0.filter(\.isReady))
            }
        }
        let others = cluster.objects.endpointSlices.compactMap { slice -> ReadySlice? in
            guard let name = slice.serviceName?.value else { return nil }
            let known = service(name, in: slice.metadata.namespace)
            // Those of a Service that takes them are in the list already; an alias takes none.
            if let known, known.source != .alias { return nil }
            return ReadySlice(
                namespace: slice.metadata.namespace, service: name, known: known,
                endpoints: cluster.endpoints(of: slice).filter(\.isReady))
        }
        return own + others
    }

    /// The controllers put endpoints of one family and the same ports into one slice (R66, R67).
    private func slices(of service: ClusterService) -> [[Endpoint]] {
        if case .slices(let positions) = service.source {
            return positions.map { cluster.endpoints(of: cluster.objects.endpointSlices[$0]) }
        }
        struct Kind: Hashable {
            let family: IPAddress.Family?
            let ports: [EndpointSlice.Port]
        }
        var kinds: [Kind] = []
        var slices: [Kind: [Endpoint]] = [:]
        for endpoint in cluster.endpoints(of: service) {
            let kind = Kind(family: endpoint.family, ports: endpoint.ports)
            if slices[kind] == nil { kinds.append(kind) }
            slices[kind, default: []].append(endpoint)
        }
        return kinds.compactMap { slices[$0] }
    }
}
