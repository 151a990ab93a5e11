import ArgumentParser
import KubeCluster
import KubeManifest
import PodPathIO
import PodPathKit

extension RecordsReport.Format: ExpressibleByArgument {}
extension LookupReport.Format: ExpressibleByArgument {}

struct RecordsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records", abstract: "Print every DNS record that the cluster's DNS would serve.",
        discussion: """
            Names and addresses that rest on an example address are marked with ~.

            EXAMPLES:
              podpath records manifests/
              podpath records -f zone manifests/ > cluster.local.zone
              podpath records -f zone --zone 10.in-addr.arpa manifests/
              podpath records --cluster facts.yaml -f json manifests/
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var shown: NamespaceOptions

    @OptionGroup var output: ReportOptions<RecordsReport.Format>

    @Option(help: ArgumentHelp("The zone of the zone file, where it is not the cluster's domain.", valueName: "name"))
    var zone: String?

    func run() throws {
        var session = Session(try manifests, of: Self.self)
        output.value.print(report(session.cluster(), as: try output.chosen), &session)
        session.end()
    }

    private var manifests: Input {
        get throws { try input.value(showing: shown.namespace) }
    }

    private func report(_ cluster: Cluster, as format: RecordsReport.Format) -> String {
        RecordsReport(ClusterDNS(cluster), namespaces: shown.namespace, zone: zone).text(format)
    }
}

extension RecordsCommand: BlockCommand {
    var inputs: [Input] {
        get throws { [try manifests] }
    }

    func content(of read: [ResolvedInput], _ generator: Generator) -> BlockContent { .text(report(read[0].cluster, as: .md)) }
}

struct LookupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup", abstract: "Look a name up, as a Pod's resolver would, or as one absolute question.",
        usage: """
            podpath lookup <name> [<inputs> ...] [<options>]
            podpath lookup --resolv-conf --from <pod> [<inputs> ...] [<options>]
            """,
        discussion: """
            With --from, every question that the Pod's C library sends, in order, and where it stops. An address asks for its name.

            EXAMPLES:
              podpath lookup my-backend --from my-frontend manifests/
              podpath lookup my-backend.shop --from default/my-frontend --explain manifests/
              podpath lookup _http._tcp.web.shop.svc.cluster.local --type SRV manifests/
              podpath lookup --resolv-conf --from my-frontend manifests/
              podpath lookup --resolv-conf --from my-frontend -f json manifests/
            """)

    @OptionGroup var input: InputOptions

    @Option(
        help: ArgumentHelp("The Pod that asks: NAMESPACE/NAME of a Pod or a workload, the namespace where it is needed.", valueName: "pod"))
    var from: String?

    @Option(
        help: ArgumentHelp(
            "A, AAAA, SRV, CNAME, PTR, NS, SOA, TXT or another type. (default: A; with --from A and AAAA)", valueName: "type"))
    var type: String?

    @Flag(help: "Say at each step why, and for a failure the nearest name that works.")
    var explain = false

    @Flag(help: "Print the Pod's resolv.conf and nothing else: as the file reads, or in the format asked for.")
    var resolvConf = false

    @OptionGroup var output: ReportOptions<LookupReport.Format>

    func validate() throws {
        if resolvConf, from == nil { throw ValidationError("--resolv-conf needs a Pod: --from POD.") }
        if !resolvConf, input.inputs.first?.isEmpty ?? true { throw ValidationError("Which name? podpath lookup NAME [INPUT …]") }
        if let type, !type.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) {
            throw ValidationError("'\(type)' is no type of record; A, AAAA, SRV, CNAME, PTR, NS, SOA and TXT are served.")
        }
    }

    func run() throws {
        var session = Session(try manifests, of: Self.self)
        output.value.print(try report(session.cluster(), as: output.chosen), &session)
        session.end()
    }

    /// What is read: the first word is the name that is looked up.
    private var manifests: Input {
        get throws {
            var input = try input.value
            if !resolvConf { input.paths.removeFirst() }
            return input
        }
    }

    private func report(_ cluster: Cluster, as format: LookupReport.Format) throws -> String {
        let dns = ClusterDNS(cluster)
        let pod = try from.map { cluster.pods[try cluster.pod(option: $0)] }
        if resolvConf, let pod { return ResolvConfReport(cluster.resolvConf(of: pod)).text(format) }
        let name = input.inputs[0], type = type?.uppercased()
        let lookup = pod.map { Lookup(name, type: type, from: $0, in: dns) } ?? Lookup(name, type: type, in: dns)
        return LookupReport(lookup, client: pod?.reference.path, explains: explain, in: cluster).text(format)
    }
}

extension LookupCommand: BlockCommand {
    var inputs: [Input] {
        get throws { [try manifests] }
    }

    func content(of read: [ResolvedInput], _ generator: Generator) throws -> BlockContent {
        .text(try report(read[0].cluster, as: .md))
    }
}

extension Cluster {
    /// The Pod that an option names; a usage error where there is none.
    func pod(option text: String) throws -> Int {
        do {
            return try position(ofPod: text)
        } catch {
            throw UsageProblem(error.message)
        }
    }
}
