import KubeCluster
import KubeManifest

/// One box for all that stands behind a Service.
enum ServiceTypesEnd {
    /// - Parameter end: where the first port leads on the Pods.
    static func box(_ service: ClusterService, _ cluster: Cluster, _ end: (target: PortReference, end: PortEnd)?) -> Figure.Element {
        let targets = cluster.targets(of: service)
        let endpoints = targets.isEmpty ? cluster.endpoints(of: service) : []
        if !endpoints.isEmpty { return slice(endpoints) }
        guard let first = targets.first else { return missing(service) }
        let workload = cluster.workloads[first.workload]
        let count = targets.reduce(0) { $0 + $1.pods.count }
        let isOne = targets.count == 1
        let areBare = targets.allSatisfy { cluster.workloads[$0.workload].isBarePod }
        return .init(
            id: "pods", role: areBare ? .pod : .workload, eyebrow: count == 1 ? "POD" : "PODS",
            name: isOne ? workload.reference.name.shortened(to: 18) : areBare ? "Pods" : English.count(targets.count, "workload"),
            facts: end.map { English.containerPort($0.target, $0.end, namesContainer: false) } ?? [],
            count: count > 1 ? count : nil,
            tooltip:
                "Behind \(service.reference): \(English.list(first: 5, of: targets.map { cluster.workloads[$0.workload].reference.description }))"
        )
    }

    private static func slice(_ endpoints: [Endpoint]) -> Figure.Element {
        let more = endpoints.count - 2
        return .init(
            id: "endpoints", role: .endpointSlice, eyebrow: "ADDRESSES", name: "EndpointSlice",
            facts: endpoints.prefix(2).map { English.endpoint($0) } + (more > 0 ? ["+ \(more) more"] : []),
            tooltip: "Addresses that are listed by hand")
    }

    private static func missing(_ service: ClusterService) -> Figure.Element {
        let selector = service.service.selector ?? []
        return .init(
            id: "pods", role: .missing, eyebrow: "NOT FOUND", name: selector.isEmpty ? "EndpointSlice" : "Pods",
            caption: selector.isEmpty ? "and no selector" : "no Pod here has",
            chips: selector.prefix(2).map { .init($0, role: .noMatch) },
            tooltip: selector.isEmpty
                ? "No selector, and no EndpointSlice for it was found in these manifests" : "The selector picks no Pod of these manifests")
    }
}
