import KubeManifest

/// A Pod as users name it, and what to say where there is none.
public enum PodChoice: Sendable {
    case found(Int)
    /// The namespaces that have one of this name.
    case ambiguous([String])
    /// With the nearest name, where there is one.
    case unknown(nearest: String?)
}

extension Cluster {
    /// The Pod that `namespace/name` names: a Pod, or a workload, of which the first Pod stands for all. The namespace may be left out
    /// where the name is unique.
    public func pod(named text: String) -> PodChoice {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        let isNamed = { (reference: ObjectReference) in
            parts.count == 2 ? [reference.namespace, reference.name] == parts : reference.name == text
        }
        let candidates =
            pods.indices.filter { isNamed(pods[$0].reference) } + workloads.filter { isNamed($0.reference) }.compactMap(\.pods.first)
        let namespaces = Set(candidates.map { pods[$0].reference.namespace }).sorted()
        if namespaces.count > 1 { return .ambiguous(namespaces) }
        if let first = candidates.first { return .found(first) }
        return .unknown(
            nearest: Spelling.nearest(to: parts.last ?? text, among: workloads.map(\.reference.name) + pods.map(\.reference.name)))
    }
}
