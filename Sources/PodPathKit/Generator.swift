import Graphviz
import KubeCluster
import KubeManifest

/// From files to figures and texts: the whole flow on one page.
///
/// Reads nothing but the bytes it is given, writes nothing, and gives the same result for the same input.
public struct Generator: Sendable {
    public var limits = Limits()
    public var facts = ClusterFacts()
    /// For objects that name no namespace.
    public var defaultNamespace = "default"
    /// How figures look.
    public var look = FigureLook()
    /// What lays figures out and renders them: libgvc in this process, or whatever the host has.
    public var renderer: any FigureRenderer = LibraryRenderer()

    public init() {}

    /// Reads the files and resolves them; what was wrong with them is in the diagnostics.
    public func cluster(from files: [SourceFile], _ diagnostics: inout Diagnostics) -> Cluster {
        let objects = ManifestDecoder.decode(files, limits: limits, defaultNamespace: defaultNamespace, &diagnostics)
        return ClusterResolver.resolve(objects, facts: facts, limits: limits, &diagnostics)
    }

    /// The figures of some kinds, in the catalogue's order, without what the look hides; all kinds where none is named.
    public func figures(_ kinds: [any FigureKind] = FigureCatalog.all, of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        kinds.flatMap { kind in
            var figures = kind.figures(of: cluster, for: request)
            guard cluster.objects.hasPolicies, kind.leavesPoliciesOut else { return figures }
            for position in figures.indices { figures[position].remarks.append(FigureWords.policiesRemark) }
            return figures
        }.map(look.applied).withDistinctNames()
    }

    /// Figures in one format; nil, with a diagnostic, for one that could not be drawn.
    public func print(_ figures: [Figure], as format: FigureFormat, _ diagnostics: inout Diagnostics) -> [[UInt8]?] {
        printer.print(figures, as: format, &diagnostics)
    }

    /// One figure in one format; nil, with a diagnostic, where it could not be drawn.
    public func print(_ figure: Figure, as format: FigureFormat, _ diagnostics: inout Diagnostics) -> [UInt8]? {
        printer.print(figure, as: format, &diagnostics)
    }

    /// One SVG for each step of a figure, named `ID-step-1` and so on; the whole figure where it has no steps.
    public func frames(_ figure: Figure, _ diagnostics: inout Diagnostics) -> [(name: String, bytes: [UInt8])] {
        printer.frames(figure, &diagnostics)
    }

    private var printer: FigurePrinter { FigurePrinter(renderer: renderer, look: look) }

    /// The explanation as Markdown; `figures` are those that stand beside it, with the file names to link to.
    public func explanation(
        of cluster: Cluster, for request: FigureRequest, figures: [(figure: Figure, file: String)],
        _ diagnostics: Diagnostics, templates: TemplateLibrary
    ) throws(TemplateLibrary.Failure) -> String {
        try Explanation(of: cluster, for: request, figures: figures, diagnostics: diagnostics.sorted).markdown(templates)
    }

    /// The explanation as one HTML page with the figures in it. A figure that could not be drawn is a diagnostic, and missing.
    public func page(
        of cluster: Cluster, for request: FigureRequest, figures: [Figure], _ diagnostics: inout Diagnostics, templates: TemplateLibrary
    ) throws(TemplateLibrary.Failure) -> String {
        let findings = diagnostics.sorted
        let shown = zip(figures, printer.parts(figures, &diagnostics)).compactMap { figure, part in
            part.map { FigureExplanation(figure: figure, page: $0) }
        }
        return try Explanation(of: cluster, for: request, shown: shown, diagnostics: findings).html(templates)
    }
}
