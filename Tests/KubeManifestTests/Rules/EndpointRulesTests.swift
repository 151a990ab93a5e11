import KubeManifest
import TestSupport
import Testing

/// By validateEndpointSubsets (kubernetes: pkg/apis/core/validation/validation.go) and ValidateEndpointSlice
/// (pkg/apis/discovery/validation/validation.go).
@Suite("Endpoints and EndpointSlices: what an API server accepts and refuses")
struct EndpointRulesTests {
    private static func endpoints(_ subset: String) -> Verdict {
        Verdict("apiVersion: v1\nkind: Endpoints\nmetadata: {name: a}\nsubsets: [\(subset)]\n")
    }

    private static func slice(_ rest: String, type: String = "addressType: IPv4, ") -> Verdict {
        Verdict(
            "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a, labels: {kubernetes.io/service-name: a}}, \(type)\(rest)}\n"
        )
    }

    @Test(
        "Endpoints that are accepted",
        arguments: [
            "{addresses: [{ip: 10.0.0.1, hostname: a}], ports: [{port: 80}]}",
            "{notReadyAddresses: [{ip: 'fd00::1'}], ports: [{name: tcp-prometheus-servicemonitor, port: 80, protocol: ''}, {name: '9', port: 81}]}",
            "{addresses: [{ip: 10.0.0.1, hostname: ''}]}",
        ])
    func endpointsAccepted(_ subset: String) { #expect(Self.endpoints(subset).isAccepted, "\(Self.endpoints(subset))") }

    @Test(
        "Endpoints that are refused",
        arguments: [
            ("{ports: [{port: 80}]}", "error missing-field subsets[0]"),
            ("{addresses: [], notReadyAddresses: []}", "error missing-field subsets[0]"),
            ("{addresses: [{hostname: a}]}", "error missing-field subsets[0].addresses[0].ip"),
            ("{addresses: [{ip: web}]}", "error invalid-address subsets[0].addresses[0].ip"),
            ("{addresses: [{ip: 127.0.0.1}]}", "error invalid-address subsets[0].addresses[0].ip"),
            ("{notReadyAddresses: [{ip: 'fe80::1'}]}", "error invalid-address subsets[0].notReadyAddresses[0].ip"),
            ("{addresses: [{ip: 224.0.0.1}]}", "error invalid-address subsets[0].addresses[0].ip"),
            ("{addresses: [{ip: 10.0.0.1, hostname: a.b}]}", "error invalid-name subsets[0].addresses[0].hostname"),
            ("{addresses: [{ip: 10.0.0.1, nodeName: N1}]}", "error invalid-name subsets[0].addresses[0].nodeName"),
            ("{addresses: [{ip: 10.0.0.1}], ports: [{name: a_b, port: 80}]}", "error invalid-port-name subsets[0].ports[0].name"),
            ("{addresses: [{ip: 10.0.0.1}], ports: [{name: a, port: 80}, {port: 81}]}", "error missing-port-name subsets[0].ports[1]"),
            ("{addresses: [{ip: 10.0.0.1}], ports: [{port: 65536}]}", "error port-out-of-range subsets[0].ports[0].port"),
            ("{addresses: [{ip: 10.0.0.1}], ports: [{name: a}]}", "error missing-field subsets[0].ports[0].port"),
        ])
    func endpointsRefused(_ subset: String, _ finding: String) { #expect(Self.endpoints(subset).lines == [finding]) }

    @Test(
        "Slices that are accepted",
        arguments: [
            "endpoints: [{addresses: [10.0.0.1], hostname: a}], ports: [{port: 80}]",
            "endpoints: [], ports: []", "endpoints: [{addresses: [10.0.0.1]}], ports: [{name: a}, {name: '9', port: 80}]",
        ])
    func slicesAccepted(_ rest: String) { #expect(Self.slice(rest).isAccepted, "\(Self.slice(rest))") }

    @Test(
        "Slices that are refused",
        arguments: [
            ("endpoints: [{addresses: []}]", "error missing-field endpoints[0].addresses"),
            ("endpoints: [{hostname: a}]", "error missing-field endpoints[0].addresses"),
            (
                "endpoints: [{addresses: [\((1...101).map { "10.0.0.\($0)" }.joined(separator: ", "))]}]",
                "error too-many-items endpoints[0].addresses"
            ),
            ("endpoints: [{addresses: ['fd00::1']}]", "error invalid-address endpoints[0].addresses[0]"),
            ("endpoints: [{addresses: [0.0.0.0]}]", "error invalid-address endpoints[0].addresses[0]"),
            ("endpoints: [{addresses: [10.0.0.1], hostname: ''}]", "error invalid-name endpoints[0].hostname"),
            ("endpoints: [{addresses: [10.0.0.1], hostname: a.b}]", "error invalid-name endpoints[0].hostname"),
            ("ports: [{name: a_b, port: 80}]", "error invalid-port-name ports[0].name"),
            ("ports: [{name: a, port: 80}, {name: a, port: 81}]", "error duplicate-port ports[1].name"),
            ("ports: [{port: 80}, {name: '', port: 81}]", "error duplicate-port ports[1].name"),
            ("ports: [{port: 80, protocol: ''}]", "error unknown-value ports[0].protocol"),
        ])
    func slicesRefused(_ rest: String, _ finding: String) { #expect(Self.slice(rest).lines == [finding]) }

    @Test("The type of the addresses")
    func types() {
        #expect(Self.slice("endpoints: []", type: "").lines == ["error missing-field addressType"])
        #expect(Self.slice("endpoints: []", type: "addressType: '', ").lines == ["error missing-field addressType"])
        #expect(Self.slice("endpoints: [{addresses: [x]}]", type: "addressType: IP, ").lines == ["error unknown-value addressType"])
        #expect(Self.slice("endpoints: [{addresses: [db.example.com.]}]", type: "addressType: FQDN, ").isAccepted)
        #expect(
            Self.slice("endpoints: [{addresses: [db]}]", type: "addressType: FQDN, ").lines == [
                "error invalid-address endpoints[0].addresses[0]"
            ])
    }

    @Test("An API server does not look at a slice's port numbers", arguments: [0, -1, 65_536])
    func numbers(_ number: Int) {
        let slice = Self.slice("endpoints: [{addresses: [10.0.0.1]}], ports: [{port: \(number)}]")
        #expect(slice.lines == ["warning port-out-of-range ports[0].port"])
        #expect(slice.objects.endpointSlices.first?.ports.first?.port == number)
    }

    @Test("appProtocol is a qualified name (validateEndpointPort, validatePorts)")
    func appProtocol() {
        let subset = { (name: String) in Self.endpoints("{addresses: [{ip: 10.0.0.1}], ports: [{port: 80, appProtocol: \(name)}]}") }
        #expect(subset("kubernetes.io/h2c").isAccepted)
        #expect(subset("a b").lines == ["error invalid-name subsets[0].ports[0].appProtocol"])
        let slice = { (name: String) in Self.slice("endpoints: [{addresses: [10.0.0.1]}], ports: [{port: 80, appProtocol: \(name)}]") }
        #expect(slice("http").isAccepted)
        #expect(slice("a b").lines == ["error invalid-name ports[0].appProtocol"])
    }
}
