import KubeCluster
import KubeManifest

/// Everything at once: namespaces as frames, workloads with the ports of their Services, and the ways in from outside.
///
/// Past a size one picture would be unreadable, so it is split: a picture of the namespaces, and one for each of them.
struct OverviewFigure: FigureKind {
    let id = "overview"
    let title = "Overview"
    let question = "Which workloads are there, who is configured to call whom, and what is reachable from outside?"

    func figures(of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        let namespaces = cluster.namespaces.filter { request.shows($0) }
        let groups = OverviewGroups(cluster)
        let boxes = OverviewBox.all(in: cluster, groups, namespaces: namespaces)
        let shown = namespaces.filter { boxes[$0]?.isEmpty == false }
        guard !shown.isEmpty else { return [] }
        let total = shown.reduce(0) { $0 + (boxes[$1]?.count ?? 0) }
        if total <= request.elementLimit || shown.count == 1 {
            return [draw(shown, boxes, cluster, groups, cluster.callArrivals(), request, id: "overview")]
        }
        var all = NamespacesOverview.figure(shown, boxes, cluster, request)
        if let unread = cluster.objects.unreadPoliciesSentence { all.remarks.append(unread) }
        if cluster.objects.hasPolicies { all.remarks.append(FigureWords.policiesRemark) }
        guard request.allowsSeveral else { return [all] }
        let arrivals = cluster.callArrivals()
        return [all] + shown.map { draw([$0], boxes, cluster, groups, arrivals, request, id: FigureWords.id("overview", $0)) }
    }

    private func draw(
        _ namespaces: [String], _ boxes: [String: [OverviewBox]], _ cluster: Cluster, _ groups: OverviewGroups, _ arrivals: [CallArrival],
        _ request: FigureRequest, id: String
    ) -> Figure {
        let calls = OverviewCalls(cluster, groups, arrivals, namespaces)
        var figure = Figure(
            kind: self.id, id: id, title: Self.title(namespaces), description: Self.description(namespaces, boxes, calls),
            layout: .overview)
        let lists = namespaces.map { (namespace: $0, boxes: boxes[$0] ?? []) }
        let ways = lists.contains { $0.boxes.contains { !$0.entrances.isEmpty } }
        let outside =
            ways
            ? figure.add(.init(id: "outside", role: .outside, eyebrow: "OUTSIDE", name: "Clients", tooltip: "Clients outside the cluster"))
            : nil
        var positions: [String: Int] = [:]
        for (namespace, all) in lists {
            let frame = figure.add(
                .init(
                    id: FigureWords.id("namespace", namespace), role: .namespace, name: namespace,
                    tooltip: "Namespace \(namespace)", parent: nil))
            var list = all
            if all.count > request.elementLimit {
                list = Array(all.prefix(request.elementLimit - 1)) + [.folded(all.count - request.elementLimit + 1)]
                figure.remarks.append(
                    "\(FigureWords.grouped(all.count - request.elementLimit + 1)) more boxes of namespace \(namespace) are folded into one; every one is in 'podpath inspect'."
                )
            }
            OverviewNesting.mark(&list)
            let placed = OverviewGrid.place(
                list, in: frame, outside: outside, widest: lists.map(\.boxes.count).max() ?? 1,
                linked: calls.linked(in: namespace), &figure)
            for (key, position) in placed { positions["\(namespace) \(key)"] = position }
            calls.addMissing(in: namespace, frame: frame, &positions, &figure)
        }
        calls.connect(positions, &figure)
        if let unread = cluster.objects.unreadPoliciesSentence { figure.remarks.append(unread) }
        if cluster.objects.hasPolicies {
            figure.remarks.append(calls.isEmpty ? FigureWords.policiesRemark : FigureWords.callPoliciesRemark)
        }
        if lists.contains(where: { $0.boxes.contains { $0.entrances.contains(where: \.isExample) } }) {
            figure.remarks.append(FigureWords.illustrativeRemark)
        }
        OverviewDepth(figure).limit(&figure)
        let columns = OverviewGrid.columns(for: lists.map(\.boxes.count).max() ?? 1)
        for frame in figure.groups.indices { OverviewShelves(in: frame, of: figure).place(columns: columns, &figure) }
        if let outside {
            // Outside is left of everything, and its arrows never come from above, across a frame's title.
            let reached = Set(figure.connections.map(\.to))
            for position in figure.elements.indices
            where position != outside && figure.elements[position].outer == nil && !reached.contains(position) {
                figure.connect(outside, position, .order)
            }
        }
        return figure
    }

    private static func title(_ namespaces: [String]) -> String {
        namespaces.count == 1
            ? "Namespace \(namespaces[0]): its workloads and the Services in front of them"
            : "\(namespaces.count) namespaces: their workloads and the Services in front of them"
    }

    private static func description(_ namespaces: [String], _ boxes: [String: [OverviewBox]], _ calls: OverviewCalls) -> String {
        namespaces.map { namespace in
            let list = boxes[namespace] ?? []
            let sentences = list.prefix(40).map(\.sentence) + (list.count > 40 ? ["and \(list.count - 40) more"] : [])
            return "Namespace \(namespace): \((sentences + calls.sentences(in: namespace)).joined(separator: "; "))."
        }.joined(separator: " ")
    }
}
