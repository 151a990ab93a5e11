import KubeCluster
import KubeManifest

/// What policies allow and refuse around the workloads of a namespace, or around one workload.
struct PolicyFigure: FigureKind {
    let id = "policy"
    let subject = "policy"
    let title = "Who may talk to whom"
    let question = "Which connections do the policies allow and refuse here, and which policy decides?"

    func figures(of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        guard cluster.objects.hasPolicies else { return [] }
        let enforcement = NetworkPolicyEnforcement(cluster)
        let summaries = enforcement.summaries
        return subjects(cluster, summaries, request).map { subject in
            var scene = PolicyScene(subject, in: cluster, summaries)
            return scene.drawn()
        }
    }

    /// A namespace, or one workload.
    enum Subject {
        case namespace(String)
        case workload(Int)
    }

    private func subjects(_ cluster: Cluster, _ summaries: [PolicySummary], _ request: FigureRequest) -> [Subject] {
        if request.focus != nil {
            let namespace = cluster.namespaces.first { $0 == request.focus || "namespace/\($0)" == request.focus?.lowercased() }
            if let namespace { return [.namespace(namespace)] }
            return cluster.workloads.indices.filter { request.isFocus(cluster.workloads[$0].reference) }.prefix(
                request.allowsSeveral ? 4 : 1
            )
            .map { .workload($0) }
        }
        // The namespace with the most policies of its own tells most.
        var counts: [String: Int] = [:]
        for summary in summaries {
            for namespace in Set(summary.workloads.map { cluster.workloads[$0].reference.namespace }) {
                counts[namespace, default: 0] += summary.isClusterWide ? 1 : 1000
            }
        }
        let found = counts.filter { request.shows($0.key) }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        return found.prefix(request.allowsSeveral ? 12 : 1).map { .namespace($0) }
    }
}
