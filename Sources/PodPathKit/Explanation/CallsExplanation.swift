import KubeCluster
import KubeManifest

/// The configured calls as rows of a table, and those that lead out of the cluster.
struct CallsExplanation {
    private let cluster: Cluster
    private let request: FigureRequest
    private static let limit = 200

    init(_ cluster: Cluster, _ request: FigureRequest) {
        self.cluster = cluster
        self.request = request
    }

    var record: [String: TemplateValue] {
        let calls = calls, outside = outside
        return [
            "calls": .records(calls), "hasCalls": .flag(!calls.isEmpty), "outsideCalls": .records(outside),
            "hasOutsideCalls": .flag(!outside.isEmpty), "hasNoCalls": .flag(calls.isEmpty && outside.isEmpty),
        ]
    }

    private var calls: [[String: TemplateValue]] {
        var arrivals = CallArrivals(cluster)
        return cluster.calls.filter { shows($0.workload) }.prefix(Self.limit).map { call in
            let port = call.port.map { ":\($0)" } ?? ""
            // Two ports may stand in one value.
            let places = call.because.map(English.place).reduce(into: [Sentence]()) { if !$0.contains($1) { $0.append($1) } }.prefix(2)
            return [
                "from": .prose(caller(call.workload)), "to": .prose("\(call.target.path)\(port)"),
                "arrives": .sentence(English.answer(call, arrivals.arrival(of: call))),
                "because": .sentence(English.joined(Array(places), ", by ")),
            ]
        }
    }

    private var outside: [[String: TemplateValue]] {
        cluster.outsideCalls.filter { shows($0.workload) }.prefix(Self.limit).map { call in
            ["from": .prose(caller(call.workload)), "to": .prose(call.name), "because": .sentence(English.place(call.because))]
        }
    }

    private func shows(_ workload: Int) -> Bool { request.shows(cluster.workloads[workload].reference.namespace) }

    private func caller(_ workload: Int) -> String { cluster.workloads[workload].reference.description }
}
