import Foundation
import PodPathIO
import Testing

@Suite("Nothing leads out of a confined folder")
struct ConfinedFolderTests {
    /// `root/` with a file and a folder, and `outside/` beside it.
    private final class Place {
        let path = NSTemporaryDirectory() + "podpath-\(UUID().uuidString)"

        init() throws {
            for folder in ["root/in/deep", "outside", "root/.git"] {
                try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
            }
            for file in ["root/a", "root/in/b", "outside/secret"] { try Data(file.utf8).write(to: URL(fileURLWithPath: "\(path)/\(file)")) }
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func link(_ name: String, to target: String) throws {
            try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
        }

        func text(_ name: String) -> String? { try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }
    }

    @Test(
        "Reading: within, and through links that end within",
        arguments: [
            ("a", "root/a"), ("./in/../a", "root/a"), ("in/b", "root/in/b"), ("link/b", "root/in/b"), ("in/up", "root/a"),
            ("absolute", "root/a"),
            ("twice", "root/a"), ("in//b", "root/in/b"),
        ])
    func within(path: String, text: String) throws {
        let place = try Place()
        try place.link("root/link", to: "in")
        try place.link("root/in/up", to: "../a")
        try place.link("root/absolute", to: place.path + "/root/a")
        try place.link("root/twice", to: "link/up")
        let root = try ConfinedFolder(place.path + "/root")
        #expect(try String(decoding: root.read(path, limit: 100).bytes, as: UTF8.self) == text)
    }

    @Test(
        "Reading: not outside, and not what waits",
        arguments: [
            "../outside/secret", "in/../../outside/secret", "/etc/passwd", "out", "folder/secret", "far", "circle", "pipe", "in", "no/such",
            "..",
        ])
    func outside(path: String) throws {
        let place = try Place()
        try place.link("root/out", to: "../outside/secret")
        try place.link("root/folder", to: "../outside")
        try place.link("root/far", to: place.path + "/outside/secret")
        try place.link("root/circle", to: "circle")
        mkfifo(place.path + "/root/pipe", 0o600)
        let root = try ConfinedFolder(place.path + "/root")
        #expect(throws: IOFailure.self) { try root.read(path, limit: 100) }
    }

    @Test("Reading: a limit")
    func limit() throws {
        let place = try Place()
        let root = try ConfinedFolder(place.path)
        #expect(throws: IOFailure.self) { try root.read("root/a", limit: 5) }
    }

    @Test(
        "Writing: new folders within; not outside, through a link, into .git, or over what is no file",
        arguments: [
            ("new/deep/c", true), ("a", true), ("link/c", true), ("../c", false), ("/tmp/podpath-c", false), ("out/c", false),
            ("alink", false),
            (".git/c", false), (".GIT/c", false), ("in/.git/c", false), ("in", false), ("pipe", false), ("dangling", false),
            (".git", false),
        ])
    func writing(path: String, isWritten: Bool) throws {
        let place = try Place()
        try place.link("root/link", to: "in")
        try place.link("root/out", to: "../outside")
        try place.link("root/alink", to: "a")
        try place.link("root/dangling", to: "../outside/new")
        mkfifo(place.path + "/root/pipe", 0o600)
        let root = try ConfinedFolder(place.path + "/root")
        if isWritten {
            _ = try root.write([0x78], to: path)
            #expect(try root.read(path, limit: 9).bytes == [0x78])
        } else {
            #expect(throws: IOFailure.self) { try root.write([0x78], to: path) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path + "/outside") == ["secret"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path + "/root/.git") == [])
        #expect(place.text("outside/secret") == "outside/secret")
    }

    @Test("A hard link to a file outside is replaced, what it shared stays; the mode is kept")
    func hardLink() throws {
        let place = try Place()
        try FileManager.default.linkItem(atPath: place.path + "/outside/secret", toPath: place.path + "/root/hard")
        chmod(place.path + "/root/hard", 0o640)
        let root = try ConfinedFolder(place.path + "/root")
        _ = try root.write([0x78], to: "hard")
        #expect(place.text("outside/secret") == "outside/secret")
        #expect(place.text("root/hard") == "x")
        var status = stat()
        #expect(stat(place.path + "/root/hard", &status) == 0 && status.st_mode & 0o777 == 0o640)
    }

    @Test("A file that is not what it was thought to be stays, and nothing is left beside it")
    func changed() throws {
        let place = try Place()
        let root = try ConfinedFolder(place.path + "/root")
        guard case .changed = try root.write([0x78], to: "a", over: Array("other".utf8)) else { return #expect(Bool(false)) }
        #expect(place.text("root/a") == "root/a")
        guard case .written = try root.write([0x78], to: "a", over: Array("root/a".utf8)) else { return #expect(Bool(false)) }
        #expect(place.text("root/a") == "x")
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path + "/root").sorted() == [".git", "a", "in"])
    }

    @Test("What a killed run has left goes, a minute later; a file that another run is writing, and what is only named alike, stays")
    func leftovers() throws {
        let place = try Place()
        let now = Date()
        for (name, age) in [
            (".podpath-17-0.tmp", 120.0), (".podpath-17-1.tmp", 5), (".podpath-x-0.tmp", 120), (".podpath-17.tmp", 120),
            ("podpath-17-0.tmp", 120),
        ] {
            let path = place.path + "/root/in/" + name
            try Data().write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.modificationDate: now.addingTimeInterval(-age)], ofItemAtPath: path)
        }
        let root = try ConfinedFolder(place.path + "/root")
        let before = Set(try FileManager.default.contentsOfDirectory(atPath: place.path + "/root/in"))
        try root.removeLeftovers(in: "in")
        let after = Set(try FileManager.default.contentsOfDirectory(atPath: place.path + "/root/in"))
        #expect(before.subtracting(after) == [".podpath-17-0.tmp"])
    }

    @Test("An editor that saves all the time loses nothing, whichever way it saves", arguments: [true, false])
    func race(renames: Bool) throws {
        let place = try Place()
        let root = try ConfinedFolder(place.path + "/root")
        let file = place.path + "/root/a"
        for round in 0..<300 {
            try Data("start \(round)".utf8).write(to: URL(fileURLWithPath: file))
            let saved = "saved \(round)"
            let editor = Thread { try? Data(saved.utf8).write(to: URL(fileURLWithPath: file), options: renames ? .atomic : []) }
            let old = try root.read("a", limit: 100).bytes
            editor.start()
            let outcome = try root.write(Array("podpath".utf8), to: "a", over: old)
            while !editor.isFinished { usleep(50) }
            // Saved before podpath wrote: podpath says so and leaves it. Saved after: it stands there.
            let now = place.text("root/a")
            #expect(now == saved || renames == false && now == "podpath", "\(outcome)")
        }
    }

    @Test("A folder that is swapped for a link all the time lets nothing out")
    func swapped() throws {
        let place = try Place()
        let root = try ConfinedFolder(place.path + "/root")
        let path = place.path
        let attacker = Thread {
            while !Thread.current.isCancelled {
                rename("\(path)/root/in", "\(path)/root/kept")
                symlink("../outside", "\(path)/root/in")
                unlink("\(path)/root/in")
                rename("\(path)/root/kept", "\(path)/root/in")
            }
        }
        attacker.start()
        for _ in 0..<2000 {
            if let read = try? root.read("in/secret", limit: 100) { #expect(read.bytes == [0x78]) }
            _ = try? root.write([0x78], to: "in/secret")
        }
        attacker.cancel()
        while !attacker.isFinished { usleep(100) }
        #expect(place.text("outside/secret") == "outside/secret")
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path + "/outside") == ["secret"])
    }
}
