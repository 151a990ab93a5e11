/// P1: real applications to SVG, against KubeDiagrams.
enum RealApplications: Goal {
    static let name = "P1"
    static func results(_ bench: Bench) -> [Result] {
        bench.applications.map { path in
            let what = "\(path.split(separator: "/").suffix(2).joined(separator: "/")) to SVG, wall, against KubeDiagrams"
            let limit = 0.08 * bench.leniency
            guard let kubeDiagrams = bench.kubeDiagrams else {
                return .missing(name, what, limit: limit, "skipped: KubeDiagrams could not be installed")
            }
            let costs = Command.interleaved(
                [
                    Command(bench.podpath, "draw", "-q", path, "-o", "\(bench.folder)/p1.svg"),
                    Command(kubeDiagrams, "-o", "\(bench.folder)/p1-peer.svg", path),
                ], rounds: bench.fewRounds, bench.summary)
            return .ratio(name, what, costs, \.wall, limit: limit)
        }
    }
}
