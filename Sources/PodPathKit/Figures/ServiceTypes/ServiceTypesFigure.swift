import KubeCluster
import KubeManifest

/// One Service as it is, beside what it would be as each of the other types.
struct ServiceTypesFigure: FigureKind {
    let id = "service-types"
    let subject = "Service with a virtual IP"
    let title = "The types of Service"
    let question =
        "What does each type make of this Service, from inside and from outside, and where do port, targetPort, nodePort and containerPort live?"
    let leavesPoliciesOut = true

    func figures(of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        guard let service = Self.service(in: cluster, for: request) else { return [] }
        var scene = ServiceTypesScene(service, in: cluster)
        return [scene.drawn()]
    }

    /// The Service with the most to compare: with Pods, with a stated nodePort, with a virtual IP. An alias and a Service
    /// without ports would have to be made up for four of the five types.
    static func service(in cluster: Cluster, for request: FigureRequest) -> ClusterService? {
        let shown = cluster.services.filter {
            request.shows($0.namespace) && (request.focus == nil || request.isFocus($0.reference)) && $0.source != .alias
                && !$0.service.ports.isEmpty
        }
        return shown.enumerated().max { (rank($0.element), -$0.offset) < (rank($1.element), -$1.offset) }?.element
    }

    private static func rank(_ service: ClusterService) -> Int {
        (service.selectedPods.isEmpty ? 0 : 4) + (service.service.ports.contains { $0.nodePort != nil } ? 2 : 0)
            + (service.service.isHeadless ? 0 : 1)
    }
}
