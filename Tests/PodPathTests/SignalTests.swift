import Foundation
import TestSupport
import Testing

@Suite("A signal ends podpath and leaves nothing half behind")
struct SignalTests {
    /// How many moments of a run each signal comes at.
    private static let moments = 60

    @Test("No temporary file stays, every file is whole, and the signal is what ended it", arguments: [SIGTERM, SIGINT, SIGHUP])
    func temporaryFile(signal: Int32) throws {
        let scratch = try Scratch()
        // Many small files, one after the other: a good part of the run is spent in writing them.
        let reference = scratch.path + "/whole/"
        #expect(try Run("podpath draw -q --figure all -f json samples/shop -o '\(reference)'").status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: reference)
        #expect(names.count > 10)
        var ended = 0
        for moment in 0..<Self.moments {
            let folder = "\(scratch.path)/\(moment)/"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Run.program)
            process.arguments = ["draw", "-q", "--figure", "all", "-f", "json", "\(Project.root)/samples/shop", "-o", folder]
            try process.run()
            // From when the first name appears, later and later.
            while process.isRunning, (try? FileManager.default.contentsOfDirectory(atPath: folder).isEmpty) ?? true { usleep(20) }
            usleep(UInt32(moment * 25))
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            if process.terminationReason == .uncaughtSignal {
                #expect(process.terminationStatus == signal)
                ended += 1
            }
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                #expect(names.contains(name), "\(name) is left")
                #expect(FileManager.default.contentsEqual(atPath: folder + name, andPath: reference + name), "\(name) is not whole")
            }
        }
        #expect(ended > 0, "some signals came in time")
    }

    @Test("What the caller ignores stays ignored (nohup)")
    func ignored() throws {
        let scratch = try Scratch()
        let run = try Run(
            "(trap '' HUP TERM; exec '\(Run.program)' draw -q --figure all samples/shop -o '\(scratch.path)/a/') & sleep 0.01; kill -HUP $!; kill -TERM $!; wait $!"
        )
        #expect(run.status == 0)
    }
}
