import ArgumentParser
import PodPathIO
import PodPathKit

@main
struct Podpath: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "podpath",
        abstract: "Shows how Pods talk to each other: figures and explanations from Kubernetes manifests.",
        discussion: """
            podpath reads manifests (files, folders, or a pipe), resolves selectors and endpoints as a cluster would, and \
            draws what stands behind each Service, and why. It never connects to a cluster.

            EXAMPLES:
              podpath draw manifests/ -o overview.svg
              kubectl get pods,svc,deploy -o yaml | podpath draw -o overview.svg
              helm template my-chart | podpath explain -o docs/network
              podpath check manifests/
            """,
        version: podpathVersion,
        subcommands: [
            DrawCommand.self, ExplainCommand.self, FiguresCommand.self, InspectCommand.self, CheckCommand.self,
            RecordsCommand.self, LookupCommand.self, CallsCommand.self, ConnectionsCommand.self, TraceCommand.self, CompareCommand.self,
            RenderWorkerCommand.self,
        ])

    static func main() {
        System.prepare()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as IOFailure {
            Messages(color: .auto).failure(failure)
            System.end(.inputOutput)
        } catch let problem as UsageProblem {
            Messages(color: .auto).problem(problem)
            System.end(.usage)
        } catch {
            exit(withError: error)
        }
        System.end(.done)
    }
}

let podpathVersion = "0.1.0"
