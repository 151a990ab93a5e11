/// One goal: what was measured, in words, against its limit.
struct Result {
    let goal: String
    let what: String
    /// Nil where it could not be measured; `note` says why.
    let value: Double?
    let limit: Double
    let unit: String
    let note: String

    var isMet: Bool? { value.map { $0 <= limit } }
}

/// The goals that docs/performance.md keeps, each from runs that alternate.
struct Goals {
    let podpath: String
    let bench: String
    let folder: String
    let rounds: Int
    let summary: Command.Summary

    private func generated(_ name: String, _ text: @autoclosure () -> String) -> String {
        let path = "\(folder)/\(name)"
        if !Files.exists(path) { Files.write(text(), path) }
        return path
    }

    private var thousand: String { generated("1k.yaml", ManifestGenerator.pods(1_000)) }
    private var tenThousand: String { generated("10k.yaml", ManifestGenerator.pods(10_000)) }
    private var hundredThousand: String { generated("100k.yaml", ManifestGenerator.pods(100_000)) }

    /// The largest passes podpath's own limits.
    private func check(_ path: String) -> Command {
        let limits = path == hundredThousand ? ["--max-input-size", "1000000000", "--max-total-size", "1000000000"] : []
        return Command([podpath, "check", "-q"] + limits + [path])
    }
    private func scan(_ path: String) -> Command { Command(bench, "scan", path) }

    /// P1: real applications against KubeDiagrams.
    func realApplications(_ applications: [String], kubeDiagrams: String?) -> [Result] {
        applications.map { path in
            let name = path.split(separator: "/").suffix(2).joined(separator: "/")
            let what = "\(name) to SVG, wall, against KubeDiagrams"
            guard let kubeDiagrams else {
                return Result(
                    goal: "P1", what: what, value: nil, limit: 0.04, unit: "ratio", note: "skipped: KubeDiagrams could not be installed")
            }
            let costs = Command.interleaved(
                [Command(podpath, "draw", "-q", path, "-o", "\(folder)/p1.svg"), Command(kubeDiagrams, "-o", "\(folder)/p1-kd.svg", path)],
                rounds: max(3, rounds / 3), summary)
            return ratio("P1", what, costs, \.wall, limit: 0.04)
        }
    }

    /// P3: 10,000 Pods, grouped by default, to SVG.
    var large: [Result] {
        let costs = Command.interleaved(
            [Command(podpath, "draw", "-q", tenThousand, "-o", "\(folder)/p3.svg")], rounds: max(3, rounds / 3), summary)
        return [
            Result(goal: "P3", what: "10,000 Pods to SVG, cpu", value: costs?[0].cpu, limit: 1.5, unit: "s", note: ""),
            Result(goal: "P3", what: "10,000 Pods to SVG, memory", value: costs?[0].memory, limit: 150, unit: "MiB", note: ""),
        ]
    }

    /// P4: the whole run from YAML against dot on podpath's own DOT.
    func wholeRun(_ samples: [String], limit: Double = 0.5) -> [Result] {
        samples.map { sample in
            let name = sample.split(separator: "/").last.map(String.init) ?? sample
            let dot = "\(folder)/\(name).dot"
            let made = Command(podpath, "draw", "-q", sample, "-o", dot).run() != nil
            let costs =
                made
                ? Command.interleaved(
                    [
                        Command(podpath, "draw", "-q", sample, "-o", "\(folder)/p4.svg"),
                        Command("dot", "-Tsvg", dot, "-o", "\(folder)/p4-dot.svg"),
                    ],
                    rounds: rounds * 2, summary) : nil
            return ratio("P4", "sample \(name), YAML to SVG, wall, against dot -Tsvg on its DOT", costs, \.wall, limit: limit)
        }
    }

    /// P5: parse and resolve against a bare libyaml event scan.
    func parsing(limit: Double = 2.0, upTo largest: Int = 100_000) -> [Result] {
        [(1_000, thousand), (10_000, tenThousand)].map { measure($0.0, $0.1, limit) }
            + (largest > 10_000 ? [measure(100_000, hundredThousand, limit)] : [])
    }

    private func measure(_ count: Int, _ path: String, _ limit: Double) -> Result {
        let costs = Command.interleaved([check(path), scan(path)], rounds: count > 10_000 ? 3 : rounds, summary)
        return ratio("P5", "\(count) Pods, parse and resolve, cpu, against a libyaml scan", costs, \.cpu, limit: limit)
    }

    /// P6: linear time and memory, adversarial selectors included.
    func scaling(limit: Double = 12, adversarial adversarialLimit: Double = 2) -> [Result] {
        let adversarial = generated("one-label.yaml", ManifestGenerator.oneLabel(pods: 10_000, selectors: 2_000))
        let costs = Command.interleaved([check(hundredThousand), check(tenThousand), check(adversarial)], rounds: 3, summary)
        let input = Double(Files.size(hundredThousand)) / 1_048_576
        return [
            ratio("P6", "100,000 Pods against 10,000, cpu", costs, \.cpu, limit: limit),
            Result(
                goal: "P6", what: "memory for 100,000 Pods, times the input", value: costs.map { $0[0].memory / input }, limit: 6,
                unit: "ratio", note: ""),
            ratio(
                "P6", "2,000 selectors that all name one label of 10,000 Pods, cpu, against 10,000 plain Pods",
                costs.map { [$0[2], $0[1]] }, \.cpu, limit: adversarialLimit),
        ]
    }

    /// P7: start-up.
    func start(limit: Double = 1.3) -> [Result] {
        let costs = Command.interleaved([Command(podpath, "--version"), Command("dot", "-V")], rounds: rounds * 4, summary)
        return [ratio("P7", "--version, wall, against dot -V", costs, \.wall, limit: limit)]
    }

    private func ratio(_ goal: String, _ what: String, _ costs: [Cost]?, _ value: KeyPath<Cost, Double>, limit: Double) -> Result {
        guard let costs else {
            return Result(goal: goal, what: what, value: nil, limit: limit, unit: "ratio", note: "one of the two could not be run")
        }
        let milliseconds = { (cost: Cost) in "\((cost[keyPath: value] * 10_000).rounded() / 10) ms" }
        return Result(
            goal: goal, what: what, value: costs[0][keyPath: value] / costs[1][keyPath: value], limit: limit, unit: "ratio",
            note: "\(milliseconds(costs[0])) : \(milliseconds(costs[1]))")
    }
}
