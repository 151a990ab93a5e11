/// P4: the whole run from YAML to SVG, against `dot -Tsvg` on podpath's own DOT.
enum WholeRun: Goal {
    static let name = "P4"
    static func results(_ bench: Bench) -> [Result] {
        ["my-service", "service-types", "shop"].map { name in
            let dot = "\(bench.folder)/\(name).dot", sample = "samples/\(name)"
            let isMade = Command(bench.podpath, "draw", "-q", sample, "-o", dot).run() != nil
            let costs =
                isMade
                ? Command.interleaved(
                    [
                        Command(bench.podpath, "draw", "-q", sample, "-o", "\(bench.folder)/p4.svg"),
                        Command("dot", "-Tsvg", dot, "-o", "\(bench.folder)/p4-dot.svg"),
                    ], rounds: bench.rounds * 2, bench.summary) : nil
            return .ratio(
                name, "sample \(name), YAML to SVG, wall, against dot -Tsvg on its DOT", costs, \.wall, limit: 0.8 * bench.leniency)
        }
    }
}
