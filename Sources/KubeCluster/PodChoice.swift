import KubeManifest

/// A Pod as users name it, and what to say where there is none.
package enum PodChoice: Sendable {
    case found(Int)
    /// The namespaces that have one of this name.
    case ambiguous([String])
    /// With the nearest name and its namespace, where there is one.
    case unknown(nearest: String?)
}

extension Cluster {
    /// The Pod that `namespace/name` names: a Pod, or a workload, of which the first Pod stands for all. The namespace may be left out
    /// where the name is unique.
    package func pod(named text: String) -> PodChoice {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        let isNamed = { (reference: ObjectReference) in
            parts.count == 2 ? [reference.namespace, reference.name] == parts : reference.name == text
        }
        let candidates =
            pods.indices.filter { isNamed(pods[$0].reference) } + workloads.filter { isNamed($0.reference) }.compactMap(\.pods.first)
        let namespaces = Set(candidates.map { pods[$0].reference.namespace }).sorted()
        if namespaces.count > 1 { return .ambiguous(namespaces) }
        if let first = candidates.first { return .found(first) }
        let known = workloads.map(\.reference) + pods.map(\.reference)
        let nearest = Spelling.nearest(to: parts.last ?? text, among: known.map(\.name))
        let bearers = known.filter { $0.name == nearest }
        let isElsewhere = Set(bearers.map(\.namespace)).count > 1 || parts.count == 2
        return .unknown(nearest: isElsewhere ? bearers.first?.path : nearest)
    }

    /// The position of the Pod that `namespace/name` names; an error with the remedy where there is none, or there are several.
    package func position(ofPod text: String) throws(NameError) -> Int {
        switch pod(named: text) {
        case .found(let position): return position
        case .ambiguous(let namespaces): throw .ambiguous(text, namespaces)
        case .unknown(let nearest): throw NameError(message: notFound(text, nearest: nearest))
        }
    }

    /// The message for a name that is no Pod's: the nearest one, or what there is.
    package func notFound(_ text: String, nearest: String?) -> String {
        let message = "No Pod and no workload \(text) was found in these manifests."
        if let nearest { return "\(message) Did you mean \(nearest)?" }
        let some = workloads.prefix(5).map(\.reference.path)
        let more = workloads.count > 5 ? ["\(workloads.count - 5) more"] : []
        return some.isEmpty ? message : "\(message) There is \((some + more).listed)."
    }
}

extension NameError {
    static func ambiguous(_ name: String, _ namespaces: [String]) -> NameError {
        NameError(message: "\(name) is in several namespaces: write \(namespaces.map { "\($0)/\(name)" }.listed("or")).")
    }
}
