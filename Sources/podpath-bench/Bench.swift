/// What every goal is measured with.
struct Bench {
    /// The program that is measured.
    let podpath: String
    /// This program, for its `scan`.
    let bench: String
    /// Where manifests and outputs of the run lie.
    let folder: String
    /// How often the commands of one comparison take turns.
    let rounds: Int
    let summary: Command.Summary
    /// Manifests of real applications.
    var applications: [String] = []
    /// The peer; nil where it could not be installed.
    var kubeDiagrams: String?
    /// What a limit is multiplied with: 1, or 3 for the loose bounds that a busy machine passes.
    var leniency = 1.0

    /// Rounds for commands of a second and more.
    var fewRounds: Int { max(3, rounds / 3) }

    /// A manifest of the run, written when it is first asked for.
    func generated(_ name: String, _ text: @autoclosure () -> String) -> String {
        let path = "\(folder)/\(name)"
        if !Files.exists(path) { Files.write(text(), path) }
        return path
    }

    /// A number of Pods, a fifth as many Services.
    func pods(_ count: Int) -> String { generated("pods-\(count).yaml", PodManifests.pods(count)) }

    /// Reads, resolves and finds; the largest input passes podpath's own limits.
    func check(_ path: String) -> Command {
        let limits = Files.size(path) > 16 << 20 ? ["--limit", "input-size=1000000000", "--limit", "total-size=1000000000"] : []
        return Command([podpath, "check", "-q"] + limits + [path])
    }
}

/// One goal of docs/performance.md.
protocol Goal: SendableMetatype {
    static var name: String { get }
    /// Commands that are compared take turns.
    static func results(_ bench: Bench) -> [Result]
    static func measure(_ bench: Bench, _ report: (Result) -> Void)
}

extension Goal {
    /// Hands each result on as it is known.
    static func measure(_ bench: Bench, _ report: (Result) -> Void) { results(bench).forEach(report) }
}

/// Every goal whose command there is.
let goals: [any Goal.Type] = [
    RealApplications.self, ManyFigures.self, LargeFigure.self, WholeRun.self, Parsing.self, Scaling.self, Connections.self,
    Explanations.self, AnyFile.self,
    Start.self,
]
