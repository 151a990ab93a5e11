import KubeManifest

/// Why some ports are allowed or refused; policies by their position in `NetworkPolicyEnforcement.policies`.
enum PolicyReason: Hashable, Sendable {
    /// No policy selects the Pod in this direction (C13).
    case nothingSelects
    /// Cluster-wide policies select the Pod, but none of their rules matches (C39).
    case nothingMatches([Int])
    /// The rule with this index decides.
    case rule(policy: Int, rule: Int)
    /// NetworkPolicies select the Pod, and no rule of theirs matches (C13).
    case isolated([Int])
}

/// The policies that select a class of Pods in one direction, by layer, in the order in which they are asked.
struct Selecting: Hashable, Sendable {
    var admin: [Int] = []
    var middle: [Int] = []
    var baseline: [Int] = []

    /// For each class: policies are many, and most of them select few classes.
    static func all(_ policies: [CompiledPolicy], _ direction: TrafficDirection, classes: Int) -> [Selecting] {
        var result = Array(repeating: Selecting(), count: classes)
        for (position, policy) in policies.enumerated() where policy.applies(to: direction) {
            for subject in policy.subjects.members {
                switch policy.layer {
                case .admin: result[subject].admin.append(position)
                case .networkPolicy: result[subject].middle.append(position)
                case .baseline: result[subject].baseline.append(position)
                }
            }
        }
        return result
    }
}

extension NetworkPolicyEnforcement {
    /// Decides about ports of a connection, piece by piece: admin policies, NetworkPolicies, baseline policies (C36 to C39).
    ///
    /// - Parameters:
    ///   - subject: the class of Pods whose policies are asked.
    ///   - asked: the ports in question; what is reported covers them, each port once.
    ///   - report: some of the ports, whether they are allowed, and why.
    func decide(
        _ subject: Int, _ direction: TrafficDirection, _ peer: PolicyPeer, _ asked: PortSet,
        _ report: (PortSet, Bool, PolicyReason) -> Void
    ) {
        decide(selecting(subject, direction), subject, direction, peer, asked, report)
    }

    /// - Parameter selecting: the policies that select the class, looked up before.
    func decide(
        _ selecting: Selecting, _ subject: Int, _ direction: TrafficDirection, _ peer: PolicyPeer, _ asked: PortSet,
        _ report: (PortSet, Bool, PolicyReason) -> Void
    ) {
        // Ports have the numbers of the Pod that is connected to (C17, C18).
        let destination: PolicyClasses.PodClass? =
            switch (direction, peer) {
            case (.ingress, _): classes.all[subject]
            case (.egress, .pods(let position)): classes.all[position]
            case (.egress, .address): nil
            }
        var rest = asked
        var passed = PortSet.none
        walk(selecting.admin, direction, peer, destination, &rest, &passed, report)
        rest = rest.union(passed)
        guard !rest.isEmpty else { return }
        if !selecting.middle.isEmpty {
            for policy in selecting.middle {
                for (index, rule) in policies[policy].rules(direction).enumerated() where rule.matches(peer) {
                    let allowed = rest.intersection(rule.ports(on: destination))
                    guard !allowed.isEmpty else { continue }
                    report(allowed, true, .rule(policy: policy, rule: index))
                    rest = rest.subtracting(allowed)
                    if rest.isEmpty { return }
                }
            }
            report(rest, false, .isolated(selecting.middle))
            return
        }
        passed = .none
        walk(selecting.baseline, direction, peer, destination, &rest, &passed, report)
        rest = rest.union(passed)
        guard !rest.isEmpty else { return }
        let asking = selecting.admin + selecting.baseline
        report(rest, true, asking.isEmpty ? .nothingSelects : .nothingMatches(asking))
    }

    /// The rules of one tier in order; the first that matches a port decides about it.
    private func walk(
        _ tier: [Int], _ direction: TrafficDirection, _ peer: PolicyPeer, _ destination: PolicyClasses.PodClass?, _ rest: inout PortSet,
        _ passed: inout PortSet, _ report: (PortSet, Bool, PolicyReason) -> Void
    ) {
        for policy in tier {
            for (index, rule) in policies[policy].rules(direction).enumerated() where rule.matches(peer) {
                let matched = rest.intersection(rule.ports(on: destination))
                guard !matched.isEmpty else { continue }
                rest = rest.subtracting(matched)
                switch rule.action {
                case .pass: passed = passed.union(matched)
                case .deny: report(matched, false, .rule(policy: policy, rule: index))
                case .allow, nil: report(matched, true, .rule(policy: policy, rule: index))
                }
                if rest.isEmpty { return }
            }
        }
    }
}
