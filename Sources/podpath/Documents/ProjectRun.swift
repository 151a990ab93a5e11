import Graphviz
import KubeManifest
import PodPathIO
import PodPathKit

/// Makes the documents of one project true, or says which are not.
struct ProjectRun {
    struct Options {
        /// Nothing is written.
        var checksOnly = false
        /// Every figure is drawn anew.
        var redraws = false
        /// What differs is shown.
        var shows = false
        /// Figures stand within the text, and nothing is written.
        var embedsFigures = false
        var isStrict = false
        var isVerbose = false
    }

    let root: ConfinedFolder
    let settings: ProjectSettings
    private(set) var options: Options
    let limits: Limits
    let renderer: any FigureRenderer
    private var inputs: ProjectInputs
    private(set) var findings: [Diagnostic] = []
    private(set) var sources: [SourceFile] = []
    private(set) var status = ExitStatus.done
    /// Counts of what was done.
    private(set) var documentCount = 0, blockCount = 0, writtenCount = 0

    init(
        _ root: ConfinedFolder, _ settings: ProjectSettings, _ options: Options, _ limits: Limits, _ renderer: any FigureRenderer
    ) {
        (self.root, self.settings, self.options, self.limits, self.renderer) = (root, settings, options, limits, renderer)
        self.options.isStrict = options.isStrict || settings.isStrict
        inputs = ProjectInputs(root, limits, skipped: Set([ProjectFile.name] + (settings.cluster.map { [ProjectPath.normal($0)] } ?? [])))
    }

    /// What differs, for people.
    private(set) var differences = ""
    /// The folders that figures stand in, and the figures that blocks show.
    private var figureFolders: Set<String> = [], shownFigures: Set<String> = []

    /// Says what is wrong with the project's own file.
    mutating func begin(_ project: ProjectSearch.Project) {
        sources += project.source.map { [$0] } ?? []
        for finding in project.findings.sorted { report(finding) }
    }

    // MARK: What is found

    mutating func report(_ finding: Diagnostic) {
        findings.append(finding)
        if finding.severity == .error { worsen(to: .findings) }
    }

    /// Something that cannot be read or written.
    mutating func fail(_ failure: IOFailure, at place: SourceLocation) {
        findings.append(Diagnostic(.error, "block-input-unreadable", "\(Quoted(failure.path)): \(failure.reason).", at: place))
        worsen(to: .inputOutput)
    }

    private mutating func worsen(to status: ExitStatus) { if status.rawValue > self.status.rawValue { self.status = status } }

    // MARK: Blocks

    /// What a command says; nil, with a finding at the word that it is about, where it cannot say it.
    mutating func content(of line: BlockCommandLine) -> BlockContent? {
        run(line) { command, read, generator in try command.content(of: read, generator) }
    }

    /// The page and the figures of `explain`, as it writes them into a folder.
    mutating func explanation(of line: BlockCommandLine) -> (text: String, figures: [DocumentFigure])? {
        run(line) { command, read, generator in try (command as? ExplainCommand)?.page(of: read[0], generator) } ?? nil
    }

    /// Reads what a command reads, and has it done.
    private mutating func run<Result>(
        _ line: BlockCommandLine, _ body: (any BlockCommand, [ResolvedInput], Generator) throws -> Result
    ) -> Result? {
        blockCount += 1
        let command: any BlockCommand
        do {
            command = try line.parsed()
        } catch {
            report(Diagnostic(.error, "block-option-value", line.reworded(error.message), at: line.place(of: error.message)))
            return nil
        }
        do {
            var read: [ResolvedInput] = []
            for var input in try command.inputs {
                input.limits = limits
                read.append(try inputs.resolve(input))
            }
            for input in read { reportInput(input.findings, at: line) }
            var generator = Generator()
            generator.limits = limits
            generator.renderer = renderer
            return try body(command, read, generator)
        } catch let problem as ProjectInputs.Unreadable {
            fail(IOFailure(path: problem.path, reason: problem.reason), at: line.place(of: problem.path))
        } catch let problem as UsageProblem {
            report(Diagnostic(.error, "block-object-not-found", line.reworded(problem.message), at: line.place(of: problem.message)))
        } catch {
            report(Diagnostic(.error, "block-option-value", line.reworded("\(error)"), at: line.location))
        }
        return nil
    }

    /// What is wrong with manifests is said once; warnings only where they count.
    private mutating func reportInput(_ diagnostics: Diagnostics, at line: BlockCommandLine) {
        for finding in diagnostics.sorted
        where finding.severity == .error || options.isVerbose || options.isStrict && finding.severity == .warning {
            let own = finding.location == nil ? finding.placed(at: line.location) : finding
            guard !findings.contains(own) else { continue }
            report(own)
            if options.isStrict, finding.severity == .warning { worsen(to: .findings) }
        }
    }

    // MARK: Outputs

    /// Makes what stands in no document, after the documents.
    mutating func makeOutputs(besides documents: [String]) {
        let read = Set(inputs.sources.map(\.path) + [ProjectFile.name])
        OutputFilling.make(settings.outputs, besides: shownFigures.union(documents).union(read), &self)
    }

    /// Whether an author has written blocks into a file, or podpath.yaml names it as a document.
    func isDocument(_ path: String) -> Bool {
        if settings.documents?.contains(where: { ProjectPath.normal($0.value) == path }) ?? false { return true }
        guard let form = DocumentForm(path: path), let bytes = try? root.read(path, limit: limits.inputBytes).bytes else { return false }
        return !Document(path: path, bytes: bytes, form: form).blocks.isEmpty
    }

    /// A folder whose figures are all podpath's.
    mutating func keepFolder(_ folder: String) { figureFolders.insert(folder) }

    /// Figures that are no orphans.
    mutating func keepFigures(_ paths: [String]) { shownFigures.formUnion(paths) }

    /// Figures drawn together; nil, with a finding, for one that could not be drawn.
    mutating func drawn(_ figures: [DocumentFigure]) -> [[UInt8]?] {
        var diagnostics = Diagnostics()
        let drawn = DocumentFigure.draw(figures, renderer, &diagnostics)
        for finding in diagnostics.all { report(finding) }
        return drawn
    }

    /// Writes an output, or says that it is stale.
    ///
    /// - Parameter bytes: nil for a figure that was not drawn.
    mutating func keep(_ path: String, _ bytes: [UInt8]?, isCurrent: Bool, at place: SourceLocation) {
        if isCurrent { return }
        if options.checksOnly { return report(.outputStale(path, place)) }
        guard let bytes else { return }
        do throws(IOFailure) {
            _ = try root.write(bytes, to: path)
            writtenCount += 1
        } catch {
            fail(error, at: place)
        }
    }

    // MARK: Documents

    /// Documents that came as text, filled; nothing is written.
    mutating func filled(_ documents: [Document]) -> [[UInt8]] {
        documentCount += documents.count
        var filling = DocumentFilling(documents, &self)
        filling.draw(&self)
        sources += documents.map { SourceFile(path: $0.path, bytes: $0.bytes) } + inputs.sources
        return documents.indices.map { filling.bytes(of: $0) }
    }

    /// Makes documents true; one that is saved meanwhile is read and filled again.
    mutating func makeTrue(_ paths: [String]) {
        documentCount += paths.count
        var open = paths
        for _ in 0..<3 where !open.isEmpty { open = fill(open) }
        for path in open {
            report(
                Diagnostic(
                    .error, "document-changes", "this document changed each time that podpath was about to write it; run podpath again.",
                    at: SourceLocation(file: path, line: 1, column: 1)))
        }
        sources += inputs.sources
    }

    /// - Returns: the documents that changed meanwhile.
    private mutating func fill(_ paths: [String]) -> [String] {
        var documents: [Document] = []
        for path in paths {
            do throws(IOFailure) {
                guard let form = DocumentForm(path: path) else {
                    throw IOFailure(path: path, reason: "podpath knows no document of this ending")
                }
                let file = try root.read(path, limit: limits.inputBytes)
                documents.append(Document(path: path, bytes: file.bytes, form: form))
                if file.bytes.count > 0 { sources.append(SourceFile(path: path, bytes: file.bytes)) }
            } catch {
                fail(error, at: SourceLocation(file: path, line: 1, column: 1))
            }
        }
        var filling = DocumentFilling(documents, &self)
        filling.readFigures(&self)
        for path in paths { figureFolders.insert(ProjectPath.folder(of: settings.path(ofFigure: "x", for: path))) }
        shownFigures.formUnion(filling.figures.map(\.path))
        // That a figure is stale can be told without drawing it; how it differs cannot.
        if !options.checksOnly || options.redraws || options.shows { filling.draw(&self) }
        if options.shows { show(filling) }
        if options.checksOnly {
            check(filling)
            return []
        }
        removeLeftovers(besides: documents)
        writeFigures(filling)
        return writeDocuments(filling)
    }

    private mutating func show(_ filling: DocumentFilling) {
        for item in filling.figures {
            guard let new = item.new else { continue }
            differences += FigureDifference.text(item.path, from: item.old, to: item.figure.isText ? new : [])
        }
        for (position, document) in filling.documents.enumerated() {
            differences += UnifiedDiff.text(document.path, from: document.bytes, to: filling.bytes(of: position))
        }
    }

    /// Figures of podpath's that nothing refers to go; for a run over the whole project, after its documents.
    mutating func removeOrphans() {
        // A block that could not be filled, or a document that could not be read, may refer to any.
        guard status == .done || options.checksOnly else { return }
        for path in OrphanSearch(root: root, limit: limits.inputBytes).orphans(in: figureFolders, besides: shownFigures) {
            if options.checksOnly {
                report(.orphaned(path))
                continue
            }
            do throws(IOFailure) {
                try root.remove(path)
                writtenCount += 1
            } catch {
                fail(error, at: SourceLocation(file: path, line: 1, column: 1))
            }
        }
    }

    private mutating func check(_ filling: DocumentFilling) {
        for (position, item) in filling.figures.enumerated() where !item.isFailed {
            if options.redraws || options.shows ? item.new != nil : filling.isStale(position) ?? false {
                report(.figureStale(item.path, item.place))
            }
        }
        for (document, blocks) in zip(filling.documents, filling.blocks) {
            for item in blocks where filling.isDue(item, in: document) { report(.blockStale(item.block.location)) }
        }
    }

    /// Removes what killed runs have left beside the files that this one keeps true.
    private func removeLeftovers(besides documents: [Document]) {
        for folder in figureFolders.union(documents.map { ProjectPath.folder(of: $0.path) }) {
            // A folder that is not there has none.
            try? root.removeLeftovers(in: folder)
        }
    }

    private mutating func writeFigures(_ filling: DocumentFilling) {
        for item in filling.figures {
            guard let new = item.new else { continue }
            do throws(IOFailure) {
                _ = try root.write(new, to: item.path)
                writtenCount += 1
            } catch {
                fail(error, at: item.place)
            }
        }
    }

    private mutating func writeDocuments(_ filling: DocumentFilling) -> [String] {
        var changed: [String] = []
        for (position, document) in filling.documents.enumerated() {
            let bytes = filling.bytes(of: position)
            guard bytes != document.bytes else { continue }
            do throws(IOFailure) {
                switch try root.write(bytes, to: document.path, over: document.bytes) {
                case .written: writtenCount += 1
                case .changed: changed.append(document.path)
                }
            } catch {
                fail(error, at: SourceLocation(file: document.path, line: 1, column: 1))
            }
        }
        return changed
    }
}

extension Diagnostic {
    fileprivate static func figureStale(_ path: String, _ place: SourceLocation) -> Diagnostic {
        Diagnostic(.error, "figure-stale", "\(path) is not what it would become.", at: place)
    }

    fileprivate static func orphaned(_ path: String) -> Diagnostic {
        Diagnostic(
            .error, "figure-orphaned", "podpath drew this figure, and nothing refers to it any more.",
            at: SourceLocation(file: path, line: 1, column: 1))
    }

    fileprivate static func outputStale(_ path: String, _ place: SourceLocation) -> Diagnostic {
        Diagnostic(.error, "output-stale", "\(path) is not what it would become.", at: place)
    }

    fileprivate static func blockStale(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(.error, "block-stale", "this block is not what it would become.", at: place)
    }

    /// The same at another place.
    fileprivate func placed(at place: SourceLocation) -> Diagnostic {
        Diagnostic(severity, identifier, message, at: place, field: field, notes: notes)
    }
}
