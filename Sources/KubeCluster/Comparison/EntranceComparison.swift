import KubeManifest

extension ClusterComparison {
    /// Ways in through an Ingress or a Gateway: which requests reach which Service by which object.
    mutating func compareRoutes(_ old: Cluster, _ new: Cluster, _ services: ObjectPairs) {
        let before = Self.routes(old, services.translated), after = Self.routes(new) { $0 }
        for way in Set(before.keys).symmetricDifference(after.keys).sorted(by: { ($0.service, $0.text) < ($1.service, $1.text) }) {
            let was = before[way], now = after[way]
            differences.append(
                Difference(
                    field: .route, object: way.service, part: way.text, old: was.map { _ in way.text }, new: now.map { _ in way.text },
                    becauseOld: was ?? [], becauseNew: now ?? []))
        }
    }

    private struct Way: Hashable {
        let service: ObjectReference
        /// `shop.example.com/cart by Ingress shop/web`.
        let text: String
    }

    private static func routes(_ cluster: Cluster, _ current: (ObjectReference) -> ObjectReference) -> [Way: [Evidence]] {
        let list = cluster.routes.compactMap { route -> (Way, [Evidence])? in
            guard route.failure == nil, let service = route.service else { return nil }
            let text = "\(route.host ?? "any host")\(route.path ?? "/") by \(route.object)"
            return (Way(service: current(cluster.services[service].reference), text: text), route.because)
        }
        return Dictionary(list, uniquingKeysWith: { first, _ in first })
    }

    /// Policies that came or went. Which connections they and those that changed open or close is ``ConnectionChange``'s to say.
    mutating func comparePolicies(_ old: Cluster, _ new: Cluster) {
        let before = Self.policies(old), after = Self.policies(new)
        for reference in Set(before.keys).symmetricDifference(after.keys).sorted() {
            add(.policy, reference, old: before[reference], new: after[reference])
        }
    }

    private static func policies(_ cluster: Cluster) -> [ObjectReference: ObjectMetadata] {
        let all = cluster.objects.networkPolicies.map(\.metadata) + cluster.objects.tieredPolicies.map(\.metadata)
        return Dictionary(all.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
