import KubeCluster
import KubeManifest

/// The Services of a large namespace as lines of a table, in columns side by side.
extension RecordsFigure {
    /// Lines of one column.
    private static let lines = 30

    func addTable(
        of namespace: String, _ services: [ClusterService], under parent: Int, _ dns: ClusterDNS, _ limit: Int, _ figure: inout Figure
    ) {
        let shown = services.prefix(max(3, limit))
        // Columns of one height.
        let columns = (shown.count + Self.lines - 1) / Self.lines
        let height = (shown.count + columns - 1) / max(1, columns)
        var before: Int?
        for start in stride(from: 0, to: shown.count, by: max(1, height)) {
            let part = Array(shown[start..<min(start + height, shown.count)])
            var box = Figure.Element(
                id: FigureWords.id("namespace", namespace) + (start == 0 ? "" : "-\(start + 1)"), role: .namespace,
                eyebrow: "NAMESPACE" + (start == 0 ? "" : " · continued"), name: namespace,
                tooltip: "\(namespace).svc.\(dns.zone): the names of the Services of namespace \(namespace)")
            box.rows = part.map { line($0, dns) }
            box.because = Array(part.flatMap { dns.answer("\($0.name).\(namespace).svc.\(dns.zone)", "A").because.prefix(1) }.prefix(12))
            if start + part.count == shown.count, services.count > shown.count {
                box.rows.append(.init(name: "+ \(services.count - shown.count) more"))
                figure.remarks.append(
                    "\(services.count - shown.count) more Services of namespace \(namespace) are folded into one line."
                )
            }
            let position = figure.add(box)
            figure.connect(before ?? parent, position, before == nil ? .holds : .order)
            before = position
        }
    }

    private func line(_ service: ClusterService, _ dns: ClusterDNS) -> Figure.Row {
        let answers = Self.answers(service, dns)
        return .init(
            name: service.name, kind: service.source == .alias ? "ExternalName" : service.service.isHeadless ? "headless" : "",
            goal: answers.first ?? "no such name", isRefused: answers.isEmpty)
    }
}
