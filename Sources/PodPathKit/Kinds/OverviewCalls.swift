import KubeCluster
import KubeManifest

/// The configured calls as arrows of the overview: from a workload's box to the box with the Service's door, or to a box of what is missing.
struct OverviewCalls {
    private struct Arrow {
        let from: (namespace: String, key: String)
        let to: (namespace: String, key: String)
        let call: Call
    }

    private let cluster: Cluster
    private var arrows: [Arrow] = []

    init(_ cluster: Cluster, _ namespaces: [String]) {
        self.cluster = cluster
        guard !cluster.calls.isEmpty else { return }
        let groups = OverviewGroups(cluster)
        for call in cluster.calls {
            let from = cluster.workloads[call.workload].reference.namespace
            guard namespaces.contains(from), namespaces.contains(call.target.namespace) || !call.isFound,
                let group = groups.group(of: call.workload)
            else { continue }
            var key = Self.missingKey(call.target)
            // What no Service bears is shown beside its caller.
            var namespace = namespaces.contains(call.target.namespace) ? call.target.namespace : from
            if let service = call.service.map({ cluster.services[$0] }) {
                let targets = groups.targets(of: service)
                key = targets.count == 1 ? targets[0].key : "service/\(service.name)"
                namespace = targets.count == 1 ? targets[0].namespace : service.namespace
            }
            if group.key == key { continue }
            arrows.append(Arrow(from: (group.namespace, group.key), to: (namespace, key), call: call))
        }
    }

    private static func missingKey(_ target: ObjectReference) -> String { "missing/\(target.path)" }

    /// The boxes of a namespace that calls put into their places.
    func linked(in namespace: String) -> Set<String> {
        Set(arrows.flatMap { [$0.from, $0.to] }.filter { $0.namespace == namespace }.map(\.key))
    }

    func addMissing(in namespace: String, frame: Int, _ positions: inout [String: Int], _ figure: inout Figure) {
        for arrow in arrows where !arrow.call.isFound && arrow.to.namespace == namespace {
            let name = "\(namespace) \(arrow.to.key)"
            guard positions[name] == nil else { continue }
            positions[name] = figure.add(
                .init(
                    id: FigureWords.id("missing", arrow.call.target.namespace, arrow.call.target.name), role: .missing,
                    eyebrow: "NOT FOUND",
                    name: arrow.call.target.name, tooltip: "No Service \(arrow.call.target.path) was found in these manifests", group: frame
                ))
        }
    }

    func connect(_ positions: [String: Int], _ figure: inout Figure) {
        var seen: Set<String> = []
        var counts: [Int: Int] = [:]
        let first = figure.connections.count
        for arrow in arrows {
            guard let from = positions["\(arrow.from.namespace) \(arrow.from.key)"],
                let to = positions["\(arrow.to.namespace) \(arrow.to.key)"], seen.insert("\(from) \(to)").inserted
            else { continue }
            counts[from, default: 0] += 1
            figure.connect(
                from, to, arrow.call.isFound ? .traffic : .missing, tooltip: sentence(arrow.call), because: arrow.call.because)
        }
        // Four arrows from one box are hard to follow in the colour of all others.
        let hubs = counts.filter { $0.value >= 4 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(2).map(\.key)
        for index in first..<figure.connections.count {
            figure.connections[index].hub = hubs.firstIndex(of: figure.connections[index].from)
        }
    }

    private func sentence(_ call: Call) -> String {
        let because = call.because.first.map { " (\($0.location.file):\($0.location.line))" } ?? ""
        let caller = cluster.workloads[call.workload].reference.name
        return call.isFound
            ? "\(caller) is configured to call \(call.name)\(because)"
            : "\(caller) is configured to call \(call.name)\(because), but no such Service was found in these manifests"
    }

    /// For those who do not see the arrows.
    var sentences: [String] {
        var order: [String] = []
        var called: [String: [String]] = [:]
        for arrow in arrows {
            let caller = cluster.workloads[arrow.call.workload].reference.name
            if called[caller] == nil { order.append(caller) }
            called[caller, default: []].append(arrow.call.target.name + (arrow.call.isFound ? "" : " (not found)"))
        }
        return order.prefix(40).map { "\($0) is configured to call \(FigureWords.list(called[$0] ?? []))" }
    }
}
