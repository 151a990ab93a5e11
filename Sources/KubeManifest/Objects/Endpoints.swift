/// The older object for the addresses of a Service without a selector; mirrored into EndpointSlices (R61).
public struct Endpoints: ManifestObject {
    public struct Address: Sendable {
        public let address: Located<IPAddress>
        public let isReady: Bool
        public let hostname: String?
        public let nodeName: String?
        public let target: ObjectReference?
    }

    public struct Subset: Sendable {
        public let addresses: [Address]
        public let ports: [EndpointSlice.Port]
    }

    public let metadata: ObjectMetadata
    public let subsets: [Subset]
    /// A label or annotation keeps the control plane from mirroring this object.
    public let isNotMirrored: Bool
}

extension ObjectKind {
    static let endpoints = ObjectKind("Endpoints", ["v1"]) { Endpoints(&$0, defaultNamespace: $1) }
}

extension ObjectSet {
    public var endpoints: [Endpoints] { self[Endpoints.self] }
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
