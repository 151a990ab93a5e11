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

    @Option(name: .shortAndLong, help: "text or json.")
    var format = ReportFormat.text

    func run() throws {
        var session = Session(input.value, of: Self.self)
        let cluster = session.cluster()
        let report = InspectReport(cluster, input.value.request, session.diagnostics.sorted)
        session.print(format == .json ? report.json : report.text)
        session.end()
    }
}

extension CheckReport.Format: ExpressibleByArgument {}

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Find mistakes: Services that select nothing, ports that lead nowhere, clashes.",
        discussion: """
            Exit status 1 on errors, and with --strict on warnings. docs/diagnostics.md explains each finding.

            EXAMPLES:
              podpath check manifests/
              podpath check --strict -f github manifests/
              podpath check -f sarif manifests/ > podpath.sarif
            """)

    @OptionGroup var input: InputOptions

    @Option(name: .shortAndLong, help: "text, json, sarif or github.")
    var format = CheckReport.Format.text

    func run() throws { Self.check(input.value, as: format) }

    /// Prints the findings and ends the process.
    static func check(_ input: Input, as format: CheckReport.Format) -> Never {
        var session = Session(input, of: Self.self)
        let cluster = session.cluster()
        // Here the findings are the output, notes included.
        let findings = session.diagnostics.sorted.filter { !input.isQuiet || $0.severity == .error }
        switch format {
        case .text:
            let sources = session.sources
            let colour = input.color == .always || input.color == .auto && System.isTerminal(1) && Messages(color: .auto).usesColour
            session.print(DiagnosticText(sources: sources, usesColour: colour).text(findings) + session.suppressedText)
            if findings.isEmpty { session.note("nothing was found to be wrong") }
        case .json: session.print(CheckReport.json(findings, suppressed: session.diagnostics.suppressed))
        case .sarif: session.print(CheckReport.sarif(findings, version: podpathVersion))
        case .github: session.print(CheckReport.github(findings))
        }
        // Not freed before the end: that would only cost time.
        withExtendedLifetime(cluster) { session.end(printsFindings: false) }
    }
}
