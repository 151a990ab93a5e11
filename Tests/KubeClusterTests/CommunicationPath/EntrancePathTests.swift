import KubeCluster
import TestSupport
import Testing

@Suite("A path from outside the cluster")
struct EntrancePathTests {
    static let pod = Manifest.pod("a", status: "podIP: 10.244.9.9")
    static let ports = "{port: 80, targetPort: 8080, nodePort: 30080}"

    private func trace(_ yaml: String, to: String = "web") -> PathFixture { PathFixture(Self.pod + yaml, from: "outside", to: to) }

    @Test("ClusterIP: nothing leads in")
    func clusterIP() {
        let path = trace(Manifest.service())
        #expect(path.verdict == "denied")
        #expect(path.kinds == ["!virtual-ip"])
        #expect(
            trace(Manifest.service(), to: "web.default.svc.cluster.local").verdict == "unresolved", "the cluster's DNS answers Pods only")
    }

    @Test("NodePort: any node, by the node's port or the Service's; the source becomes the node's address")
    func nodePort() {
        let service = Manifest.service(ports: Self.ports, spec: "type: NodePort")
        for to in ["web", "web:30080", "web:80", "default/web"] {
            let path = trace(service, to: to)
            #expect(path.verdict == "allowed", "\(to)")
            #expect(path.kinds == ["node-port", "rewrite", "container"], "\(to)")
            #expect(path.text(.nodePort).contains("nodePort 30080"))
            #expect(path.text(.rewrite).contains("the address of the node in place of the client's"))
        }
        #expect(trace(service, to: "web:8080").verdict == "denied")
    }

    @Test("LoadBalancer: the balancer, a node's port, the Pod; its stated address is used")
    func loadBalancer() {
        let service = Manifest.service(ports: Self.ports, spec: "type: LoadBalancer")
        #expect(trace(service).kinds == ["load-balancer", "node-port", "rewrite", "container"])
        #expect(trace(service).text(.loadBalancer).contains("the manifests do not say its address"))
        let stated = Manifest.service(ports: Self.ports, spec: "type: LoadBalancer").replacing(
            "ports: [\(Self.ports)]}", with: "ports: [\(Self.ports)]}\nstatus: {loadBalancer: {ingress: [{ip: 203.0.113.7}]}}")
        #expect(trace(stated, to: "203.0.113.7:80").kinds == ["load-balancer", "node-port", "rewrite", "container"])
        #expect(trace(stated, to: "203.0.113.8:80").verdict == "unresolved")
    }

    @Test("externalTrafficPolicy: Local keeps the client's address, and nodes without a ready Pod drop the connection")
    func local() {
        let balanced = Manifest.service(ports: Self.ports, spec: "type: LoadBalancer, externalTrafficPolicy: Local")
        #expect(trace(balanced).verdict == "allowed", "the balancer asks which nodes have a Pod")
        #expect(trace(balanced).text(.rewrite).contains("the Pod sees the client's own address"))
        #expect(trace(balanced).because(.rewrite).contains { $0.hasSuffix("spec.externalTrafficPolicy") })
        let service = Manifest.service(ports: Self.ports, spec: "type: NodePort, externalTrafficPolicy: Local")
        #expect(trace(service).verdict == "unknown", "which node has the Pod is not stated")
        let nodes = ["n1": "192.0.2.1", "n2": "192.0.2.2"].sorted { $0.key < $1.key }.map { node, address in
            "---\napiVersion: v1\nkind: Node\nmetadata: {name: \(node)}\nstatus: {addresses: [{type: InternalIP, address: \(address)}]}\n"
        }
        let placed =
            Manifest.pod("b", labels: "app: other", spec: "nodeName: n1")
            + Manifest.service(
                "other", selector: "app: other", ports: "{port: 80, targetPort: 8080, nodePort: 30081}",
                spec: "type: NodePort, externalTrafficPolicy: Local") + nodes.joined()
        #expect(trace(placed, to: "192.0.2.1:30081").verdict == "allowed")
        #expect(trace(placed, to: "192.0.2.2:30081").verdict == "denied")
    }

    @Test("externalIPs lead in where the network brings them to a node")
    func externalIPs() {
        let path = trace(Manifest.service(spec: "externalIPs: [198.51.100.7]"), to: "198.51.100.7:80")
        #expect(path.verdict == "allowed")
        #expect(path.kinds == ["virtual-ip", "rewrite", "container"])
    }

    @Test("hostPort leads to the Pod; its own address depends on the cluster's network")
    func pod() {
        let pod = """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: entry}
            spec: {containers: [{name: c, ports: [{containerPort: 8080, hostPort: 8081}]}]}

            """
        #expect(trace(pod, to: "entry").kinds == ["node-port", "container"])
        #expect(trace("", to: "default/a:8080").verdict == "unknown")
    }

    @Test("A host that nothing here has")
    func host() { #expect(trace("", to: "https://shop.example.com/").verdict == "unresolved") }
}
