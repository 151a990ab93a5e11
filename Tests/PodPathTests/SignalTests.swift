import Foundation
import TestSupport
import Testing

@Suite("A signal ends podpath and leaves nothing half behind", .serialized)
struct SignalTests {
    /// How many moments of a run each signal comes at.
    private static let moments = 40

    @Test("No temporary file stays, every file is whole, and the signal is what ended it", arguments: [SIGTERM, SIGINT, SIGHUP])
    func temporaryFile(signal: Int32) throws {
        let scratch = try Scratch()
        // Many small files, one after the other: most of the time behind the first one is spent in writing.
        let line = [Run.program, "draw", "-q", "--figure", "all", "-f", "json", "\(Project.root)/samples/shop", "-o"]
        let reference = scratch.path + "/whole/"
        #expect(try Child(line + [reference]).wait() == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: reference)
        #expect(names.count > 10)
        var ended = 0
        for moment in 0..<Self.moments {
            let folder = "\(scratch.path)/\(moment)/"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let child = try Child(line + [folder])
            // From when the first name appears, later and later.
            let deadline = Date(timeIntervalSinceNow: 10)
            while try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty, Date() < deadline {}
            usleep(UInt32(moment * 30))
            kill(child.identifier, signal)
            // A status below 128 is that of a signal (wait(2)).
            let status = child.wait()
            #expect([0, signal].contains(status))
            ended += status == signal ? 1 : 0
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                #expect(names.contains(name), "\(name) is left")
                #expect(FileManager.default.contentsEqual(atPath: folder + name, andPath: reference + name), "\(name) is not whole")
            }
        }
        #expect(ended > 0, "some signals came in time")
    }

    @Test("What the caller ignores stays ignored (nohup)", arguments: ["HUP", "TERM"])
    func ignored(name: String) throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/a/"
        let line =
            "'\(Run.program)' draw -q --figure all -f json '\(Project.root)/samples/shop' -o '\(folder)' & sleep 0.05; kill -\(name) $!; wait $!"
        #expect(try Child(["/bin/bash", "-c", "trap '' \(name); \(line)"]).wait() == 0)
        let unprotected = try Child(["/bin/bash", "-c", line.replacing("sleep 0.05", with: "sleep 0")]).wait()
        #expect(unprotected != 0, "without the trap it ends")
    }

    /// A process that no signal is held back from: the threads that tests run on hold back all, and what they start inherits that.
    private struct Child {
        let identifier: pid_t

        init(_ arguments: [String]) throws {
            var attributes = posix_spawnattr_t(), none = sigset_t()
            posix_spawnattr_init(&attributes)
            defer { posix_spawnattr_destroy(&attributes) }
            sigemptyset(&none)
            posix_spawnattr_setsigmask(&attributes, &none)
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
            var list: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
            defer { for item in list { free(item) } }
            var child: pid_t = 0
            try #require(posix_spawn(&child, arguments[0], nil, &attributes, &list, environ) == 0)
            identifier = child
        }

        /// As wait(2) has it: 0 for success, the number of the signal that ended it, 256 times the exit status.
        func wait() -> Int32 {
            var status: Int32 = 0
            waitpid(identifier, &status, 0)
            return status
        }
    }
}
