/// The addresses behind a Service, as the control plane keeps them, or as somebody wrote them by hand.
package struct EndpointSlice: ManifestObject {
    package struct Endpoint: Sendable {
        /// As written: DNS labels are made from this text (R25).
        package let addresses: [Located<String>]
        /// Conditions; nil where left out. A missing `ready` counts as ready (R29).
        package let isReady: Bool?
        package let isServing: Bool?
        package let isTerminating: Bool?
        package let hostname: String?
        package let nodeName: String?
        package let zone: String?
        package let target: ObjectReference?
    }

    package struct Port: Hashable, Sendable {
        package let name: String?
        /// Nil stands for all ports.
        package let port: Int?
        package let transport: TransportProtocol

        package init(name: String?, port: Int?, transport: TransportProtocol) {
            self.name = name
            self.port = port
            self.transport = transport
        }
    }

    package let metadata: ObjectMetadata
    /// `IPv4`, `IPv6` or `FQDN`.
    package let addressType: String
    package let endpoints: [Endpoint]
    package let ports: [Port]

    /// The label that ties a slice to its Service (R30).
    package static let serviceNameLabel = "kubernetes.io/service-name"
    package var serviceName: Label? { metadata.labels.first { $0.key == Self.serviceNameLabel } }
}

extension ObjectKind {
    static let endpointSlice = ObjectKind("EndpointSlice", ["discovery.k8s.io/v1"]) { EndpointSlice(&$0, defaultNamespace: $1) }
}

extension ObjectSet {
    package var endpointSlices: [EndpointSlice] { self[EndpointSlice.self] }
}

extension EndpointSlice {
    package init?(_ reader: inout FieldReader, defaultNamespace: String) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: "EndpointSlice", namespaced: true, name: .dns1123Subdomain, defaultNamespace: defaultNamespace)
        else { return nil }
        self.metadata = metadata
        reader.check(reader.root, Self.rules)
        addressType = reader.string(reader.root, "addressType").flatMap { $0.value.isEmpty ? nil : $0.value } ?? "IPv4"
        let isAddress = IPAddress.Family(rawValue: addressType) != nil
        endpoints = reader.mappings(reader.root, "endpoints").map { item in
            let conditions = reader.mapping(item, "conditions")
            let target = reader.mapping(item, "targetRef")
            var addresses: [Located<String>] = []
            for node in reader.sequence(item, "addresses")?.elements.map({ $0 }) ?? [] {
                guard !isAddress || reader.address(node) != nil, let text = reader.string(node) else { continue }
                addresses.append(text)
            }
            return Endpoint(
                addresses: addresses, isReady: reader.bool(conditions, "ready"),
                isServing: reader.bool(conditions, "serving"), isTerminating: reader.bool(conditions, "terminating"),
                hostname: reader.string(item, "hostname")?.value, nodeName: reader.string(item, "nodeName")?.value,
                zone: reader.string(item, "zone")?.value,
                target: Self.reference(&reader, target, metadata.namespace))
        }
        ports = Self.ports(&reader, reader.root, emptyProtocolIsTCP: false)
    }

    /// - Parameter emptyProtocolIsTCP: as in Endpoints; a slice's protocol may be left out, but not be empty.
    package static func ports(_ reader: inout FieldReader, _ parent: ManifestNode, emptyProtocolIsTCP: Bool) -> [Port] {
        reader.mappings(parent, "ports").map { item in
            Port(
                name: reader.string(item, "name").map(\.value).flatMap { $0.isEmpty ? nil : $0 },
                port: reader.int(item, "port")?.value,
                transport: reader.enumeration(item, "protocol", TransportProtocol.self, emptyIsAbsent: emptyProtocolIsTCP)?.value ?? .tcp)
        }
    }

    package static func reference(
        _ reader: inout FieldReader, _ node: ManifestNode?, _ namespace: String
    ) -> ObjectReference? {
        guard let node, let kind = reader.string(node, "kind"), let name = reader.string(node, "name") else { return nil }
        return ObjectReference(
            kind: kind.value, namespace: reader.string(node, "namespace")?.value ?? namespace, name: name.value)
    }
}
