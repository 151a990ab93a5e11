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

func table(_ results: [Result]) -> String {
    var lines = ["| goal | what | measured | limit | |", "| --- | --- | --- | --- | --- |"]
    for result in results {
        let number = { (value: Double) in value < 10 ? "\((value * 1000).rounded() / 1000)" : "\((value * 10).rounded() / 10)" }
        let unit = result.unit == "ratio" ? "" : " \(result.unit)"
        let measured = result.value.map { number($0) + unit } ?? "-"
        let verdict = result.isMet.map { $0 ? "met" : "**missed**" } ?? ""
        let note = result.note.isEmpty ? "" : " (\(result.note))"
        lines.append("| \(result.goal) | \(result.what)\(note) | \(measured) | \(number(result.limit))\(unit) | \(verdict) |")
    }
    return lines.joined(separator: "\n") + "\n"
}

/// Puts the table between the two marks of a Markdown file.
func keep(_ table: String, in path: String) {
    let text = String(decoding: Files.read(path), as: UTF8.self)
    guard let start = text.firstRange(of: "<!-- bench -->\n"), let end = text.firstRange(of: "<!-- /bench -->") else { return }
    Files.write(text[..<start.upperBound] + table + text[end.lowerBound...], path)
}

switch arguments.first {
case "pods": print(ManifestGenerator.pods(Int(arguments.dropFirst().first ?? "") ?? 1_000), terminator: "")
case "one-label": print(ManifestGenerator.oneLabel(pods: 10_000, selectors: 2_000), terminator: "")
case "scan":
    guard arguments.count == 2, let count = EventScan.count(Files.read(arguments[1])) else { fail("scan FILE: no YAML") }
    print(count)
case "run", "guard":
    guard let podpath = value("--podpath"), let folder = Files.temporaryFolder() else { fail("give --podpath PROGRAM") }
    let isGuard = arguments[0] == "guard"
    let goals = Goals(
        podpath: podpath, bench: CommandLine.arguments[0], folder: folder, rounds: isGuard ? 7 : 9, summary: isGuard ? .least : .median)
    let samples = ["samples/my-service", "samples/service-types", "samples/shop"]
    // The guard's bounds are loose: another machine and a busy one pass, another order of growth does not.
    let results =
        isGuard
        ? goals.wholeRun(samples, limit: 1.0) + goals.parsing(limit: 3.5, upTo: 10_000) + goals.scaling(limit: 16, adversarial: 2.5)
            + goals.start(limit: 2.0)
        : goals.realApplications(
            (value("--applications") ?? "").split(separator: ",").map(String.init), kubeDiagrams: value("--kube-diagrams")) + goals.large
            + goals.wholeRun(samples) + goals.parsing() + goals.scaling() + goals.start()
    let text = table(results)
    print(text, terminator: "")
    if let path = value("--docs") { keep(text, in: path) }
    _ = Command("rm", "-rf", folder).run()
    if isGuard, results.contains(where: { $0.isMet != true }) { exit(1) }
default: fail("run | guard | pods COUNT | one-label | scan FILE, with --podpath PROGRAM")
}
