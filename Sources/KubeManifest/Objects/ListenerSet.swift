/// A ListenerSet: more listeners for a Gateway that allows them, by whoever may not change the Gateway (Gateway API 1.5 and later).
package struct ListenerSet: ManifestObject {
    package let metadata: ObjectMetadata
    /// The Gateway.
    package let parent: GatewayRoute.ParentReference?
    package let listeners: [Gateway.Listener]
}

extension ObjectKind {
    static let listenerSet = ObjectKind("ListenerSet", ["\(GatewayRoute.group)/v1"]) { ListenerSet(&$0, defaultNamespace: $1) }
}

extension ObjectSet {
    package var listenerSets: [ListenerSet] { self[ListenerSet.self] }
}

extension ListenerSet {
    package init?(_ reader: inout FieldReader, defaultNamespace: String) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: "ListenerSet", namespaced: true, name: .dns1123Subdomain, defaultNamespace: defaultNamespace)
        else { return nil }
        self.metadata = metadata
        reader.schema = .custom
        let spec = reader.mapping(reader.root, "spec")
        if spec == nil, reader.present(reader.root, "spec") == nil {
            reader.missing("spec", in: reader.root, "it names a Gateway and lists listeners for it.")
        }
        let reference = reader.mapping(spec, "parentRef")
        if let spec, reference == nil, reader.present(spec, "parentRef") == nil {
            reader.missing("parentRef", in: spec, "it names the Gateway.")
        }
        parent = reference.flatMap { GatewayRoute.parent(&reader, $0, "spec.parentRef", metadata.namespace) }
        listeners = Gateway.listeners(&reader, spec)
    }
}
