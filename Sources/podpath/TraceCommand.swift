import ArgumentParser
import KubeCluster
import KubeManifest
import PodPathKit

extension TraceReport.Format: ExpressibleByArgument {}

struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Follow one connection hop by hop: may it pass, and why.",
        usage: "podpath trace <from> <to>[:<port>] [<inputs> ...] [<options>]",
        discussion: """
            FROM is a Pod or workload (NAME or NAMESPACE/NAME), outside, or the host of an Ingress. TO is a Service, a Pod or workload, \
            a URL, an address, or any name, as the client writes it. The exit status is 0 only if the connection is allowed.

            EXAMPLES:
              podpath trace frontend cart:7070 manifests/
              podpath trace shop/frontend http://cart.shop/ -f json manifests/
              podpath trace outside shop/frontend manifests/
              podpath trace frontend kube-dns.kube-system:53/udp manifests/
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var output: ReportOptions<TraceReport.Format>

    func validate() throws {
        if input.inputs.count < 2 { throw ValidationError("From where to where? podpath trace FROM TO[:PORT] [INPUT …]") }
    }

    func run() throws {
        var input = try input.value
        let ends = (from: input.paths.removeFirst(), to: input.paths.removeFirst())
        var session = Session(input, of: Self.self)
        let cluster = session.cluster()
        let path: CommunicationPath
        do {
            path = try cluster.path(from: ends.from, to: ends.to, limit: input.limits.pathBranches)
        } catch {
            if session.isIncomplete { session.end() }
            throw UsageProblem(error.message)
        }
        output.value.print(TraceReport(path).text(try output.chosen), &session)
        if path.verdict != .allowed { session.endsWithFindings() }
        session.end()
    }
}
