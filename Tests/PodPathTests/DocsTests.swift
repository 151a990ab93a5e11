import Foundation
import PodPathIO
import TestSupport
import Testing

/// What a page shows of podpath is a run: in a `console` block each line after `$` is a command and what follows is all that it prints;
/// Markdown that podpath wrote stands between `<!-- $ command -->` and `<!-- /$ -->`.
@Suite("What the pages show is what podpath prints")
struct DocsTests {
    /// README.md, CONTRIBUTING.md and every page below docs/.
    static let pages: [String] = {
        let below = FileManager.default.enumerator(atPath: Project.root + "/docs")?.allObjects.compactMap { $0 as? String } ?? []
        return ["README.md", "CONTRIBUTING.md"] + below.filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }.sorted()
    }()

    @Test("Every run that a page shows, anew", arguments: pages)
    func runs(page: String) throws {
        let old = Project.text(page)
        var lines: [String] = []
        var isConsole = false
        var isMarkdown = false
        for line in old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```"), !isMarkdown { isConsole = line == "```console" }
            if line == "<!-- /$ -->" { isMarkdown = false }
            if !isMarkdown, !isConsole || line == "```console" { lines.append(line) }
            if isConsole, line.hasPrefix("$ ") {
                let run = try Run(String(line.dropFirst(2)))
                lines.append(line)
                lines += (run.messages + run.output).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
            } else if !isConsole, let command = line.wholeMatch(of: /<!-- \$ (.+) -->/)?.1 {
                isMarkdown = true
                lines += try Run(String(command)).output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(
                    String.init)
            }
        }
        let now = lines.joined(separator: "\n")
        if System.environment("UPDATE_GOLDEN") == "1" {
            try Data(now.utf8).write(to: URL(fileURLWithPath: "\(Project.root)/\(page)"))
        } else {
            let stale = zip(now.split(separator: "\n"), old.split(separator: "\n")).first { $0 != $1 }
            #expect(now == old, "\(page) is stale: \(stale.map { "now \($0.0), shown \($0.1)" } ?? "another length")")
        }
    }

    @Test("Every figure and page that a page links to is there")
    func links() {
        for page in Self.pages {
            for match in Project.text(page).matches(of: /\]\(([^):# ]+)(#[^)]*)?\)/) {
                let base = page.split(separator: "/").dropLast().joined(separator: "/")
                #expect(FileManager.default.fileExists(atPath: "\(Project.root)/\(base)/\(match.1)"), "\(page) links to \(match.1)")
            }
        }
    }
}
