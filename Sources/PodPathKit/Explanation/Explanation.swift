import KubeCluster
import KubeManifest

/// The text that goes with the figures: one page about what there is and how it is reached, in Markdown or in HTML.
///
/// Facts and numbers come from the cluster and from the figures themselves; the templates only say them.
package struct Explanation {
    let cluster: Cluster
    let request: FigureRequest
    let outline: ExplanationOutline
    let figures: [FigureExplanation]
    let diagnostics: [Diagnostic]

    /// - Parameters:
    ///   - outline: which parts, and how much they tell.
    ///   - figures: those that stand beside the page, with the file names that it links to; empty for a page alone.
    package init(
        of cluster: Cluster, for request: FigureRequest, outline: ExplanationOutline = ExplanationOutline(),
        figures: [(figure: Figure, file: String)], diagnostics: [Diagnostic]
    ) {
        self.init(
            of: cluster, for: request, outline: outline, shown: figures.map { FigureExplanation(figure: $0.figure, file: $0.file) },
            diagnostics: diagnostics)
    }

    init(
        of cluster: Cluster, for request: FigureRequest, outline: ExplanationOutline, shown figures: [FigureExplanation],
        diagnostics: [Diagnostic]
    ) {
        self.cluster = cluster
        self.request = request
        self.outline = outline
        self.figures = figures
        self.diagnostics = diagnostics
    }

    package func markdown(_ templates: TemplateLibrary) throws(RenderError) -> String {
        try page(templates, .markdown) { PageContents(markdown: $0) }
    }

    /// A page for browsers, with the figures in it.
    func html(_ templates: TemplateLibrary) throws(RenderError) -> String { try page(templates, .html) { PageContents(html: $0) } }

    private func page(
        _ templates: TemplateLibrary, _ language: TemplateValue.Language, _ contents: (String) -> PageContents
    ) throws(RenderError) -> String {
        let sections = templates.sections(of: outline)
        let terms = TermUse(language, hasGlossary: sections.contains(.glossary))
        var page = page.withLooks
        // The sentence stands before all parts, which are made before the page around them.
        page["summary"] = .rendered(terms.text(of: summary))
        return try templates.page(of: sections.map(\.rawValue), page, language, terms) { body in
            contents(body).record(fewest: outline.level == .full ? 4 : 12).merging(["body": .rendered(body)]) { $1 }
        }
    }

    private var page: [String: TemplateValue] {
        let services = cluster.services.filter { request.shows($0.namespace) }
        let overview = figures.filter { $0.figure.kind == "overview" }
        let names = NamesExplanation(ClusterDNS(cluster), request)
        let entrances = EntranceExplanation(cluster, request).sentences + RoutesExplanation(cluster, request).entrances
        let waysIn = RoutesExplanation(cluster, request).figures(figures)
        let own: [String: TemplateValue] = [
            "title": .prose(English.pageTitle(namespaces)),
            "isBrief": .flag(outline.level == .brief), "isStandard": .flag(outline.level == .standard),
            "isFull": .flag(outline.level == .full),
            "overview": .records(overview.map(\.record)),
            "hasOverview": .flag(!overview.isEmpty || outline.level == .brief && !services.isEmpty),
            "hasEntrances": .flag(!entrances.isEmpty),
            "entrances": .records(entrances),
            "hasWaysIn": .flag(!waysIn.isEmpty), "waysIn": .records(waysIn),
            "hasServices": .flag(!services.isEmpty), "services": .records(self.services(services, names)),
            "hasPolicyObjects": .flag(cluster.objects.hasPolicies), "policiesRemark": .prose(English.policiesRemark),
            "lookups": .records(steps(of: "dns-")), "paths": .records(steps(of: "path")),
            "hasPaths": .flag(figures.contains { $0.figure.kind == "path" }),
            "pathCommand": .prose(English.pathCommand),
            "hasNames": .flag(!names.patterns.isEmpty || figures.contains { $0.figure.kind.hasPrefix("dns-") }),
            "lessons": .records(LessonExplanation.records(figures)),
            "callLimits": .prose(English.callLimits), "noCall": .prose(English.noCall),
            "exampleRemark": .prose(English.illustrativeRemark),
            "hasPatterns": .flag(!names.patterns.isEmpty),
            "patterns": .records(names.patterns),
            "terms": .records(
                Term.sorted.map { ["id": .prose($0.rawValue), "word": .prose($0.title), "meaning": .prose($0.meaning)] }),
            "isIllustrative": .flag(
                services.contains {
                    $0.virtualIPs.contains(where: \.isIllustrative)
                        || $0.selectedPods.contains { cluster.pods[$0].addresses.contains(where: \.isIllustrative) }
                }),
        ]
        let parts = [
            FindingsExplanation(diagnostics, outline.level).record, PolicyExplanation(cluster, request, figures).record,
            CallsExplanation(cluster, request).record, WorkloadsExplanation(cluster, request, names).record,
        ]
        return parts.reduce(own) { $0.merging($1) { $1 } }
    }

    /// Figures of these kinds, each with its numbered sentences.
    private func steps(of kind: String) -> [[String: TemplateValue]] {
        figures.filter { $0.figure.kind.hasPrefix(kind) }.map { item in
            item.record.merging([
                "steps": item.figure.stepRecords
            ]) { $1 }
        }
    }

    // MARK: The page as a whole

    /// Those that hold something that is shown.
    private var namespaces: [String] {
        let held = Set(cluster.services.map(\.namespace) + cluster.workloads.map(\.reference.namespace))
        return cluster.namespaces.filter { request.shows($0) && held.contains($0) }
    }

    private var summary: Sentence {
        let namespaces = namespaces
        guard !namespaces.isEmpty else { return Sentence(English.nothingToExplain) }
        let workloads = cluster.workloads.filter { request.shows($0.reference.namespace) }
        return English.summary(
            pods: workloads.reduce(0) { $0 + $1.replicas }, owners: workloads.count { !$0.isBarePod },
            services: cluster.services.count { request.shows($0.namespace) }, namespaces: namespaces.count)
    }

    private func services(_ services: [ClusterService], _ names: NamesExplanation) -> [[String: TemplateValue]] {
        let drawn = Dictionary(
            figures.filter { $0.figure.kind == "service" }.compactMap { item in item.figure.subject.map { ($0, item) } },
            uniquingKeysWith: { first, _ in first })
        let isOneNamespace = namespaces.count == 1
        return services.map { service in
            ServiceExplanation(service, in: cluster, figure: drawn[service.reference], request).record.merging([
                "heading": .prose("Service \(isOneNamespace ? service.name : service.reference.path)"),
                "names": .records(names.names(of: service)),
                "anchor": .prose("service/\(FigureWords.id(service.namespace))/\(FigureWords.id(service.name))"),
            ]) { $1 }
        }
    }
}

extension TemplateLibrary {
    /// The parts of a page, in their order: those that are asked for, or those that the level's template includes.
    func sections(of outline: ExplanationOutline) -> [ExplanationSection] {
        let names = outline.sections.isEmpty ? parts(of: outline.level.rawValue) : outline.sections
        return names.compactMap(ExplanationSection.init)
    }
}

extension Figure {
    /// The numbered sentences, as the templates say them.
    var stepRecords: TemplateValue { .records(steps.map { ["number": .number($0.number), "text": .sentence($0.text)] }) }
}

/// A figure beside or in the page, as the templates show it.
struct FigureExplanation {
    let figure: Figure
    /// The name of its file, for a link; empty where it has none.
    var file = ""
    /// The figure as a part of an HTML page.
    var page: FigurePage?

    var record: [String: TemplateValue] {
        let own: [String: TemplateValue] = [
            "anchor": .prose("figure/\(figure.id)"),
            "hasFile": .flag(!file.isEmpty),
            "file": .prose(file),
            "alt": .prose(figure.alternativeSentence),
            "title": .prose(figure.title),
            "remarks": .records(figure.remarks.filter { !English.pageRemarks.contains($0) }.map { ["text": .prose($0)] }),
        ]
        return (page?.record ?? [:]).merging(own) { $1 }
    }
}
