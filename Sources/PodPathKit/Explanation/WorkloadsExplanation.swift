import KubeCluster
import KubeManifest

/// What the Pods are called, and which of them have no Service.
struct WorkloadsExplanation {
    private let cluster: Cluster
    private let request: FigureRequest
    private let names: NamesExplanation

    init(_ cluster: Cluster, _ request: FigureRequest, _ names: NamesExplanation) {
        (self.cluster, self.request, self.names) = (cluster, request, names)
    }

    var record: [String: TemplateValue] {
        let shown = cluster.workloads.indices.filter { request.shows(cluster.workloads[$0].reference.namespace) }
        let isOneNamespace = Set(shown.map { cluster.workloads[$0].reference.namespace }).count <= 1
        let byNamespace = Dictionary(grouping: shown) { cluster.workloads[$0].reference.namespace }
        let podNames = byNamespace.keys.sorted().flatMap { names.pods(byNamespace[$0] ?? []) }
        let lonely = shown.filter { cluster.services(of: $0).isEmpty }
        let pods = lonely.reduce(0) { $0 + cluster.workloads[$1].replicas }
        return [
            "hasWorkloads": .flag(!podNames.isEmpty || !lonely.isEmpty),
            "podNames": .records(podNames), "hasPodNames": .flag(!podNames.isEmpty),
            "hasLonely": .flag(!lonely.isEmpty),
            "lonelyThem": .prose(pods == 1 ? "this Pod" : "these \(English.count(pods, "Pod"))"),
            "lonelyPronoun": .own(pods == 1 ? "it" : "them"),
            "lonely": .records(
                lonely.map { position in
                    let workload = cluster.workloads[position]
                    let name = isOneNamespace ? "\(workload.kind) \(workload.reference.name)" : "\(workload.reference)"
                    return ["name": .prose(name + (workload.isBarePod ? "" : " (\(English.count(workload.replicas, "Pod")))"))]
                }),
        ]
    }
}
