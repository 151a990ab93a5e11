import KubeCluster
import TestSupport
import Testing

@Suite("A path to Pods themselves, to aliases, and out of the cluster")
struct DirectPathTests {
    static let client = Manifest.pod("client", labels: "app: client")
    static let pod = Manifest.pod("a", status: "podIP: 10.244.9.9")

    private func trace(_ yaml: String, to: String, facts: String = "") -> PathFixture {
        PathFixture(Self.client + yaml, from: "client", to: to, facts: facts)
    }

    @Test("A Pod's own address needs no name and no Service; its port is the container's (C20)")
    func pod() {
        for to in ["a", "default/a:8080", "10.244.9.9:8080", "a:http"] {
            let path = trace(Self.pod, to: to)
            #expect(path.verdict == "allowed", "\(to)")
            #expect(path.kinds == ["direct", "container"], "\(to)")
            #expect(path.text(.direct).contains("port 8080"), "\(to)")
        }
        #expect(trace(Self.pod, to: "a:metrics").verdict == "denied", "no container port has the name")
    }

    @Test("Headless: the name stands for the Pods, and nothing rewrites the port (R23)")
    func headless() {
        let service = Manifest.service(ports: "{name: http, port: 80, targetPort: 8080}", spec: "clusterIP: None")
        let path = trace(Self.pod + service, to: "web")
        #expect(path.verdict == "allowed")
        #expect(path.kinds == ["lookup", "record", "direct", "container"])
        #expect(path.text(.direct).contains("port 8080"))
        let asked = trace(Self.pod + service, to: "web:80")
        #expect(asked.verdict == "unknown", "port 80 is the Service's; no container declares it")
        #expect(asked.text(.direct).contains("did you mean :8080?"))
        #expect(trace(Self.pod + service, to: "web:http").text(.direct).contains("port 8080"), "a name leads to the Pods' own number")
        #expect(trace(service, to: "web").verdict == "unresolved", "no ready Pod, no answer (R24)")
    }

    @Test("One endpoint's own name leads to that Pod alone (R26)")
    func endpointName() {
        let set = """
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec: {replicas: 2, serviceName: web, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, ports: [{containerPort: 5432}]}]}}}

            """
        let path = trace(set + Manifest.service(ports: "{port: 5432}", spec: "clusterIP: None"), to: "db-1.web:5432")
        #expect(path.verdict == "allowed")
        #expect(path.hops.last?.to == "default/db-1[Pod]")
    }

    @Test("ExternalName: an alias, followed to where it leads (R20)")
    func externalName() {
        let alias = Manifest.service("alias", selector: nil, spec: "type: ExternalName, externalName: web.default.svc.cluster.local")
        let inside = trace(Self.pod + Manifest.service() + alias, to: "alias:80")
        #expect(inside.kinds == ["lookup", "record", "virtual-ip", "rewrite", "container"])
        #expect(inside.text(.record).contains("alias (CNAME): web.default.svc.cluster.local"))
        let outside = trace(
            Manifest.service("alias", selector: nil, spec: "type: ExternalName, externalName: db.example.com"), to: "alias:5432")
        #expect(outside.kinds == ["lookup", "record", "?outside"])
        #expect(outside.verdict == "unknown")
    }

    @Test("A name outside the cluster is unknown, unless the cluster facts state its address (R58)")
    func outside() {
        let unknown = trace("", to: "https://www.example.com/")
        #expect(unknown.verdict == "unknown")
        #expect(unknown.kinds == ["lookup", "?record", "?outside"])
        let known = trace("", to: "https://www.example.com/", facts: "upstream: {\"www.example.com.\": {A: [192.0.2.53]}}")
        #expect(known.kinds == ["lookup", "record", "outside"])
        #expect(known.verdict == "allowed")
        #expect(trace("", to: "192.0.2.53:443").kinds == ["outside"])
    }

    @Test("/etc/hosts answers before any server, and 127.0.0.1 is the Pod itself (R59)")
    func hosts() {
        let client = Manifest.pod("client", labels: "app: client", spec: "hostAliases: [{ip: 10.244.9.9, hostnames: [box]}]")
        let path = PathFixture(client + Self.pod, from: "client", to: "box:8080")
        #expect(path.kinds == ["lookup", "direct", "container"])
        #expect(path.text(.lookup).contains("/etc/hosts"))
        #expect(trace("", to: "localhost:8080").text(.direct).contains("loopback"))
    }

    @Test("A node's address leads to Services only by their nodePorts")
    func node() {
        let node = "---\napiVersion: v1\nkind: Node\nmetadata: {name: n1}\nstatus: {addresses: [{type: InternalIP, address: 192.0.2.1}]}\n"
        let service = Manifest.service(ports: "{port: 80, targetPort: 8080, nodePort: 30080}", spec: "type: NodePort")
        #expect(trace(node + Self.pod + service, to: "192.0.2.1:30080").kinds == ["node-port", "rewrite", "container"])
        #expect(trace(node + Self.pod + service, to: "192.0.2.1:22").verdict == "unknown")
    }

    @Test(
        "Ends that cannot be made out are a problem with a remedy",
        arguments: [
            ("clent", "web", "Did you mean client?"), ("client", "default/wbe", "did you mean web?"), ("client", "web:99999", "is no port"),
            ("client", "http://:80", "names no host"), ("client", "service/default/x", "No Service default/x"),
        ])
    func problems(from: String, to: String, remedy: String) {
        let path = PathFixture(Self.client + Manifest.service(), from: from, to: to)
        #expect(path.problem?.contains(remedy) == true, "\(path.problem ?? "no problem")")
    }
}
