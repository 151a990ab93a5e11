import ArgumentParser
import KubeCluster
import KubeManifest
import PodPathKit

extension TraceReport.Format: ExpressibleByArgument {}

struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Follow one connection hop by hop: may it pass, and why.",
        usage: "\(Podpath.invokedName) trace <from> <to>[:<port>] [<inputs> ...] [<options>]",
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
        var session = Session(try manifests, of: Self.self)
        let cluster = session.cluster()
        let path: CommunicationPath
        do {
            path = try self.path(in: cluster)
        } catch let problem as UsageProblem {
            if session.isIncomplete { session.end() }
            throw problem
        }
        output.value.print(TraceReport(path).text(try output.chosen), &session)
        if path.verdict != .allowed { session.endsWithFindings() }
        session.end()
    }

    /// What is read: the first two words are the ends of the connection.
    private var manifests: Input {
        get throws {
            var input = try input.value
            input.paths.removeFirst(2)
            return input
        }
    }

    private func path(in cluster: Cluster) throws -> CommunicationPath {
        do {
            return try cluster.path(from: input.inputs[0], to: input.inputs[1], limit: try manifests.limits.pathBranches)
        } catch let problem as NameError {
            throw UsageProblem(problem.message)
        }
    }
}

extension TraceCommand: BlockCommand {
    var inputs: [Input] {
        get throws { [try manifests] }
    }

    func content(of read: [ResolvedInput], _ generator: Generator) throws -> BlockContent {
        .text(TraceReport(try path(in: read[0].cluster)).text(.md))
    }
}
