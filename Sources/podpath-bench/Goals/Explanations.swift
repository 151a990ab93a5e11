/// P9: ten times the Services take about ten times as long to be explained.
enum Explanations: Goal {
    static let name = "P9"
    private static let seconds = 60

    static func results(_ bench: Bench) -> [Result] {
        let few = bench.generated("services-400.yaml", ServiceManifests.services(400))
        let many = bench.generated("services-4000.yaml", ServiceManifests.services(4_000))
        return ["html", "md"].map { format in
            let costs = Command.interleaved(
                [many, few].map { Command(bench.podpath, "explain", "-q", "-f", format, $0).within(seconds: seconds) },
                rounds: bench.fewRounds, bench.summary)
            let what = "explain -f \(format), 4,000 Services against 400, wall"
            return costs == nil
                ? .missing(name, what, limit: 12 * bench.leniency, "failed, or took more than \(seconds) s or 4 GiB")
                : .ratio(name, what, costs, \.wall, limit: 12 * bench.leniency)
        }
    }
}
