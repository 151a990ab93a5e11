import KubeCluster
import KubeManifest

/// The overview of a cluster that is too large for one picture: one box for each namespace, and the calls from one to another.
enum NamespacesOverview {
    static func figure(_ namespaces: [String], _ cluster: Cluster, _ request: FigureRequest) -> Figure {
        var figure = Figure(
            kind: "overview", id: "overview", title: "\(FigureWords.grouped(namespaces.count)) namespaces, and whom their workloads call",
            description: "", layout: .calls)
        let shown = Array(namespaces.prefix(request.elementLimit))
        let calls = crossing(cluster)
        var boxes: [String: Int] = [:]
        for namespace in shown { boxes[namespace] = figure.add(box(namespace, cluster)) }
        for namespace in shown {
            guard let box = boxes[namespace] else { continue }
            let own = calls.filter { $0.from == namespace }
            for (number, call) in own.enumerated() {
                if number == 0 { figure.elements[box].add(.init("calls into", .muted, .heading, startsSection: true)) }
                let count = FigureWords.count(call.count, "call")
                let line = figure.elements[box].add(
                    .init([.init(call.to, .strong), .init("  \(count)", .muted)], .call, right: boxes[call.to] == nil ? nil : .joined))
                guard let target = boxes[call.to] else { continue }
                figure.connect(
                    box, target, .traffic, tooltip: "Workloads of \(namespace) are configured to call Services of \(call.to): \(count)")
                figure.connections[figure.connections.count - 1].tail = line
            }
            addFailing(namespace, cluster, box, &figure)
        }
        for namespace in shown {
            let ways = cluster.services.filter { $0.namespace == namespace }.flatMap { service in
                OutsideBox.ways(into: service, cluster).map { line in
                    Figure.Line([.init(service.name + " ", .strong)] + line.runs)
                }
            }
            guard let box = boxes[namespace], !ways.isEmpty else { continue }
            let more = ways.count > 3 ? [Figure.Line("and \(ways.count - 3) more", .muted)] : []
            var outside = OutsideBox.element(id: "outside-\(namespace)", ways.prefix(3) + more)
            outside.above = box
            figure.connect(figure.add(outside), box, .traffic, tooltip: "From outside into namespace \(namespace)")
        }
        if shown.count < namespaces.count {
            figure.remarks.append("\(FigureWords.grouped(namespaces.count - shown.count)) more namespaces are not drawn.")
        }
        figure.remarks.append(
            request.allowsSeveral
                ? "Each namespace has a figure of its own beside this one."
                : "Draw one namespace with -n NAMESPACE, or all into a folder with -o.")
        figure.description = namespaces.prefix(50).map { "Namespace \($0): \(facts($0, cluster).joined(separator: ", "))." }.joined(
            separator: " ")
        return figure
    }

    private static func box(_ namespace: String, _ cluster: Cluster) -> Figure.Element {
        var box = Figure.Element(
            id: FigureWords.id("namespace", namespace), role: .namespace, eyebrow: "Namespace", name: namespace,
            tooltip: "Namespace \(namespace)")
        for fact in facts(namespace, cluster) { box.add(.init(fact)) }
        return box
    }

    private static func addFailing(_ namespace: String, _ cluster: Cluster, _ box: Int, _ figure: inout Figure) {
        let missing = cluster.calls.count { !$0.isFound && cluster.workloads[$0.workload].reference.namespace == namespace }
        if missing > 0 { figure.elements[box].add(.init("\(FigureWords.count(missing, "call")) to no Service", .refused)) }
    }

    /// How many calls lead from one namespace into another.
    private static func crossing(_ cluster: Cluster) -> [(from: String, to: String, count: Int)] {
        var order: [[String]] = []
        var counts: [[String]: Int] = [:]
        for call in cluster.calls where call.isFound {
            let ends = [cluster.workloads[call.workload].reference.namespace, call.target.namespace]
            if ends[0] == ends[1] { continue }
            if counts[ends] == nil { order.append(ends) }
            counts[ends, default: 0] += 1
        }
        return order.sorted { $0.lexicographicallyPrecedes($1) }.map { ($0[0], $0[1], counts[$0] ?? 0) }
    }

    private static func facts(_ namespace: String, _ cluster: Cluster) -> [String] {
        let workloads = cluster.workloads.filter { $0.reference.namespace == namespace }
        let services = cluster.services(in: namespace)
        let pods = workloads.reduce(0) { $0 + $1.replicas }
        return [
            FigureWords.count(workloads.count, "workload"), FigureWords.count(pods, "Pod"), FigureWords.count(services.count, "Service"),
        ]
    }
}
