import ArgumentParser
import KubeManifest
import PodPathIO
import PodPathKit

/// `text` for people, `json` for programs.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

struct FiguresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures", abstract: "List the kinds of figures, each with the question that it answers.")

    @Option(name: .shortAndLong, help: "text or json.")
    var format = ReportFormat.text

    func run() throws {
        let text = format == .json ? CatalogReport.json : CatalogReport.text
        try Descriptor.write(Array(text.utf8), to: 1, path: "<stdout>")
    }
}

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Print the resolved cluster: workloads, Pods, Services, endpoints.",
        discussion: """
            EXAMPLES:
              podpath inspect manifests/
              kubectl get pods,svc,endpointslices -A -o json | podpath inspect -f json
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var shown: NamespaceOptions

    @OptionGroup var output: ReportOptions<ReportFormat>

    func run() throws {
        let input = try input.value(showing: shown.namespace)
        var session = Session(input, of: Self.self)
        let cluster = session.cluster()
        let report = InspectReport(cluster, input.request, session.diagnostics.sorted)
        output.value.print(try output.chosen == .json ? report.json : report.text, &session)
        session.end()
    }
}

extension CheckReport.Format: ExpressibleByArgument {}

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Find mistakes: Services that select nothing, ports that lead nowhere, clashes.",
        discussion: """
            Exit status 1 on errors, and with --strict on warnings. With -q, errors alone are printed: no warnings, no notes. \
            docs/diagnostics.md explains each finding.

            EXAMPLES:
              podpath check manifests/
              podpath check --strict -f github manifests/
              podpath check -f sarif manifests/ > podpath.sarif
              podpath check -f md manifests/ > findings.md
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var output: ReportOptions<CheckReport.Format>

    func run() throws {
        let input = try input.value
        let format = try output.chosen
        let output = output.value
        var session = Session(input, of: Self.self)
        let cluster = session.cluster()
        // Here the findings are the output, notes included.
        let findings = session.diagnostics.sorted.filter { !input.isQuiet || $0.severity == .error }
        let report: String
        switch format {
        case .text:
            let isTerminal = output.path == nil && System.isTerminal(1)
            let colour = input.color == .always || input.color == .auto && isTerminal && Messages(color: .auto).usesColour
            report = DiagnosticText(sources: session.sources, usesColour: colour).text(findings) + session.suppressedText
        case .json: report = CheckReport.json(findings, suppressed: session.diagnostics.suppressed)
        case .sarif: report = CheckReport.sarif(findings, version: Version.number)
        case .github: report = CheckReport.github(findings)
        case .md: report = CheckReport.markdown(findings, suppressed: session.diagnostics.suppressed)
        }
        output.print(report, &session)
        if format == .text, findings.isEmpty, !session.isIncomplete { session.note("nothing was found to be wrong") }
        // Not freed before the end: that would only cost time.
        withExtendedLifetime(cluster) { session.end(printsFindings: false) }
    }
}

extension CheckCommand: BlockCommand {
    var inputs: [Input] {
        get throws { [try input.value] }
    }

    func content(of read: [ResolvedInput], _ generator: Generator) -> BlockContent {
        .text(CheckReport.markdown(read[0].findings.sorted, suppressed: read[0].findings.suppressed))
    }
}
