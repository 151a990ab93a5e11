import KubeCluster
import KubeManifest

/// The overview of a cluster that is too large for one picture: one box for each namespace.
enum NamespacesOverview {
    static func figure(
        _ namespaces: [String], _ boxes: [String: [OverviewBox]], _ cluster: Cluster, _ request: FigureRequest
    ) -> Figure {
        let total = namespaces.reduce(0) { $0 + (boxes[$1]?.count ?? 0) }
        var figure = Figure(
            kind: "overview", id: "overview", title: "\(FigureWords.grouped(namespaces.count)) namespaces at a glance",
            description: namespaces.prefix(50).map { "Namespace \($0): \(facts($0, cluster).joined(separator: ", "))." }.joined(
                separator: " "), layout: .overview)
        figure.remarks.append(
            "\(FigureWords.grouped(total)) boxes are too many for one picture, so each namespace is one box here"
                + (request.allowsSeveral
                    ? ", with a figure of its own beside this one." : "; draw one with -n NAMESPACE, or all into a folder with -o."))
        let entrances = { (namespace: String) in
            (boxes[namespace] ?? []).filter { !$0.isMissing }.flatMap { box in box.entrances.map { "\(box.element.name) \($0.text)" } }
        }
        let outside =
            namespaces.contains { !entrances($0).isEmpty }
            ? figure.add(.init(id: "outside", role: .outside, eyebrow: "OUTSIDE", name: "Clients", tooltip: "Clients outside the cluster"))
            : nil
        let shown = namespaces.prefix(request.elementLimit)
        var list = shown.map { namespace -> OverviewBox in
            let waysIn = entrances(namespace)
            var box = OverviewBox(
                element: .init(
                    id: FigureWords.id("namespace", namespace), role: .namespace, eyebrow: "NAMESPACE", name: namespace,
                    facts: facts(namespace, cluster),
                    chips: waysIn.prefix(2).map { .init(text: $0, role: .entrance) }
                        + (waysIn.count > 2 ? [.init(text: "+ \(waysIn.count - 2) more ways in", role: .entrance)] : []),
                    tooltip: "Namespace \(namespace)"),
                key: namespace, sentence: "")
            box.entrances = waysIn.isEmpty ? [] : [.init(text: "")]
            return box
        }
        if shown.count < namespaces.count { list.append(.folded(namespaces.count - shown.count)) }
        OverviewGrid.place(list, in: nil, outside: outside, widest: list.count, &figure)
        return figure
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
