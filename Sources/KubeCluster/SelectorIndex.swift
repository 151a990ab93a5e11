import KubeManifest

/// Finds the Pods of a selector through the rarest of its labels, so that the cost follows the matches and not
/// Services times Pods.
struct SelectorIndex {
    private struct Key: Hashable {
        let namespace: String
        let key: String
        let value: String
    }

    private let pods: [ClusterPod]
    private var byLabel: [Key: [Int]] = [:]
    private var known: [[String]: [Int]] = [:]

    /// - Parameter keys: the label keys that any selector asks for; others are not looked at.
    init(_ pods: [ClusterPod], keys: Set<String>) {
        self.pods = pods
        // By position: a copy of each Pod would touch all that it holds.
        for position in pods.indices {
            let namespace = pods[position].reference.namespace
            for label in pods[position].labels where keys.contains(label.key) {
                byLabel[Key(namespace: namespace, key: label.key, value: label.value), default: []].append(position)
            }
            for label in pods[position].addedLabels where keys.contains(label.key) {
                byLabel[Key(namespace: namespace, key: label.key, value: label.value), default: []].append(position)
            }
        }
    }

    /// Positions of the Pods of a namespace that carry every label of the selector; an empty one picks nothing (R62).
    mutating func pods(in namespace: String, matching selector: [Label]) -> [Int] {
        guard !selector.isEmpty else { return [] }
        let identity = [namespace] + selector.sorted().flatMap { [$0.key, $0.value] }
        if let result = known[identity] { return result }
        let lists = selector.map { byLabel[Key(namespace: namespace, key: $0.key, value: $0.value)] ?? [] }
        guard let rarest = lists.min(by: { $0.count < $1.count }) else { return [] }
        let result =
            selector.count == 1 ? rarest : pods.withUnsafeBufferPointer { pods in rarest.filter { pods[$0].matches(selector) } }
        known[identity] = result
        return result
    }
}
