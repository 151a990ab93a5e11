import KubeManifest

/// Says in a sentence which policy and rule decided.
struct PolicyWords {
    private let enforcement: NetworkPolicyEnforcement

    init(_ enforcement: NetworkPolicyEnforcement) { self.enforcement = enforcement }

    func decision(
        _ isAllowed: Bool, _ reason: PolicyReason, _ direction: TrafficDirection, of end: ConnectionPeer, with other: ConnectionPeer,
        _ asked: NetworkPolicyEnforcement.Asked
    ) -> PolicyDecision {
        let who = enforcement.name(of: end)
        let peer = "\(direction == .ingress ? "from" : "to") \(enforcement.name(of: other))"
        let isDefault = if case .isolated = reason { true } else { false }
        return PolicyDecision(
            isAllowed: isAllowed, why: sentence(isAllowed, reason, direction, who, "\(asked.text) \(peer)") + hostNetwork(end),
            because: evidence(reason, direction), policies: deciding(reason, direction).map { enforcement.policies[$0].metadata.reference },
            isRefusedByDefault: isDefault)
    }

    func deciding(_ reason: PolicyReason, _ direction: TrafficDirection) -> [Int] {
        switch reason {
        case .nothingSelects: []
        case .nothingMatches(let policies): policies
        case .isolated(let policies): refusersFirst(policies, direction)
        case .rule(let policy, _): [policy]
        }
    }

    /// Of those that refuse together, first those that let nobody through: whose rules merely do not match would seem to allow.
    private func refusersFirst(_ policies: [Int], _ direction: TrafficDirection) -> [Int] {
        let isBare = policies.map { enforcement.policies[$0].rules(direction).isEmpty }
        return zip(policies, isBare).filter { $1 }.map(\.0) + zip(policies, isBare).filter { !$1 }.map(\.0)
    }

    /// - Parameter what: the connection: `TCP 80 from Pod shop/web`.
    func sentence(_ isAllowed: Bool, _ reason: PolicyReason, _ direction: TrafficDirection, _ who: String, _ what: String) -> String {
        let way = direction.field
        switch reason {
        case .nothingSelects:
            return "No policy found in these manifests selects \(who) for \(way), so \(what) is allowed."
        case .nothingMatches(let policies):
            return "No rule of \(names(policies)) matches \(what), and no NetworkPolicy selects \(who) for \(way), so it is allowed."
        case .isolated(let policies):
            let verb = policies.count == 1 ? "selects" : "select"
            let rules = policies.contains { !enforcement.policies[$0].rules(direction).isEmpty }
            let none = rules ? "no rule of \(policies.count == 1 ? "it" : "theirs") allows" : "without a rule, so nothing allows"
            return "\(names(refusersFirst(policies, direction))) \(verb) \(who) for \(way)\(rules ? ", and" : "") \(none) \(what)."
        case .rule(let policy, let rule):
            return "\(label(policy, rule, direction)) \(verb(isAllowed, policy, rule, direction)) \(what)."
        }
    }

    private func verb(_ isAllowed: Bool, _ policy: Int, _ rule: Int, _ direction: TrafficDirection) -> String {
        switch enforcement.policies[policy].rules(direction)[rule].action {
        case nil: "allows"
        default: isAllowed ? "allows" : "denies"
        }
    }

    /// `NetworkPolicy shop/web, ingress rule 1`; a rule's own name where it has one.
    func label(_ policy: Int, _ rule: Int, _ direction: TrafficDirection) -> String {
        let compiled = enforcement.policies[policy]
        let name = compiled.rules(direction)[rule].name.map { " (\(Quoted($0)))" } ?? ""
        return "\(compiled.metadata.reference), \(direction.field) rule \(rule + 1)\(name)"
    }

    /// The policies by name, at most three.
    func names(_ policies: [Int]) -> String {
        let names = policies.prefix(3).map { enforcement.policies[$0].metadata.reference.description }
        if policies.count > 3 { return "\(names.joined(separator: ", ")) and \(policies.count - 3) more policies" }
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return "\(names.dropLast().joined(separator: ", ")) and \(last)"
    }

    /// What is undefined in Kubernetes is said to be.
    private func hostNetwork(_ end: ConnectionPeer) -> String {
        guard case .pod(let position) = end, enforcement.cluster.pods.indices.contains(position),
            enforcement.cluster.pods[position].spec.hostNetwork, !enforcement.isEmpty
        else { return "" }
        return
            " The Pod uses the node's network (hostNetwork): whether a NetworkPolicy holds for it is undefined, and most networks ignore it."
    }

    func evidence(_ reason: PolicyReason, _ direction: TrafficDirection) -> [Evidence] {
        switch reason {
        case .nothingSelects: []
        case .nothingMatches, .isolated: deciding(reason, direction).prefix(3).map { subject(enforcement.policies[$0]) }
        case .rule(let policy, let rule):
            [rules(enforcement.policies[policy], rule, direction), subject(enforcement.policies[policy])]
        }
    }

    /// The selector that made the policy count.
    private func subject(_ policy: CompiledPolicy) -> Evidence {
        let text = policy.subject.text
        return Evidence(policy.metadata, field: policy.subject.field, value: text.isEmpty ? "{}" : text, at: policy.subject.mark)
    }

    private func rules(_ policy: CompiledPolicy, _ rule: Int, _ direction: TrafficDirection) -> Evidence {
        let rule = policy.rules(direction)[rule]
        return Evidence(policy.metadata, field: rule.field, value: rule.name ?? rule.actionText, at: rule.mark)
    }
}
