/// Whether a service mesh is asked to put its proxy into Pods, or to keep out: by a label or an annotation of a Pod, its template or its
/// namespace.
package struct MeshInjection: Sendable {
    /// `Istio`
    package let mesh: String
    package let isWanted: Bool
    /// As it is written: `sidecar.istio.io/inject: "true"`.
    package let text: String

    /// What each mesh's injector reads of Pods (Istio: inject.go; Linkerd: pkg/k8s/labels.go; Kuma: metadata/annotations.go; Consul: connect-inject/constants).
    private static let podKeys = [
        ("sidecar.istio.io/inject", "Istio", ["true"]), ("linkerd.io/inject", "Linkerd", ["enabled", "ingress"]),
        ("kuma.io/sidecar-injection", "Kuma", ["enabled", "true"]), ("consul.hashicorp.com/connect-inject", "Consul", ["true"]),
    ]
    /// The same of namespaces; a revision of Istio names who puts the proxy in.
    private static let namespaceKeys = [
        ("istio-injection", "Istio", ["enabled"]), ("istio.io/rev", "Istio", []), ("istio.io/dataplane-mode", "Istio", ["ambient"]),
        ("linkerd.io/inject", "Linkerd", ["enabled", "ingress"]), ("kuma.io/sidecar-injection", "Kuma", ["enabled", "true"]),
    ]

    /// Nil where nobody is asked.
    init?(_ metadata: ManifestNode?, ofNamespace: Bool = false) {
        guard let metadata, metadata.isMapping else { return nil }
        for (key, mesh, wanting) in ofNamespace ? Self.namespaceKeys : Self.podKeys {
            for list in [metadata["annotations"], metadata["labels"]] {
                guard let value = list?.entries.first(where: { $0.key.text == key })?.value, value.isScalar, !value.isNull else { continue }
                self.mesh = mesh
                isWanted = wanting.isEmpty || wanting.contains(value.text)
                text = "\(key): \(value.text)"
                return
            }
        }
        return nil
    }
}
