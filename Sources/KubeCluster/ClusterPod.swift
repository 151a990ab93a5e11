import KubeManifest

/// A Pod as it would run: written in a manifest, or made by a workload from its template.
public struct ClusterPod: Sendable {
    package let reference: ObjectReference
    /// Of a Pod that a workload makes, one that its controller could give it.
    public var name: String { reference.name }
    /// The namespace that it runs in.
    public var namespace: String { reference.namespace }
    /// IPv4 and IPv6 in their usual spelling; empty for a Pod that has none yet.
    public var ipAddresses: [String] { addresses.map(\.address.description) }
    /// podpath made an address up, because no manifest says it.
    public var hasIllustrativeAddress: Bool { addresses.contains(where: \.isIllustrative) }
    /// The object whose text describes this Pod: the Pod itself, or the workload with the template.
    package let source: ObjectMetadata
    package let labels: [Label]
    /// Labels that a controller adds to what the template says (R63).
    package let addedLabels: [Label]
    package let spec: PodSpec
    /// What it says itself of a service mesh.
    package let mesh: MeshInjection?
    /// Where the Pod's part begins within `source`: empty, or `spec.template`.
    package let fieldPrefix: String
    /// Position of the workload in `Cluster.workloads`.
    package internal(set) var workload: Int
    package internal(set) var addresses: [AssignedAddress] = []
    /// The node that it runs on, where a manifest states it.
    public let nodeName: String?
    /// The hostname and subdomain that the Pod asks for, or that its controller gives it (R45).
    package let hostname: String?
    package let subdomain: String?
    /// Whether an endpoint of this Pod is ready by its own condition (R65). A Pod whose manifest has no status is taken as ready.
    public let isReady: Bool
    /// No status says so: a plain manifest is taken as ready.
    package let readinessIsAssumed: Bool
    package let isTerminating: Bool
    package let status: PodStatus?
    /// The name was made up by podpath, as a controller would make up another one.
    package let nameIsIllustrative: Bool

    package var assignedName: Assigned<String> { Assigned(value: reference.name, isIllustrative: nameIsIllustrative) }

    package var phase: String? { status?.phase }
    /// Such a Pod is no endpoint of anything (R64).
    package var hasEnded: Bool { phase == "Succeeded" || phase == "Failed" }
    package var isUnaddressed: Bool { status?.hasNoAddress == true }

    /// The label under a key, with those that a controller adds.
    package func label(_ key: String) -> Label? {
        labels.first { $0.key == key } ?? addedLabels.first { $0.key == key }
    }

    /// The label under each of several keys.
    package func labels(under keys: [String]) -> [Label?] {
        if keys.count <= Self.few { return keys.map(label) }
        let byKey = Dictionary((labels + addedLabels).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        return keys.map { byKey[$0] }
    }

    /// Fewer are looked through one by one.
    private static let few = 16

    /// Whether the Pod's endpoint behind this Service is ready (R65).
    package func isReady(behind service: Service) -> Bool { service.publishesNotReadyAddresses || isReady && !isTerminating }

    package func matches(_ selector: [Label]) -> Bool {
        if selector.count <= Self.few { return !selector.isEmpty && selector.allSatisfy { label($0.key)?.value == $0.value } }
        return zip(selector, labels(under: selector.map(\.key))).allSatisfy { $0.value == $1?.value }
    }

    /// The evidence that this Pod carries a label.
    package func evidence(of label: Label) -> Evidence {
        let path = fieldPrefix.isEmpty ? "metadata.labels" : "\(fieldPrefix).metadata.labels"
        return Evidence(
            source, field: path + ManifestNode.component(label.key, first: false), value: label.value, at: label.mark)
    }
}

/// What a Pod is called by itself (R41 to R44).
package struct PodIdentity: Hashable, Sendable {
    /// Nil where the settings contradict each other; `error` says how.
    package let hostname: String?
    /// What `hostname -f` prints.
    package let fqdn: String?
    package let error: String?
}
