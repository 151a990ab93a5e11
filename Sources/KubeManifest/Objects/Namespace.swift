/// A namespace that the manifests declare.
package struct Namespace: ManifestObject {
    package let metadata: ObjectMetadata

    /// Manifests that are applied together often repeat their namespace; what selects it sees its labels alone.
    package func differs(from other: Namespace) -> Bool { metadata.labels.sorted() != other.metadata.labels.sorted() }
}

extension ObjectKind {
    static let namespace = ObjectKind("Namespace", ["v1"]) { reader, _ in Namespace(&reader) }
}

extension ObjectSet {
    package var namespaces: [Namespace] { self[Namespace.self] }
}

extension Namespace {
    package init?(_ reader: inout FieldReader) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: "Namespace", namespaced: false, name: .dns1123Label, defaultNamespace: "")
        else { return nil }
        self.metadata = metadata
    }
}
