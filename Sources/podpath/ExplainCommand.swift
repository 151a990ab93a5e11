import ArgumentParser
import KubeCluster
import KubeManifest
import PodPathIO
import PodPathKit

extension ExplanationOutline.Level: ExpressibleByArgument {}

extension IOFailure {
    fileprivate static func foreign(_ path: String) -> IOFailure {
        IOFailure(path: path, reason: "podpath did not write this file, so it is left as it is; name another folder, or say --force")
    }
}

/// In what form an explanation leaves podpath.
enum ExplanationFormat: String, CaseIterable {
    case md, html
}

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain what there is and how it is reached, in Markdown or as an HTML page.",
        discussion: """
            --level brief is one page: what there is, who calls whom, what is wrong. standard, the default, tells each Service in
            a paragraph, a figure and a table. full tells everything, with a glossary.

            Markdown: into a folder README.md with its figures beside it; into a file or to standard output the text alone.
            HTML: one file with its figures in it; point at a sentence and its arrow lights up, play the steps with keys.

            EXAMPLES:
              podpath explain manifests/ -o docs/network
              podpath explain manifests/ -o network.html
              podpath explain manifests/ --level brief
              podpath explain manifests/ --sections findings,services,glossary
              podpath explain manifests/ --templates my-templates -o docs/network
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var shown: NamespaceOptions

    @Option(help: ArgumentHelp("How much is told: brief, standard or full.", valueName: "level"))
    var level = ExplanationOutline.Level.standard

    @Option(
        help: ArgumentHelp(
            "The parts and their order (with commas between), in place of the level's own: \(Self.parts).", valueName: "parts"))
    var sections: String?

    @Flag(help: "Write over files in the folder that podpath did not write.")
    var force = false

    @Option(
        help: ArgumentHelp(
            "A folder with templates of your own (NAME.mustache), which replace podpath's of the same name.", valueName: "folder"))
    var templates: String?

    @OptionGroup(title: "Looks of the figures") var looks: LookOptions

    @Option(
        help: ArgumentHelp(
            "A figure's alternative text in the Markdown, in place of its description (repeatable): overview=\"The shop and its parts\".",
            valueName: "id=text"))
    var alt: [String] = []

    @OptionGroup var output: OutputOptions

    private static let parts = ExplanationSection.allCases.map(\.rawValue).joined(separator: ",")

    private var outline: ExplanationOutline {
        get throws {
            let names = sections?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
            for (position, name) in names.enumerated() {
                if ExplanationSection(rawValue: name) == nil {
                    let nearest = Spelling.nearest(to: name, among: ExplanationSection.allCases.map(\.rawValue))
                    throw ValidationError(
                        "--sections: there is no part \(Quoted(name)).\(nearest.map { " Did you mean \($0)?" } ?? "") Use some of: \(Self.parts)."
                    )
                }
                if names[..<position].contains(name) { throw ValidationError("--sections: \(name) stands there twice.") }
            }
            return ExplanationOutline(level: level, sections: names)
        }
    }

    func run() throws {
        let format = try format
        let input = try input.value(showing: shown.namespace)
        let isDrawn = output.value.isFolder || format == .html
        var session = Session(input, of: Self.self, draws: isDrawn)
        session.generator.look = try looks.look
        session.generator.templates = try ownTemplates(&session)
        session.generator.outline = try outline
        let cluster = session.cluster()
        let request = try request
        let figures = try withAlternatives(isDrawn ? session.generator.explanationFigures(of: cluster, for: request) : [])
        do throws(RenderError) {
            switch format {
            case .md: write(try markdown(figures, of: cluster, for: request, &session), &session)
            case .html:
                let page = try session.generator.page(of: cluster, for: request, figures: figures, &session.diagnostics)
                write([("index.html", Array(page.utf8))], &session)
            }
        } catch {
            session.fail("\(error)")
        }
        session.end()
    }

    /// Into a folder only where podpath wrote what is there.
    private func write(_ files: [(name: String, bytes: [UInt8])], _ session: inout Session) {
        let output = output.value
        if let path = output.path, output.isFolder, !output.checksOnly, !force {
            let folder = path.hasSuffix("/") ? path : path + "/"
            let foreign = files.map { folder + $0.name }.filter { isForeign($0, &session) }
            for path in foreign { session.outputFailed(.foreign(path)) }
            if !foreign.isEmpty { return }
        }
        output.write(files, &session)
    }

    private func isForeign(_ path: String, _ session: inout Session) -> Bool {
        var reader = InputReader(inputLimit: session.generator.limits.inputBytes, totalLimit: session.generator.limits.totalBytes)
        reader.readIfThere(path)
        // What cannot be read, the writer says.
        return reader.inputs.first.map { !PageMark.isOwn($0.bytes) } ?? false
    }

    private var request: FigureRequest {
        get throws {
            var request = try input.value(showing: shown.namespace).request
            request.podLimit = looks.maxPods
            return request
        }
    }

    /// The text, and the figures beside it.
    private func markdown(
        _ figures: [Figure], of cluster: Cluster, for request: FigureRequest, _ session: inout Session
    ) throws(RenderError) -> [(name: String, bytes: [UInt8])] {
        var files: [(name: String, bytes: [UInt8])] = []
        var linked: [(figure: Figure, file: String)] = []
        for (figure, bytes) in zip(figures, session.generator.print(figures, as: .svg, &session.diagnostics)) {
            guard let bytes else { continue }
            files.append(("\(figure.id).svg", bytes))
            linked.append((figure, "\(figure.id).svg"))
        }
        let text = try session.generator.explanation(of: cluster, for: request, figures: linked, session.diagnostics)
        let marked = output.value.isFolder ? PageMark.marked(text) : text
        return [("README.md", Array(marked.utf8))] + files
    }

    private func withAlternatives(_ figures: [Figure]) throws -> [Figure] {
        var alternatives = Dictionary(try alt.map(Self.alternative), uniquingKeysWith: { _, last in last })
        var figures = figures
        for index in figures.indices { figures[index].alternative = alternatives.removeValue(forKey: figures[index].id) }
        if let id = alternatives.keys.min() {
            let nearest = Spelling.nearest(to: id, among: figures.map(\.id))
            throw ValidationError(
                "--alt: no figure \(Quoted(id)) stands in this explanation.\(nearest.map { " Did you mean \($0)?" } ?? "")")
        }
        return figures
    }

    private static func alternative(_ text: String) throws -> (String, String) {
        guard let equals = text.firstIndex(of: "=") else {
            throw ValidationError("--alt takes ID=TEXT, such as overview=\"The shop and its parts\".")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    /// The user's templates by name, which are checked before anything is drawn.
    private func ownTemplates(_ session: inout Session) throws -> [String: String] {
        guard let folder = templates else { return [:] }
        var own: [String: String] = [:]
        for name in TemplateLibrary.names {
            var reader = InputReader(inputLimit: TemplateLibrary.sizeLimit, totalLimit: TemplateLibrary.sizeLimit)
            reader.readIfThere("\(folder)/\(name).mustache")
            session.protect(reader)
            for failure in reader.failures { session.outputFailed(failure) }
            if let text = reader.inputs.first { own[name] = String(decoding: text.bytes, as: UTF8.self) }
        }
        if own.isEmpty, !session.isIncomplete {
            session.fail(
                "\(folder) holds none of the templates: \(TemplateLibrary.names.map { "\($0).mustache" }.joined(separator: ", ")).")
        }
        if own.isEmpty { session.end() }
        do {
            _ = try TemplateLibrary(own: own)
        } catch {
            session.fail("\(error)")
            session.end()
        }
        return own
    }

    private var format: ExplanationFormat {
        get throws { try output.value.format(ExplanationFormat.self, default: .md, extension: \.rawValue) }
    }

    func validate() throws {
        _ = try format
        _ = try outline
    }
}

extension ExplainCommand: BlockCommand {
    var inputs: [Input] {
        get throws { [try input.value(showing: shown.namespace)] }
    }

    func content(of read: [ResolvedInput], _ generator: Generator) throws -> BlockContent {
        .text(try text(read[0], [], generator))
    }

    /// The page with its figures beside it, as it goes into a folder.
    func page(of read: ResolvedInput, _ generator: Generator) throws -> (text: String, figures: [DocumentFigure]) {
        var generator = generator
        generator.look = try looks.look
        generator.outline = try outline
        let figures = try withAlternatives(generator.explanationFigures(of: read.cluster, for: try request))
        return (
            PageMark.marked(try text(read, figures.map { ($0, "\($0.id).svg") }, generator)),
            figures.map { DocumentFigure($0, look: generator.look, format: .svg) }
        )
    }

    private func text(_ read: ResolvedInput, _ figures: [(figure: Figure, file: String)], _ generator: Generator) throws -> String {
        var generator = generator
        generator.look = try looks.look
        generator.outline = try outline
        do {
            return try generator.explanation(of: read.cluster, for: try request, figures: figures, read.findings)
        } catch let problem as RenderError {
            throw UsageProblem(problem.message)
        }
    }
}
