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
        ])

    static func main() {
        System.prepare()
        let words = Array(CommandLine.arguments.dropFirst())
        do {
            if let line = EverydayLine(words) {
                try line.run()
            } else {
                prepareDrawing(words)
                var command = try parseAsRoot()
                try command.run()
            }
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

extension Podpath {
    /// Loads Graphviz beside the reading of arguments and manifests, where the words look as if an SVG will be drawn. A wrong guess costs a process that ends with this one.
    private static func prepareDrawing(_ arguments: [String]) {
        let others = ["-f", "--format", "-h", "--help", "--max-render-seconds"]
        guard arguments.first == "draw", !arguments.contains(where: { others.contains($0) || $0.hasPrefix("--format=") }) else { return }
        if let output = arguments.firstIndex(where: { $0 == "-o" || $0 == "--output" }), output + 1 < arguments.endIndex,
            let dot = arguments[output + 1].lastIndex(of: "."), !arguments[output + 1][dot...].contains("/"),
            ![".svg", ".html"].contains(arguments[output + 1][dot...])
        {
            return
        }
        Generator().prepare(for: .svg)
    }
}

let podpathVersion = "0.1.0"
