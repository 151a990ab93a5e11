/// A machine of the cluster.
package struct Node: ManifestObject {
    package let metadata: ObjectMetadata
    /// `status.addresses` of type InternalIP.
    package let internalAddresses: [IPAddress]
    /// `status.addresses` of type ExternalIP.
    package let externalAddresses: [IPAddress]

    /// `spec.podCIDRs`, or `spec.podCIDR`: the blocks that the node's Pods have their addresses from, where the network plugin keeps to them.
    package let podCIDRs: [CIDR]

    package var zone: String? { metadata.labels[label: "topology.kubernetes.io/zone"] }
}

extension ObjectKind {
    static let node = ObjectKind("Node", ["v1"]) { reader, _ in Node(&reader) }
}

extension ObjectSet {
    package var nodes: [Node] { self[Node.self] }
}

extension Node {
    package init?(_ reader: inout FieldReader) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: "Node", namespaced: false, name: .dns1123Subdomain, defaultNamespace: "")
        else { return nil }
        self.metadata = metadata
        var inner: [IPAddress] = []
        var outer: [IPAddress] = []
        for item in reader.mappings(reader.mapping(reader.root, "status"), "addresses") {
            guard let type = reader.string(item, "type")?.value, let node = item["address"] else { continue }
            switch type {
            case "InternalIP": inner += reader.address(node).map { [$0.value] } ?? []
            case "ExternalIP": outer += reader.address(node).map { [$0.value] } ?? []
            default: continue
            }
        }
        let spec = reader.mapping(reader.root, "spec")
        let blocks = reader.sequence(spec, "podCIDRs")?.elements.map { $0 } ?? []
        podCIDRs = (blocks.isEmpty ? [reader.present(spec, "podCIDR")].compactMap { $0 } : blocks).compactMap { reader.cidr($0)?.value }
        internalAddresses = inner
        externalAddresses = outer
    }
}
