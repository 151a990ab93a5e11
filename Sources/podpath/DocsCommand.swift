import ArgumentParser
import KubeManifest
import PodPathIO
import PodPathKit

struct DocsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs", abstract: "Make the podpath blocks of documents true, or say which are not.",
        usage: "\(Podpath.invokedName) docs [<documents> ...] [--check] [--diff] [<options>]",
        discussion: """
            A block is a command in a comment: <!-- podpath draw figure=service focus=shop/web deploy/ --> and below it <!-- /podpath -->. \
            What stands between the two is podpath's; nothing else of a document is touched. docs/pipelines.md shows more.

            EXAMPLES:
              podpath docs README.md
              podpath docs
              podpath docs --check --diff
            """)

    @Argument(
        help: "Documents, and folders of documents; - for one on standard input; without any, the project around the working directory.",
        completion: .file(extensions: DocumentForm.endings))
    var documents: [String] = []

    @Option(help: ArgumentHelp("What messages call the document that - reads; its ending says what it is.", valueName: "name"))
    var name = "<stdin>"

    @Flag(help: "Write nothing; fail where anything is not what it would become.")
    var check = false

    @Flag(help: "Show what differs: lines of documents; of figures the words that went and came.")
    var diff = false

    @Flag(help: "Draw every figure anew; with --check, compare all bytes.")
    var redraw = false

    @Option(name: .shortAndLong, help: ArgumentHelp("The form of what is found: text, json, sarif or github.", valueName: "format"))
    var format = CheckReport.Format.text

    @Flag(help: "Let warnings about manifests fail: exit status 1.")
    var strict = false

    @Flag(name: .shortAndLong, help: "Errors alone: no warnings and no notes.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Warnings about manifests too, and what was done.")
    var verbose = false

    @Option(help: "Colour in messages: auto, always or never; NO_COLOR is honoured.")
    var color = ColorChoice.auto

    @Option(help: ArgumentHelp("Another limit of what a run may cost (repeatable); help lists them.", valueName: "name=value"))
    var limit: [String] = []

    func validate() throws {
        _ = try Limits(options: limit)
        if quiet && verbose { throw ValidationError("--quiet and --verbose contradict each other.") }
        if documents.contains("-"), documents.count > 1 { throw ValidationError("- is one document by itself.") }
        if format == .md { throw ValidationError("There is no format 'md' here. Use one of: text, json, sarif, github.") }
    }

    func run() throws {
        let limits = try Limits(options: limit)
        let renderer = ProcessRenderer(seconds: limits.renderSeconds)
        let options = ProjectRun.Options(checksOnly: check, redraws: redraw, shows: diff, isStrict: strict, isVerbose: verbose)
        var report = DocumentReport(format, isQuiet: quiet, isVerbose: verbose, color)
        if documents == ["-"] {
            try DocumentStream(name: name, options: options, limits: limits).run(&report)
            report.end(repair: nil)
        }
        for project in try ProjectSearch(documents, limits) {
            var run = ProjectRun(project.root, project.settings, options, limits, renderer)
            run.begin(project)
            // What a project is wrong about itself, it would be wrong about in its documents.
            if project.findings.worst != .error {
                run.makeTrue(project.documents)
                if project.isWhole {
                    run.makeOutputs(besides: project.documents)
                    run.removeOrphans()
                }
            }
            report.add(run, at: project.way)
        }
        report.end(repair: check ? documents : nil)
    }
}
