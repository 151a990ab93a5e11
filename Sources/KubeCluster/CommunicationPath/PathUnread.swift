import KubeManifest

/// What stands in the manifests, is not read by podpath, and may change the answer: it is named there (C61).
extension Cluster {
    /// Objects that may send connections to a Service elsewhere, or lead requests from outside to it.
    package func unread(_ effect: UnreadObject.Effect, about service: ClusterService) -> [UnreadObject] {
        objects.unread.filter { $0.effects.contains(effect) && $0.names(service.name, in: service.namespace) }
    }

    /// Objects that may take a host's requests from outside.
    func unread(takingHost host: String) -> [UnreadObject] {
        objects.unread.filter { $0.effects.contains(.entrance) && $0.names(host: host.lowercased()) }
    }

    /// Policies that may be about a Pod.
    func unreadPolicies(_ direction: TrafficDirection, of pod: Int) -> [UnreadObject] {
        guard pods.indices.contains(pod), !objects.unread.isEmpty else { return [] }
        return objects.unread.filter { object in
            object.effects.contains(.policy) && object.directions.contains(direction)
                && object.mayConcern({ pods[pod].label($0)?.value }, in: pods[pod].reference.namespace)
        }
    }
}

extension [UnreadObject] {
    /// `Istio VirtualService shop/web and OpenShift Route shop/web`; of many, three and how many more.
    package var named: String { PathWalk.some(map(\.reference.description)) }

    var because: [Evidence] {
        prefix(3).map { Evidence($0.reference, field: "spec", value: "not read", at: $0.metadata.location) }
    }
}

extension PathPolicies.Judgement {
    /// A policy that is not read may decide otherwise.
    func beside(_ unread: [UnreadObject]) -> Self {
        guard !unread.isEmpty else { return self }
        var result = self
        result.verdict = .unknown
        result.label = .notAllRead
        result.events.append(.unread(unread.map(\.reference)))
        result.because += unread.because
        result.unread = unread.map(\.reference)
        return result
    }
}
