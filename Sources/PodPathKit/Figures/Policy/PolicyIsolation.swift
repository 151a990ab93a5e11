import KubeCluster
import KubeManifest

/// Which policies isolate a box of a policy figure, whom each selects, and what is left to those isolated for egress.
extension PolicyScene {
    /// Policies of one box that are named one by one.
    private static let policyLimit = 4
    /// Policies of one box whose rules are listed.
    private static let ruleLimit = 3

    /// Each policy with the chip of what it selects (C12: a Pod that one selects is isolated in its directions), and
    /// of whom each of its rules names.
    func say(_ policies: [Int], of direction: TrafficDirection, tellsRules: Bool, in box: inout Figure.Element) {
        let field = direction.field
        guard !policies.isEmpty else {
            box.caption = "no policy found for \(field)"
            return
        }
        let isIsolated = policies.contains { !summaries[$0].isClusterWide }
        let shown = policies.count > Self.policyLimit ? policies.prefix(Self.policyLimit - 1) : policies[...]
        box.caption = "\(isIsolated ? "isolated for \(field) by" : "\(field) ruled by")\(policies.count > 1 ? " policies" : " policy")"
        box.chips = shown.flatMap { position in
            let policy = summaries[position]
            let all = policy.isClusterWide ? "all Pods" : "all Pods of \(policy.reference.namespace)"
            let chosen = policy.selector.isEmpty ? all : policy.selector.shortened(to: 36)
            let rules = tellsRules && policies.count <= Self.ruleLimit ? rules(of: policy, direction) : []
            return [.init(text: "\(code: chosen)", role: .match, qualifier: policy.reference.name)] + rules
        }
        if policies.count > shown.count {
            box.chips.append(.init(text: "…", role: .match, qualifier: "+ \(policies.count - shown.count) more"))
        }
    }

    private func rules(of policy: PolicySummary, _ direction: TrafficDirection) -> [Figure.Chip] {
        guard let admission = admission(of: policy.reference, direction) else { return [] }
        return admission.texts.map { line in
            let lead =
                switch line.lead {
                case .whom: direction == .ingress ? "lets in" : "lets out to"
                case .other: "and"
                case .ports: "on"
                }
            // In several lines: the second of those that a rule names is as much a part of it as the first.
            return .init(text: "\(code: line.text.shortened(to: 120))", role: .rule, qualifier: lead)
        }
    }

    private func admission(of policy: ObjectReference, _ direction: TrafficDirection) -> PolicyAdmission? {
        cluster.objects.networkPolicies.first { $0.metadata.reference == policy }.map { PolicyAdmission($0, direction) }
    }

    /// The labels by which a refused workload just misses what a rule asks for.
    func nearMisses(of box: PolicyBox, _ policies: [Int]) -> [Figure.Chip] {
        guard box.workloads.count == 1, let first = cluster.workloads[box.workloads[0]].pods.first else { return [] }
        let pod = cluster.pods[first]
        let labels = policies.map { summaries[$0].reference }.filter { $0.namespace == pod.reference.namespace }.flatMap { policy in
            admission(of: policy, .ingress)?.nearMisses(of: pod.labels) ?? []
        }
        return labels.reduce(into: []) { chips, label in
            let chip = Figure.Chip(text: "\(code: label.text.shortened(to: 36))", role: .noMatch, qualifier: "its label")
            if !chips.contains(chip) { chips.append(chip) }
        }
    }

    /// A row for the workloads that may connect to nothing but what egress rules allow; what these allow stands in the other rows.
    mutating func drawIsolated() {
        let found = table.isolated
        guard !found.isEmpty else { return }
        let subjects = PolicyBox(found.map { table.list.ends[$0.place].end }, seenFrom: namespace)
        let name = subjects.text(in: cluster)
        let policies = summaries.indices.filter { position in
            !summaries[position].isClusterWide && summaries[position].directions.contains(.egress)
                && found.contains { summaries[position].workloads.contains($0.workload) }
        }
        let named = policies.prefix(4).map { "\(summaries[$0].reference) (\(summaries[$0].location.file):\(summaries[$0].location.line))" }
        let list = English.list(named + (policies.count > 4 ? ["\(policies.count - 4) more"] : []))
        let because = Array(
            found.flatMap { $0.pieces.flatMap(\.because) }.reduce(into: [Evidence]()) {
                if $0.count < 12, !$0.contains($1) { $0.append($1) }
            })
        let step = figure.step(
            "\(name) may connect to nothing else that is here: \(found.count == 1 ? "it is" : "they are") isolated for egress by \(list), and only what one of their egress rules allows leaves.",
            because: because)
        let number = figure.groups.count
        let frame = figure.add(
            .init(
                id: "row-\(number)", role: .scene, name: "Isolated for egress", note: "only what an egress rule allows leaves",
                tooltip: "What \(name) may not connect to", parent: nil))
        var subjectBox = subjects.element("from-\(number)", frame, in: cluster)
        say(policies, of: .egress, tellsRules: false, in: &subjectBox)
        let from = figure.add(subjectBox)
        let to = figure.add(
            .init(
                id: "row-\(number)-else", role: .folded, eyebrow: "EVERYTHING ELSE", name: "Any Pod, any address",
                notes: [.init(step: step, text: "refused", isRefused: true)],
                tooltip: figure.steps[step - 1].text, group: frame))
        left.append(from)
        right.append(to)
        figure.connect(from, to, .denied, tooltip: figure.steps[step - 1].text, because: because)
    }
}
