import KubeCluster
import KubeManifest

/// What is to be said about one Service.
struct ServiceExplanation {
    private let service: ClusterService
    private let cluster: Cluster
    private let figure: FigureExplanation?
    private let request: FigureRequest
    /// Rows of the table of Pods.
    private static let podRows = 12

    init(_ service: ClusterService, in cluster: Cluster, figure: FigureExplanation?, _ request: FigureRequest) {
        self.service = service
        self.cluster = cluster
        self.figure = figure
        self.request = request
    }

    var record: [String: TemplateValue] {
        // The steps are those of the figure, whether or not it stands beside the page.
        let drawn = figure?.figure ?? ServiceFigure().figure(service, cluster, request)
        let pods = podRows, targets = targets
        let misses = cluster.nearMisses(of: service)
        let more = service.selectedPods.count - Self.podRows
        return [
            "name": .prose(service.name), "path": .prose(service.reference.path),
            "type": .sentence(English.type(of: service)),
            "destination": .sentence(English.destination(of: service, in: cluster)),
            "hasTargets": .flag(!targets.isEmpty), "targets": .records(targets),
            "purpose": .sentence(English.purpose(of: service, in: cluster)),
            "figure": .records(figure.map { [$0.record] } ?? []),
            "hasSteps": .flag(!drawn.steps.isEmpty),
            "steps": drawn.stepRecords,
            "reach": .sentence(English.reach(of: service, in: cluster) ?? ""),
            "hasPorts": .flag(!service.service.ports.isEmpty && service.source != .alias),
            "ports": .records(
                cluster.ports(of: service).map { ["sentence": .sentence(English.port($0, of: service, in: cluster))] }),
            "hasPods": .flag(!pods.isEmpty),
            "podsHeading": .own(service.source == .selector ? "Pod" : "Target"),
            "podsIntroduction": .sentence(English.behind(service, in: cluster)),
            "pods": .records(pods),
            "hasMorePods": .flag(more > 0 && service.source == .selector),
            "morePods": .prose("\(English.count(more, "more Pod")) \(more == 1 ? "has" : "have") the same labels."),
            "hasMisses": .flag(!misses.isEmpty),
            "misses": .records(misses.map { ["sentence": .prose("Just missed: \(cluster.sentence($0)).")] }),
        ]
    }

    // MARK: Pods

    /// A row for each workload behind the Service, or for each address of a list.
    private var targets: [[String: TemplateValue]] {
        guard service.source == .selector else {
            return podRows.map { row in
                ["name": row["name"] ?? .prose(""), "ready": row["address"] ?? .prose(""), "why": row["why"] ?? .prose("")]
            }
        }
        return cluster.targets(of: service).prefix(Self.podRows).map { target in
            let ready = target.pods.count { cluster.pods[$0].isReady(behind: service.service) }
            return [
                "name": .prose("\(cluster.workloads[target.workload].reference)"),
                "ready": .prose("\(English.grouped(ready)) of \(English.count(target.pods.count, "Pod"))"),
                "why": .sentence(English.why(target.pods[0], isBehind: service, in: cluster)),
            ]
        }
    }

    private var podRows: [[String: TemplateValue]] {
        switch service.source {
        case .alias, .nothing: return []
        case .selector:
            return service.selectedPods.prefix(Self.podRows).map { position in
                let pod = cluster.pods[position]
                let state = pod.isReady && !pod.isTerminating ? "" : pod.isTerminating ? ", terminating" : ", not ready"
                return [
                    "name": .sentence("\(pod)\(state)"),
                    "address": .sentence(English.joined(pod.addresses.map(English.address), ", ")),
                    "why": .sentence(English.why(position, isBehind: service, in: cluster)),
                ]
            }
        case .slices, .endpoints:
            return cluster.endpoints(of: service).prefix(Self.podRows).map { endpoint in
                [
                    "name": .prose(endpoint.target?.name ?? "outside these manifests"),
                    "address": .sentence(English.endpoint(.stated(endpoint.address), nil)),
                    "why": .prose(endpoint.isReady ? "listed" : "listed, not ready"),
                ]
            }
        }
    }
}
