import KubeCluster
import KubeManifest

/// One box for all that stands behind a Service.
enum ServiceTypesEnd {
    /// - Parameters:
    ///   - listening: the number that the first port leads to on the Pods.
    ///   - gap: why it leads nowhere.
    static func box(
        _ service: ClusterService, _ cluster: Cluster, _ listening: Int?, _ gap: PortGap?
    ) -> Figure.Element {
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
            name: isOne ? workload.reference.name.shortened(to: 18) : areBare ? "Pods" : FigureWords.count(targets.count, "workload"),
            facts: containerPort(service, first.pods.first.map { cluster.pods[$0] }, listening) + (gap.map { [$0.short] } ?? []),
            count: count > 1 ? count : nil,
            tooltip:
                "Behind \(service.reference): \(FigureWords.list(targets.prefix(5).map { cluster.workloads[$0.workload].reference.description }))"
                + (targets.count > 5 ? " and \(targets.count - 5) more" : ""))
    }

    private static func containerPort(_ service: ClusterService, _ pod: ClusterPod?, _ listening: Int?) -> [String] {
        guard let port = service.service.ports.first, let pod, let listening else { return [] }
        let number = "\(pod.container(declaring: listening, port.transport) != nil ? "containerPort" : "targetPort") \(listening)"
        if case .name(let name) = port.target { return [number, "named \(name)"] }
        return [number]
    }

    private static func slice(_ endpoints: [Endpoint]) -> Figure.Element {
        let more = endpoints.count - 2
        return .init(
            id: "endpoints", role: .endpointSlice, eyebrow: "ADDRESSES", name: "EndpointSlice",
            facts: endpoints.prefix(2).map(\.address) + (more > 0 ? ["+ \(more) more"] : []), tooltip: "Addresses that are listed by hand")
    }

    private static func missing(_ service: ClusterService) -> Figure.Element {
        let selector = service.service.selector ?? []
        return .init(
            id: "pods", role: .missing, eyebrow: "NOT FOUND", name: selector.isEmpty ? "EndpointSlice" : "Pods",
            caption: selector.isEmpty ? "and no selector" : "no Pod here has",
            chips: selector.prefix(2).map { .init(text: $0.text, role: .noMatch) },
            tooltip: selector.isEmpty
                ? "No selector, and no EndpointSlice for it was found in these manifests" : "The selector picks no Pod of these manifests")
    }
}
