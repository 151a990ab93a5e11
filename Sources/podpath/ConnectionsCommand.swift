import ArgumentParser
import KubeCluster
import KubeManifest
import PodPathIO
import PodPathKit

extension ConnectionsReport.Format: ExpressibleByArgument {}

struct ConnectionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connections", abstract: "Who may connect to whom: what the policies in the manifests allow.",
        usage: """
            podpath connections [<inputs> ...] [<options>]
            podpath connections --diff <old> <new> [<options>]
            """,
        discussion: """
            NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy, on both ends of each connection. Ports are \
            those of the Pods, not of Services.

            EXAMPLES:
              podpath connections manifests/
              podpath connections --explain --from shop/web --to shop/db --port 5432 manifests/
              podpath connections --from outside -f json manifests/
              podpath connections --diff old/ new/
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var shown: NamespaceOptions

    @OptionGroup var output: ReportOptions<ConnectionsReport.Format>

    @Option(
        help: ArgumentHelp(
            "Only connections from here: NAMESPACE/NAME or NAME of a workload, an address or block, outside, or ingress-controller.",
            valueName: "end"))
    var from: String?

    @Option(help: ArgumentHelp("Only connections to here, named likewise.", valueName: "end"))
    var to: String?

    @Option(help: ArgumentHelp("Only connections that include this port of the Pod: 80, TCP/80 or UDP/53.", valueName: "port"))
    var port: String?

    @Flag(help: "Name the policy and rule that allowed or refused each; pairs without a connection are shown too.")
    var explain = false

    @Flag(help: "Compare two inputs: what does the change from the first to the second open and close?")
    var diff = false

    func validate() throws {
        _ = try wantedPort
        if diff, input.inputs.count != 2 { throw ValidationError("--diff compares two inputs: podpath connections --diff OLD NEW") }
        if diff, explain { throw ValidationError("--diff and --explain are two questions; ask them one after the other.") }
    }

    func run() throws {
        guard diff else {
            var session = Session(try input.value(showing: shown.namespace), of: Self.self)
            let cluster = session.cluster()
            let format = try output.chosen
            guard let report = try report(cluster, limits: session.generator.limits, &session.diagnostics) else { session.end() }
            output.value.print(&session) { (piece) throws(IOFailure) in try report.write(format, piece) }
            session.end()
        }
        let sides = try input.value(showing: shown.namespace).each
        var old = Session(sides[0], of: Self.self), new = Session(sides[1], of: Self.self)
        new.protect(inputsOf: old)
        let clusters = [old.cluster(), new.cluster()]
        guard let change = try change(clusters, limits: new.generator.limits, &new.diagnostics) else { new.end(after: old) }
        output.value.print(change.text(try output.chosen), &new)
        new.end(after: old)
    }

    private func report(_ cluster: Cluster, limits: Limits, _ diagnostics: inout Diagnostics) throws -> ConnectionsReport? {
        let filter = try filter(cluster)
        guard isWithinLimit(filter, cluster, limits, &diagnostics) else { return nil }
        return ConnectionsReport(cluster, filter, explains: explain)
    }

    /// - Parameter clusters: the older and the newer.
    private func change(_ clusters: [Cluster], limits: Limits, _ diagnostics: inout Diagnostics) throws -> ConnectionChangeReport? {
        // A name that only one of the two states has is no mistake.
        let known = clusters.map { (try? filter($0)) ?? nil }
        guard known.contains(where: { $0 != nil }) else {
            _ = try filter(clusters[1])
            return nil
        }
        let filters = known.map { $0 ?? ConnectionFilter.nothing }
        for (filter, cluster) in zip(filters, clusters) where !isWithinLimit(filter, cluster, limits, &diagnostics) { return nil }
        return ConnectionChangeReport(ConnectionChange(from: clusters[0], to: clusters[1], filters[0], filters[1]))
    }

    /// A list too long to be of use is not begun.
    private func isWithinLimit(
        _ filter: ConnectionFilter, _ cluster: Cluster, _ limits: Limits, _ diagnostics: inout Diagnostics
    ) -> Bool {
        let pairs = filter.pairs(in: cluster), limit = limits.connections
        if pairs <= (explain ? limit / 100 : limit) { return true }
        diagnostics.append(.tooManyConnections(pairs, explain ? max(1, limit / 100) : limit))
        return false
    }

    private func filter(_ cluster: Cluster) throws -> ConnectionFilter {
        var filter = ConnectionFilter()
        filter.namespaces = shown.namespace
        filter.from = try from.map { try end($0, cluster) }
        filter.to = try to.map { try end($0, cluster) }
        filter.port = try wantedPort
        return filter
    }

    private func end(_ text: String, _ cluster: Cluster) throws -> ConnectionFilter.End {
        if let end = cluster.connectionEnd(named: text) { return end }
        let nearest = cluster.nearestConnectionEnd(to: text).map { " Did you mean \($0)?" } ?? ""
        throw UsageProblem("No workload \(text) was found in these manifests, and it is no address.\(nearest)")
    }

    private var wantedPort: (number: Int, transport: TransportProtocol?)? {
        get throws {
            guard let port else { return nil }
            let parts = port.split(separator: "/").map(String.init)
            let numbers = parts.compactMap { Int($0) }, words = parts.compactMap { TransportProtocol(rawValue: $0.uppercased()) }
            guard numbers.count == 1, (1...65535).contains(numbers[0]), numbers.count + words.count == parts.count, words.count <= 1 else {
                throw ValidationError("'\(port)' is no port: write 80, TCP/80 or UDP/53.")
            }
            return (numbers[0], words.first)
        }
    }
}

extension ConnectionsCommand: BlockCommand {
    var inputs: [Input] {
        get throws {
            let input = try input.value(showing: shown.namespace)
            return diff ? input.each : [input]
        }
    }

    func content(of read: [ResolvedInput], _ generator: Generator) throws -> BlockContent {
        var diagnostics = Diagnostics()
        var text: String?
        if diff {
            text = try change(read.map(\.cluster), limits: generator.limits, &diagnostics)?.text(.md)
        } else {
            text = try report(read[0].cluster, limits: generator.limits, &diagnostics)?.text(.md)
        }
        if let refusal = diagnostics.all.first { throw UsageProblem(refusal.message) }
        return .text(text ?? "")
    }
}
