import ArgumentParser
import KubeManifest
import PodPathIO
import PodPathKit

extension GlossaryReport.Format: ExpressibleByArgument {}

struct GlossaryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "glossary", abstract: "Say what the words of the subject mean, in a sentence each.",
        discussion: """
            EXAMPLES:
              podpath glossary
              podpath glossary EndpointSlice
              podpath glossary -f md
            """)

    @Argument(help: "A word, such as NodePort; every word where none is named.")
    var term: String?

    @Option(name: .shortAndLong, help: "text, md or json.")
    var format = GlossaryReport.Format.text

    func run() throws {
        let report = GlossaryReport(try terms)
        try Descriptor.write(Array(report.text(format).utf8), to: 1, path: "<stdout>")
    }

    func validate() throws { _ = try terms }

    private var terms: [Term] {
        get throws {
            guard let name = term else { return Term.sorted }
            guard let term = Glossary.term(named: name) else {
                let nearest = Glossary.nearest(to: name).map { " Did you mean \($0)?" } ?? ""
                throw ValidationError("The glossary has no word \(Quoted(name)).\(nearest) podpath glossary lists all.")
            }
            return [term]
        }
    }
}
