import KubeManifest

/// Plays an Ingress controller: what the Ingresses ask of it (networking.k8s.io/v1; C30, C31, C35).
struct IngressController {
    private var backends: BackendResolver
    private(set) var routes: [IngressRoute] = []

    init(_ backends: BackendResolver) { self.backends = backends }

    mutating func run(_ ingresses: [Ingress]) {
        for ingress in ingresses {
            for rule in ingress.rules {
                for path in rule.paths { add(ingress, rule, path, path.backend, field: path.field) }
                // Without paths, the host's requests go to the default backend.
                if !rule.hasHTTP { add(ingress, rule, nil, ingress.defaultBackend, field: rule.field) }
            }
            if ingress.defaultBackend != nil { add(ingress, nil, nil, ingress.defaultBackend, field: "spec.defaultBackend") }
        }
    }

    private mutating func add(
        _ ingress: Ingress, _ rule: Ingress.Rule?, _ path: Ingress.Path?, _ backend: IngressBackend?, field: String
    ) {
        let metadata = ingress.metadata
        let host = rule?.host
        var because: [Evidence] = []
        if let rule, let host { because.append(Evidence(metadata, field: "\(rule.field).host", value: host.value, at: host.mark)) }
        if let path, let text = path.path {
            because.append(Evidence(metadata, field: "\(path.field).path", value: text.value, at: text.mark))
        }
        let mark = path?.mark ?? rule?.mark ?? metadata.mark
        let here = Evidence(metadata, field: field, value: "", at: mark)
        var reference = metadata.reference
        var result = BackendResolver.Result(
            problem: .init(
                kind: .noBackend,
                text: rule.map { $0.hasHTTP } ?? true
                    ? "no backend is named"
                    : "the rule has no paths and the Ingress no default backend, so the controller answers by itself",
                evidence: here), because: [])
        if let redirect = ingress.redirect {
            let evidence = Evidence(metadata, field: redirect.field, value: redirect.value.value, at: redirect.value.mark)
            result = .init(
                problem: .init(kind: .redirect, text: "the controller answers with a redirect", evidence: evidence), because: [evidence])
        } else if let backend {
            switch backend.target {
            case .service(let name) where ingress.actions.contains(name.value) && backend.port?.value == .name("use-annotation"):
                let annotation = "alb.ingress.kubernetes.io/actions.\(name.value)"
                let evidence = Evidence(metadata, field: "\(backend.field).service.name", value: name.value, at: name.mark)
                result = .init(
                    problem: .init(
                        kind: .unknownBackend, text: "the controller does what the annotation \(annotation) says; no Service is meant",
                        evidence: evidence),
                    because: [evidence])
            case .service(let name):
                // Only the Ingress's own namespace: no field names another one (C30).
                reference = ObjectReference(kind: "Service", namespace: metadata.namespace, name: name.value)
                let evidence = Evidence(metadata, field: "\(backend.field).service.name", value: name.value, at: name.mark)
                result = backends.resolve(
                    reference, .tcp, backend.port?.value, name: evidence,
                    portField: backend.port.map { Evidence(metadata, field: backend.portField, value: $0.value.text, at: $0.mark) })
            case .resource(let resource):
                reference = resource
                let evidence = Evidence(metadata, field: "\(backend.field).resource", value: resource.name, at: backend.mark)
                result = .init(
                    problem: .init(
                        kind: .unknownBackend, text: "only the controller knows what it does with a backend of kind \(resource.kind)",
                        evidence: evidence), because: [evidence])
            }
        }
        routes.append(
            IngressRoute(
                object: metadata.reference, rule: field, className: ingress.className?.value, gateway: nil, listener: nil,
                listenerPort: nil,
                isTLS: ingress.isTLS(host?.value), host: host?.value, path: path?.path?.value,
                pathType: path?.pathType.rawValue ?? "DefaultBackend", conditions: [], service: result.service, backend: reference,
                backendPort: result.port, weight: nil, failure: result.problem, because: because + result.because))
    }
}

extension Ingress {
    /// Whether `spec.tls` covers a host: an entry without hosts covers all of them.
    fileprivate func isTLS(_ host: String?) -> Bool {
        tls.contains { entry in
            entry.hosts.isEmpty
                || entry.hosts.contains { covered in
                    host.map { $0 == covered.value || RouteMatching.ingressHost(covered.value, matches: $0) } ?? false
                }
        }
    }
}
