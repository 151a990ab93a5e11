import KubeManifest

/// What the manifests do not hold because an operator makes it from a custom resource that they do hold (C63).
enum OperatorMade {
    /// Who makes it, as far as names and labels show.
    enum Maker {
        /// The operator of one of these objects, whose name stands in the name or the labels.
        case resources([ObjectReference])
        /// The controller of an API group, whose labels are asked for.
        case group(String)
    }

    /// Thousands of both are not held against each other.
    private static let limit = 2_000

    /// - Parameter namespace: where the object is looked for; nil for any.
    static func maker(ofName name: String, in namespace: String?, _ cluster: Cluster) -> Maker? {
        let resources = cluster.objects.customResources
        guard resources.count <= limit else { return nil }
        return maker(among: resources.filter { isIn(namespace, $0) && $0.mayOwn(name: name) })
    }

    /// Of Pods with such labels.
    static func maker(ofLabels labels: [Label], in namespace: String?, _ cluster: Cluster) -> Maker? {
        let resources = cluster.objects.customResources
        guard resources.count <= limit else { return nil }
        let telling = labels.filter { !NearMiss.sharedKeys.contains($0.key) }
        if let maker = maker(among: resources.filter { isIn(namespace, $0) && $0.mayLabel(telling) }) { return maker }
        for label in telling {
            if let maker = maker(ofName: label.value, in: namespace, cluster) { return maker }
        }
        return resources.first { resource in telling.contains { resource.ownsKey($0.key) } }.map { .group($0.group) }
    }

    private static func isIn(_ namespace: String?, _ resource: CustomResource) -> Bool {
        namespace.map { $0 == resource.metadata.namespace } ?? true
    }

    /// Of several objects those with the longest name: it says the most.
    private static func maker(among resources: [CustomResource]) -> Maker? {
        guard let longest = resources.map(\.metadata.name.utf8.count).max() else { return nil }
        return .resources(resources.filter { $0.metadata.name.utf8.count == longest }.map(\.reference))
    }

    /// - Parameter what: `the Pods that Service monitoring/prometheus-k8s selects`.
    static func note(_ maker: Maker, _ what: String, _ object: ObjectReference, at place: SourceLocation?, field: String?) -> Diagnostic {
        let text =
            switch maker {
            case .resources(let list):
                "are not in these manifests; the operator of \(PathWalk.some(list.map(\.description)).replacing(" and ", with: " or ")) makes them, as the name says."
            case .group(let group):
                "are not in these manifests; their labels are those of \(group), whose controller sets them while it runs."
            }
        return Diagnostic(.note, "made-by-operator", "\(object): \(what) \(text)", at: place, field: field)
    }
}
