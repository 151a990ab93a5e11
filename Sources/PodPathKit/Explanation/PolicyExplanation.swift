import KubeCluster
import KubeManifest

/// The policies in words, and the steps of their figures.
struct PolicyExplanation {
    private let cluster: Cluster
    private let request: FigureRequest
    private let figures: [FigureExplanation]
    private static let limit = 60

    /// - Parameter figures: those of the page; a page without figures tells their steps all the same.
    init(_ cluster: Cluster, _ request: FigureRequest, _ figures: [FigureExplanation]) {
        self.cluster = cluster
        self.request = request
        let own = figures.filter { $0.figure.kind == "policy" }
        self.figures = own.isEmpty ? PolicyFigure().figures(of: cluster, for: request).map { FigureExplanation(figure: $0) } : own
    }

    var record: [String: TemplateValue] {
        let hasAny = cluster.objects.hasPolicies
        let policies = hasAny ? policies : []
        let isShown = !policies.isEmpty || !figures.isEmpty
        return [
            "hasPolicies": .flag(isShown),
            "noPolicy": .prose(
                hasAny
                    ? [cluster.objects.unreadPoliciesSentence, noPolicyHere].compactMap { $0 }.joined(separator: " ")
                    : cluster.objects.unreadPoliciesSentence ?? ConnectionsReport.noPolicy),
            "policyLimits": .prose(ConnectionsReport.limits), "policies": .records(policies),
            "policyFigures": .records(
                figures.map { item in
                    item.record.merging([
                        "heading": .prose(item.figure.title),
                        "steps": .records(item.figure.steps.map { ["number": .number($0.number), "text": .prose($0.text)] }),
                    ]) { $1 }
                }),
        ]
    }

    /// A NetworkPolicy is about Pods of its own namespace alone (C12).
    private var noPolicyHere: String {
        "No policy found in these manifests is about a Pod of \(request.namespaces.count == 1 ? "this namespace" : "these namespaces"); those of other namespaces hold for connections to and from Pods there. \(ConnectionsReport.limits)"
    }

    private var policies: [[String: TemplateValue]] {
        NetworkPolicyEnforcement(cluster).summaries.filter { $0.isClusterWide || request.shows($0.reference.namespace) }
            .prefix(Self.limit).map {
                ["sentence": .prose(sentence($0))]
            }
    }

    private func sentence(_ policy: PolicySummary) -> String {
        let names = policy.workloads.prefix(4).map { cluster.workloads[$0].reference.path }
        let who =
            policy.workloads.isEmpty
            ? "selects no Pod found in these manifests"
            : "is about \(FigureWords.list(Array(names)))\(policy.workloads.count > 4 ? " and \(policy.workloads.count - 4) more" : "")"
        let why = policy.selector.isEmpty ? "it selects all Pods" : "it selects \(policy.selector)"
        let what = zip(policy.directions, policy.rules).map { direction, count in
            if policy.isClusterWide {
                return "\(FigureWords.count(count, "rule")) about connections \(direction == .ingress ? "to" : "from") them"
            }
            let way = direction == .ingress ? "in" : "out"
            return count == 0
                ? "lets nothing \(way)" : "lets \(way) only what \(count == 1 ? "its rule allows" : "one of its \(count) rules allows")"
        }
        let whole =
            policy.isClusterWide ? "It has \(FigureWords.list(what))." : "It \(FigureWords.list(what)); another policy may allow more."
        return "\(policy.reference) (\(policy.location.file):\(policy.location.line)) \(who), because \(why). \(whole)"
    }
}
