/// P8: who may connect to whom, over many workloads.
enum Connections: Goal {
    static let name = "P8"
    private static let seconds = 30

    static func results(_ bench: Bench) -> [Result] {
        let open = bench.generated("open.yaml", WorkloadManifests.deployments(4_000))
        let ruled = bench.generated("ruled.yaml", WorkloadManifests.deployments(1_000) + WorkloadManifests.policies(300, of: 1_000))
        let costs = [open, ruled].map { path in
            Command.interleaved(
                [Command(bench.podpath, "connections", "-q", path).within(seconds: seconds)], rounds: bench.fewRounds, bench.summary)?[0]
        }
        return [
            result("4,000 workloads without policies, wall", costs[0]?.wall, 2 * bench.leniency, "s"),
            result("4,000 workloads without policies, memory", costs[0]?.memory, 200 * bench.leniency, "MiB"),
            result("1,000 workloads with 300 policies, wall", costs[1]?.wall, 4 * bench.leniency, "s"),
        ]
    }

    private static func result(_ what: String, _ value: Double?, _ limit: Double, _ unit: String) -> Result {
        guard let value else {
            return .missing(name, "connections, \(what)", limit: limit, unit: unit, "failed, or took more than \(seconds) s or 4 GiB")
        }
        return Result(goal: name, what: "connections, \(what)", value: value, limit: limit, unit: unit)
    }
}
