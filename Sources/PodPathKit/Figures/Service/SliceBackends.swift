import KubeCluster
import KubeManifest

/// The addresses that EndpointSlices or an Endpoints object list by hand.
extension ServiceBackend {
    static func listed(of service: ClusterService, _ cluster: Cluster, _ limit: Int) -> [ServiceBackend] {
        let endpoints = cluster.endpoints(of: service)
        let (name, kind, metadata) = origin(of: service, cluster)
        guard !endpoints.isEmpty else {
            return [
                ServiceBackend(
                    role: .missing, place: .namespace(service.namespace),
                    element: .init(
                        id: "missing-endpoints", role: .missing, eyebrow: "\(kind.uppercased()) · EMPTY", name: name,
                        facts: ["lists no address"], tooltip: "The list holds no address"),
                    connectionTooltip: "The list holds no address", sentence: "\(kind) \(name) lists no address.")
            ]
        }
        // A slice that names Pods of these manifests shows them as Pods.
        if endpoints.allSatisfy({ $0.pod != nil }) { return podsOfSlices(endpoints, service, cluster, limit) }
        let ready = endpoints.filter(\.isReady)
        let shown = (ready + endpoints.filter { !$0.isReady }).prefix(6)
        var facts = shown.map { English.endpoint($0) }
        if endpoints.count > shown.count {
            facts.append("+ \(English.count(endpoints.count - shown.count, "more address"))")
        }
        let evidence =
            metadata.map { [Evidence($0, field: kind == "EndpointSlice" ? "endpoints" : "subsets", value: name, at: $0.mark)] } ?? []
        return [
            ServiceBackend(
                role: ready.isEmpty ? .notReady : .serving, place: .namespace(service.namespace),
                element: .init(
                    id: FigureWords.id("endpoints", service.namespace, name), role: .endpointSlice, eyebrow: kind.uppercased(), name: name,
                    facts: facts, tooltip: "\(kind) \(name) lists the addresses by hand", because: evidence),
                connectionTooltip: "To an address that \(kind) \(name) lists", because: evidence,
                sentence: "\(kind) \(name) lists \(English.list(shown.map { English.endpoint($0) })).")
        ]
    }

    private static func podsOfSlices(
        _ endpoints: [Endpoint], _ service: ClusterService, _ cluster: Cluster, _ limit: Int
    ) -> [ServiceBackend] {
        let shown = endpoints.count <= limit ? endpoints[...] : endpoints.prefix(max(1, limit - 1))
        var list = shown.map { endpoint -> ServiceBackend in
            let pod = endpoint.pod.map { cluster.pods[$0] }
            let selector = service.service.selector ?? []
            return ServiceBackend(
                role: endpoint.isReady ? .serving : .notReady, place: .namespace(service.namespace),
                element: .init(
                    id: FigureWords.id("pod", service.namespace, pod?.reference.name ?? endpoint.address, endpoint.address),
                    role: endpoint.isReady ? .pod : .podNotReady,
                    eyebrow: endpoint.isReady ? "POD" : "POD · \(endpoint.isTerminating ? "terminating" : "not ready")",
                    name: pod?.reference.name ?? endpoint.address, nameIsExample: pod?.nameIsIllustrative ?? false,
                    facts: [English.endpoint(endpoint)],
                    chips: selector.filter { pod?.label($0.key)?.value == $0.value }.map { .init($0, role: .match) },
                    tooltip: "An EndpointSlice lists \(endpoint.address)"),
                ports: endpoint.ports.compactMap { port in port.port.map { English.short($0, port.transport) } },
                connectionTooltip: "An EndpointSlice lists \(endpoint.address)")
        }
        if shown.count < endpoints.count {
            let more = English.count(endpoints.count - shown.count, "more Pod")
            list.append(
                ServiceBackend(
                    role: .folded, place: .namespace(service.namespace),
                    element: .init(id: "folded", role: .folded, eyebrow: "POD", name: "+ \(more)", tooltip: "\(more) in the EndpointSlices")
                ))
        }
        return list
    }

    private static func origin(of service: ClusterService, _ cluster: Cluster) -> (name: String, kind: String, ObjectMetadata?) {
        switch service.source {
        case .slices(let slices):
            let first = slices.first.map { cluster.objects.endpointSlices[$0].metadata }
            let name = (first?.name ?? "") + (slices.count > 1 ? " + \(slices.count - 1) more" : "")
            return (name, "EndpointSlice", first)
        case .endpoints(let position):
            let metadata = cluster.objects.endpoints[position].metadata
            return (metadata.name, "Endpoints", metadata)
        case .selector, .nothing, .alias: return (service.name, "EndpointSlice", nil)
        }
    }
}
