// Measures podpath as ratios, side by side in one run. `make bench` and `make bench-guard` call it.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

let arguments = Array(CommandLine.arguments.dropFirst())

func value(_ option: String) -> String? {
    arguments.firstIndex(of: option).flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
}

func fail(_ message: String) -> Never {
    print("podpath-bench: \(message)")
    exit(64)
}

/// Puts the table between the two marks of a Markdown file.
func keep(_ table: String, in path: String) {
    let text = String(decoding: Files.read(path), as: UTF8.self)
    guard let start = text.firstRange(of: "<!-- bench -->\n"), let end = text.firstRange(of: "<!-- /bench -->") else { return }
    Files.write(text[..<start.upperBound] + table + text[end.lowerBound...], path)
}

switch arguments.first {
case "pods": print(PodManifests.pods(Int(arguments.dropFirst().first ?? "") ?? 1_000), terminator: "")
case "one-label": print(PodManifests.oneLabel(pods: 10_000, selectors: 2_000), terminator: "")
case "scan":
    guard arguments.count == 2, let count = EventScan.count(Files.read(arguments[1])) else { fail("scan FILE: no YAML") }
    print(count)
case "cost":
    guard arguments.count > 3, let least = Int32(arguments[1]), let most = Int32(arguments[2]), least <= most,
        let cost = Command(Array(arguments.dropFirst(3))).ending(with: least...most).measured()
    else { exit(1) }
    print(cost, terminator: "")
case "run", "guard":
    guard let podpath = value("--podpath"), let folder = Files.temporaryFolder() else { fail("give --podpath PROGRAM") }
    let isGuard = arguments[0] == "guard"
    // The guard's bounds are loose: another machine and a busy one pass, another order of growth does not.
    let bench = Bench(
        podpath: podpath, bench: CommandLine.arguments[0], folder: folder, rounds: isGuard ? 7 : 9, summary: isGuard ? .least : .median,
        applications: (value("--applications") ?? "").split(separator: ",").map(String.init), kubeDiagrams: value("--kube-diagrams"),
        leniency: isGuard ? 3 : 1)
    let wanted = value("--goals").map { Set($0.split(separator: ",").map(String.init)) }
    print(Result.head)
    var results: [Result] = []
    for goal in goals where wanted?.contains(goal.name) ?? true {
        goal.measure(bench) { result in
            print(result.row)
            // A goal takes minutes: whoever waits for the table sees it grow, also through a pipe.
            fflush(nil)
            results.append(result)
        }
    }
    let table = Result.table(results)
    if let path = value("--docs") { keep(table, in: path) }
    _ = Command("rm", "-rf", folder).run()
    if isGuard, results.contains(where: { $0.isMet != true }) { exit(1) }
default: fail("run | guard | pods COUNT | one-label | scan FILE | cost LEAST MOST PROGRAM …, with --podpath PROGRAM")
}
