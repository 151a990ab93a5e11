import KubeCluster
import KubeManifest

/// One kind of figure of the catalogue.
package protocol FigureKind: Sendable {
    /// Stable, in lower case: what `--figure` takes.
    var id: String { get }
    var title: String { get }
    /// The question that the figure answers.
    var question: String { get }
    /// The figures of this kind that the cluster calls for, in order; one for a focus.
    func figures(of cluster: Cluster, for request: FigureRequest) -> [Figure]
    /// Its arrows are connections that nobody has held against the policies.
    var leavesPoliciesOut: Bool { get }
    /// What such a figure is about, as is said where none was found: `policy`.
    var subject: String { get }
}

extension FigureKind {
    package var leavesPoliciesOut: Bool { false }
    package var subject: String { "Pod and no Service" }

    /// Why there is no figure of this kind: `there is nothing to draw for the figure policy: no policy was found in these manifests`.
    package var nothing: String { "there is nothing to draw for the figure \(id): no \(subject) was found in these manifests" }
}

/// What the user wants to see.
public struct FigureRequest: Sendable {
    /// Only these namespaces; empty for all. What is resolved does not depend on it.
    public var namespaces: [String] = []
    /// One object: `name`, `namespace/name` or `Kind/namespace/name`.
    public var focus: String?
    /// The Pod that asks, as `namespace/name` of a Pod or a workload; nil for the one that shows most.
    public var from: String?
    /// The name that it asks for.
    public var name: String?
    /// Where a path leads, as `podpath trace` takes it.
    public var to: String?
    /// The Pod that is killed and replaced, as `namespace/name` of a Pod or a workload; nil for the one that shows most.
    public var replace: String?
    /// The cluster before a change; for `compare`.
    public var old: Cluster?
    /// Several figures have a place (a folder): one for each Service, one for each namespace of a large cluster.
    public var allowsSeveral = true
    /// Boxes of one figure before it is folded or split.
    public var elementLimit = Limits().figureElements
    /// Pods that a figure of one Service shows one by one.
    public var podLimit = 4
    /// Kinds of Pods behind one Service that the figure of a path shows one by one; the verdicts of the others count.
    public var branchLimit = Limits().figureBranches

    /// Everything, in figures of the usual size.
    public init() {}

    var limitOfBranches: Int { min(branchLimit, elementLimit) }

    func shows(_ namespace: String) -> Bool { namespaces.isEmpty || namespaces.contains(namespace) }

    /// Whether the focus, if there is one, is this object.
    func isFocus(_ object: ObjectReference) -> Bool {
        guard let focus else { return true }
        let parts = focus.split(separator: "/").map(String.init)
        switch parts.count {
        case 1: return parts[0] == object.name
        case 2:
            return parts == [object.namespace, object.name]
                || parts[0].lowercased() == object.kind.lowercased() && parts[1] == object.name
        case 3: return parts[0].lowercased() == object.kind.lowercased() && Array(parts[1...]) == [object.namespace, object.name]
        default: return false
        }
    }
}

/// Every kind of figure. A new kind is one folder in Figures/ and one line here.
package enum FigureCatalog {
    package static let all: [any FigureKind] = [
        OverviewFigure(), ServiceFigure(), IngressFigure(), LookupFigure(), RecordsFigure(), PathFigure(), PolicyFigure(),
        NetworkModelFigure(), ServiceTypesFigure(), PodReplacementFigure(), CompareFigure(),
    ]

    package static func kind(_ id: String) -> (any FigureKind)? { all.first { $0.id == id } }
}
