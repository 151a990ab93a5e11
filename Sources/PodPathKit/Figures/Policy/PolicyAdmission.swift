import KubeCluster
import KubeManifest

/// Whom the rules of a NetworkPolicy let in or out, in the few words of a chip (C13 to C16).
struct PolicyAdmission {
    /// Rules of one policy that are told one by one.
    private static let limit = 3
    /// Characters that stand in one chip.
    private static let width = 30

    private let rules: [NetworkPolicy.Rule]
    private let namespace: String

    init(_ policy: NetworkPolicy, _ direction: TrafficDirection) {
        rules = policy.rules(direction)
        namespace = policy.metadata.namespace
    }

    /// One for each rule, `app=web · TCP http`; `nobody` where there is none. Ports for which there is no room follow alone.
    var texts: [(lead: Lead, text: String)] {
        if rules.isEmpty { return [(.whom, "nobody")] }
        let shown = rules.count > Self.limit ? rules.prefix(Self.limit - 1) : rules[...]
        let more = rules.count > shown.count ? [(Lead.other, "+ \(rules.count - shown.count) more rules")] : []
        return shown.enumerated().flatMap { text($1, $0 == 0 ? .whom : .other) } + more
    }

    enum Lead {
        case whom, other, ports
    }

    /// Labels that keep Pods out: all else that a rule asks for they have, and of these labels only the key.
    ///
    /// - Parameter labels: of Pods of the policy's own namespace.
    func nearMisses(of labels: [Label]) -> [Label] {
        var found: [Label] = []
        for case .pods(let spaces, let selector?) in rules.flatMap(\.peers) where spaces == nil && selector.matchExpressions.isEmpty {
            let differing = selector.matchLabels.filter { wanted in !labels.contains { $0.key == wanted.key && $0.value == wanted.value } }
            let own = labels.filter { label in differing.contains { $0.key == label.key } }
            guard differing.count == 1, own.count == 1, !found.contains(where: { $0.key == own[0].key }) else { continue }
            found += own
        }
        return found
    }

    private func text(_ rule: NetworkPolicy.Rule, _ lead: Lead) -> [(lead: Lead, text: String)] {
        var peers = rule.peers.isEmpty ? ["anyone"] : rule.peers.prefix(2).map(text)
        if rule.peers.count > 2 { peers.append("+ \(rule.peers.count - 2) more") }
        let who = peers.joined(separator: " or ")
        if rule.ports.isEmpty { return [(lead, who)] }
        let ports = rule.ports.prefix(3).map(\.text).joined(separator: ", ") + (rule.ports.count > 3 ? ", …" : "")
        return who.count + ports.count <= Self.width ? [(lead, "\(who) · \(ports)")] : [(lead, who), (.ports, ports)]
    }

    /// Every namespace carries its own name as a label.
    private func text(ofNamespaces selector: LabelSelector) -> String {
        if selector.isEmpty { return "all namespaces" }
        guard selector.matchExpressions.isEmpty, selector.matchLabels.count == 1,
            let label = selector.matchLabels.first, label.key == "kubernetes.io/metadata.name"
        else { return "namespaces with \(selector.text)" }
        return label.value
    }

    private func text(_ peer: NetworkPolicy.Peer) -> String {
        switch peer {
        case .pods(let spaces, let pods):
            let who = pods.map { $0.isEmpty ? "all Pods" : $0.text } ?? "all Pods"
            // Without a namespaceSelector these are Pods of the policy's own namespace (C14).
            guard let spaces else { return pods.map(\.isEmpty) == false ? who : "\(who) of \(namespace)" }
            return "\(who) of \(text(ofNamespaces: spaces))"
        case .ipBlock(let block):
            return block.cidr.text + (block.except.isEmpty ? "" : " but \(English.count(block.except.count, "block"))")
        }
    }
}
