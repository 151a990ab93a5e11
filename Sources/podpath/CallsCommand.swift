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
        let input = try input.value(showing: shown.namespace)
        var session = Session(input, of: Self.self)
        output.value.print(CallsReport(session.cluster(), input.request).text(try output.chosen), &session)
        session.end()
    }
}
