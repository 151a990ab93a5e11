/// P6: time and memory grow with the input, also where every selector asks for a label that every Pod has.
enum Scaling: Goal {
    static let name = "P6"
    static func results(_ bench: Bench) -> [Result] {
        let large = bench.pods(100_000), plain = bench.pods(10_000)
        let adversarial = bench.generated("one-label.yaml", PodManifests.oneLabel(pods: 10_000, selectors: 2_000))
        let costs = Command.interleaved([large, plain, adversarial].map(bench.check), rounds: bench.fewRounds, bench.summary)
        let input = Double(Files.size(large)) / 1_048_576
        return [
            .ratio(name, "100,000 Pods against 10,000, cpu", costs, \.cpu, limit: 12 * bench.leniency),
            Result(
                goal: name, what: "memory for 100,000 Pods, times the input", value: costs.map { $0[0].memory / input },
                limit: 6 * bench.leniency),
            .ratio(
                name, "2,000 selectors that all name one label of 10,000 Pods, cpu, against 10,000 plain Pods",
                costs.map { [$0[2], $0[1]] }, \.cpu, limit: 2 * bench.leniency),
        ]
    }
}
