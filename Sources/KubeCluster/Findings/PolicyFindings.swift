import KubeManifest

/// Policies that select nothing, rules that have no effect, names that nobody has.
struct PolicyFindings {
    private let cluster: Cluster
    private let enforcement: NetworkPolicyEnforcement
    private var classes: PolicyClasses { enforcement.classes }

    static func report(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        guard cluster.objects.hasPolicies else { return }
        let findings = PolicyFindings(cluster: cluster, enforcement: NetworkPolicyEnforcement(cluster))
        for policy in cluster.objects.networkPolicies { findings.check(policy, &diagnostics) }
        findings.checkPriorities(&diagnostics)
        for policy in cluster.objects.tieredPolicies { findings.checkPorts(policy, &diagnostics) }
        findings.checkGroups(&diagnostics)
    }

    private func check(_ policy: NetworkPolicy, _ diagnostics: inout Diagnostics) {
        let home = classes.namespace(named: policy.metadata.namespace).map { [$0] } ?? []
        let subjects = pods(home, policy.podSelector)
        let made = OperatorMade.maker(ofLabels: policy.podSelector.labels, in: policy.metadata.namespace, cluster)
        if subjects.isEmpty, !policy.podSelector.isEmpty, let made {
            diagnostics.append(
                OperatorMade.note(
                    made, "the Pods that it selects (\(policy.podSelector.text))", policy.metadata.reference,
                    at: policy.podSelector.mark.location(in: policy.metadata.file), field: "spec.podSelector"))
        } else if subjects.isEmpty, !policy.podSelector.isEmpty {
            let isElsewhere = cluster.holdsNothing(of: policy.metadata.namespace)
            diagnostics.append(
                finding(
                    isElsewhere ? .note : .warning, "policy-selects-nothing", policy, policy.podSelector.mark, "spec.podSelector",
                    isElsewhere
                        ? "these manifests hold no workload of namespace \(policy.metadata.namespace); Pods that something else puts there may be meant."
                        : "it selects no Pod: no Pod of namespace \(policy.metadata.namespace) with \(policy.podSelector.text) was found in these manifests.\(nearest(policy.podSelector, home))"
                ))
        }
        for direction in TrafficDirection.allCases {
            let rules = policy.rules(direction)
            if let first = rules.first, !policy.applies(to: direction) {
                diagnostics.append(
                    finding(
                        .warning, "policy-rules-ignored", policy, first.mark, first.field,
                        "spec.policyTypes does not list \(direction.rawValue), so its \(direction.field) rules have no effect. Add \(direction.rawValue) to spec.policyTypes, or leave policyTypes out."
                    ))
                continue
            }
            for rule in rules { check(rule, direction, policy, home, subjects, &diagnostics) }
        }
    }

    private func check(
        _ rule: NetworkPolicy.Rule, _ direction: TrafficDirection, _ policy: NetworkPolicy, _ home: [Int], _ subjects: [Int],
        _ diagnostics: inout Diagnostics
    ) {
        var peers: [Int] = []
        for peer in rule.peers {
            guard case .pods(let namespaces, let selector) = peer else { continue }
            var inside = home
            if let namespaces {
                inside = known.filter { position in namespaces.matches { classes.namespaces[position].labels[$0] } }
                if inside.isEmpty, !namespaces.isEmpty {
                    diagnostics.append(
                        finding(
                            .note, "policy-namespace-not-found", policy, namespaces.mark, namespaces.field,
                            "no namespace with \(namespaces.text) was found in these manifests; Pods of one that is not here may be meant.")
                    )
                    continue
                }
            }
            let found = pods(inside, selector)
            peers += found
            if found.isEmpty, let selector, !selector.isEmpty {
                let place = namespaces == nil ? "namespace \(policy.metadata.namespace)" : "these namespaces"
                let nearest = nearest(selector, inside)
                if let maker = OperatorMade.maker(
                    ofLabels: selector.labels, in: namespaces == nil ? policy.metadata.namespace : nil, cluster)
                {
                    diagnostics.append(
                        OperatorMade.note(
                            maker, "the Pods that its rule names (\(selector.text))", policy.metadata.reference,
                            at: selector.mark.location(in: policy.metadata.file), field: selector.field))
                    continue
                }
                diagnostics.append(
                    finding(
                        nearest.isEmpty ? .note : .warning, "policy-peer-not-found", policy, selector.mark, selector.field,
                        "no Pod of \(place) with \(selector.text) was found in these manifests, so this entry lets nobody of them through.\(nearest)"
                    ))
            }
        }
        let onlyAddresses = !rule.peers.isEmpty && rule.peers.allSatisfy { if case .ipBlock = $0 { true } else { false } }
        if direction == .egress, onlyAddresses {
            for port in rule.ports {
                guard case .named(let name, _) = port.ports else { continue }
                diagnostics.append(
                    finding(
                        .warning, "policy-port-not-found", policy, port.mark, port.field,
                        "the port \(Quoted(name)) is a name that Pods give to a port of theirs, and this rule is about addresses, which have none: this entry lets nothing through. Write the number."
                    ))
            }
        }
        let destinations = direction == .ingress ? subjects : rule.peers.isEmpty ? Array(classes.all.indices) : peers
        for port in rule.ports {
            guard case .named(let name, let transport) = port.ports, !destinations.isEmpty else { continue }
            let ports = destinations.flatMap { classes.all[$0].namedPorts }.filter { $0.name == name }
            guard !ports.contains(where: { transport == nil || $0.transport == transport }) else { continue }
            let other =
                ports.first.map { " The port of that name is \($0.transport.rawValue); write protocol: \($0.transport.rawValue)." } ?? ""
            diagnostics.append(
                finding(
                    .warning, "policy-port-not-found", policy, port.mark, port.field,
                    "no container of the destination Pods has a \(transport?.rawValue ?? "") port named \(Quoted(name)), so this entry lets nothing through.\(other)"
                ))
        }
    }

    /// Names of ports that no Pod of these manifests has (C41).
    private func checkPorts(_ policy: TieredNetworkPolicy, _ diagnostics: inout Diagnostics) {
        let all = classes.all.flatMap(\.namedPorts)
        for rule in policy.ingress + policy.egress {
            for port in rule.ports ?? [] {
                guard case .named(let name, let transport) = port.ports,
                    !all.contains(where: { $0.name == name && (transport == nil || $0.transport == transport) })
                else { continue }
                diagnostics.append(
                    Diagnostic(
                        .warning, "policy-port-not-found",
                        "\(policy.metadata.reference): no container of these manifests has a port named \(Quoted(name)), so this entry matches nothing here.",
                        at: port.mark.location(in: policy.metadata.file), field: port.field))
            }
        }
    }

    /// Pods of one workload that a policy tells apart, where one row or arrow stands for all of them.
    private func checkGroups(_ diagnostics: inout Diagnostics) {
        for position in enforcement.mixedWorkloads {
            guard let policy = enforcement.policy(tellingApart: position) else { continue }
            diagnostics.append(
                Diagnostic(
                    .note, "policy-tells-pods-apart",
                    "\(policy.reference) selects some Pods of \(cluster.workloads[position].reference) and not others: what is told of the workload holds for some of its Pods alone. 'podpath trace' from or to one Pod by its name tells of that one.",
                    at: policy.location, field: "spec.podSelector"))
        }
    }

    /// Equal priorities within a tier: which policy is asked first is undefined (C42).
    private func checkPriorities(_ diagnostics: inout Diagnostics) {
        var seen: [String: TieredNetworkPolicy] = [:]
        for policy in cluster.objects.tieredPolicies where policy.priority != Int.max {
            let key = "\(policy.tier.rawValue) \(policy.priority)"
            guard let earlier = seen[key] else {
                seen[key] = policy
                continue
            }
            diagnostics.append(
                Diagnostic(
                    .warning, "policy-priority-clash",
                    "\(policy.metadata.reference): priority \(policy.priority) is also that of \(earlier.metadata.reference); which of the two is asked first is undefined. Here it goes by name. Give each a priority of its own.",
                    at: policy.priorityMark.location(in: policy.metadata.file), field: "spec.priority",
                    notes: [.init("the other one", at: earlier.priorityMark.location(in: earlier.metadata.file))]))
        }
    }

    // MARK: Selectors

    /// The namespaces without that of the unknown ingress controller.
    private var known: [Int] { classes.namespaces.indices.filter { $0 != classes.all[classes.ingressController].namespace } }

    private func pods(_ namespaces: [Int], _ selector: LabelSelector?) -> [Int] {
        namespaces.flatMap { classes.inNamespace[$0] }.filter { position in
            selector?.matches { classes.all[position].labels[$0] } ?? true
        }
    }

    /// A Pod's label that is spelt almost like the one that is asked for.
    private func nearest(_ selector: LabelSelector, _ namespaces: [Int]) -> String {
        guard selector.matchLabels.count == 1, let wanted = selector.matchLabels.first else { return "" }
        let labels = Set(namespaces.flatMap { classes.inNamespace[$0] }.prefix(2000).compactMap { classes.all[$0].labels[wanted.key] })
        return Spelling.nearest(to: wanted.value, among: labels.sorted()).map { " Did you mean \(wanted.key)=\($0)?" } ?? ""
    }

    private func finding(
        _ severity: Diagnostic.Severity, _ identifier: String, _ policy: NetworkPolicy, _ mark: Mark, _ field: String, _ message: String
    ) -> Diagnostic {
        Diagnostic(
            severity, identifier, "\(policy.metadata.reference): \(message)", at: mark.location(in: policy.metadata.file), field: field)
    }
}

extension LabelSelector {
    /// What it asks for, with keys that merely have to be there.
    fileprivate var labels: [Label] {
        matchLabels
            + matchExpressions.filter { $0.operator == .in || $0.operator == .exists }.map {
                Label(key: $0.key, value: $0.values.first ?? "", mark: $0.mark)
            }
    }
}
