import KubeManifest

extension Cluster {
    /// The selectors in a policy's rules that match no namespace of these manifests: Pods of one that is not here may be meant.
    package func namespacesNotFound(by policy: NetworkPolicy) -> [String] {
        let declared = Dictionary(
            objects.namespaces.map { ($0.metadata.name, $0.metadata.labels) }, uniquingKeysWith: { first, _ in first })
        var unknown: [String] = []
        for rule in TrafficDirection.allCases.filter(policy.applies).flatMap(policy.rules) {
            for case .pods(let selector?, _) in rule.peers where !selector.isEmpty {
                let isKnown = namespaces.contains { name in
                    selector.matches { key in
                        key == PolicyClasses.nameLabel ? name : declared[name]?.first { $0.key == key }?.value
                    }
                }
                if !isKnown, !unknown.contains(selector.text) { unknown.append(selector.text) }
            }
        }
        return unknown
    }
}
