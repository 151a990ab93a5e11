import KubeCluster
import KubeManifest

/// A figure of calls in sentences: every call with its name, port, variable and fate, for those who do not see it.
enum CallsDescription {
    /// Sentences before the rest is counted.
    private static let limit = 200

    static func text(_ figure: Figure, _ cluster: Cluster, _ namespaces: [String]) -> String {
        var sentences: [String] = []
        for element in figure.elements where element.role != .outside && !element.isStub {
            let what = element.eyebrow.isEmpty ? element.name : "\(element.eyebrow) \(element.name)"
            let lines = element.lines.map(\.text).filter { $0 != "calls" }
            sentences.append(lines.isEmpty ? what : "\(what): \(lines.joined(separator: ", "))")
        }
        for connection in figure.connections where connection.role != .order && !connection.tooltip.isEmpty {
            sentences.append(connection.tooltip)
        }
        let more = sentences.count > limit ? ["And \(sentences.count - limit) more"] : []
        return (["\(figure.title)"] + sentences.prefix(limit) + more).map { "\($0)." }.joined(separator: " ")
    }

    static func sentence(_ call: Call, _ arrival: CallArrival?, _ cluster: Cluster) -> String {
        let because = call.because.first.map { " (\($0.location.file):\($0.location.line))" } ?? ""
        let caller = cluster.workloads[call.workload].reference.name
        let start = "\(caller) is configured to call \(call.name)\(because)"
        guard call.isFound, let arrival else { return "\(start), but no such Service was found in these manifests" }
        return start + (arrival.fails ? ", but it does not arrive: \(arrival.why)" : "")
    }
}
