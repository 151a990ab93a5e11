#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// P2: 500 figures of a project in one run, against as many runs of `draw`. P11: `docs --check` over them unchanged, against that first run.
enum ManyFigures: Goal {
    static let name = "P2"
    private static let count = 500
    private static let samples = ["my-service", "service-types", "shop", "nodes", "policies"]
    private static let kinds = ["overview", "service", "dns-lookup", "dns-records", "network-model", "service-types", "pod-replacement"]
    private static let looks = [
        "theme=auto", "theme=dark", "theme=print", "legend=true", "hide=ips", "hide=labels", "width=500", "background=white", "show=ports",
        "no-key=true", "theme=light", "background=none", "hide=ports", "max-pods=2", "direction=TB",
    ]

    private struct Item {
        let kind: String
        let look: String
        let sample: String
        let file: String

        var block: String { "<!-- podpath draw figure=\(kind) \(look) file=\(file) samples/\(sample) -->\n<!-- /podpath -->\n\n" }
        /// The same as a line of shell.
        var line: String {
            let option = look.hasSuffix("=true") ? String(look.dropLast(5)) : look
            return "\"$podpath\" draw -q --figure \(kind) --\(option) samples/\(sample) -o alone/\(file) || exit 1\n"
        }
    }

    private static var items: [Item] {
        let all = looks.flatMap { look in kinds.flatMap { kind in samples.map { (look, kind, $0) } } }
        return all.prefix(count).enumerated().map { Item(kind: $1.1, look: $1.0, sample: $1.2, file: "f\($0).svg") }
    }

    static func results(_ bench: Bench) -> [Result] {
        let project = "\(bench.folder)/project", podpath = "podpath=$(realpath \"$1\"); cd \"$2\" && "
        func run(_ script: String) -> Command { Command("sh", "-c", podpath + script, "sh", bench.podpath, project) }
        _ = Command("sh", "-c", "mkdir -p \"$1/alone\" && cp -r samples \"$1/\"", "sh", project).run()
        Files.write(items.map(\.block).joined(), "\(project)/a.md")
        Files.write(items.map(\.line).joined(), "\(project)/alone.sh")
        let first = run("rm -rf figures && exec \"$podpath\" docs a.md"), check = run("exec \"$podpath\" docs --check a.md")
        let alone = run(". ./alone.sh")
        let costs = Command.interleaved([first, check, alone], rounds: bench.fewRounds, bench.summary)
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        return [
            .ratio(
                name, "\(count) figures in one run, wall, against \(count) runs", costs.map { [$0[0], $0[2]] }, \.wall,
                limit: (cores > 1 ? 0.25 : 0.4) * bench.leniency),
            .ratio(
                "P11", "docs --check over \(count) unchanged figures, wall, against their first run", costs.map { [$0[1], $0[0]] }, \.wall,
                limit: 0.35 * bench.leniency),
        ]
    }
}
