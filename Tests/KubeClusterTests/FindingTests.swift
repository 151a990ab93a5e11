import KubeManifest
import TestSupport
import Testing

@Suite("Findings, each with a near miss where there is one")
struct FindingTests {
    private func message(_ identifier: String, _ yaml: String) -> String {
        Resolved(yaml).findings.first { $0.identifier == identifier }?.message ?? "no \(identifier)"
    }

    @Test("A selector that matches in another namespace")
    func otherNamespace() {
        let text = message(
            "selector-matches-nothing", Manifest.pod("backend-0", namespace: "team-b") + Manifest.service(namespace: "team-a"))
        #expect(text.contains("all labels match Pod team-b/backend-0, which is in another namespace"))
    }

    @Test("A selector that differs in one label")
    func oneLabel() {
        let text = message("selector-matches-nothing", Manifest.pod("a") + Manifest.service(selector: "app: Web"))
        #expect(text.hasSuffix("Nearest: Pod default/a has app=web."))
    }

    @Test("Labels that stand on the workload instead of its template (C5)")
    func workloadOnly() {
        let yaml =
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, labels: {app: web}}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}}}\n"
        #expect(message("selector-matches-nothing", yaml + Manifest.service()).contains("its Pod template does not"))
    }

    @Test("The nearest miss is told once, in the message; its note only points, and other near ones are told there")
    func once() {
        let pods = Manifest.pod("a") + Manifest.pod("b", labels: "app: web, tier: x")
        let found = Resolved(pods + Manifest.service(selector: "app: Web")).findings.first { $0.identifier == "selector-matches-nothing" }
        #expect(found?.message.contains("Nearest: Pod default/a has app=web.") == true)
        #expect(found?.notes.map(\.message) == ["the labels of Pod default/a are here", "also near: Pod default/b has app=web"])
        #expect(found?.notes.first?.location?.line == 4)
        let labels = Resolved(Manifest.pod("a", labels: "app: web") + Manifest.service(selector: "app: web, tier: front")).findings
        #expect(labels.first?.message.contains("Nearest: Pod default/a has no label tier.") == true)
    }

    @Test("A Pod with nothing in common is no near miss")
    func noNearMiss() {
        #expect(!message("selector-matches-nothing", Manifest.pod("a", labels: "role: db") + Manifest.service()).contains("Nearest"))
    }

    @Test("What two labels have in common beside their values is no likeness: service=load is no near miss of service=cart")
    func noLikeness() {
        let text = message(
            "selector-matches-nothing", Manifest.pod("load", labels: "service: load") + Manifest.service(selector: "service: cart"))
        #expect(!text.contains("Nearest"))
        #expect(
            message("selector-matches-nothing", Manifest.pod("a", labels: "service: cort") + Manifest.service(selector: "service: cart"))
                .contains("Nearest"))
    }

    @Test("Not found in these manifests is never written as none")
    func notFound() {
        #expect(message("selector-matches-nothing", Manifest.service()).contains("was found in these manifests"))
    }

    @Test("No replicas, and Pods that have ended")
    func reasons() {
        #expect(
            message("selector-matches-nothing", Manifest.workload("Deployment", "web", spec: "replicas: 0") + Manifest.service()).contains(
                "asks for 0 replicas"))
        #expect(
            message("selector-matches-nothing", Manifest.pod("a", status: "phase: Succeeded") + Manifest.service()).contains("have ended"))
    }

    @Test("R67: a named port that no container has, with the nearest name and the wrong protocol")
    func namedPort() {
        let wrong = Manifest.pod("a") + Manifest.service(ports: "{port: 80, targetPort: htp}")
        #expect(
            message("named-port-unresolved", wrong).contains("no port named htp on the Pods, so port 80 leads nowhere. Did you mean http?"))
        let udp = Manifest.pod("a") + Manifest.service(ports: "{port: 80, protocol: UDP, targetPort: http}")
        #expect(message("named-port-unresolved", udp).contains("no UDP port named http on the Pods, only one with TCP"))
    }

    @Test("C20: an undeclared port is a note, because Kubernetes does not need it")
    func undeclared() {
        let result = Resolved(Manifest.pod("a") + Manifest.service(ports: "{port: 80, targetPort: 9999}"))
        #expect(result.findings.map(\.severity) == [.note])
        #expect(result.identifiers == ["port-not-declared"])
    }

    @Test(
        "Clashes and mistakes",
        arguments: [
            (Manifest.pod("a") + Manifest.pod("a"), "duplicate-object"),
            (
                Manifest.service("a", selector: nil, spec: "clusterIP: 10.96.0.9")
                    + Manifest.service("b", selector: nil, spec: "clusterIP: 10.96.0.9"), "cluster-ip-clash"
            ),
            (
                Manifest.service("a", selector: nil, ports: "{port: 80, nodePort: 30080}", spec: "type: NodePort")
                    + Manifest.service("b", selector: nil, ports: "{port: 80, nodePort: 30080}", spec: "type: NodePort"), "node-port-clash"
            ),
            (Manifest.service(selector: nil, spec: "type: ExternalName, externalName: 10.0.0.1"), "external-name-is-address"),
            (Manifest.pod("a", status: "phase: Running, podIP: 10.0.0.1") + Manifest.service(), "no-ready-endpoints"),
            (Manifest.workload("StatefulSet", "db", spec: "serviceName: missing"), "service-not-found"),
            (Manifest.service(selector: nil, ports: "{port: 80}, {name: b, port: 81}"), "missing-port-name"),
            (Manifest.service(selector: nil, ports: "{name: a, port: 80}, {name: b, port: 80}"), "duplicate-port"),
        ])
    func finding(yaml: String, identifier: String) {
        #expect(Resolved(yaml).identifiers == [identifier])
    }

    @Test("A node port may serve TCP and UDP")
    func twoProtocols() {
        let yaml =
            Manifest.service("a", selector: nil, ports: "{port: 80, nodePort: 30080}", spec: "type: NodePort")
            + Manifest.service("b", selector: nil, ports: "{port: 80, nodePort: 30080, protocol: UDP}", spec: "type: NodePort")
        #expect(Resolved(yaml).identifiers.isEmpty)
    }

    @Test("A correct application has no findings")
    func nothingWrong() {
        let yaml = Manifest.workload("Deployment", "web") + Manifest.service(ports: "{port: 80, targetPort: http}")
        #expect(Resolved(yaml).identifiers.isEmpty)
    }
}
