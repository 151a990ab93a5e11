/// Random Pods and policies, as values and as manifests; the same for the same seed.
package struct RandomPolicies {
    package struct Generator: RandomNumberGenerator {
        private var state: UInt64
        package init(seed: UInt64) { state = seed }
        package mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    package struct Pod {
        package let namespace: String
        package let name: String
        package let labels: [String: String]
        package let ports: [(name: String, number: Int, transport: String)]
    }

    package struct Selector {
        package var labels: [String: String] = [:]
        package var expressions: [(key: String, operator: String, values: [String])] = []
    }

    package enum Peer {
        case pods(namespaces: Selector?, pods: Selector?)
        case block(String, except: [String])
    }

    package enum Port {
        case all(String)
        case range(String, Int, Int)
        case named(String, String)
    }

    package struct Rule {
        /// Allow, Deny or Pass in a cluster-wide policy.
        package let action: String
        package let peers: [Peer]
        package let ports: [Port]
    }

    package struct Policy {
        package let namespace: String
        package let selector: Selector
        /// Nil where left out.
        package let types: [String]?
        package let ingress: [Rule]
        package let egress: [Rule]
        /// Of a cluster-wide policy: the tier, the priority and the namespaces.
        package var tier: (name: String, priority: Int, namespaces: Selector)?
    }

    package let pods: [Pod]
    /// Labels of the namespaces that are declared.
    package let namespaces: [String: [String: String]]
    package let policies: [Policy]
    private var random: Generator

    package static let blocks = [
        "0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "192.168.0.0/16", "203.0.113.7/32", "128.0.0.0/1",
    ]
    static let names = ["one", "two", "three"]
    static let transports = ["TCP", "UDP", "SCTP"]

    package init(seed: UInt64) {
        var random = Generator(seed: seed)
        namespaces = ["one": ["team": "a"], "two": ["team": "b", "env": "x"]]
        var pods: [Pod] = []
        for index in 0..<Int.random(in: 2...6, using: &random) {
            var labels: [String: String] = [:]
            for key in ["app", "tier", "x"] where Bool.random(using: &random) {
                labels[key] = ["a", "b", "c"].randomElement(using: &random)
            }
            var ports: [(name: String, number: Int, transport: String)] = []
            for name in ["http", "dns"] where Bool.random(using: &random) {
                ports.append(
                    (name, [80, 81, 53].randomElement(using: &random) ?? 80, Self.transports.randomElement(using: &random) ?? "TCP"))
            }
            pods.append(Pod(namespace: Self.names.randomElement(using: &random) ?? "one", name: "p\(index)", labels: labels, ports: ports))
        }
        self.pods = pods
        self.random = random
        var made: [Policy] = []
        for _ in 0..<Int.random(in: 1...5, using: &self.random) { made.append(Self.policy(&self.random)) }
        for index in 0..<Int.random(in: 0...3, using: &self.random) { made.append(Self.tiered(&self.random, index)) }
        policies = made
    }

    private static func policy(_ random: inout Generator) -> Policy {
        let types: [String]? = [nil, ["Ingress"], ["Egress"], ["Ingress", "Egress"], []].randomElement(using: &random) ?? nil
        return Policy(
            namespace: names.randomElement(using: &random) ?? "one", selector: selector(&random), types: types,
            ingress: rules(&random, tiered: false, isEgress: false), egress: rules(&random, tiered: false, isEgress: true), tier: nil)
    }

    private static func tiered(_ random: inout Generator, _ index: Int) -> Policy {
        let tier = Bool.random(using: &random) ? "Admin" : "Baseline"
        return Policy(
            namespace: "", selector: selector(&random), types: nil, ingress: rules(&random, tiered: true, isEgress: false),
            egress: rules(&random, tiered: true, isEgress: true),
            tier: (tier, Int.random(in: 0...300, using: &random) * 3 + index, selector(&random, namespaces: true)))
    }

    private static func selector(_ random: inout Generator, namespaces: Bool = false) -> Selector {
        var selector = Selector()
        let keys = namespaces ? ["team", "env", "kubernetes.io/metadata.name"] : ["app", "tier", "x"]
        let values = namespaces ? ["a", "b", "x", "one", "three"] : ["a", "b", "c"]
        if Int.random(in: 0..<3, using: &random) == 0 { return selector }
        for key in keys where Int.random(in: 0..<3, using: &random) == 0 { selector.labels[key] = values.randomElement(using: &random) }
        if Int.random(in: 0..<3, using: &random) == 0 {
            let word = ["In", "NotIn", "Exists", "DoesNotExist"].randomElement(using: &random) ?? "In"
            let list = word.hasSuffix("In") ? Array(values.shuffled(using: &random).prefix(2)) : []
            selector.expressions.append((keys.randomElement(using: &random) ?? "app", word, list))
        }
        return selector
    }

    private static func rules(_ random: inout Generator, tiered: Bool, isEgress: Bool) -> [Rule] {
        (0..<Int.random(in: 0...2, using: &random)).map { _ in
            let count = Int.random(in: (tiered ? 1 : 0)...2, using: &random)
            let peers = (0..<count).map { _ in peer(&random, tiered: tiered, isEgress: isEgress) }
            let ports = (0..<Int.random(in: 0...2, using: &random)).map { _ in port(&random, tiered: tiered) }
            return Rule(action: ["Accept", "Deny", "Pass"].randomElement(using: &random) ?? "Deny", peers: peers, ports: ports)
        }
    }

    private static func peer(_ random: inout Generator, tiered: Bool, isEgress: Bool) -> Peer {
        if Int.random(in: 0..<3, using: &random) == 0, !tiered || isEgress {
            // Without the block of everything: it holds Pods too in cluster-wide policies.
            let block = (tiered ? Array(blocks.dropFirst().prefix(5)) : blocks).randomElement(using: &random) ?? "10.0.0.0/8"
            let except = block == "10.0.0.0/8" && !tiered ? ["10.1.0.0/16"] : block == "0.0.0.0/0" ? ["10.1.2.0/24", "192.168.0.0/16"] : []
            return .block(block, except: except)
        }
        if tiered {
            return .pods(namespaces: selector(&random, namespaces: true), pods: Bool.random(using: &random) ? selector(&random) : nil)
        }
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return .pods(namespaces: nil, pods: selector(&random))
        case 1: return .pods(namespaces: selector(&random, namespaces: true), pods: nil)
        default: return .pods(namespaces: selector(&random, namespaces: true), pods: selector(&random))
        }
    }

    private static func port(_ random: inout Generator, tiered: Bool) -> Port {
        let transport = transports.randomElement(using: &random) ?? "TCP"
        switch Int.random(in: 0..<4, using: &random) {
        case 0 where !tiered: return .all(transport)
        case 1: return .named(["http", "dns"].randomElement(using: &random) ?? "http", transport)
        case 2: return .range(transport, 80, [81, 90, 65535].randomElement(using: &random) ?? 90)
        default:
            let number = [53, 80, 81, 90].randomElement(using: &random) ?? 80
            return .range(transport, number, number)
        }
    }

    // MARK: As manifests

    package var yaml: String {
        var text = ""
        for (name, labels) in namespaces.sorted(by: { $0.key < $1.key }) { text += Manifest.namespace(name, labels: Self.flow(labels)) }
        for pod in pods {
            let ports = pod.ports.map { "{name: \($0.name), containerPort: \($0.number), protocol: \($0.transport)}" }
            text += """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: \(pod.name), namespace: \(pod.namespace), labels: {\(Self.flow(pod.labels))}}
                spec: {containers: [{name: c, ports: [\(ports.joined(separator: ", "))]}]}

                """
        }
        for (index, policy) in policies.enumerated() {
            guard let tier = policy.tier else {
                let types = policy.types.map { "policyTypes: [\($0.joined(separator: ", "))], " } ?? ""
                text += Manifest.policy(
                    "np\(index)", namespace: policy.namespace,
                    "podSelector: \(Self.flow(policy.selector)), \(types)ingress: [\(Self.flow(policy.ingress, "from", isTiered: false))], egress: [\(Self.flow(policy.egress, "to", isTiered: false))]"
                )
                continue
            }
            text += Manifest.adminPolicy(
                name: "cnp\(index)", kind: "ClusterNetworkPolicy", priority: "tier: \(tier.name), priority: \(tier.priority)",
                subject: "pods: {namespaceSelector: \(Self.flow(tier.namespaces)), podSelector: \(Self.flow(policy.selector))}",
                "ingress: [\(Self.flow(policy.ingress, "from", isTiered: true))], egress: [\(Self.flow(policy.egress, "to", isTiered: true))]"
            )
        }
        return text
    }

    private static func flow(_ labels: [String: String]) -> String {
        labels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }

    private static func flow(_ selector: Selector) -> String {
        let expressions = selector.expressions.map {
            "{key: \($0.key), operator: \($0.operator)\($0.values.isEmpty ? "" : ", values: [\($0.values.joined(separator: ", "))]")}"
        }
        return "{matchLabels: {\(flow(selector.labels))}, matchExpressions: [\(expressions.joined(separator: ", "))]}"
    }

    private static func flow(_ rules: [Rule], _ key: String, isTiered: Bool) -> String {
        rules.map { rule in
            let peers = rule.peers.map { peer -> String in
                switch peer {
                case .block(let block, _) where isTiered: return "{networks: [\(block)]}"
                case .block(let block, let except): return "{ipBlock: {cidr: \(block), except: [\(except.joined(separator: ", "))]}}"
                case .pods(let namespaces, let pods) where isTiered:
                    let all = flow(namespaces ?? Selector())
                    return pods.map { "{pods: {namespaceSelector: \(all), podSelector: \(flow($0))}}" } ?? "{namespaces: \(all)}"
                case .pods(let namespaces, let pods):
                    let parts = [namespaces.map { "namespaceSelector: \(flow($0))" }, pods.map { "podSelector: \(flow($0))" }]
                    return "{\(parts.compactMap { $0 }.joined(separator: ", "))}"
                }
            }
            let ports = rule.ports.map { port -> String in
                switch port {
                case .all(let transport): return "{protocol: \(transport)}"
                case .range(let transport, let first, let last) where isTiered:
                    let number = first == last ? "number: \(first)" : "range: {start: \(first), end: \(last)}"
                    return "{\(transport.lowercased()): {destinationPort: {\(number)}}}"
                case .range(let transport, let first, let last): return "{protocol: \(transport), port: \(first), endPort: \(last)}"
                case .named(let name, _) where isTiered: return "{destinationNamedPort: \(name)}"
                case .named(let name, let transport): return "{protocol: \(transport), port: \(name)}"
                }
            }
            let list = ports.isEmpty ? "" : ", \(isTiered ? "protocols" : "ports"): [\(ports.joined(separator: ", "))]"
            return "{\(isTiered ? "action: \(rule.action), " : "")\(key): [\(peers.joined(separator: ", "))]\(list)}"
        }.joined(separator: ", ")
    }
}
