/// P5: to parse and resolve, against libyaml's scan of the same text with nothing done about it.
enum Parsing: Goal {
    static let name = "P5"
    static func results(_ bench: Bench) -> [Result] {
        [1_000, 10_000, 100_000].map { count in
            let path = bench.pods(count)
            let costs = Command.interleaved(
                [bench.check(path), Command(bench.bench, "scan", path)], rounds: count > 10_000 ? bench.fewRounds : bench.rounds,
                bench.summary)
            return .ratio(
                name, "\(count) Pods, parse and resolve, cpu, against a libyaml scan", costs, \.cpu, limit: 2.2 * bench.leniency)
        }
    }
}
