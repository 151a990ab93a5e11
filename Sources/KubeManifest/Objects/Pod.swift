/// A Pod as written in a manifest or dumped from a cluster.
package struct Pod: ManifestObject {
    package let metadata: ObjectMetadata
    package let spec: PodSpec
    /// Nil in a manifest that was written by hand: nobody can know then whether the Pod is ready.
    package let status: PodStatus?
}

package final class PodStatus: Sendable {
    package let phase: String?
    /// `podIPs`, or `podIP` alone.
    package let addresses: [IPAddress]
    /// `podIP` as it is written, or the first of `podIPs`: the cluster's DNS compares this text (R35).
    package let primaryAddressText: String?
    /// The Pod has no address yet, or any more: `podIPs` is there and empty, or the Pod is Pending and none is stated (R64).
    package let hasNoAddress: Bool
    /// The condition of type Ready; nil where there is none.
    package let isReady: Bool?
    /// There are conditions, of whatever type.
    package let hasConditions: Bool
    package let hostAddresses: [IPAddress]
    package let mark: Mark

    /// An empty `status: {}`, as `kubectl create --dry-run` writes it, says nothing.
    package init?(_ reader: inout FieldReader, _ status: ManifestNode) {
        var entries = status.entries
        guard entries.next() != nil else { return nil }
        mark = status.mark
        phase = reader.string(status, "phase")?.value
        let listed = reader.mappings(status, "podIPs")
        var addresses = listed.compactMap { item in item["ip"].flatMap { reader.address($0)?.value } }
        if addresses.isEmpty, let single = reader.present(status, "podIP"), !single.text.isEmpty {
            addresses = reader.address(single).map { [$0.value] } ?? []
        }
        self.addresses = addresses
        let texts = [reader.present(status, "podIP")?.text] + listed.map { $0["ip"]?.text }
        primaryAddressText = texts.lazy.compactMap { $0 }.first { !$0.isEmpty }
        hasNoAddress = addresses.isEmpty && (status["podIPs"] != nil || status["podIP"] != nil || phase == "Pending")
        var ready: Bool?
        let conditions = reader.mappings(status, "conditions")
        hasConditions = !conditions.isEmpty
        for condition in conditions where reader.string(condition, "type")?.value == "Ready" {
            ready = reader.string(condition, "status")?.value == "True"
        }
        isReady = ready
        hostAddresses = reader.present(status, "hostIP").flatMap { reader.address($0) }.map { [$0.value] } ?? []
    }
}

extension ObjectKind {
    static let pod = ObjectKind("Pod", ["v1"]) { Pod(&$0, defaultNamespace: $1) }
}

extension ObjectSet {
    package var pods: [Pod] { self[Pod.self] }
}

extension Pod {
    package init?(_ reader: inout FieldReader, defaultNamespace: String) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: "Pod", namespaced: true, name: .dns1123Subdomain, defaultNamespace: defaultNamespace)
        else { return nil }
        self.metadata = metadata
        let spec = reader.mapping(reader.root, "spec")
        if spec == nil, reader.present(reader.root, "spec") == nil {
            reader.missing("spec", in: reader.root, "it says which containers the Pod runs.")
        }
        self.spec = PodSpec(&reader, spec)
        status = reader.mapping(reader.root, "status").flatMap { PodStatus(&reader, $0) }
    }
}
