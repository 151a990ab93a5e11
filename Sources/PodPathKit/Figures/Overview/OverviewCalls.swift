import KubeCluster
import KubeManifest

/// The configured calls as arrows of the overview: from a workload's box to the box that stands behind the Service, or to a box of what is
/// missing.
struct OverviewCalls {
    private struct Arrow {
        let from: (namespace: String, key: String)
        let to: (namespace: String, key: String)
        let call: Call
        let arrival: CallArrival

        var role: Figure.Connection.Role { call.isFound ? (arrival.fails ? .denied : .traffic) : .missing }
    }

    private let cluster: Cluster
    private var arrows: [Arrow] = []

    var isEmpty: Bool { arrows.isEmpty }

    /// - Parameter arrivals: of the cluster's calls, in their order.
    init(_ cluster: Cluster, _ groups: OverviewGroups, _ arrivals: [CallArrival], _ namespaces: [String]) {
        self.cluster = cluster
        for (call, arrival) in zip(cluster.calls, arrivals) {
            let from = cluster.workloads[call.workload].reference.namespace
            guard namespaces.contains(from), namespaces.contains(call.target.namespace) || !call.isFound,
                let group = groups.group(of: call.workload)
            else { continue }
            var key = OverviewBox.missingKey(call.target)
            // What no Service bears is shown beside its caller.
            var namespace = namespaces.contains(call.target.namespace) ? call.target.namespace : from
            if let position = call.service {
                let targets = groups.targets(of: position)
                let service = cluster.services[position].reference
                key = targets.count == 1 ? targets[0].key : "service/\(service.name)"
                namespace = targets.count == 1 ? targets[0].namespace : service.namespace
            }
            if group.key == key { continue }
            arrows.append(Arrow(from: (group.namespace, group.key), to: (namespace, key), call: call, arrival: arrival))
        }
    }

    /// The boxes of a namespace that calls put into their places.
    func linked(in namespace: String) -> Set<String> {
        Set(arrows.flatMap { [$0.from, $0.to] }.filter { $0.namespace == namespace }.map(\.key))
    }

    func addMissing(in namespace: String, frame: Int, _ positions: inout [String: Int], _ figure: inout Figure) {
        for arrow in arrows where !arrow.call.isFound && arrow.to.namespace == namespace {
            let name = "\(namespace) \(arrow.to.key)"
            guard positions[name] == nil else { continue }
            let target = arrow.call.target
            // In its namespace's frame; where that is not shown, outside of all others.
            let isWithin = target.namespace == namespace
            var element = OverviewBox.missing(target, in: namespace)
            element.group = isWithin ? frame : nil
            positions[name] = figure.add(element)
        }
    }

    func connect(_ positions: [String: Int], _ figure: inout Figure) {
        var seen: Set<String> = []
        var counts: [Int: Int] = [:]
        let first = figure.connections.count
        for arrow in arrows {
            guard let from = positions["\(arrow.from.namespace) \(arrow.from.key)"],
                let to = positions["\(arrow.to.namespace) \(arrow.to.key)"]
            else { continue }
            // Why it does not arrive stands in the caller's box: a label beside the arrow would lie on frames.
            if arrow.role == .denied { add(Self.reason(arrow), to: from, &figure) }
            guard seen.insert("\(from) \(to) \(arrow.role.rawValue)").inserted else { continue }
            counts[from, default: 0] += 1
            figure.connect(
                from, to, arrow.role, tooltip: sentence(arrow),
                because: IngressScene.limited(arrow.call.because + arrow.arrival.refusals.flatMap(\.because)))
        }
        // Four arrows from one box are hard to follow in the colour of all others.
        let busiest = counts.filter { $0.value >= 4 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(2).map(\.key)
        for index in first..<figure.connections.count {
            figure.connections[index].busyRank = busiest.firstIndex(of: figure.connections[index].from)
        }
    }

    /// Reasons in one box before the rest is counted.
    private static let reasonLimit = 4

    private func add(_ reason: Sentence, to box: Int, _ figure: inout Figure) {
        let known = figure.elements[box].chips.filter { $0.role == .unreached }
        guard !known.contains(where: { $0.text == reason }), known.count <= Self.reasonLimit else { return }
        figure.elements[box].chips.append(.init(text: known.count < Self.reasonLimit ? reason : "more calls fail", role: .unreached))
    }

    /// `db: refused by policy`, `web: no port 8080`.
    private static func reason(_ arrow: Arrow) -> Sentence {
        let name = Sentence(.name(.stated(arrow.call.target.name.shortened(to: 18))))
        let some = arrow.arrival.isSome ? "partly " : ""
        switch arrow.arrival.outcome {
        case .refused where arrow.arrival.refusals.allSatisfy(\.isQuestion): return "\(name): \(some)no DNS, by policy"
        case .refused: return "\(name): \(some)refused by policy"
        case .portNotServed: return "\(name): no port\(arrow.call.port.map { "\(" ", port: $0)" } ?? "")"
        case .noReadyEndpoint: return "\(name): \((arrow.arrival.gap ?? .podNotReady).text)"
        case .doesNotResolve: return "\(name): name not found"
        case .arrives, .unknown: return name
        }
    }

    private func sentence(_ arrow: Arrow) -> Sentence {
        let call = arrow.call
        let because = call.because.first.map { " (\($0.location.file):\($0.location.line))" } ?? ""
        let caller = cluster.workloads[call.workload].reference.name
        return call.isFound
            ? "\(caller) is configured to call \(call.name)\(because)\(arrow.arrival.fails ? ", but it does not arrive: \(arrow.arrival.why)" : "")"
            : "\(caller) is configured to call \(call.name)\(because), but no such Service was found in these manifests"
    }

    /// The arrows that leave a namespace's boxes, for those who do not see them.
    func sentences(in namespace: String) -> [String] {
        var order: [String] = []
        var called: [String: [String]] = [:]
        for arrow in arrows where arrow.from.namespace == namespace {
            let caller = cluster.workloads[arrow.call.workload].reference.name
            if called[caller] == nil { order.append(caller) }
            let target = arrow.call.target
            let place = target.namespace == namespace ? "" : " in namespace \(target.namespace)"
            let end = arrow.role == .missing ? " (not found)" : arrow.role == .denied ? " (\(arrow.arrival.why))" : ""
            called[caller, default: []].append(target.name + place + end)
        }
        return order.prefix(40).map { "\($0) is configured to call \(English.list(called[$0] ?? []))" }
    }
}
