import ArgumentParser
import PodPathKit

extension CallsReport.Format: ExpressibleByArgument {}

struct CallsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls", abstract: "Who is configured to call whom: the addresses in variables, arguments and files.",
        discussion: """
            Every call names the field, the file and the line that hold the address. Secrets are named by key, their values never read.

            EXAMPLES:
              podpath calls manifests/
              podpath calls -f csv manifests/ > calls.csv
              helm template my-chart | podpath calls -f json
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var shown: NamespaceOptions

    @OptionGroup var output: ReportOptions<CallsReport.Format>

    func run() throws {
        var session = Session(try manifests, of: Self.self)
        output.value.print(try report(session.cluster(), as: output.chosen), &session)
        session.end()
    }

    private var manifests: Input {
        get throws { try input.value(showing: shown.namespace) }
    }

    private func report(_ cluster: Cluster, as format: CallsReport.Format) throws -> String {
        CallsReport(cluster, try manifests.request).text(format)
    }
}

extension CallsCommand: BlockCommand {
    var inputs: [Input] {
        get throws { [try manifests] }
    }

    func content(of read: [ResolvedInput], _ generator: Generator) throws -> BlockContent {
        .text(try report(read[0].cluster, as: .md))
    }
}
