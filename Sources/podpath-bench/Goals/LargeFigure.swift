/// P3: 10,000 Pods, grouped as they are by default, to SVG.
enum LargeFigure: Goal {
    static let name = "P3"
    static func results(_ bench: Bench) -> [Result] {
        let costs = Command.interleaved(
            [Command(bench.podpath, "draw", "-q", bench.pods(10_000), "-o", "\(bench.folder)/p3.svg")], rounds: bench.fewRounds,
            bench.summary)
        return [
            Result(goal: name, what: "10,000 Pods to SVG, cpu", value: costs?[0].cpu, limit: 1 * bench.leniency, unit: "s"),
            Result(goal: name, what: "10,000 Pods to SVG, memory", value: costs?[0].memory, limit: 80 * bench.leniency, unit: "MiB"),
        ]
    }
}
