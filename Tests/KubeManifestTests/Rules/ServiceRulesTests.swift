import KubeManifest
import TestSupport
import Testing

/// Each case by ValidateService, validateServicePort, ValidateServiceClusterIPsRelatedFields and ValidateNonSpecialIP
/// (kubernetes: pkg/apis/core/validation/validation.go), SetDefaults_Service (pkg/apis/core/v1/defaults.go) and initIPFamilyFields
/// (pkg/registry/core/service/storage/alloc.go).
@Suite("Services: what an API server accepts and refuses")
struct ServiceRulesTests {
    private static func service(_ spec: String) -> Verdict {
        Verdict("apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {\(spec)}\n")
    }

    @Test(
        "Accepted",
        arguments: [
            // A port's name is a DNS label: 63 characters, digits alone, two hyphens.
            "ports: [{name: tcp-prometheus-servicemonitor, port: 80}, {name: '9200', port: 81}, {name: a--b, port: 82}]",
            "ports: [{name: '', port: 80, protocol: '', appProtocol: kubernetes.io/h2c}]",
            // 0 and "" mean the port.
            "ports: [{name: a, port: 80, targetPort: 0}, {name: b, port: 81, targetPort: ''}]",
            "ports: [{port: 80, nodePort: 0}]",
            "type: NodePort, ports: [{name: a, port: 53, nodePort: 30053, protocol: UDP}, {name: b, port: 53, nodePort: 30053}]",
            // Ignored where the type has no use for it, but not refused.
            "type: ExternalName, externalName: db.example.com., ports: [{port: 80, nodePort: 30080}]",
            "type: ExternalName, externalName: 1.2.3.4",
            "type: '', clusterIP: '', sessionAffinity: '', externalTrafficPolicy: '', ports: [{port: 80}]",
            "externalName: Not_A_Name, ports: [{port: 80}]",
            "clusterIP: None", "clusterIP: None, ports: []", "type: ExternalName, externalName: a, ports: []",
            "clusterIP: 10.96.0.9, clusterIPs: [10.96.0.9], ports: [{port: 80}]",
            "clusterIP: 10.96.0.9, clusterIPs: [10.96.0.9, 'fd00::9'], ipFamilyPolicy: PreferDualStack, ports: [{port: 80}]",
            "clusterIP: None, ipFamilies: [IPv4, IPv6], ports: [{port: 80}]",
            "ipFamilies: [IPv6, IPv4], ipFamilyPolicy: RequireDualStack, ports: [{port: 80}]",
            "type: LoadBalancer, loadBalancerSourceRanges: [' 10.0.0.0/8 '], loadBalancerClass: example.com/lb, allocateLoadBalancerNodePorts: false, ports: [{port: 80}]",
            "loadBalancerSourceRanges: [], ports: [{port: 80}]",
            "externalIPs: [203.0.113.7], externalTrafficPolicy: Local, ports: [{port: 80}]",
            "sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 86400}}, ports: [{port: 80}]",
            // With the affinity None the defaults drop the timeout.
            "sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}, ports: [{port: 80}]",
            "internalTrafficPolicy: Local, trafficDistribution: PreferSameNode, ports: [{port: 80}]",
            "type: ExternalName, externalName: a, internalTrafficPolicy: Local",
        ])
    func accepted(_ spec: String) { #expect(Self.service(spec).isAccepted, "\(Self.service(spec))") }

    @Test(
        "Refused, with the place",
        arguments: [
            ("ports: [{name: Web, port: 80}]", "error invalid-port-name spec.ports[0].name"),
            ("ports: [{name: \(String(repeating: "a", count: 64)), port: 80}]", "error invalid-port-name spec.ports[0].name"),
            ("ports: [{port: 80, targetPort: a--b}]", "error invalid-port-name spec.ports[0].targetPort"),
            ("ports: [{port: 80, targetPort: -1}]", "error port-out-of-range spec.ports[0].targetPort"),
            ("ports: [{port: 80, appProtocol: 'a b'}]", "error invalid-name spec.ports[0].appProtocol"),
            ("ports: [{port: 80, appProtocol: ''}]", "error invalid-name spec.ports[0].appProtocol"),
            ("ports: [{port: 80, nodePort: 30080}]", "error node-port-not-allowed spec.ports[0].nodePort"),
            ("ports: []", "error missing-field spec.ports"), ("selector: {app: web}", "error missing-field spec.ports"),
            (
                "ports: [{name: a, port: 80}, {name: a, port: 81}]",
                "error duplicate-port spec.ports[1].name"
            ),
            ("ports: [{name: a, port: 80}, {name: b, port: 80}]", "error duplicate-port spec.ports[1].port"),
            (
                "type: NodePort, ports: [{name: a, port: 80, nodePort: 30080}, {name: b, port: 81, nodePort: 30080}]",
                "error duplicate-port spec.ports[1].nodePort"
            ),
            ("type: ExternalName", "error missing-field spec.externalName"),
            ("type: ExternalName, externalName: ''", "error missing-field spec.externalName"),
            ("type: ExternalName, externalName: 'http://example.com'", "error invalid-name spec.externalName"),
            ("type: ExternalName, externalName: 'example.com:80'", "error invalid-name spec.externalName"),
            ("type: ExternalName, externalName: Example.com", "error invalid-name spec.externalName"),
            ("type: ExternalName, externalName: '*.example.com'", "error invalid-name spec.externalName"),
            ("type: ExternalName, externalName: a_b", "error invalid-name spec.externalName"),
            ("type: ExternalName, externalName: a, clusterIP: None", "error conflicting-fields spec.clusterIP"),
            ("type: ExternalName, externalName: a, ipFamilies: [IPv4]", "error conflicting-fields spec.ipFamilies"),
            ("type: ExternalName, externalName: a, ipFamilyPolicy: SingleStack", "error conflicting-fields spec.ipFamilyPolicy"),
            ("type: NodePort, clusterIP: None, ports: [{port: 80}]", "error conflicting-fields spec.clusterIP"),
            ("type: LoadBalancer, clusterIP: None, ports: [{port: 80}]", "error conflicting-fields spec.clusterIP"),
            ("clusterIPs: [10.96.0.9], ports: [{port: 80}]", "error conflicting-fields spec.clusterIPs"),
            ("clusterIP: 10.96.0.9, clusterIPs: [10.96.0.8], ports: [{port: 80}]", "error conflicting-fields spec.clusterIPs[0]"),
            (
                "clusterIP: 10.96.0.9, clusterIPs: [10.96.0.9, 10.96.0.8], ipFamilyPolicy: PreferDualStack, ports: [{port: 80}]",
                "error conflicting-fields spec.clusterIPs[1]"
            ),
            (
                "clusterIP: None, clusterIPs: [None, 10.96.0.8], ipFamilyPolicy: PreferDualStack, ports: [{port: 80}]",
                "error conflicting-fields spec.clusterIPs[0]"
            ),
            (
                "clusterIP: 10.96.0.9, clusterIPs: [10.96.0.9, 'fd00::9', 'fd00::8'], ipFamilyPolicy: PreferDualStack, ports: [{port: 80}]",
                "error too-many-items spec.clusterIPs"
            ),
            (
                "clusterIP: 'fd00::9', clusterIPs: ['fd00::9'], ipFamilies: [IPv4], ports: [{port: 80}]",
                "error conflicting-fields spec.clusterIPs[0]"
            ),
            ("clusterIP: 'fd00::9', ipFamilies: [IPv4], ports: [{port: 80}]", "error conflicting-fields spec.clusterIP"),
            ("ipFamilies: [IPv5], ports: [{port: 80}]", "error unknown-value spec.ipFamilies[0]"),
            ("ipFamilies: [IPv4, IPv4], ipFamilyPolicy: PreferDualStack, ports: [{port: 80}]", "error duplicate-value spec.ipFamilies[1]"),
            ("ipFamilies: [IPv4, IPv6], ports: [{port: 80}]", "error conflicting-fields spec.ipFamilies[1]"),
            ("ipFamilies: [IPv4, IPv6], ipFamilyPolicy: SingleStack, ports: [{port: 80}]", "error conflicting-fields spec.ipFamilies[1]"),
            ("ipFamilyPolicy: DualStack, ports: [{port: 80}]", "error unknown-value spec.ipFamilyPolicy"),
            ("ipFamilyPolicy: '', ports: [{port: 80}]", "error unknown-value spec.ipFamilyPolicy"),
            ("type: NodePort, externalTrafficPolicy: local, ports: [{port: 80}]", "error unknown-value spec.externalTrafficPolicy"),
            ("externalTrafficPolicy: Local, ports: [{port: 80}]", "error conflicting-fields spec.externalTrafficPolicy"),
            ("sessionAffinity: Cookie, ports: [{port: 80}]", "error unknown-value spec.sessionAffinity"),
            (
                "sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 86401}}, ports: [{port: 80}]",
                "error value-out-of-range spec.sessionAffinityConfig.clientIP.timeoutSeconds"
            ),
            ("loadBalancerSourceRanges: [10.0.0.0/8], ports: [{port: 80}]", "error conflicting-fields spec.loadBalancerSourceRanges"),
            (
                "type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0], ports: [{port: 80}]",
                "error invalid-address spec.loadBalancerSourceRanges[0]"
            ),
            ("externalIPs: [127.0.0.1], ports: [{port: 80}]", "error invalid-address spec.externalIPs[0]"),
            ("externalIPs: ['::'], ports: [{port: 80}]", "error invalid-address spec.externalIPs[0]"),
            ("externalIPs: [169.254.169.254], ports: [{port: 80}]", "error invalid-address spec.externalIPs[0]"),
            ("internalTrafficPolicy: '', ports: [{port: 80}]", "error unknown-value spec.internalTrafficPolicy"),
            ("trafficDistribution: Near, ports: [{port: 80}]", "error unknown-value spec.trafficDistribution"),
            ("loadBalancerClass: a, ports: [{port: 80}]", "error conflicting-fields spec.loadBalancerClass"),
            ("type: LoadBalancer, loadBalancerClass: 'a b', ports: [{port: 80}]", "error invalid-name spec.loadBalancerClass"),
            (
                "allocateLoadBalancerNodePorts: true, ports: [{port: 80}]",
                "error conflicting-fields spec.allocateLoadBalancerNodePorts"
            ),
        ])
    func refused(_ spec: String, _ finding: String) { #expect(Self.service(spec).lines == [finding]) }

    @Test("A cluster's setting decides about a nodePort, a feature about leading zeros: warnings")
    func depends() {
        #expect(
            Self.service("type: NodePort, ports: [{port: 80, nodePort: 8080}]").lines == [
                "warning node-port-outside-range spec.ports[0].nodePort"
            ])
        let padded = Verdict("apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {clusterIP: 10.096.0.9, ports: [{port: 80}]}\n")
        #expect(padded.lines == ["warning invalid-address spec.clusterIP"])
        #expect(padded.objects.services.first?.clusterIPs.first?.value == IPAddress("10.96.0.9").map { .address($0) })
    }

    @Test("targetPort 0 and \"\" are the port (SetDefaults_Service)")
    func defaultTarget() {
        let yaml =
            "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{name: a, port: 80, targetPort: 0}, {name: b, port: 81, targetPort: ''}]}\n"
        #expect(Verdict(yaml).objects.services.first?.ports.map(\.target) == [.number(80), .number(81)])
    }

    @Test("A health check's port goes with a balancer that asks the nodes (NeedsHealthCheck in pkg/api/service)")
    func healthCheckPort() {
        let ports = "healthCheckNodePort: 30100, ports: [{port: 80}]"
        #expect(Self.service("type: LoadBalancer, externalTrafficPolicy: Local, \(ports)").isAccepted)
        #expect(Self.service("healthCheckNodePort: 0, ports: [{port: 80}]").isAccepted)
        for spec in ["", "type: LoadBalancer, ", "type: NodePort, externalTrafficPolicy: Local, "] {
            #expect(Self.service(spec + ports).lines == ["error conflicting-fields spec.healthCheckNodePort"], "\(spec)")
        }
    }
}
