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
                    ? [cluster.objects.unreadPoliciesSentence, English.noPolicyHere(request.namespaces.count)].compactMap { $0 }.joined(
                        separator: " ")
                    : cluster.objects.unreadPoliciesSentence ?? English.noPolicy),
            "policyLimits": .prose(English.policyLimits), "policies": .records(policies),
            "hasSeveralPolicyFigures": .flag(figures.count > 1),
            "policyFigures": .records(
                figures.map { item in
                    item.record.merging([
                        "heading": .prose(item.figure.title),
                        "steps": item.figure.stepRecords,
                    ]) { $1 }
                }),
        ]
    }

    private var policies: [[String: TemplateValue]] {
        NetworkPolicyEnforcement(cluster).summaries.filter { $0.isClusterWide || request.shows($0.reference.namespace) }
            .prefix(Self.limit).map {
                ["sentence": .sentence(English.policy($0, in: cluster))]
            }
    }
}
