import ArgumentParser
import PodPathIO
import PodPathKit
import SafeText

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
              podpath docs README.md
            """,
        version: podpathVersion,
        subcommands: [
            DrawCommand.self, ExplainCommand.self, FiguresCommand.self, InspectCommand.self, CheckCommand.self,
            RecordsCommand.self, LookupCommand.self, CallsCommand.self, ConnectionsCommand.self, TraceCommand.self, CompareCommand.self,
            GlossaryCommand.self, DocsCommand.self, MDBookCommand.self, RenderWorkerCommand.self,
        ])

    static func main() {
        System.prepare()
        // Swift reads the command line from /proc; without it every line would look empty, and an empty one asks for help.
        guard CommandLine.argc > 0 else {
            Messages(color: .auto).say("podpath: error: the command line cannot be read: /proc is not mounted\n")
            System.end(.inputOutput)
        }
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
            end(error)
        }
        System.end(.done)
    }

    /// Says what the argument parser has to say, a help text or what is wrong with the line, and ends.
    private static func end(_ error: any Error) -> Never {
        let status = ExitStatus(rawValue: exitCode(for: error).rawValue) ?? .internalError
        // A line holds what somebody typed.
        let lines = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
        let text = lines.map { TerminalText(String($0)).text + "\n" }.joined()
        let messages = Messages(color: .auto)
        if status != .done {
            messages.say(text)
            System.end(status)
        }
        do throws(IOFailure) {
            try Descriptor.write(Array(text.utf8), to: 1, path: "<stdout>")
        } catch {
            messages.failure(error)
            System.end(.inputOutput)
        }
        System.end(.done)
    }
}

let podpathVersion = "0.1.0"
