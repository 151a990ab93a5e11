/// Random workloads, Services of every type, lists of endpoints, an Ingress and callers, as manifests; the same for the same seed.
package struct RandomServices {
    package struct Port {
        package let name: String
        package let number: Int
        package let transport: String
        package let target: String
        package let nodePort: Int?
    }

    package struct Service {
        package let name: String
        package let type: String
        package let isHeadless: Bool
        package let ports: [Port]
    }

    package private(set) var services: [Service] = []
    package private(set) var yaml = ""
    private var random: RandomPolicies.Generator

    private static let apps = ["a", "b", "c"]

    /// - Parameter hasPolicies: some NetworkPolicies about the callers and the called follow; all else is the same with them and without.
    package init(seed: UInt64, hasPolicies: Bool = false) {
        random = RandomPolicies.Generator(seed: seed)
        for index in 0..<Int.random(in: 1...4, using: &random) { addWorkload(index) }
        for index in 0..<Int.random(in: 0...3, using: &random) { addPod(index) }
        for index in 0..<Int.random(in: 1...4, using: &random) { addService(index) }
        addCallers()
        addIngress()
        guard hasPolicies else { return }
        for index in 0..<Int.random(in: 1...4, using: &random) { addPolicy(index) }
    }

    private mutating func pick<T>(_ list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &random)] }

    private mutating func containers() -> String {
        var ports: [String] = []
        for name in ["http", "dns", "rpc"] where Int.random(in: 0..<3, using: &random) > 0 {
            ports.append("{name: \(name), containerPort: \(pick([8080, 8081, 53])), protocol: \(pick(["TCP", "TCP", "UDP"]))}")
        }
        return "containers: [{name: c, image: i, ports: [\(ports.joined(separator: ", "))]}]"
    }

    private mutating func addWorkload(_ index: Int) {
        let kind = pick(["Deployment", "StatefulSet", "DaemonSet"])
        yaml += """
            ---
            apiVersion: apps/v1
            kind: \(kind)
            metadata: {name: w\(index)}
            spec:
              \(kind == "DaemonSet" ? "minReadySeconds: 0" : "replicas: \(Int.random(in: 0...3, using: &random))")
              selector: {matchLabels: {app: \(pick(Self.apps))}}
              template:
                metadata: {labels: {app: \(pick(Self.apps))}}
                spec: {\(containers())}

            """
    }

    private mutating func addPod(_ index: Int) {
        let ready = pick(["True", "False"])
        let deleted = Int.random(in: 0..<4, using: &random) == 0 ? ", deletionTimestamp: '2026-01-01T00:00:00Z'" : ""
        yaml += """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: p\(index), labels: {app: \(pick(Self.apps))}\(deleted)}
            spec: {\(containers())}
            status: {phase: Running, podIP: 10.244.77.\(index + 1), conditions: [{type: Ready, status: '\(ready)'}]}

            """
    }

    private mutating func addService(_ index: Int) {
        let type = pick(["ClusterIP", "ClusterIP", "NodePort", "LoadBalancer"])
        let isHeadless = type == "ClusterIP" && Bool.random(using: &random)
        var ports: [Port] = []
        for number in 0..<Int.random(in: 1...2, using: &random) {
            let stated =
                type == "ClusterIP" || Bool.random(using: &random) ? nil : 30000 + Int.random(in: 0...9, using: &random) * 10 + index
            ports.append(
                Port(
                    name: ["one", "two"][number], number: 80 + number, transport: pick(["TCP", "TCP", "TCP", "UDP"]),
                    target: pick(["http", "dns", "rpc", "none", "8080", "9999"]),
                    nodePort: stated.flatMap { port in ports.contains { $0.nodePort == port } ? nil : port }))
        }
        services.append(Service(name: "s\(index)", type: type, isHeadless: isHeadless, ports: ports))
        let list = ports.map { port in
            "{name: \(port.name), port: \(port.number), protocol: \(port.transport), targetPort: \(port.target)"
                + (port.nodePort.map { ", nodePort: \($0)" } ?? "") + "}"
        }
        yaml += """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: s\(index)}
            spec: {type: \(type)\(isHeadless ? ", clusterIP: None" : ""), selector: {app: \(pick(Self.apps + ["d"]))}, ports: [\(list.joined(separator: ", "))]}

            """
    }

    /// One workload calls every port of every Service.
    private mutating func addCallers() {
        let variables = services.flatMap { service in
            service.ports.filter { $0.transport == "TCP" }.map { port in
                "{name: \(service.name.uppercased())_\(port.name.uppercased())_ADDR, value: '\(service.name):\(port.number)'}"
            }
        }
        yaml += """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: caller}
            spec:
              selector: {matchLabels: {app: caller}}
              template:
                metadata: {labels: {app: caller}}
                spec: {containers: [{name: c, image: i, env: [\(variables.joined(separator: ", "))]}]}

            """
    }

    private mutating func addPolicy(_ index: Int) {
        let apps = Self.apps + ["caller"]
        let selected = Int.random(in: 0..<4, using: &random) == 0 ? "{}" : "{matchLabels: {app: \(pick(apps))}}"
        var rules: [String] = []
        for direction in ["ingress", "egress"] where Bool.random(using: &random) {
            var list: [String] = []
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let peer =
                    Bool.random(using: &random)
                    ? "\(direction == "ingress" ? "from" : "to"): [{podSelector: {matchLabels: {app: \(pick(apps))}}}]" : ""
                let port = Bool.random(using: &random) ? "ports: [{port: \(pick(["http", "8080", "9999", "80"]))}]" : ""
                list.append("{\([peer, port].filter { !$0.isEmpty }.joined(separator: ", "))}")
            }
            // Without it few calls are ever begun.
            if direction == "egress", Int.random(in: 0..<3, using: &random) > 0 {
                list.append("{ports: [{port: 53, protocol: UDP}, {port: 53}]}")
            }
            rules.append("\(direction): [\(list.joined(separator: ", "))]")
        }
        yaml += Manifest.policy("np\(index)", (["podSelector: \(selected)"] + rules).joined(separator: ", "))
    }

    private mutating func addIngress() {
        let name = pick(services.map(\.name) + ["gone"])
        yaml += """
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: shop}
            spec: {rules: [{host: shop.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: \(name), port: {number: 80}}}}]}}]}

            """
    }
}
