import KubeCluster
import KubeManifest

/// One Service and what stands behind it, from whoever connects to the container that answers.
struct ServiceFigure: FigureKind {
    let id = "service"
    let subject = "Service"
    let title = "A Service and its Pods"
    let question = "Which Pods stand behind this Service, why these, and how does a connection reach them?"

    func figures(of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        let shown = cluster.services.filter { request.shows($0.namespace) && request.isFocus($0.reference) }
        var arrivals = CallArrivals(cluster)
        guard !request.allowsSeveral, request.focus == nil else { return shown.map { figure($0, cluster, request, &arrivals) } }
        return showingMost(shown).map { [figure($0, cluster, request, &arrivals)] } ?? []
    }

    /// The Service that shows most: reachable from outside and with Pods before others, in order.
    private func showingMost(_ services: [ClusterService]) -> ClusterService? {
        services.max { a, b in rank(a) < rank(b) }.flatMap { best in services.first { rank($0) == rank(best) } }
    }

    private func rank(_ service: ClusterService) -> Int {
        (service.selectedPods.isEmpty ? 0 : 2) + (service.service.isExternal ? 1 : 0)
    }

    /// The figure of one Service, whatever the request's focus is.
    func figure(_ service: ClusterService, _ cluster: Cluster, _ request: FigureRequest) -> Figure {
        var arrivals = CallArrivals(cluster)
        return figure(service, cluster, request, &arrivals)
    }

    private func figure(
        _ service: ClusterService, _ cluster: Cluster, _ request: FigureRequest, _ arrivals: inout CallArrivals
    ) -> Figure {
        var scene = ServiceScene(service, in: cluster, request)
        scene.draw(&arrivals)
        return scene.figure
    }
}
