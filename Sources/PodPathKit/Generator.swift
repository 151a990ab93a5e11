import Graphviz
import KubeCluster
import KubeManifest

/// From files to figures and texts: the whole flow on one page.
///
/// Reads nothing but the bytes it is given, writes nothing, and gives the same result for the same input.
public struct Generator: Sendable {
    /// What one run may cost.
    public var limits = Limits()
    /// What no manifest states about the cluster.
    public var facts = ClusterFacts()
    /// For objects that name no namespace.
    public var defaultNamespace = "default"
    /// How figures look.
    public var look = FigureLook()
    /// How much explanations tell, and in which order.
    public var outline = ExplanationOutline()
    /// Mustache templates in place of podpath's own, by name: `page`, `services`, …, with `.html` for those of the HTML page.
    public var templates: [String: String] = [:]
    /// What lays figures out and renders them: libgvc in this process, or whatever the host has.
    public var renderer: any FigureRenderer = LibraryRenderer()

    /// With the defaults of everything.
    public init() {}

    /// Reads the files and resolves them.
    ///
    /// - Parameters:
    ///   - files: manifests, in the order in which they would be applied.
    ///   - diagnostics: gets what was wrong with them. What can be read is resolved all the same.
    public func cluster(from files: [SourceFile], _ diagnostics: inout Diagnostics) -> Cluster {
        let objects = ManifestDecoder.decode(files, limits: limits, defaultNamespace: defaultNamespace, &diagnostics)
        return ClusterResolver.resolve(objects, facts: facts, limits: limits, &diagnostics)
    }

    /// The figures of some kinds that the cluster calls for, in the order of the kinds, without what the look hides.
    public func figures(_ kinds: [CatalogEntry] = CatalogEntry.all, of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        figures(kinds.map(\.kind), of: cluster, for: request)
    }

    package func figures(_ kinds: [any FigureKind], of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        kinds.flatMap { kind in
            var figures = kind.figures(of: cluster, for: request)
            guard cluster.objects.hasPolicies, kind.leavesPoliciesOut else { return figures }
            for position in figures.indices { figures[position].remarks.append(English.policiesRemark) }
            return figures
        }.map(look.applied).withDistinctNames()
    }

    private var printer: FigurePrinter { FigurePrinter(renderer: renderer, look: look) }

    /// One figure in one format.
    ///
    /// - Parameters:
    ///   - figure: one of ``figures(_:of:for:)``.
    ///   - format: what it is to be.
    ///   - diagnostics: gets a warning where the figure could only be drawn in a plainer way.
    /// - Throws: where it could not be drawn at all.
    public func draw(_ figure: Figure, as format: FigureFormat, _ diagnostics: inout Diagnostics) throws(RenderError) -> [UInt8] {
        try printer.draw([figure], as: format, &diagnostics)[0].get()
    }

    /// One SVG for each step of a figure, named `ID-step-1` and so on; the whole figure where it has no steps.
    ///
    /// - Parameters:
    ///   - figure: one of ``figures(_:of:for:)``.
    ///   - diagnostics: gets a warning where the figure could only be drawn in a plainer way.
    /// - Throws: where it could not be drawn at all.
    public func drawSteps(
        of figure: Figure, _ diagnostics: inout Diagnostics
    ) throws(RenderError) -> [(name: String, bytes: [UInt8])] {
        try printer.steps(of: figure, &diagnostics)
    }

    /// Figures in one format; nil, with a diagnostic, for one that could not be drawn.
    package func print(_ figures: [Figure], as format: FigureFormat, _ diagnostics: inout Diagnostics) -> [[UInt8]?] {
        printer.print(figures, as: format, &diagnostics)
    }

    /// One figure in one format; nil, with a diagnostic, where it could not be drawn.
    package func print(_ figure: Figure, as format: FigureFormat, _ diagnostics: inout Diagnostics) -> [UInt8]? {
        printer.print(figure, as: format, &diagnostics)
    }

    /// The figures that stand in the explanation's parts, in the order of the catalogue.
    ///
    /// - Throws: where one of the ``templates`` cannot be used.
    package func explanationFigures(of cluster: Cluster, for request: FigureRequest) throws(RenderError) -> [Figure] {
        let kinds = try TemplateLibrary(own: templates).sections(of: outline).flatMap(\.figureKinds)
        return figures(FigureCatalog.all.filter { kinds.contains($0.id) }, of: cluster, for: request)
    }

    /// The explanation as Markdown.
    ///
    /// - Parameters:
    ///   - cluster: what is explained.
    ///   - request: which part of it.
    ///   - figures: those that stand beside it, with the names of their files to link to.
    ///   - diagnostics: the findings that it lists.
    /// - Throws: where one of the ``templates`` cannot be used.
    public func explanation(
        of cluster: Cluster, for request: FigureRequest, figures: [(figure: Figure, file: String)] = [], _ diagnostics: Diagnostics
    ) throws(RenderError) -> String {
        try Explanation(of: cluster, for: request, outline: outline, figures: figures, diagnostics: diagnostics.sorted)
            .markdown(TemplateLibrary(own: templates))
    }

    /// The explanation as one HTML page with the figures in it.
    ///
    /// - Parameters:
    ///   - cluster: what is explained.
    ///   - request: which part of it.
    ///   - figures: those that stand in it, in this order.
    ///   - diagnostics: the findings that it lists; gets an error for each figure that could not be drawn and so is missing.
    /// - Throws: where one of the ``templates`` cannot be used.
    public func page(
        of cluster: Cluster, for request: FigureRequest, figures: [Figure], _ diagnostics: inout Diagnostics
    ) throws(RenderError) -> String {
        let library = try TemplateLibrary(own: templates)
        let findings = diagnostics.sorted
        let shown = zip(figures, printer.parts(figures, &diagnostics)).compactMap { figure, part in
            part.map { FigureExplanation(figure: figure, page: $0) }
        }
        return try Explanation(of: cluster, for: request, outline: outline, shown: shown, diagnostics: findings).html(library)
    }
}
