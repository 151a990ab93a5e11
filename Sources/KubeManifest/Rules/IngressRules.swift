extension Ingress {
    /// ValidateIngressSpec with its parts (kubernetes: pkg/apis/networking/validation/validation.go).
    static let rules = FieldTable(
        [
            .init("spec.ingressClassName", .form(.dnsSubdomain, emptyIsAbsent: false)),
            // Unlike a rule's host, an address is accepted here.
            .init("spec.tls[].hosts[]", .form(.hostOrWildcard, emptyIsAbsent: false), as: "invalid-host"),
            .init("spec.tls[].secretName", .form(.dnsSubdomain)),
            .init(
                "spec.rules[].http", .needs("paths"),
                "it lists the paths of this host; leave http out to send all of them to the default backend."),
            .init("spec.rules[].http.paths[]", .needs("pathType"), "it is Exact, Prefix or ImplementationSpecific."),
        ]
            + ["spec.defaultBackend.resource", "spec.rules[].http.paths[].backend.resource"].flatMap { path -> [FieldTable.Row] in
                [
                    .init(path, .needs("kind"), "a resource is known by its kind and its name."),
                    .init(path, .needs("name"), "a resource is known by its kind and its name."),
                ]
            })
}

extension IngressClass {
    /// validateIngressClassSpec (kubernetes: pkg/apis/networking/validation/validation.go).
    static let rules = FieldTable([
        .init("", .needs("spec"), "it names the controller."),
        .init("spec", .needs("controller"), "it is the controller's name, such as k8s.io/ingress-nginx."),
        .init("spec.controller", .form(.domainPrefixedPath)),
    ])
}
