import KubeManifest
import TestSupport
import Testing

/// `check` says what `trace` knows: a configured call that does not arrive is a finding with its reason.
@Suite("Findings about configured calls that do not arrive, or may not")
struct CallArrivalFindingTests {
    private func pod(_ values: [String], spec: String = "") -> String {
        let list = values.enumerated().map { "{name: S\($0)_URL, value: '\($1)'}" }.joined(separator: ", ")
        return Manifest.pod("from", labels: "app: from", spec: spec).replacing("{name: c", with: "{name: c, env: [\(list)]")
    }

    private func findings(_ yaml: String) -> [Diagnostic] {
        Resolved(yaml).findings.filter { $0.identifier.hasPrefix("call-") || $0.identifier == "peer-not-published" }
    }

    private func told(_ yaml: String) -> [String] { findings(yaml).map { "\($0.severity.rawValue) \($0.identifier)" } }

    private static let store =
        Manifest.pod("s", labels: "app: store").replacing("8080", with: "8000")
        + Manifest.service("store", selector: "app: store", ports: "{port: 80, targetPort: 8000}", spec: "clusterIP: None")

    @Test("A headless name turns no port into another (R23): the Service's port is not the Pods'")
    func headless() {
        let found = findings(pod(["http://store:80"]) + Self.store)
        #expect(found.map(\.identifier) == ["call-does-not-arrive"])
        #expect(found.first?.message.hasSuffix("its Pods declare no port 80: ask for 8000.") == true)
        #expect(found.first?.severity == .warning)
        #expect(told(pod(["http://store:8000"]) + Self.store) == [])
    }

    @Test("internalTrafficPolicy: Local without an endpoint on the caller's node (C58); where the nodes are not known, a note")
    func localOnly() {
        let service = Manifest.service(spec: "internalTrafficPolicy: Local")
        #expect(
            told(pod(["http://web"], spec: "nodeName: n1") + Manifest.pod("w", spec: "nodeName: n2") + service) == [
                "warning call-does-not-arrive"
            ])
        #expect(told(pod(["http://web"], spec: "nodeName: n1") + Manifest.pod("w", spec: "nodeName: n1") + service) == [])
        #expect(told(pod(["http://web"]) + Manifest.pod("w") + service) == ["note call-may-not-arrive"])
        #expect(told(pod(["http://web"]) + Manifest.workload("DaemonSet", "w", labels: "app: web") + service) == [], "one on each node")
    }

    @Test("An ExternalName for a Service without that port: an alias turns no port into another")
    func alias() {
        let alias = Manifest.service("alias", selector: nil, spec: "type: ExternalName, externalName: web.default.svc.cluster.local")
        let web = Manifest.pod("w") + Manifest.service()
        #expect(told(pod(["http://alias:8081"]) + alias + web) == ["warning call-does-not-arrive"])
        #expect(told(pod(["http://alias"]) + alias + web) == [])
        let outside = Manifest.service("alias", selector: nil, spec: "type: ExternalName, externalName: db.example.com")
        #expect(told(pod(["http://alias:8081"]) + outside) == [], "another host's ports are its own")
    }

    @Test("Pods that ask for each other's names, which DNS does not answer before they are ready (R29, R65)")
    func peers() {
        let set = { (spec: String) in
            Manifest.service("nats", selector: "app: nats", ports: "{port: 6222}", spec: "clusterIP: None" + spec)
                + Manifest.workload("StatefulSet", "nats", labels: "app: nats", spec: "serviceName: nats\n  replicas: 3").replacing(
                    "{name: c", with: "{name: c, readinessProbe: {tcpSocket: {port: 6222}}, args: ['--routes=nats://nats-1.nats:6222']")
        }
        #expect(told(set("")) == ["note peer-not-published"])
        #expect(told(set(", publishNotReadyAddresses: true")) == [])
    }

    @Test("ZooKeeper's lines are addresses; beyond the replicas there is no Pod, and those that are there are told")
    func replicas() {
        let set =
            Manifest.service("zk", selector: "app: zk", ports: "{port: 2181}", spec: "clusterIP: None, publishNotReadyAddresses: true")
            + Manifest.workload("StatefulSet", "zk", labels: "app: zk", spec: "serviceName: zk\n  replicas: 3")
        let lines = "server.1=zk-0.zk:2888:3888;2181 server.4=zk-3.zk:2888:3888:observer;2181"
        let caller = Manifest.pod("from", labels: "app: from").replacing(
            "{name: c", with: "{name: c, env: [{name: ZOO_SERVERS, value: '\(lines)'}]")
        let found = findings(caller + set)
        #expect(found.map(\.identifier) == ["call-name-not-found"])
        #expect(found.first?.message.contains("are zk-0 to zk-2 (StatefulSet default/zk): ask for zk-0.zk.") == true)
    }

    @Test("Where a proxy is set, it looks the name up and knows the port; no_proxy cuts hosts and domains out (curl(1), ENVIRONMENT)")
    func proxies() {
        let web = Manifest.pod("w") + Manifest.service("api", selector: "app: web", ports: "{port: 8080}")
        let variables = { (more: String) in
            Manifest.pod("from", labels: "app: from").replacing(
                "name: c",
                with:
                    "name: c, env: [{name: http_proxy, value: 'http://proxy.example.com:3128'}, {name: A_URL, value: 'http://api.default'}\(more)]"
            )
        }
        #expect(told(variables("") + web) == [])
        for exception in ["default", "api.default", ".default", "*", "a.example, default"] {
            #expect(told(variables(", {name: NO_PROXY, value: '\(exception)'}") + web) == ["warning call-port-not-served"], "\(exception)")
        }
        #expect(told(pod(["http://api.default"]) + web) == ["warning call-port-not-served"])
    }

    @Test("A list of endpoints is found by the port's name; targetPort plays no part (KEP-752)")
    func lists() {
        let list = { (port: String) in
            "---\napiVersion: v1\nkind: Endpoints\nmetadata: {name: ext}\nsubsets: [{addresses: [{ip: 192.0.2.42}], ports: [{\(port)}]}]\n"
                + Manifest.service("ext", selector: nil, ports: "{name: foobar, port: 80, targetPort: 9376}")
        }
        let found = Resolved(list("port: 9376")).findings
        #expect(found.map(\.identifier) == ["endpoint-port-not-found"])
        #expect(found.first?.message.contains("the name \"foobar\", but one without a name (9376)") == true)
        #expect(Resolved(list("name: foobar, port: 9376")).findings.isEmpty)
    }
}
