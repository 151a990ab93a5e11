import KubeManifest

/// Pods that a selector almost picks, and what keeps them out.
package struct NearMiss: Sendable {
    package enum Reason: Sendable {
        /// Every label matches, but a selector only sees its own namespace (R62).
        case otherNamespace
        /// Labels that differ: what the Service asks for, and what the Pod has under that key.
        case labels([(wanted: Label, actual: Label?)])
        /// The labels stand on the workload itself, not on its Pods' template (C5).
        case onWorkloadOnly
    }

    /// Labels that all parts of an application share, whatever they are (kubernetes.io: Recommended Labels; helm.sh: Labels).
    static let sharedKeys: Set<String> = [
        "app.kubernetes.io/part-of", "app.kubernetes.io/managed-by", "app.kubernetes.io/version", "helm.sh/chart", "chart", "heritage",
    ]

    /// Position in `Cluster.workloads`.
    package let workload: Int
    /// The first of its Pods; position in `Cluster.pods`.
    package let pod: Int
    package let reason: Reason
}

extension Cluster {
    /// How many comparisons a search may take; a cluster with thousands of broken Services is told so without near misses.
    private static let searchLimit = 2_000_000
    /// Nor is one with more labels than anybody writes.
    private static let selectorLimit = 64

    /// The nearest misses of a Service's selector, best first, at most three.
    package func nearMisses(of service: ClusterService) -> [NearMiss] {
        guard let selector = service.service.selector, !selector.isEmpty, selector.count <= Self.selectorLimit,
            service.service.type != .externalName
        else { return [] }
        guard workloads.count * services.count <= Self.searchLimit || services.count == 1 else { return [] }
        let selected = Set(service.selectedPods.map { pods[$0].workload })
        var found: [(score: Int, miss: NearMiss)] = []
        for (position, workload) in workloads.enumerated() where !selected.contains(position) {
            guard let first = workload.pods.first,
                let miss = compare(selector, service.namespace, position, first, hasPods: !selected.isEmpty)
            else { continue }
            found.append(miss)
        }
        found.sort { ($0.score, $0.miss.workload) < ($1.score, $1.miss.workload) }
        return found.prefix(3).map(\.miss)
    }

    private func compare(
        _ selector: [Label], _ namespace: String, _ workload: Int, _ first: Int, hasPods: Bool
    ) -> (score: Int, miss: NearMiss)? {
        let isHere = pods[first].reference.namespace == namespace
        // Most Pods are another Service's, in another namespace.
        guard isHere || !hasPods && pods[first].matches(selector) else { return nil }
        let pod = pods[first]
        let differences = selector.compactMap { wanted -> (wanted: Label, actual: Label?)? in
            let actual = pod.label(wanted.key)
            return actual?.value == wanted.value ? nil : (wanted, actual ?? similarKey(wanted, pod))
        }
        if differences.isEmpty {
            // A Service that has Pods of its own does not miss those of another namespace.
            return isHere ? nil : (1, NearMiss(workload: workload, pod: first, reason: .otherNamespace))
        }
        guard isHere else { return nil }
        if let metadata = workloads[workload].metadata, metadata.kind != "Pod",
            selector.allSatisfy({ metadata.labels[label: $0.key] == $0.value })
        {
            return (2, NearMiss(workload: workload, pod: first, reason: .onWorkloadOnly))
        }
        let isSpelling = differences.allSatisfy { difference in
            difference.actual.map { actual in
                // Beside labels that agree, what the keys have in common is no likeness of the values.
                actual.key == difference.wanted.key && differences.count < selector.count
                    ? Spelling.nearest(to: difference.wanted.value, among: [actual.value]) != nil
                    : Spelling.nearest(to: difference.wanted.text, among: [actual.text]) != nil
            } ?? false
        }
        // Something must agree: a label, or the spelling; every other Pod of the namespace is simply another Pod.
        let agrees = selector.contains { wanted in
            !NearMiss.sharedKeys.contains(wanted.key) && pod.label(wanted.key)?.value == wanted.value
        }
        guard isSpelling || agrees else { return nil }
        return (
            (isSpelling ? 0 : 3) + differences.count,
            NearMiss(workload: workload, pod: first, reason: .labels(differences))
        )
    }

    /// A label whose key differs only in case, prefix or a letter: `app` for `App`.
    private func similarKey(_ wanted: Label, _ pod: ClusterPod) -> Label? {
        pod.labels.first { $0.value == wanted.value && Spelling.nearest(to: wanted.key, among: [$0.key]) != nil }
    }
}
