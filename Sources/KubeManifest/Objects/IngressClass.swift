/// What connects Ingresses to the controller that carries them out.
package struct IngressClass: ManifestObject {
    package let metadata: ObjectMetadata
    /// `spec.controller`, such as `k8s.io/ingress-nginx`.
    package let controller: String?
    /// Whether Ingresses that name no class get this one.
    package let isDefault: Bool
}

extension ObjectKind {
    static let ingressClass = ObjectKind("IngressClass", ["networking.k8s.io/v1"]) { reader, _ in IngressClass(&reader) }
}

extension ObjectSet {
    package var ingressClasses: [IngressClass] { self[IngressClass.self] }
}

extension IngressClass {
    package init?(_ reader: inout FieldReader) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: "IngressClass", namespaced: false, name: .dns1123Subdomain, defaultNamespace: "")
        else { return nil }
        self.metadata = metadata
        reader.check(reader.root, Self.rules)
        controller = reader.string(reader.mapping(reader.root, "spec"), "controller")?.value
        let annotations = reader.root["metadata"].flatMap { $0.isMapping ? $0["annotations"] : nil }
        let isDefault = (annotations?.isMapping ?? false) ? annotations?["ingressclass.kubernetes.io/is-default-class"] : nil
        self.isDefault = isDefault?.text == "true"
    }
}
