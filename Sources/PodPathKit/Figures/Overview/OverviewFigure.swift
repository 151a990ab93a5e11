import KubeCluster
import KubeManifest

/// Everything at once: who is configured to call whom, by which name and port, where it arrives, and why not.
///
/// Past a size one picture would be unreadable, so it is split: a picture of the namespaces, and one for each of them.
struct OverviewFigure: FigureKind {
    let id = "overview"
    let title = "Overview"
    let question = "Which workloads are there, who is configured to call whom, and what is reachable from outside?"

    func figures(of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        let shown = cluster.inOrderOfCalls(cluster.namespaces.filter { request.shows($0) && cluster.hasBoxes(in: $0) })
        guard !shown.isEmpty else { return [] }
        let total = shown.reduce(0) { $0 + cluster.boxes(in: $1) }
        if total <= request.elementLimit || shown.count == 1 { return [scene(cluster, shown, request, id: "overview")] }
        var all = NamespacesOverview.figure(shown, cluster, request)
        if let unread = cluster.objects.unreadPoliciesSentence { all.remarks.append(unread) }
        guard request.allowsSeveral else { return [all] }
        return [all] + shown.map { scene(cluster, [$0], request, id: FigureWords.id("overview", $0)) }
    }

    /// Workloads of one namespace that a figure can hold, as a multiple of what fits along arrows.
    private static let rows = 5

    private func scene(_ cluster: Cluster, _ namespaces: [String], _ request: FigureRequest, id: String) -> Figure {
        CallsScene(cluster, namespaces, id: id, limit: request.elementLimit * Self.rows).figure
    }
}

extension Cluster {
    /// Workloads and Services of a namespace: what has a box.
    fileprivate func boxes(in namespace: String) -> Int {
        workloads.count { $0.reference.namespace == namespace } + services(in: namespace).count
    }

    /// Namespaces that others do not call first, each before those that it calls, as far as they do not call one another.
    fileprivate func inOrderOfCalls(_ namespaces: [String]) -> [String] {
        var callers: [String: Set<String>] = [:]
        for call in calls where call.isFound {
            let (from, to) = (workloads[call.workload].reference.namespace, call.target.namespace)
            if from != to, namespaces.contains(from) { callers[to, default: []].insert(from) }
        }
        var open = namespaces
        var ordered: [String] = []
        while let next = open.firstIndex(where: { callers[$0]?.isSubset(of: ordered) ?? true }) ?? open.indices.first {
            ordered.append(open.remove(at: next))
        }
        return ordered
    }

    fileprivate func hasBoxes(in namespace: String) -> Bool {
        boxes(in: namespace) > 0 || routes.contains { $0.object.namespace == namespace }
    }
}
