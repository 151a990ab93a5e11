import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// A second evaluator, written from the rules alone: one connection at a time, Pod by Pod, without classes or sets.
private struct BruteForce {
    let world: RandomPolicies

    enum End {
        case pod(RandomPolicies.Pod)
        case address(UInt32)
    }

    /// Both ends must allow (C19).
    func allows(_ from: End, _ to: End, _ port: Int, _ transport: String) -> Bool {
        side("Egress", from, to, port, transport, destination: to) && side("Ingress", to, from, port, transport, destination: to)
    }

    private func side(_ direction: String, _ own: End, _ other: End, _ port: Int, _ transport: String, destination: End) -> Bool {
        guard case .pod(let pod) = own else { return true }
        let rules = { (policy: RandomPolicies.Policy) in direction == "Ingress" ? policy.ingress : policy.egress }
        func verdict(_ tier: String) -> String? {
            let policies = world.policies.filter { $0.tier?.name == tier }.sorted { ($0.tier?.priority ?? 0) < ($1.tier?.priority ?? 0) }
            for policy in policies {
                guard let subject = policy.tier?.namespaces, selects(subject, namespaceLabels(pod.namespace)),
                    selects(policy.selector, pod.labels)
                else { continue }
                for rule in rules(policy) where matches(rule, policy, other) && ports(rule, port, transport, destination, isTiered: true) {
                    return rule.action
                }
            }
            return nil
        }
        // Cluster-wide policies of the tier Admin are asked first, the first rule that matches decides (C36 to C39).
        switch verdict("Admin") {
        case "Accept": return true
        case "Deny": return false
        default: break
        }
        let selecting = world.policies.filter { policy in
            guard policy.tier == nil, policy.namespace == pod.namespace, selects(policy.selector, pod.labels) else { return false }
            // The directions, where policyTypes are left out (C12).
            if let types = policy.types, !types.isEmpty { return types.contains(direction) }
            return direction == "Ingress" || !policy.egress.isEmpty
        }
        if !selecting.isEmpty {
            // Policies add up (C13).
            return selecting.contains { policy in
                rules(policy).contains { matches($0, policy, other) && ports($0, port, transport, destination, isTiered: false) }
            }
        }
        return verdict("Baseline") != "Deny"
    }

    private func namespaceLabels(_ name: String) -> [String: String] {
        (world.namespaces[name] ?? [:]).merging(["kubernetes.io/metadata.name": name]) { $1 }
    }

    /// All pairs and all expressions hold (C10).
    private func selects(_ selector: RandomPolicies.Selector, _ labels: [String: String]) -> Bool {
        selector.labels.allSatisfy { labels[$0.key] == $0.value }
            && selector.expressions.allSatisfy { expression in
                switch expression.operator {
                case "In": labels[expression.key].map { expression.values.contains($0) } == true
                case "NotIn": labels[expression.key].map { expression.values.contains($0) } != true
                case "Exists": labels[expression.key] != nil
                default: labels[expression.key] == nil
                }
            }
    }

    /// Peers: Pods by labels, addresses by blocks (C14, C15, C22).
    private func matches(_ rule: RandomPolicies.Rule, _ policy: RandomPolicies.Policy, _ other: End) -> Bool {
        if rule.peers.isEmpty { return true }
        return rule.peers.contains { peer in
            switch (peer, other) {
            case (.block(let block, let except), .address(let address)):
                return isInside(address, block) && !except.contains { isInside(address, $0) }
            case (.pods(let namespaces, let pods), .pod(let pod)):
                let isHere = namespaces.map { selects($0, namespaceLabels(pod.namespace)) } ?? (pod.namespace == policy.namespace)
                return isHere && (pods.map { selects($0, pod.labels) } ?? true)
            default: return false
            }
        }
    }

    private func isInside(_ address: UInt32, _ block: String) -> Bool {
        let parts = block.split(separator: "/")
        let base = parts[0].split(separator: ".").reduce(UInt32(0)) { $0 << 8 | (UInt32($1) ?? 0) }
        let bits = UInt32(parts[1]) ?? 0
        return bits == 0 || address >> (32 - bits) == base >> (32 - bits)
    }

    /// Ports: all, a range, a name (C16, C18, C41).
    private func ports(_ rule: RandomPolicies.Rule, _ port: Int, _ transport: String, _ destination: End, isTiered: Bool) -> Bool {
        if rule.ports.isEmpty { return true }
        return rule.ports.contains { item in
            switch item {
            case .all(let wanted): return wanted == transport
            case .range(let wanted, let first, let last): return wanted == transport && port >= first && port <= last
            case .named(let name, let wanted):
                guard case .pod(let pod) = destination else { return false }
                return pod.ports.contains {
                    $0.name == name && $0.number == port && $0.transport == transport && (isTiered || wanted == transport)
                }
            }
        }
    }
}

@Suite("Connections by classes and sets are those of the rules, one by one")
struct ConnectionPropertyTests {
    private static let addresses: [UInt32] = [
        0, 0x0900_0000, 0x0A00_0000, 0x0A01_0000, 0x0A01_0200, 0x0A01_02FF, 0x0A01_0300, 0x0A02_0000, 0x0AFF_FFFF, 0x0B00_0000,
        0x7FFF_FFFF, 0x8000_0000, 0xC0A8_0000, 0xC0A9_0000, 0xCB00_7106, 0xCB00_7107, 0xCB00_7108, 0xFFFF_FFFF,
    ]

    @Test("Random policies, Pods, ports and addresses", arguments: 1...60)
    func property(seed: Int) {
        let world = RandomPolicies(seed: UInt64(seed))
        let resolved = Resolved(world.yaml)
        #expect(resolved.findings.allSatisfy { $0.severity != .error }, "seed \(seed)")
        let list = ConnectionList(resolved.cluster)
        var allowed: [[String]: PortSet] = [:]
        var outgoing: [String: [(AddressRange, PortSet)]] = [:], incoming = outgoing
        for row in list.rows {
            let from = list.ends[row.from], to = list.ends[row.to], ports = list.portSets[row.ports]
            allowed[[from.text, to.text]] = ports
            if case .addresses(let range) = to.end { outgoing[from.text, default: []].append((range, ports)) }
            if case .addresses(let range) = from.end { incoming[to.text, default: []].append((range, ports)) }
        }
        let brute = BruteForce(world: world)
        let text = { (pod: RandomPolicies.Pod) in "\(pod.namespace)/\(pod.name)[Pod]" }
        let questions = [1, 53, 79, 80, 81, 90, 91, 65535].flatMap { port in TransportProtocol.allCases.map { (port, $0) } }
        var wrong: [String] = []
        func compare(_ from: String, _ to: String, _ found: PortSet?, _ ends: (BruteForce.End, BruteForce.End)) {
            for (port, transport) in questions
            where brute.allows(ends.0, ends.1, port, transport.rawValue) != (found ?? .none).contains(port, transport) {
                wrong.append("\(from) \(to) \(transport.rawValue) \(port)")
            }
        }
        for from in world.pods {
            for to in world.pods where text(from) != text(to) {
                compare(text(from), text(to), allowed[[text(from), text(to)]], (.pod(from), .pod(to)))
            }
            for number in Self.addresses {
                let address = IPAddress(ipv4: number)
                let holding = { (range: (AddressRange, PortSet)) in range.0.first <= address && address <= range.0.last }
                compare(text(from), "\(address)", outgoing[text(from)]?.first(where: holding)?.1, (.pod(from), .address(number)))
                compare("\(address)", text(from), incoming[text(from)]?.first(where: holding)?.1, (.address(number), .pod(from)))
            }
        }
        #expect(wrong.isEmpty, "seed \(seed): \(wrong.prefix(5)) in\n\(world.yaml)")
    }

    @Test("One connection asked alone says the same as the list", arguments: [7, 42, 99])
    func pointQueries(seed: Int) {
        let fixture = PolicyFixture(RandomPolicies(seed: UInt64(seed)).yaml)
        let cluster = fixture.resolved.cluster
        let list = ConnectionList(cluster)
        for from in cluster.pods.indices {
            for to in cluster.pods.indices where from != to {
                let row = list.rows.first { row in
                    list.ends[row.from].end == .workload(cluster.pods[from].workload)
                        && list.ends[row.to].end == .workload(cluster.pods[to].workload)
                }
                for port in [53, 80, 90] {
                    let verdict = fixture.enforcement.verdict(from: .pod(from), to: .pod(to), port: port, transport: .tcp)
                    #expect(verdict.isAllowed == (row.map { list.portSets[$0.ports].contains(port, .tcp) } ?? false), "seed \(seed)")
                }
            }
        }
    }
}
