import ArgumentParser
import KubeCluster
import KubeManifest
import PodPathKit

/// A command that can stand in a document. What it says there is what it prints as Markdown, or its figure.
protocol BlockCommand: ParsableCommand {
    /// Each set of manifests that it resolves by itself.
    var inputs: [Input] { get throws }

    /// - Parameter read: one for each of ``inputs``.
    func content(of read: [ResolvedInput], _ generator: Generator) throws -> BlockContent

    /// The command without the argument parser, which describes every option to itself anew for each line; nil where only that can tell.
    static func quick(_ arguments: [String]) -> Self?
}

extension BlockCommand {
    static func quick(_ arguments: [String]) -> Self? { nil }
}

/// A set of manifests, resolved.
struct ResolvedInput {
    let cluster: Cluster
    /// What was found in reading and resolving it.
    let findings: Diagnostics
}

/// What a block holds.
enum BlockContent {
    /// Markdown.
    case text(String)
    case figure(Figure, FigureLook)
}

extension BlockCommandLine {
    private static let commands: [any BlockCommand.Type] = [
        DrawCommand.self, ExplainCommand.self, RecordsCommand.self, LookupCommand.self, CallsCommand.self, ConnectionsCommand.self,
        TraceCommand.self, CompareCommand.self, CheckCommand.self,
    ]

    /// The command, read as the command line is.
    ///
    /// - Throws: what the command line would say.
    func parsed() throws(UsageProblem) -> any BlockCommand {
        for type in Self.commands where type.configuration.commandName == command {
            if let command = type.quick(arguments) { return command }
            do {
                return try type.parse(arguments)
            } catch {
                throw UsageProblem(type.message(for: error))
            }
        }
        throw UsageProblem("There is no command \(command).")
    }
}
