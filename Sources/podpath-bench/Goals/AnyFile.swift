/// P10: one file of a megabyte, whatever is in it, through any command: it ends soon, in little memory, or names a limit.
enum AnyFile: Goal {
    static let name = "P10"
    private static let commands = [["check"], ["draw"], ["explain", "-f", "html"], ["connections"], ["calls"], ["records"], ["inspect"]]
    /// What a command that does not end by itself is given.
    private static let seconds = 20

    static func results(_ bench: Bench) -> [Result] {
        var all: [Result] = []
        measure(bench) { all.append($0) }
        return all
    }

    static func measure(_ bench: Bench, _ report: (Result) -> Void) {
        for kind in HostileManifests.all + HostileObjects.all { results(bench, kind.name, kind.text(1_000_000)).forEach(report) }
    }

    /// The slowest and the largest of the commands.
    private static func results(_ bench: Bench, _ content: String, _ text: String) -> [Result] {
        let path = bench.generated("\(content.replacing(" ", with: "-")).yaml", text)
        var costs: [(command: String, cost: Cost)] = []
        for words in commands {
            // Findings and refusals are right answers; a signal is none.
            let command = Command([bench.podpath] + words + ["-q", path]).within(seconds: seconds).ending(with: 0...2)
            guard let cost = command.run() else {
                let note = "\(words[0]) failed, or took more than \(seconds) s or 4 GiB"
                return [.missing(name, "1 MB of \(content)", limit: 5 * bench.leniency, unit: "s", note)]
            }
            costs.append((words[0], cost))
        }
        let wall = costs.max { $0.cost.wall < $1.cost.wall }, memory = costs.max { $0.cost.memory < $1.cost.memory }
        return [
            Result(
                goal: name, what: "1 MB of \(content), wall", value: wall?.cost.wall, limit: 5 * bench.leniency, unit: "s",
                note: wall?.command ?? ""),
            Result(
                goal: name, what: "1 MB of \(content), memory", value: memory?.cost.memory, limit: 300 * bench.leniency, unit: "MiB",
                note: memory?.command ?? ""),
        ]
    }
}
