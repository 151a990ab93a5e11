import KubeCluster
import KubeManifest

/// Services that an Ingress or a Gateway's route names and that do not exist, as boxes: like the target of a call that is missing.
extension OverviewBox {
    /// What identifies the box of a Service that was not found, whoever names it.
    static func missingKey(_ target: ObjectReference) -> String { "missing/\(target.path)" }

    /// - Parameters:
    ///   - home: the namespace whose frame the box stands in.
    static func missing(_ target: ObjectReference, in home: String) -> Figure.Element {
        .init(
            id: FigureWords.id("missing", target.namespace, target.name), role: .missing, eyebrow: "NOT FOUND", name: target.name,
            caption: target.namespace == home ? nil : "in namespace \(target.namespace)",
            tooltip: "No Service \(target.path) was found in these manifests")
    }

    /// By namespace; beside the object that names it where its own namespace is not shown.
    static func missingBackends(_ cluster: Cluster, _ shown: Set<String>) -> [(namespace: String, box: OverviewBox)] {
        var order: [String] = []
        var routes: [String: [IngressRoute]] = [:]
        for route in cluster.routes where route.failure?.kind == .serviceNotFound {
            let home = shown.contains(route.backend.namespace) ? route.backend.namespace : route.object.namespace
            guard shown.contains(home) else { continue }
            let key = "\(home) \(missingKey(route.backend))"
            if routes[key] == nil { order.append(key) }
            routes[key, default: []].append(route)
        }
        return order.compactMap { key in
            guard let own = routes[key], let first = own.first else { return nil }
            let home = shown.contains(first.backend.namespace) ? first.backend.namespace : first.object.namespace
            var box = OverviewBox(
                element: missing(first.backend, in: home), key: missingKey(first.backend),
                sentence:
                    "Service \(first.backend.name), which \(English.list(objects(own))) lead\(objects(own).count == 1 ? "s" : "") to, was not found"
            )
            box.isMissing = true
            box.entrances = Entrance.all(own)
            box.element.chips = box.entrances.map(\.chip)
            return (home, box)
        }
    }

    private static func objects(_ routes: [IngressRoute]) -> [String] {
        routes.map { "\($0.object.kind) \($0.object.name)" }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
