import KubeCluster
import KubeManifest

/// Before and after a Pod is killed: what changes, and what its clients see of it.
struct PodReplacementFigure: FigureKind {
    let id = "pod-replacement"
    let subject = "Service with Pods behind it"
    let title = "A Pod is replaced"
    let question = "What changes when a Pod is killed and replaced, and what stays as it was for its clients?"
    let leavesPoliciesOut = true

    func figures(of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        guard let choice = ReplacementChoice(in: cluster, for: request) else { return [] }
        var scene = ReplacementScene(choice, in: cluster)
        return [scene.drawn()]
    }
}

/// Which Pod is killed, behind which Service, and who calls that one.
struct ReplacementChoice {
    /// Position in `Cluster.pods`.
    let pod: Int
    let service: ClusterService
    /// Position in `Cluster.pods`; nil where these manifests hold no Pod that is not behind the Service itself.
    let client: Int?

    /// Nil where no Service leads to a Pod that is ready, or not to the one that is asked for.
    init?(in cluster: Cluster, for request: FigureRequest) {
        if let name = request.replace {
            guard case .found(let position) = cluster.pod(named: name) else { return nil }
            let services = cluster.services(of: cluster.pods[position].workload).map { cluster.services[$0] }
                .filter { cluster.targetPods(of: $0).contains(position) && Self.isServing($0, cluster.pods[position]) }
            guard let service = services.first(where: { !$0.virtualIPs.isEmpty }) ?? services.first else { return nil }
            pod = position
            self.service = service
        } else {
            let called = Set(cluster.exampleCalls.compactMap(\.service))
            let ranked = cluster.services.indices.lazy.compactMap { position -> (rank: Int, service: Int, pod: Int)? in
                let service = cluster.services[position]
                guard request.shows(service.namespace), request.focus == nil || request.isFocus(service.reference),
                    let pod = cluster.targetPods(of: service).last(where: { Self.isServing(service, cluster.pods[$0]) })
                else { return nil }
                let isMade = !cluster.workload(of: pod).isBarePod
                let rank =
                    (isMade ? 8 : 0) + (service.virtualIPs.isEmpty ? 0 : 4) + (cluster.targetPods(of: service).count > 1 ? 2 : 0)
                    + (called.contains(position) ? 1 : 0)
                return (rank, position, pod)
            }
            guard let best = ranked.max(by: { ($0.rank, -$0.service) < ($1.rank, -$1.service) }) else { return nil }
            // Where a Pod is called by its own name, that one is it: what its name does is what there is to see.
            let names = cluster.exampleCalls.filter { $0.service == best.service }.compactMap {
                $0.hostname(behind: cluster.services[best.service])
            }
            let named = cluster.targetPods(of: cluster.services[best.service]).first { position in
                names.contains(cluster.pods[position].reference.name)
                    && Self.isServing(cluster.services[best.service], cluster.pods[position])
            }
            pod = named ?? best.pod
            service = cluster.services[best.service]
        }
        client = Self.client(of: service, in: cluster)
    }

    private static func isServing(_ service: ClusterService, _ pod: ClusterPod) -> Bool {
        !pod.addresses.isEmpty && !pod.hasEnded && (service.service.publishesNotReadyAddresses || pod.isReady && !pod.isTerminating)
    }

    /// A Pod whose configuration calls the Service; nil stands for any.
    private static func client(of service: ClusterService, in cluster: Cluster) -> Int? {
        let behind = Set(cluster.targetPods(of: service))
        return cluster.exampleCalls.lazy.filter { $0.service.map { cluster.services[$0].reference == service.reference } ?? false }
            .compactMap { cluster.workloads[$0.workload].pods.first }.first { !behind.contains($0) }
    }
}
