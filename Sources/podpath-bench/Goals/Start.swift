/// P12: start-up.
enum Start: Goal {
    static let name = "P12"
    static func results(_ bench: Bench) -> [Result] {
        let costs = Command.interleaved(
            [Command(bench.podpath, "--version"), Command("dot", "-V")], rounds: bench.rounds * 4, bench.summary)
        return [.ratio(name, "--version, wall, against dot -V", costs, \.wall, limit: 1.3 * bench.leniency)]
    }
}
