import KubeCluster
import KubeManifest

/// The text that goes with the figures: one page about what there is and how it is reached, in Markdown or in HTML.
///
/// Facts and numbers come from the cluster and from the figures themselves; the templates only say them.
package struct Explanation {
    let cluster: Cluster
    let request: FigureRequest
    let figures: [FigureExplanation]
    let diagnostics: [Diagnostic]

    /// - Parameter figures: those that stand beside the page, with the file names that it links to; empty for a page alone.
    package init(
        of cluster: Cluster, for request: FigureRequest, figures: [(figure: Figure, file: String)], diagnostics: [Diagnostic]
    ) {
        self.init(
            of: cluster, for: request, shown: figures.map { FigureExplanation(figure: $0.figure, file: $0.file) },
            diagnostics: diagnostics)
    }

    init(of cluster: Cluster, for request: FigureRequest, shown figures: [FigureExplanation], diagnostics: [Diagnostic]) {
        self.cluster = cluster
        self.request = request
        self.figures = figures
        self.diagnostics = diagnostics
    }

    package func markdown(_ templates: TemplateLibrary) throws(RenderError) -> String {
        var glossary = Glossary()
        return try templates.markdown("page", .record(glossary.explain(page)))
    }

    /// A page for browsers, with the figures in it.
    func html(_ templates: TemplateLibrary) throws(RenderError) -> String {
        try templates.html("page", page)
    }

    private var page: [String: TemplateValue] {
        let held = Set(cluster.services.map(\.namespace) + cluster.workloads.map(\.reference.namespace))
        let namespaces = cluster.namespaces.filter { request.shows($0) && held.contains($0) }
        let services = cluster.services.filter { request.shows($0.namespace) }
        let entrances = EntranceExplanation(cluster, request).sentences + RoutesExplanation(cluster, request).entrances
        let waysIn = RoutesExplanation(cluster, request).figures(figures)
        let names = NamesExplanation(ClusterDNS(cluster), request)
        let calls = CallsExplanation(cluster, request)
        let own: [String: TemplateValue] = [
            "title": .prose(English.pageTitle(namespaces)),
            "summary": .prose(summary(namespaces, services)),
            "overview": .records(
                figures.filter { $0.figure.kind == "overview" }.map(\.record)),
            "hasEntrances": .flag(!entrances.isEmpty),
            "entrances": .records(entrances),
            "hasWaysIn": .flag(!waysIn.isEmpty), "waysIn": .records(waysIn),
            "namespaces": .records(sections(namespaces, names)),
            "lookups": .records(steps(of: "dns-")), "paths": .records(steps(of: "path")),
            "hasPaths": .flag(figures.contains { $0.figure.kind == "path" }),
            "pathCommand": .prose(English.pathCommand),
            "hasNames": .flag(!names.patterns.isEmpty || figures.contains { $0.figure.kind.hasPrefix("dns-") }),
            "lessons": .records(LessonExplanation.records(figures)),
            "callLimits": .prose(English.callLimits), "noCall": .prose(English.noCall),
            "exampleRemark": .prose(English.illustrativeRemark),
            "hasPatterns": .flag(!names.patterns.isEmpty),
            "patterns": .records(names.patterns),
            "hasFindings": .flag(!diagnostics.isEmpty),
            "findings": .records(diagnostics.map(finding)),
            "isIllustrative": .flag(
                services.contains {
                    $0.virtualIPs.contains(where: \.isIllustrative)
                        || $0.selectedPods.contains { cluster.pods[$0].addresses.contains(where: \.isIllustrative) }
                }),
            "hasContents": .flag(services.count > 1),
        ]
        return own.merging(PolicyExplanation(cluster, request, figures).record) { $1 }.merging(calls.record) { $1 }
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

    private func summary(_ namespaces: [String], _ services: [ClusterService]) -> String {
        guard !namespaces.isEmpty else { return English.nothingToExplain }
        let workloads = cluster.workloads.filter { request.shows($0.reference.namespace) }
        return English.summary(
            pods: workloads.reduce(0) { $0 + $1.replicas }, owners: workloads.count { !$0.isBarePod }, services: services.count,
            namespaces: namespaces.count)
    }

    private func sections(_ namespaces: [String], _ names: NamesExplanation) -> [[String: TemplateValue]] {
        let services = Dictionary(grouping: cluster.services, by: \.namespace)
        let workloads = Dictionary(grouping: cluster.workloads.indices) { cluster.workloads[$0].reference.namespace }
        let drawn = Dictionary(
            figures.filter { $0.figure.kind == "service" }.compactMap { item in item.figure.subject.map { ($0, item) } },
            uniquingKeysWith: { first, _ in first })
        return namespaces.map { name in
            namespace(
                name, isOnly: namespaces.count == 1, services[name] ?? [], workloads[name] ?? [], names
            ) { drawn[$0] }
        }
    }

    /// - Parameter drawn: the figure of a Service, where one stands beside the page.
    private func namespace(
        _ name: String, isOnly: Bool, _ services: [ClusterService], _ workloads: [Int], _ names: NamesExplanation,
        drawn: (ObjectReference) -> FigureExplanation?
    ) -> [String: TemplateValue] {
        let lonely = workloads.filter { cluster.services(of: $0).isEmpty }
        let podNames = names.pods(workloads)
        let pods = lonely.reduce(0) { $0 + cluster.workloads[$1].replicas }
        return [
            "anchor": .prose("namespace/\(FigureWords.id(name))"),
            "heading": .prose(!isOnly ? "Namespace \(name)" : services.isEmpty ? "The Pods" : "The Services"),
            "services": .records(
                services.map { service in
                    ServiceExplanation(service, in: cluster, figure: drawn(service.reference), request).record.merging([
                        "names": .records(names.names(of: service)),
                        "anchor": .prose("service/\(FigureWords.id(service.namespace))/\(FigureWords.id(service.name))"),
                    ]) { $1 }
                }),
            "podNames": .records(podNames),
            "hasPodNames": .flag(!podNames.isEmpty),
            "hasLonely": .flag(!lonely.isEmpty),
            "lonelyThem": .prose(pods == 1 ? "this Pod" : "these \(English.count(pods, "Pod"))"),
            "lonelyPronoun": .own(pods == 1 ? "it" : "them"),
            "lonely": .records(
                lonely.map { position in
                    let workload = cluster.workloads[position]
                    return [
                        "name": .prose(
                            workload.isBarePod
                                ? "Pod \(workload.reference.name)"
                                : "\(workload.kind) \(workload.reference.name) (\(English.count(workload.replicas, "Pod")))")
                    ]
                }),
        ]
    }

    private func finding(_ diagnostic: Diagnostic) -> [String: TemplateValue] {
        let place = { (location: SourceLocation?) in location.map { "\($0.file):\($0.line)" } ?? "" }
        return [
            "severity": .own(diagnostic.severity == .error ? "Error:" : diagnostic.severity == .warning ? "Warning:" : "Note:"),
            "message": .prose(diagnostic.message),
            "place": .code(place(diagnostic.location)),
            "notes": .records(
                diagnostic.notes.map { note in
                    ["text": .prose(note.message + (note.location.map { " (\($0.file):\($0.line))" } ?? ""))]
                }),
        ]
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
            "hasFile": .flag(!file.isEmpty),
            "file": .prose(file),
            "alt": .prose(figure.alternativeText),
            "title": .prose(figure.title),
            "remarks": .records(figure.remarks.filter { !English.pictureRemarks.contains($0) }.map { ["text": .prose($0)] }),
        ]
        return (page?.record ?? [:]).merging(own) { $1 }
    }
}
