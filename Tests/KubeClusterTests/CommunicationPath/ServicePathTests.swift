import KubeCluster
import TestSupport
import Testing

@Suite("A path through a Service")
struct ServicePathTests {
    static let client = Manifest.pod("client", labels: "app: client")
    static let pod = Manifest.pod("a", status: "podIP: 10.244.9.9")

    private func trace(_ yaml: String, to: String = "web", from: String = "client") -> PathFixture {
        PathFixture(Self.client + yaml, from: from, to: to)
    }

    @Test("Name, answer, virtual IP, rewrite, container: allowed, each with its place (R13, C17)")
    func clusterIP() throws {
        let path = trace(Self.pod + Manifest.service(spec: "clusterIP: 10.96.7.7"))
        #expect(path.verdict == "allowed")
        #expect(path.kinds == ["lookup", "record", "virtual-ip", "rewrite", "container"])
        #expect(path.hops.map(\.step) == [1, 2, 3, 4, 5])
        #expect(path.hops[0].from == "default/client[Pod]" && path.hops[0].to == "cluster DNS")
        #expect(path.hops[3].from == "default/web[Service]" && path.hops[3].to == "default/a[Pod]")
        #expect(path.text(.record).contains("10.96.7.7"))
        #expect(path.text(.virtualIP).contains("port 80"))
        #expect(path.text(.rewrite).contains("(10.244.9.9), port 8080"))
        #expect(path.because(.virtualIP).contains { $0.hasSuffix("spec.ports[0].port") })
        #expect(path.because(.rewrite).contains { $0.hasSuffix("spec.selector.app") })
        #expect(path.because(.container).contains { $0.hasSuffix("spec.containers[0].ports[0].containerPort") })
    }

    @Test("The search walk is told: another namespace's name fails once before it is found (R47, R55)")
    func walk() {
        let yaml = Manifest.pod("a", namespace: "shop") + Manifest.service(namespace: "shop")
        let path = trace(yaml, to: "web.shop:80")
        #expect(path.verdict == "allowed")
        #expect(
            path.text(.lookup).contains("web.shop.default.svc.cluster.local, which does not exist, and then web.shop.svc.cluster.local"))
        #expect(trace(yaml, to: "shop/web").text(.lookup).contains("web.shop.svc.cluster.local"), "a Service is named as the client must")
    }

    @Test("A name that is not answered is unresolved, with the nearest one (R4)")
    func unknownName() {
        let path = trace(Self.pod + Manifest.service(), to: "wbe.default")
        #expect(path.verdict == "unresolved")
        #expect(path.kinds == ["lookup", "!record"])
        #expect(path.text(.record).contains("did you mean web?"))
    }

    @Test(
        "A port that the Service does not serve is denied, with the port that was meant",
        arguments: [
            ("web:8080", "did you mean :80?"), ("web:81", "did you mean :80?"), ("web:http", "did you mean :80?"),
            ("web:80/udp", "it serves 80 as TCP, not as UDP"),
        ])
    func wrongPort(to: String, advice: String) {
        let path = trace(Self.pod + Manifest.service(ports: "{port: 80, targetPort: 8080}"), to: to)
        #expect(path.verdict == "denied")
        #expect(path.kinds == ["lookup", "record", "!virtual-ip"])
        #expect(path.text(.virtualIP).contains(advice), "\(path.text(.virtualIP))")
    }

    @Test("A scheme gives the port, a port's name is one, and where none is named the first is said to be taken")
    func ports() {
        let service = Manifest.service(ports: "{name: http, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8443}")
        #expect(trace(Self.pod + service, to: "https://web/cart").text(.rewrite).contains("port 8443"))
        #expect(trace(Self.pod + service, to: "web:https").text(.rewrite).contains("port 8443"))
        #expect(trace(Self.pod + service, to: "http://user:secret@web:443/").text(.rewrite).contains("port 8443"))
        #expect(trace(Self.pod + service).text(.virtualIP).contains("No port was named"))
        #expect(!trace(Self.pod + Manifest.service()).text(.virtualIP).contains("No port was named"))
    }

    @Test("A named targetPort is looked up on each Pod; Pods with other numbers are told apart (R67)")
    func namedTargetPort() {
        let other = """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: b, labels: {app: web}}
            spec: {containers: [{name: c, ports: [{name: http, containerPort: 9090}]}]}

            """
        let service = Manifest.service(ports: "{port: 80, targetPort: http}")
        let path = trace(Self.pod + other + service)
        #expect(path.verdict == "allowed")
        #expect(path.text(.rewrite).contains("Pod default/a (10.244.9.9), port 8080"))
        #expect(path.text(.rewrite).contains("port 9090"))
        #expect(path.hops.filter { $0.kind == .container }.map(\.branch) == [0, 1])
        let missing = trace(Self.pod + Manifest.service(ports: "{port: 80, targetPort: htpt}"))
        #expect(missing.verdict == "denied")
        #expect(missing.text(.rewrite).contains("did you mean http?"))
    }

    @Test("No ready Pod: the node refuses; not ready Pods are left out where others are ready (R65)")
    func readiness() {
        let unready = Manifest.pod("b", status: "phase: Running, podIP: 10.244.9.8, conditions: [{type: Ready, status: 'False'}]")
        let none = trace(unready + Manifest.service())
        #expect(none.verdict == "denied")
        #expect(none.kinds.last == "!rewrite")
        #expect(none.text(.rewrite).contains("b is not ready"))
        #expect(none.because(.rewrite).contains { $0.hasSuffix("status") })
        let some = trace(Self.pod + unready + Manifest.service())
        #expect(some.verdict == "allowed")
        #expect(some.text(.rewrite).contains("1 Pod that is not ready is left out"))
        let published = trace(unready + Manifest.service(spec: "publishNotReadyAddresses: true"))
        #expect(published.verdict == "allowed")
        #expect(published.text(.rewrite).contains("publishNotReadyAddresses"))
    }

    @Test("Pods that are shutting down are used only while no other is ready (KEP-1669)")
    func terminating() {
        let ending = Manifest.pod(
            "b", status: "phase: Running, podIP: 10.244.9.8, conditions: [{type: Ready, status: 'True'}]",
            metadata: "deletionTimestamp: '2025-01-01T00:00:00Z'")
        let alone = trace(ending + Manifest.service())
        #expect(alone.verdict == "allowed")
        #expect(alone.text(.rewrite).contains("shutting down still serve"))
        let done = trace(ending.replacing("status: 'True'", with: "status: 'False'") + Manifest.service())
        #expect(done.verdict == "denied", "one that no longer serves gets nothing")
        let both = trace(Self.pod + ending + Manifest.service())
        #expect(both.text(.rewrite).contains("Pod default/a"))
        #expect(!both.text(.rewrite).contains("10.244.9.8"))
    }

    @Test("Nothing behind the Service is not denied but unresolved: these manifests may not hold it (R61, R62)")
    func nothing() {
        #expect(trace(Manifest.service()).kinds == ["lookup", "record", "virtual-ip", "!rewrite"])
        #expect(trace(Manifest.service()).verdict == "unresolved")
        let bare = trace(Manifest.service(selector: nil))
        #expect(bare.verdict == "unresolved")
        #expect(bare.text(.rewrite).contains("no EndpointSlice"))
    }

    @Test("Affinity, preference and a Pod behind its own Service are said (hairpin)")
    func manners() {
        let service = Manifest.service(
            spec: "sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}, trafficDistribution: PreferClose")
        let text = trace(Self.pod + service).text(.rewrite)
        #expect(text.contains("until there was none for 60 seconds"))
        #expect(text.contains("client's zone"))
        #expect(trace(Self.pod + Manifest.service(), from: "a").text(.rewrite).contains("a is itself one of them"))
        #expect(!text.contains("itself one of them"))
    }

    @Test("internalTrafficPolicy: Local takes Pods of the client's own node only")
    func internalTrafficPolicy() {
        let client = Manifest.pod("client", labels: "app: client", spec: "nodeName: n1")
        let service = Manifest.service(spec: "internalTrafficPolicy: Local")
        let trace = { (node: String) in
            PathFixture(client + Manifest.pod("a", spec: node) + service, from: "client", to: "web")
        }
        #expect(trace("nodeName: n1").verdict == "allowed")
        #expect(trace("nodeName: n2").verdict == "denied")
        #expect(trace("").verdict == "unknown")
        let daemon = PathFixture(client + Manifest.workload("DaemonSet", "d", spec: "") + service, from: "client", to: "web")
        #expect(daemon.verdict == "allowed", "a DaemonSet has a Pod on every node")
    }

    @Test("UDP and SCTP keep their protocol to the container")
    func transport() {
        let pod = """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: a, labels: {app: web}}
            spec: {containers: [{name: c, ports: [{containerPort: 53, protocol: UDP}, {containerPort: 5353}]}]}

            """
        let service = Manifest.service(
            ports: "{name: dns, port: 53, protocol: UDP}, {name: other, port: 54, protocol: SCTP, targetPort: 5353}")
        #expect(trace(pod + service, to: "web:53").text(.container).contains("declares containerPort 53"))
        #expect(trace(pod + service, to: "web:54").text(.container).contains("declares port 5353"), "5353 is declared for TCP only")
    }

    @Test("A port that no container declares is no obstacle (C20)")
    func undeclared() {
        let path = trace(Self.pod + Manifest.service(ports: "{port: 80, targetPort: 9999}"))
        #expect(path.verdict == "allowed")
        #expect(path.text(.container).contains("No container declares port 9999"))
    }

    @Test("The Services that every cluster has lead to what these manifests do not hold (R72)")
    func builtIn() {
        let path = trace("", to: "kubernetes.default:443")
        #expect(path.kinds == ["lookup", "record", "virtual-ip", "rewrite"])
        #expect(path.text(.rewrite).contains("API servers"))
        #expect(path.hops.allSatisfy { $0.because.allSatisfy { $0.location.file == "test.yaml" } })
    }

    @Test("sessionAffinity: ClientIP: one client keeps one Pod, per port, for timeoutSeconds (C60)")
    func sessionAffinity() {
        let pods = Manifest.pod("client", labels: "app: client") + Manifest.pod("a") + Manifest.pod("b")
        let spec = "sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}"
        let text = PathFixture(pods + Manifest.service(spec: spec), from: "client", to: "web:80").text(.rewrite)
        #expect(text.contains("picked once for each client") && !text.contains("anew"))
        #expect(text.contains("to one port go to the same Pod, until there was none for 60 seconds"))
        #expect(
            PathFixture(pods + Manifest.service(), from: "client", to: "web:80").text(.rewrite).contains("picked anew for each connection"))
    }
}
