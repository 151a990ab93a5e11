import KubeManifest
import PodPathIO
import PodPathKit

/// What a project keeps true that stands in no document: each output of its file, with the figures beside it.
struct OutputFilling {
    private struct File {
        let path: String
        let place: SourceLocation
        /// What it is to hold; a figure that is not drawn yet has nothing.
        var bytes: [UInt8]?
        var figure: DocumentFigure?
    }

    private var files: [File] = []

    /// Runs the command of every output, draws what is not current, and writes, or says what is stale.
    ///
    /// - Parameter taken: paths of documents, of their figures and of what the project reads.
    static func make(_ outputs: [ProjectOutput], besides taken: Set<String>, _ run: inout ProjectRun) {
        var filling = OutputFilling()
        for output in outputs { filling.add(output, taken, &run) }
        filling.draw(&run)
        for file in filling.files { run.keep(file.path, file.bytes, isCurrent: filling.isCurrent(file, run), at: file.place) }
    }

    private mutating func add(_ output: ProjectOutput, _ taken: Set<String>, _ run: inout ProjectRun) {
        var findings: [Diagnostic] = []
        guard let line = BlockCommandLine(output.block, run.settings, &findings) else {
            for finding in findings { run.report(finding) }
            return
        }
        var new: [File] = []
        if output.isFolder {
            guard line.command == "explain" else { return run.report(.folder(output, line.command)) }
            guard let parts = run.explanation(of: line) else { return }
            let folder = ProjectPath.normal(output.path)
            new.append(File(path: output.file, place: output.pathLocation, bytes: Array(parts.text.utf8)))
            for figure in parts.figures {
                new.append(
                    File(path: ProjectPath.joined(folder, "\(figure.figure.id).svg"), place: output.pathLocation, figure: figure))
            }
            run.keepFolder(folder)
        } else {
            let path = output.file, ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
            switch run.content(of: line) {
            case nil: return
            case .text(let text):
                guard ending == "md" else { return run.report(.ending(output, "Markdown: .md")) }
                new.append(File(path: path, place: output.pathLocation, bytes: Array(text.utf8)))
            case .figure(let figure, let look):
                guard let format = DocumentFigure.Format(rawValue: ending) else {
                    let known = DocumentFigure.Format.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
                    return run.report(.ending(output, "a figure: \(known)"))
                }
                new.append(
                    File(path: path, place: output.pathLocation, figure: DocumentFigure(figure, look: look, format: format)))
            }
        }
        for file in new
        where taken.contains(file.path) || run.isDocument(file.path)
            || files.contains(where: { $0.path.lowercased() == file.path.lowercased() })
        {
            return run.report(.taken(file.path, output))
        }
        files += new
        run.keepFigures(new.filter { $0.figure != nil }.map(\.path))
    }

    private mutating func draw(_ run: inout ProjectRun) {
        let wanted = files.indices.filter { files[$0].figure != nil && (run.options.redraws || !isCurrent(files[$0], run)) }
        // That a drawing is stale can be told without drawing it.
        let needed = run.options.checksOnly && !run.options.redraws ? wanted.filter { files[$0].figure?.isText == false } : wanted
        let figures = needed.compactMap { files[$0].figure }
        for (position, bytes) in zip(needed, run.drawn(figures)) { files[position].bytes = bytes }
    }

    private func isCurrent(_ file: File, _ run: ProjectRun) -> Bool {
        guard let old = try? run.root.read(file.path, limit: run.limits.inputBytes).bytes else { return false }
        if let bytes = file.bytes { return KeptFile.isCurrent(file.path, old, new: bytes) }
        return file.figure?.isShown(by: old) ?? false
    }
}

extension Diagnostic {
    fileprivate static func folder(_ output: ProjectOutput, _ command: String) -> Diagnostic {
        Diagnostic(
            .error, "output-path", "\(command) makes one file: name it. Into a folder goes explain, with its figures.",
            at: output.pathLocation)
    }

    fileprivate static func ending(_ output: ProjectOutput, _ known: String) -> Diagnostic {
        Diagnostic(.error, "output-path", "the name of \(Quoted(output.path)) does not end as that of \(known).", at: output.pathLocation)
    }

    fileprivate static func taken(_ path: String, _ output: ProjectOutput) -> Diagnostic {
        Diagnostic(
            .error, "output-path", "\(Quoted(path)) is a document, an input, or what another output or a block makes.",
            at: output.pathLocation)
    }
}
