/// What the kinds of routes have in common: which Gateways they attach to, for which hosts, and where requests or connections go.
package struct GatewayRoute: ManifestObject {
    package struct ParentReference: Sendable {
        /// `Gateway`, unless another kind is named: a `ListenerSet`, a `Service` of a mesh.
        package let kind: String
        package let namespace: String
        package let name: Located<String>
        /// The listener's name.
        package let sectionName: Located<String>?
        package let port: Located<Int>?
        package let field: String

        package var reference: ObjectReference { ObjectReference(kind: kind, namespace: namespace, name: name.value) }
    }

    package struct Rule: Sendable {
        /// Any of them is enough; never empty: a rule without matches takes every request.
        package let matches: [Match]
        package let backends: [BackendReference]
        /// A filter that answers in place of a backend.
        package let redirects: Bool
        package let mark: Mark
        package let field: String
    }

    package struct Match: Sendable {
        package enum PathType: String, Sendable, CaseIterable {
            case exact = "Exact"
            /// Element by element, as the Prefix of an Ingress.
            case pathPrefix = "PathPrefix"
            case regularExpression = "RegularExpression"
        }

        /// Nil where the route looks at connections, not at requests.
        package let path: String?
        package let pathType: PathType?
        package let method: String?
        /// `header x-version=v2`, `query page=1`: what else the request must have.
        package let conditions: [String]
        /// The field that says the path; nil where the default counts.
        package let written: Located<String>?
        package let field: String
    }

    package struct BackendReference: Sendable {
        /// `Service`, unless another kind is named.
        package let kind: String
        package let namespace: Located<String>?
        package let name: Located<String>
        package let port: Located<Int>?
        /// Its share of the requests; 0 for none.
        package let weight: Int
        package let mark: Mark
        package let field: String
    }

    package let metadata: ObjectMetadata
    package let parents: [ParentReference]
    /// Empty for those of the listener.
    package let hostnames: [Located<String>]
    package let rules: [Rule]
}

extension ObjectSet {
    /// HTTPRoutes, GRPCRoutes, TLSRoutes, TCPRoutes and UDPRoutes.
    package var gatewayRoutes: [GatewayRoute] { self[GatewayRoute.self] }
}

extension GatewayRoute {
    package static let group = "gateway.networking.k8s.io"
    /// The API versions of Gateway API's kinds.
    static let versions = ["\(group)/v1", "\(group)/v1beta1"]

    /// - Parameter match: reads one item of `matches`, which is where the kinds of requests differ.
    package init?(
        _ reader: inout FieldReader, kind: String, defaultNamespace: String,
        match: (inout FieldReader, ManifestNode?, String) -> Match
    ) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: kind, namespaced: true, name: .dns1123Subdomain, defaultNamespace: defaultNamespace)
        else { return nil }
        self.metadata = metadata
        reader.schema = .custom
        let spec = reader.mapping(reader.root, "spec")
        if spec == nil, reader.present(reader.root, "spec") == nil {
            reader.missing("spec", in: reader.root, "it says which Gateway the route attaches to and where requests go.")
        }
        parents = reader.indexedMappings(spec, "parentRefs", limit: 32).compactMap { index, item in
            Self.parent(&reader, item, "spec.parentRefs[\(index)]", metadata.namespace)
        }
        hostnames = reader.hosts(spec, "hostnames", limit: 16)
        let written = reader.indexedMappings(spec, "rules", limit: 16).map { index, item in
            let field = "spec.rules[\(index)]"
            let matches = reader.indexedMappings(item, "matches", limit: 64).map { match(&reader, $1, "\(field).matches[\($0)]") }
            let redirect = reader.mappings(item, "filters").contains { reader.string($0, "type")?.value == "RequestRedirect" }
            let backends = reader.indexedMappings(item, "backendRefs", limit: 16).compactMap { position, node in
                Self.backend(&reader, node, "\(field).backendRefs[\(position)]")
            }
            if redirect, !backends.isEmpty, let node = item["backendRefs"] {
                reader.report(
                    .error, "conflicting-fields",
                    "\(field) redirects requests, so they never reach its backendRefs. Remove one of the two.", at: node)
            }
            return Rule(
                matches: matches.isEmpty ? [match(&reader, nil, field)] : matches, backends: backends, redirects: redirect, mark: item.mark,
                field: field)
        }
        if written.isEmpty, reader.present(spec, "rules") == nil {
            // The API's own default: one rule for every request.
            rules = [Rule(matches: [match(&reader, nil, "spec")], backends: [], redirects: false, mark: metadata.mark, field: "spec")]
        } else {
            rules = written
        }
    }

    static func parent(
        _ reader: inout FieldReader, _ item: ManifestNode, _ field: String, _ home: String
    ) -> ParentReference? {
        guard let name = reader.string(item, "name"), !name.value.isEmpty else {
            if item["name"]?.isScalar ?? true { reader.missing("name", in: item, "it is the name of the Gateway.") }
            return nil
        }
        return ParentReference(
            kind: reader.string(item, "kind")?.value ?? "Gateway", namespace: reader.string(item, "namespace")?.value ?? home, name: name,
            sectionName: reader.string(item, "sectionName"), port: reader.port(item, "port"), field: field)
    }

    private static func backend(_ reader: inout FieldReader, _ item: ManifestNode, _ field: String) -> BackendReference? {
        guard let name = reader.string(item, "name"), !name.value.isEmpty else {
            if item["name"]?.isScalar ?? true { reader.missing("name", in: item, "it is the name of the Service.") }
            return nil
        }
        let group = reader.string(item, "group")?.value ?? ""
        let kind = reader.string(item, "kind")?.value ?? "Service"
        if kind == "Service", group.isEmpty, reader.present(item, "port") == nil {
            reader.missing("port", in: item, "a Service is reached at one of its ports.")
        }
        var weight = 1
        if let written = reader.int(item, "weight"), let node = item["weight"] {
            if (0...1_000_000).contains(written.value) {
                weight = written.value
            } else {
                reader.report(.error, "unknown-value", "\(field).weight is \(written.value); it is a number from 0 to 1000000.", at: node)
            }
        }
        return BackendReference(
            kind: group.isEmpty ? kind : "\(kind).\(group)", namespace: reader.string(item, "namespace"), name: name,
            port: reader.port(item, "port"), weight: weight, mark: item.mark, field: field)
    }
}
