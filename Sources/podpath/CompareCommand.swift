import ArgumentParser
import KubeCluster
import PodPathKit

extension ComparisonReport.Format: ExpressibleByArgument {}

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "What appeared, vanished and moved between two sets of manifests.",
        usage: "podpath compare <old> <new> [<options>]",
        discussion: """
            Services, their ports and what is behind them, workloads, configured calls, and names in DNS, each with its place in the old and the
            new manifests. Addresses that no manifest states are not compared. The exit status is 0 whether or not there are differences.

            EXAMPLES:
              podpath compare old/ new/
              podpath compare -f md old.yaml new.yaml > changes.md
              podpath draw --old old/ new/ -o change.svg
              podpath compare --exit-code old/ <(helm template my-chart)
            """)

    @OptionGroup var input: InputOptions

    @Option(name: .shortAndLong, help: "text, json or md.")
    var format = ComparisonReport.Format.text

    @Flag(help: "Exit status 1 where there are differences.")
    var exitCode = false

    func validate() throws {
        guard input.inputs.count == 2 else { throw ValidationError("compare takes two inputs: podpath compare OLD NEW") }
    }

    func run() throws {
        let sides = input.value.each
        var old = Session(sides[0], of: Self.self), new = Session(sides[1], of: Self.self)
        let report = ComparisonReport(ClusterComparison(from: old.cluster(), to: new.cluster()), input.value.request)
        new.print(report.text(format))
        if exitCode, !report.isEmpty { new.endsWithFindings() }
        new.end(after: old)
    }
}
