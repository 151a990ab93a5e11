import KubeCluster
import KubeManifest

/// The configured calls as rows of a table.
struct CallsExplanation {
    private let cluster: Cluster
    private let request: FigureRequest
    private static let limit = 200

    init(_ cluster: Cluster, _ request: FigureRequest) {
        self.cluster = cluster
        self.request = request
    }

    var shown: [[String: TemplateValue]] {
        cluster.calls.filter { request.shows(cluster.workloads[$0.workload].reference.namespace) }.prefix(Self.limit).map { call in
            let caller = cluster.workloads[call.workload].reference
            let port = call.port.map { ":\($0)" } ?? ""
            let state = call.isFound ? "" : " (no such Service was found in these manifests\(call.advice.map { "; \($0)" } ?? ""))"
            let places = call.because.prefix(2).map { "\($0.field) (\($0.location.file):\($0.location.line))" }
            return [
                "from": .prose("\(caller.kind) \(caller.path)"), "to": .prose("\(call.target.path)\(port)\(state)"),
                "because": .prose(places.joined(separator: ", by ")),
            ]
        }
    }
}
