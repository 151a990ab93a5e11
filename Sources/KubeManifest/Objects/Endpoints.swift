/// The older object for the addresses of a Service without a selector; mirrored into EndpointSlices (R61).
package struct Endpoints: ManifestObject {
    package struct Address: Sendable {
        package let address: Located<IPAddress>
        package let isReady: Bool
        package let hostname: String?
        package let nodeName: String?
        package let target: ObjectReference?
    }

    package struct Subset: Sendable {
        package let addresses: [Address]
        package let ports: [EndpointSlice.Port]
    }

    package let metadata: ObjectMetadata
    package let subsets: [Subset]
    /// A label or annotation keeps the control plane from mirroring this object.
    package let isNotMirrored: Bool
}

extension ObjectKind {
    static let endpoints = ObjectKind("Endpoints", ["v1"]) { Endpoints(&$0, defaultNamespace: $1) }
}

extension ObjectSet {
    package var endpoints: [Endpoints] { self[Endpoints.self] }
}

extension Endpoints {
    package init?(_ reader: inout FieldReader, defaultNamespace: String) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: "Endpoints", namespaced: true, name: .dns1123Subdomain, defaultNamespace: defaultNamespace)
        else { return nil }
        self.metadata = metadata
        reader.check(reader.root, Self.rules)
        let annotations = reader.mapping(reader.mapping(reader.root, "metadata"), "annotations")
        isNotMirrored =
            metadata.labels[label: "endpointslice.kubernetes.io/skip-mirror"] == "true"
            || annotations?["control-plane.alpha.kubernetes.io/leader"] != nil
        subsets = reader.mappings(reader.root, "subsets").map { subset in
            let ready = Self.addresses(&reader, subset, "addresses", isReady: true, metadata.namespace)
            let notReady = Self.addresses(&reader, subset, "notReadyAddresses", isReady: false, metadata.namespace)
            return Subset(addresses: ready + notReady, ports: EndpointSlice.ports(&reader, subset, emptyProtocolIsTCP: true))
        }
    }

    private static func addresses(
        _ reader: inout FieldReader, _ subset: ManifestNode, _ key: StaticString, isReady: Bool, _ namespace: String
    ) -> [Address] {
        reader.mappings(subset, key).compactMap { item in
            guard let node = reader.present(item, "ip"), !node.isEmptyText, let address = reader.address(node) else { return nil }
            return Address(
                address: address, isReady: isReady, hostname: reader.string(item, "hostname")?.value,
                nodeName: reader.string(item, "nodeName")?.value,
                target: EndpointSlice.reference(&reader, reader.mapping(item, "targetRef"), namespace))
        }
    }
}
