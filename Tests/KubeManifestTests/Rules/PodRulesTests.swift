import KubeManifest
import TestSupport
import Testing

/// Each case by ValidatePodSpec with its parts (kubernetes: pkg/apis/core/validation/validation.go); the container ports' own rules in
/// validateContainerPorts and checkHostPortConflicts there.
@Suite("Pods and templates: what an API server accepts and refuses")
struct PodRulesTests {
    private static let container = "containers: [{name: c}]"

    private static func pod(_ spec: String) -> Verdict {
        Verdict("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {\(spec)}\n")
    }

    private static func deployment(_ spec: String) -> Verdict {
        Verdict(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {\(spec)}}}\n"
        )
    }

    @Test(
        "Accepted",
        arguments: [
            "\(container), dnsPolicy: '', hostname: '', subdomain: '', nodeName: ''",
            "\(container), dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.1, 'fd00::1', 10.0.0.3]}",
            // RelaxedDNSSearchValidation, on since Kubernetes 1.33: underscores and the root.
            "\(container), dnsConfig: {searches: [., _tcp.example.com, a.example.], options: [{name: ndots, value: ''}, {name: edns0}]}",
            "\(container), hostAliases: [{ip: 'fe80::1', hostnames: [a.b, c]}, {ip: 127.0.0.1}]",
            "\(container), hostnameOverride: a.b.example.com",
            "containers: [{name: c, ports: [{containerPort: 80, hostPort: 0, protocol: '', name: ''}, {containerPort: 80, name: ''}]}]",
            // Init containers run one by one, so that they may want what the containers have.
            "containers: [{name: c, ports: [{containerPort: 80, hostPort: 80}]}], initContainers: [{name: i, ports: [{containerPort: 80, hostPort: 80}]}]",
            "containers: [{name: c, ports: [{containerPort: 80, hostPort: 80, hostIP: 10.0.0.1}]}, {name: d, ports: [{containerPort: 80, hostPort: 80, hostIP: 10.0.0.2}, {containerPort: 80, hostPort: 80, protocol: UDP}]}]",
            "hostNetwork: true, containers: [{name: c, ports: [{containerPort: 80}, {containerPort: 81, hostPort: 81}]}]",
            // Names of ports are unique within one container, not within the Pod.
            "containers: [{name: c, ports: [{containerPort: 80, name: http}]}, {name: d, ports: [{containerPort: 81, name: http}]}]",
        ])
    func accepted(_ spec: String) {
        #expect(Self.pod(spec).isAccepted, "\(Self.pod(spec))")
        #expect(Self.deployment(spec).isAccepted, "\(Self.deployment(spec))")
    }

    @Test(
        "Refused, with the place, in a Pod and in a template",
        arguments: [
            ("\(container), hostname: Web", "error invalid-name hostname"),
            ("\(container), hostname: a.b", "error invalid-name hostname"),
            ("\(container), subdomain: a_b", "error invalid-name subdomain"),
            ("\(container), nodeName: N1", "error invalid-name nodeName"),
            ("\(container), hostnameOverride: a_b", "error invalid-name hostnameOverride"),
            ("\(container), hostnameOverride: \(String(repeating: "a", count: 65))", "error invalid-name hostnameOverride"),
            ("\(container), hostnameOverride: a, setHostnameAsFQDN: true", "error conflicting-fields hostnameOverride"),
            ("\(container), dnsPolicy: clusterFirst", "error unknown-value dnsPolicy"),
            ("\(container), dnsPolicy: None", "error missing-field dnsConfig.nameservers"),
            ("\(container), dnsConfig: {nameservers: [a]}", "error invalid-address dnsConfig.nameservers[0]"),
            (
                "\(container), dnsConfig: {nameservers: [10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4]}",
                "error too-many-items dnsConfig.nameservers"
            ),
            ("\(container), dnsConfig: {searches: ['a b']}", "error invalid-name dnsConfig.searches[0]"),
            (
                "\(container), dnsConfig: {searches: [\((1...33).map { "a\($0)" }.joined(separator: ", "))]}",
                "error too-many-items dnsConfig.searches"
            ),
            ("\(container), dnsConfig: {options: [{value: '2'}]}", "error missing-field dnsConfig.options[0].name"),
            ("\(container), hostAliases: [{ip: a.b, hostnames: [c]}]", "error invalid-address hostAliases[0].ip"),
            ("\(container), hostAliases: [{hostnames: [c]}]", "error missing-field hostAliases[0].ip"),
            ("\(container), hostAliases: [{ip: 10.0.0.1, hostnames: [C]}]", "error invalid-name hostAliases[0].hostnames[0]"),
            ("containers: []", "error missing-field containers"), ("hostNetwork: true", "error missing-field containers"),
            ("containers: [{name: C}]", "error invalid-name containers[0].name"),
            ("containers: [{name: ''}]", "error missing-field containers[0].name"),
            ("containers: [{name: a}, {name: a}]", "error duplicate-value containers[1].name"),
            ("containers: [{name: a}], initContainers: [{name: a}]", "error duplicate-value initContainers[0].name"),
            (
                "containers: [{name: a, ports: [{containerPort: 80, name: http}, {containerPort: 81, name: http}]}]",
                "error duplicate-port containers[0].ports[1].name"
            ),
            (
                "containers: [{name: a, ports: [{containerPort: 80, name: 0123456789abcdef}]}]",
                "error invalid-port-name containers[0].ports[0].name"
            ),
            ("containers: [{name: a, ports: [{containerPort: 0}]}]", "error port-out-of-range containers[0].ports[0].containerPort"),
            (
                "containers: [{name: a, ports: [{containerPort: 80, hostPort: 80}]}, {name: b, ports: [{containerPort: 81, hostPort: 80}]}]",
                "error duplicate-port containers[1].ports[0].hostPort"
            ),
            (
                "containers: [{name: a}], initContainers: [{name: b, ports: [{containerPort: 80, hostPort: 80}, {containerPort: 81, hostPort: 80}]}]",
                "error duplicate-port initContainers[0].ports[1].hostPort"
            ),
            (
                "hostNetwork: true, containers: [{name: a, ports: [{containerPort: 80, hostPort: 8080}]}]",
                "error conflicting-fields containers[0].ports[0].hostPort"
            ),
        ])
    func refused(_ spec: String, _ finding: String) {
        let parts = finding.split(separator: " ")
        #expect(Self.pod(spec).lines == ["\(parts[0]) \(parts[1]) spec.\(parts[2])"])
        #expect(Self.deployment(spec).lines == ["\(parts[0]) \(parts[1]) spec.template.spec.\(parts[2])"])
    }

    @Test("A host port of 0 is none, and an empty dnsPolicy the default")
    func empty() {
        let pod = Self.pod("dnsPolicy: '', containers: [{name: c, ports: [{containerPort: 80, hostPort: 0}]}]").objects.pods.first
        #expect(pod?.spec.containers.first?.ports.first?.hostPort == nil && pod?.spec.dns == nil)
    }

    @Test("Variables: ValidateEnv, validateEnvVarValueFrom, ValidateEnvFrom")
    func variables() {
        let container = { (rest: String) in "containers: [{name: c, \(rest)}]" }
        let field = "valueFrom: {fieldRef: {fieldPath: metadata.name}}"
        #expect(Self.pod(container("env: [{name: A}, {name: B, value: ''}, {name: C, value: '', \(field)}]")).isAccepted)
        #expect(Self.pod(container("envFrom: [{prefix: P_, secretRef: {name: s}}, {configMapRef: {name: m}}]")).isAccepted)
        let at = "spec.containers[0]"
        #expect(Self.pod(container("env: [{value: x}]")).lines == ["error missing-field \(at).env[0].name"])
        #expect(Self.pod(container("env: [{name: A, value: x, \(field)}]")).lines == ["error conflicting-fields \(at).env[0].valueFrom"])
        #expect(Self.pod(container("env: [{name: A, valueFrom: {}}]")).lines == ["error not-exactly-one \(at).env[0].valueFrom"])
        #expect(Self.pod(container("envFrom: [{prefix: P_}]")).lines == ["error not-exactly-one \(at).envFrom[0]"])
    }

    @Test("On the node's network a container's port is the node's (SetDefaults_Pod; of templates not since 1.28)")
    func nodePorts() {
        let twice = "hostNetwork: true, containers: [{name: c, ports: [{containerPort: 80}]}, {name: d, ports: [{containerPort: 80}]}]"
        #expect(Self.pod(twice).lines == ["error duplicate-port spec.containers[1].ports[0].containerPort"])
        #expect(Self.deployment(twice).lines == ["warning duplicate-port spec.template.spec.containers[1].ports[0].containerPort"])
        #expect(Self.pod(twice.replacing("hostNetwork: true, ", with: "")).isAccepted)
        #expect(Self.pod(twice.replacing("{containerPort: 80}]}]", with: "{containerPort: 80, protocol: UDP}]}]")).isAccepted)
    }
}
