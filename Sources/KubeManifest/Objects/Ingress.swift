/// An Ingress: which hosts and paths lead to which Services. Configuration for a controller, not a thing that traffic passes.
package struct Ingress: ManifestObject {
    package enum PathType: String, Sendable, CaseIterable {
        case exact = "Exact"
        /// Element by element: `/foo` matches `/foo/bar` and not `/foobar`.
        case prefix = "Prefix"
        case implementationSpecific = "ImplementationSpecific"
    }

    package struct Rule: Sendable {
        /// Nil for any host.
        package let host: Located<String>?
        package let paths: [Path]
        /// Without `http`, requests for the host go to the default backend.
        package let hasHTTP: Bool
        package let mark: Mark
        package let field: String
    }

    package struct Path: Sendable {
        /// Nil for any path, which only ImplementationSpecific allows.
        package let path: Located<String>?
        package let pathType: PathType
        /// Nil where none can be read, which is reported.
        package let backend: IngressBackend?
        package let mark: Mark
        package let field: String
    }

    package struct TLS: Sendable {
        /// Empty for every host of the Ingress.
        package let hosts: [Located<String>]
        package let secretName: String?
        package let mark: Mark
        package let field: String
    }

    package let metadata: ObjectMetadata
    /// `spec.ingressClassName`, or the older annotation.
    package let className: Located<String>?
    package let classNameField: String
    package let defaultBackend: IngressBackend?
    package let rules: [Rule]
    package let tls: [TLS]
    /// ingress-nginx: takes a share of the requests of another Ingress with the same host and path, and means to.
    package let isCanary: Bool
    /// Names that stand for what an annotation says, and for no Service: `alb.ingress.kubernetes.io/actions.ssl-redirect`
    /// (AWS Load Balancer Controller, Ingress annotations, Traffic Routing).
    package let actions: Set<String>

    /// ingress-nginx answers all requests with a redirect and asks no Service (nginx.tmpl: `return … $location.Redirect.URL`).
    package let redirect: (field: String, value: Located<String>)?

    package static let classAnnotation = "kubernetes.io/ingress.class"
}

extension ObjectKind {
    static let ingress = ObjectKind("Ingress", ["networking.k8s.io/v1"]) { Ingress(&$0, defaultNamespace: $1) }
}

extension ObjectSet {
    package var ingresses: [Ingress] { self[Ingress.self] }
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
        let action = "alb.ingress.kubernetes.io/actions."
        actions = Set(
            (annotations?.isMapping ?? false ? annotations?.entries.map { $0.key.text } ?? [] : []).filter { $0.hasPrefix(action) }
                .map { String($0.dropFirst(action.count)) })
        redirect =
            ["nginx.ingress.kubernetes.io/permanent-redirect", "nginx.ingress.kubernetes.io/temporal-redirect"].lazy.compactMap { key in
                annotations?.entries.first { $0.key.text == key && $0.value.isScalar && !$0.value.text.isEmpty }.map { entry in
                    ("metadata.annotations['\(key)']", Located(entry.value.text, at: entry.value.mark))
                }
            }.first
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
