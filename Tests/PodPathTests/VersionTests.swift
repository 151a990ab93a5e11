import Foundation
import TestSupport
import Testing

@testable import podpath

@Suite("Which podpath this is, and how it is called")
struct VersionTests {
    @Test("--version -v names the libraries that it runs with; CHANGELOG.md begins with the version")
    func version() throws {
        #expect(try Run("podpath --version").output == "\(Version.number)\n")
        for line in ["podpath --version -v", "podpath --verbose --version"] {
            let run = try Run(line)
            #expect(
                run.status == 0 && run.output.contains(/^podpath [0-9.]+\nGraphviz [0-9]+\.[0-9.]+\nlibyaml [0-9]+\.[0-9.]+\n$/),
                "\(run.output)")
        }
        #expect(try Run("podpath --version -v > /dev/full").status == 2)
        let first = Project.text("CHANGELOG.md").split(separator: "\n").first { $0.hasPrefix("## ") }
        #expect(first == "## \(Version.number)")
    }

    @Test("kubectl's plugin says how it is called: kubectl podpath")
    func plugin() throws {
        let scratch = try Scratch()
        try FileManager.default.createSymbolicLink(atPath: scratch.path + "/kubectl-podpath", withDestinationPath: Run.program)
        let plugin = "'\(scratch.path)/kubectl-podpath'"
        #expect(try Run("\(plugin) --help").output.contains("USAGE: kubectl podpath <subcommand>"))
        #expect(try Run("\(plugin) trace --help").output.contains("kubectl podpath trace"))
        #expect(try Run("\(plugin) draw -q samples/my-service | head -c 4").output == "<svg")
        #expect(try Run("podpath --help").output.contains("USAGE: podpath <subcommand>"))
    }
}
