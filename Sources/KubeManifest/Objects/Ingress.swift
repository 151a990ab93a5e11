/// An Ingress: which hosts and paths lead to which Services. Configuration for a controller, not a thing that traffic passes.
public struct Ingress: ManifestObject {
    public enum PathType: String, Sendable, CaseIterable {
        case exact = "Exact"
        /// Element by element: `/foo` matches `/foo/bar` and not `/foobar`.
        case prefix = "Prefix"
        case implementationSpecific = "ImplementationSpecific"
    }

    public struct Rule: Sendable {
        /// Nil for any host.
        public let host: Located<String>?
        public let paths: [Path]
        /// Without `http`, requests for the host go to the default backend.
        public let hasHTTP: Bool
        public let mark: Mark
        public let field: String
    }

    public struct Path: Sendable {
        /// Nil for any path, which only ImplementationSpecific allows.
        public let path: Located<String>?
        public let pathType: PathType
        /// Nil where none can be read, which is reported.
        public let backend: IngressBackend?
        public let mark: Mark
        public let field: String
    }

    public struct TLS: Sendable {
        /// Empty for every host of the Ingress.
        public let hosts: [Located<String>]
        public let secretName: String?
        public let mark: Mark
        public let field: String
    }

    public let metadata: ObjectMetadata
    /// `spec.ingressClassName`, or the older annotation.
    public let className: Located<String>?
    public let classNameField: String
    public let defaultBackend: IngressBackend?
    public let rules: [Rule]
    public let tls: [TLS]
    /// ingress-nginx: takes a share of the requests of another Ingress with the same host and path, and means to.
    public let isCanary: Bool

    package static let classAnnotation = "kubernetes.io/ingress.class"
}

extension ObjectKind {
    static let ingress = ObjectKind("Ingress", ["networking.k8s.io/v1"]) { Ingress(&$0, defaultNamespace: $1) }
}

extension ObjectSet {
    public var ingresses: [Ingress] { self[Ingress.self] }
}

extension Ingress {
    package init?(_ reader: inout FieldReader, defaultNamespace: String) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: "Ingress", namespaced: true, name: .dns1123Subdomain, defaultNamespace: defaultNamespace)
        else { return nil }
        self.metadata = metadata
        reader.check(reader.root, Self.rules)
        let spec = reader.mapping(reader.root, "spec")
        if spec == nil, reader.present(reader.root, "spec") == nil {
            reader.missing("spec", in: reader.root, "it says which hosts and paths lead to which Services.")
        }
        let written = reader.string(spec, "ingressClassName")
        let annotations = reader.root["metadata"].flatMap { $0.isMapping ? $0["annotations"] : nil }
        let annotated = (annotations?.isMapping ?? false) ? reader.string(annotations, "kubernetes.io/ingress.class") : nil
        if let written, let annotated {
            // ValidateIngressCreate: at first the two excluded each other; now they may say the same.
            let isSame = written.value == annotated.value
            reader.report(
                isSame ? .warning : .error, "conflicting-fields",
                "spec.ingressClassName and the annotation \(Self.classAnnotation) \(isSame ? "say the same, which older API servers refuse" : "exclude each other"). Remove the annotation.",
                at: written.mark, field: "spec.ingressClassName")
        }
        className = written ?? annotated
        classNameField = written != nil ? "spec.ingressClassName" : "metadata.annotations['\(Self.classAnnotation)']"
        isCanary = annotations?["nginx.ingress.kubernetes.io/canary"]?.text == "true"
        let fallback = reader.mapping(spec, "defaultBackend")
        defaultBackend = fallback.flatMap { IngressBackend(&reader, $0, field: "spec.defaultBackend", metadata.namespace) }
        rules = reader.indexedMappings(spec, "rules").map { index, item in
            Self.rule(&reader, item, "spec.rules[\(index)]", metadata.namespace)
        }
        tls = reader.indexedMappings(spec, "tls").map { index, item in
            TLS(
                hosts: reader.strings(item, "hosts"), secretName: reader.string(item, "secretName")?.value, mark: item.mark,
                field: "spec.tls[\(index)]")
        }
        if let spec, reader.present(spec, "rules").map(\.isEmptyCollection) ?? true, reader.present(spec, "defaultBackend") == nil {
            reader.missing("rules", in: spec, "an Ingress needs rules or a defaultBackend.")
        }
    }

    private static func rule(_ reader: inout FieldReader, _ item: ManifestNode, _ field: String, _ namespace: String) -> Rule {
        let http = reader.mapping(item, "http")
        return Rule(
            host: reader.host(item, "host"),
            paths: reader.indexedMappings(http, "paths").map { index, item in
                path(&reader, item, "\(field).http.paths[\(index)]", namespace)
            }, hasHTTP: http != nil, mark: item.mark, field: field)
    }

    private static func path(_ reader: inout FieldReader, _ item: ManifestNode, _ field: String, _ namespace: String) -> Path {
        let path = reader.string(item, "path").flatMap { $0.value.isEmpty ? nil : $0 }
        let type = reader.enumeration(item, "pathType", PathType.self)?.value
        switch (path, type) {
        case (let path?, .implementationSpecific?) where path.value.hasPrefix("/"): break
        case (let path?, _): reader.checkURLPath(path, item, "path", refusesFragments: false)
        case (nil, .exact?), (nil, .prefix?): reader.missing("path", in: item, "pathType Exact and Prefix compare it with the request's.")
        case (nil, _): break
        }
        let backend = reader.mapping(item, "backend")
        if backend == nil, reader.present(item, "backend") == nil {
            reader.missing("backend", in: item, "it says which Service requests for this path go to.")
        }
        return Path(
            path: path, pathType: type ?? .implementationSpecific,
            backend: backend.flatMap { IngressBackend(&reader, $0, field: "\(field).backend", namespace) }, mark: item.mark, field: field)
    }
}
