import KubeManifest
import PodPathIO
import PodPathKit

/// One document as text: from standard input to standard output, with the figures in it.
struct DocumentStream {
    /// As messages name it; its ending says what it is.
    let name: String
    let options: ProjectRun.Options
    let limits: Limits

    /// Fills it and prints it, unless it is only to be looked at. The working directory is the project's.
    func run(_ report: inout DocumentReport) throws {
        var reader = InputReader(inputLimit: limits.inputBytes, totalLimit: limits.totalBytes)
        reader.read("-")
        if let failure = reader.failures.first { throw failure }
        let document = Document(path: name, bytes: reader.inputs.first?.bytes ?? [], form: DocumentForm(path: name) ?? .markdown)
        let root = try ConfinedFolder(".")
        var options = options
        options.embedsFigures = true
        var project = ProjectSearch.Project(root: root, way: "")
        try project.readFile(limits)
        var run = ProjectRun(root, project.settings, options, limits, ProcessRenderer(seconds: limits.renderSeconds))
        run.begin(project)
        if project.findings.worst != .error {
            let filled = run.filled([document])
            if !options.checksOnly { try Descriptor.write(filled[0], to: 1, path: "<stdout>") }
        }
        report.add(run, at: "")
    }
}
