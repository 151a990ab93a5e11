import KubeManifest
import TestSupport
import Testing

/// By ValidateIngressSpec with its parts (kubernetes: pkg/apis/networking/validation/validation.go).
@Suite("Ingresses: what an API server accepts and refuses")
struct IngressRulesTests {
    private static func ingress(_ spec: String, annotations: String = "") -> Verdict {
        Verdict("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a, annotations: {\(annotations)}}\nspec: {\(spec)}\n")
    }

    private static let backend = "defaultBackend: {service: {name: web, port: {number: 80}}}"
    private static func path(_ path: String) -> String { "rules: [{http: {paths: [{\(path)}]}}]" }
    private static let web = "backend: {service: {name: web, port: {number: 80}}}"

    @Test(
        "Accepted",
        arguments: [
            // Only a rule's host refuses addresses.
            "\(backend), tls: [{hosts: [1.2.3.4, '*.example.com']}, {}, {hosts: []}]",
            "\(backend), rules: []", "\(backend), rules: [{host: ''}]",
            // A bare '-' is an empty rule: every host goes to the default backend.
            path("path: '', pathType: ImplementationSpecific, \(web)"),
            path("path: /a, pathType: Prefix, backend: {resource: {kind: Bucket, name: b}}"),
        ])
    func accepted(_ spec: String) { #expect(Self.ingress(spec).isAccepted, "\(Self.ingress(spec))") }

    @Test(
        "Refused, with the place",
        arguments: [
            ("rules: []", "error missing-field spec.rules"),
            ("rules: [{http: {paths: []}}]", "error missing-field spec.rules[0].http.paths"),
            ("rules: [{http: {}}]", "error missing-field spec.rules[0].http.paths"),
            (path("path: /, pathType: '', \(web)"), "error missing-field spec.rules[0].http.paths[0].pathType"),
            (path("path: /, \(web)"), "error missing-field spec.rules[0].http.paths[0].pathType"),
            (path("path: '', pathType: Prefix, \(web)"), "error missing-field spec.rules[0].http.paths[0].path"),
            (
                path("path: /, pathType: Prefix, backend: {service: {name: web, port: {name: ''}}}"),
                "error missing-field spec.rules[0].http.paths[0].backend.service.port.number"
            ),
            (
                path("path: /, pathType: Prefix, backend: {service: {name: web, port: {name: tcp-prometheus-servicemonitor}}}"),
                "error invalid-port-name spec.rules[0].http.paths[0].backend.service.port.name"
            ),
            ("defaultBackend: {resource: {name: b}}", "error missing-field spec.defaultBackend.resource.kind"),
            ("defaultBackend: {resource: {kind: Bucket, name: ''}}", "error missing-field spec.defaultBackend.resource.name"),
            ("\(backend), tls: [{hosts: ['']}]", "error invalid-host spec.tls[0].hosts[0]"),
            ("\(backend), tls: [{hosts: ['a.*.b']}]", "error invalid-host spec.tls[0].hosts[0]"),
            ("\(backend), tls: [{secretName: A}]", "error invalid-name spec.tls[0].secretName"),
            ("\(backend), rules: [{host: 1.2.3.4}]", "error invalid-host spec.rules[0].host"),
            ("\(backend), ingressClassName: ''", "error invalid-name spec.ingressClassName"),
        ])
    func refused(_ spec: String, _ finding: String) { #expect(Self.ingress(spec).lines == [finding]) }

    @Test("The class and its older annotation: another one is refused, the same one by older servers")
    func classes() {
        let annotation = "kubernetes.io/ingress.class: nginx"
        #expect(
            Self.ingress("\(Self.backend), ingressClassName: other", annotations: annotation).lines == [
                "error conflicting-fields spec.ingressClassName"
            ])
        #expect(
            Self.ingress("\(Self.backend), ingressClassName: nginx", annotations: annotation).lines == [
                "warning conflicting-fields spec.ingressClassName"
            ])
    }

    @Test("A class names its controller")
    func ingressClass() {
        func verdict(_ rest: String) -> Verdict {
            Verdict("{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: a}\(rest)}\n")
        }
        #expect(verdict(", spec: {controller: k8s.io/ingress-nginx}").isAccepted)
        #expect(verdict(", spec: {controller: nginx}").lines == ["error invalid-name spec.controller"])
        #expect(verdict(", spec: {}").lines == ["error missing-field spec.controller"])
        #expect(verdict("").lines == ["error missing-field spec"])
    }

    @Test("A name that begins with a digit is the cluster's decision (RelaxedServiceNameValidation)")
    func digits() {
        #expect(
            Self.ingress("defaultBackend: {service: {name: 1web, port: {number: 80}}}").lines == [
                "warning invalid-name spec.defaultBackend.service.name"
            ])
        #expect(
            Verdict("{apiVersion: v1, kind: Service, metadata: {name: 1web}, spec: {ports: [{port: 80}]}}").lines == [
                "warning invalid-name metadata.name"
            ])
    }
}
