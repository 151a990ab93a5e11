/// A ReferenceGrant: its namespace lets objects of other namespaces refer to some of its own.
package struct ReferenceGrant: ManifestObject {
    package struct From: Sendable {
        package let group: String
        package let kind: String
        package let namespace: String
        package let mark: Mark
    }

    package struct To: Sendable {
        package let group: String
        package let kind: String
        /// Nil for every object of the kind.
        package let name: String?
    }

    package let metadata: ObjectMetadata
    package let from: [From]
    package let to: [To]

    /// Whether a route may refer to a Service of the grant's namespace; the item that says so.
    package func allows(_ route: ObjectReference, toService name: String) -> (index: Int, from: From)? {
        guard to.contains(where: { $0.group.isEmpty && $0.kind == "Service" && ($0.name ?? name) == name }) else { return nil }
        return from.enumerated().first {
            $1.group == GatewayRoute.group && $1.kind == route.kind && $1.namespace == route.namespace
        }.map { ($0.offset, $0.element) }
    }
}

extension ObjectKind {
    static let referenceGrant = ObjectKind("ReferenceGrant", GatewayRoute.versions.reversed()) { ReferenceGrant(&$0, defaultNamespace: $1) }
}

extension ObjectSet {
    package var referenceGrants: [ReferenceGrant] { self[ReferenceGrant.self] }
}

extension ReferenceGrant {
    package init?(_ reader: inout FieldReader, defaultNamespace: String) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: "ReferenceGrant", namespaced: true, name: .dns1123Subdomain, defaultNamespace: defaultNamespace)
        else { return nil }
        self.metadata = metadata
        reader.schema = .custom
        let spec = reader.mapping(reader.root, "spec")
        if spec == nil, reader.present(reader.root, "spec") == nil {
            reader.missing("spec", in: reader.root, "it says who may refer to what.")
        }
        if let spec {
            if reader.present(spec, "from") == nil {
                reader.missing("from", in: spec, "it lists who may refer to this namespace's objects.")
            }
            if reader.present(spec, "to") == nil { reader.missing("to", in: spec, "it lists the kinds that may be referred to.") }
        }
        from = reader.mappings(spec, "from").compactMap { item in
            guard let kind = reader.string(item, "kind"), let namespace = reader.string(item, "namespace") else {
                for (key, why) in [
                    ("kind" as StaticString, "such as HTTPRoute."), ("namespace", "the namespace that the reference comes from."),
                ]
                where reader.present(item, key) == nil {
                    reader.missing(key.description, in: item, why)
                }
                return nil
            }
            return From(group: reader.string(item, "group")?.value ?? "", kind: kind.value, namespace: namespace.value, mark: item.mark)
        }
        to = reader.mappings(spec, "to").compactMap { item in
            guard let kind = reader.string(item, "kind") else {
                if reader.present(item, "kind") == nil { reader.missing("kind", in: item, "such as Service.") }
                return nil
            }
            return To(group: reader.string(item, "group")?.value ?? "", kind: kind.value, name: reader.string(item, "name")?.value)
        }
    }
}
