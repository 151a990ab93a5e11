import KubeManifest

/// Says which policy and rule decided, as a value.
struct PolicyStatements {
    private let enforcement: NetworkPolicyEnforcement

    init(_ enforcement: NetworkPolicyEnforcement) { self.enforcement = enforcement }

    func decision(
        _ isAllowed: Bool, _ reason: PolicyReason, _ direction: TrafficDirection, of end: ConnectionPeer, with other: ConnectionPeer,
        _ what: PolicyStatement.What
    ) -> PolicyDecision {
        let isDefault = if case .isolated = reason { true } else { false }
        var statement = PolicyStatement(
            direction: direction, end: enforcement.end(end), other: enforcement.end(other), what: what,
            reason: self.reason(isAllowed, reason, direction))
        statement.isOnNodeNetwork = isOnNodeNetwork(end)
        return PolicyDecision(
            isAllowed: isAllowed, statement: statement, because: evidence(reason, direction),
            policies: deciding(reason, direction).map { enforcement.policies[$0].metadata.reference }, isRefusedByDefault: isDefault)
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

    func reason(_ isAllowed: Bool, _ reason: PolicyReason, _ direction: TrafficDirection) -> PolicyStatement.Reason {
        switch reason {
        case .nothingSelects: return .nothingSelects
        case .nothingMatches(let policies): return .nothingMatches(references(policies))
        case .isolated(let policies):
            let haveRules = policies.contains { !enforcement.policies[$0].rules(direction).isEmpty }
            return .isolated(references(refusersFirst(policies, direction)), haveRules: haveRules)
        case .rule(let position, let rule):
            let policy = enforcement.policies[position]
            let own = policy.rules(direction)[rule]
            return .rule(policy.metadata.reference, number: rule + 1, name: own.name, allows: own.action == nil || isAllowed)
        }
    }

    private func references(_ policies: [Int]) -> [ObjectReference] { policies.map { enforcement.policies[$0].metadata.reference } }

    /// What is undefined in Kubernetes is said to be.
    private func isOnNodeNetwork(_ end: ConnectionPeer) -> Bool {
        guard case .pod(let position) = end, enforcement.cluster.pods.indices.contains(position), !enforcement.isEmpty else { return false }
        return enforcement.cluster.pods[position].spec.hostNetwork
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

extension NetworkPolicyEnforcement {
    /// An end as a statement names it.
    func end(_ peer: ConnectionPeer) -> PolicyStatement.End {
        switch peer {
        case .pod(let position):
            cluster.pods.indices.contains(position) ? .object(cluster.pods[position].reference) : .unknownPod
        case .address(let address): .address(address.description)
        case .ingressController: .ingressController
        }
    }

    func end(_ end: ConnectionEnd) -> PolicyStatement.End {
        switch end {
        case .workload(let position): .object(cluster.workloads[position].reference)
        case .addresses(let range):
            range == AddressRange(all: range.family)
                ? .anyAddress(range.family) : .address(range.first == range.last ? range.first.description : range.text)
        case .ingressController: .ingressController
        }
    }
}
