import Foundation
import Testing

@testable import PodPathIO

@Suite("Files are written whole or not at all")
struct OutputWriterTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "podpath-io-\(UUID().uuidString)/"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func text(_ name: String) -> String? { try? String(contentsOfFile: folder + name, encoding: .utf8) }
    private func names() -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? [] }

    @Test("New, changed and equal files; nothing is left behind")
    func outcomes() throws {
        var writer = OutputWriter(inputs: [])
        #expect(try writer.write([1, 2], to: folder + "a") == .written)
        var second = OutputWriter(inputs: [])
        #expect(try second.write([1, 2], to: folder + "a") == .unchanged)
        var third = OutputWriter(inputs: [])
        #expect(try third.write([3], to: folder + "a") == .written)
        #expect(names() == ["a"])
    }

    @Test("--check compares and writes nothing")
    func check() throws {
        var writer = OutputWriter(inputs: [], checksOnly: true)
        #expect(try writer.write([1], to: folder + "a") == .stale)
        #expect(names().isEmpty)
    }

    @Test("A link stays a link, and the mode stays")
    func linkAndMode() throws {
        #expect(FileManager.default.createFile(atPath: folder + "real", contents: Data([9]), attributes: [.posixPermissions: 0o600]))
        try FileManager.default.createSymbolicLink(atPath: folder + "link", withDestinationPath: "real")
        var writer = OutputWriter(inputs: [])
        _ = try writer.write(Array("new".utf8), to: folder + "link")
        #expect(text("real") == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "link") == "real")
        #expect(try FileManager.default.attributesOfItem(atPath: folder + "real")[.posixPermissions] as? Int == 0o600)
    }

    @Test("Links in a circle end with an error")
    func circle() throws {
        try FileManager.default.createSymbolicLink(atPath: folder + "a", withDestinationPath: "b")
        try FileManager.default.createSymbolicLink(atPath: folder + "b", withDestinationPath: "a")
        var writer = OutputWriter(inputs: [])
        #expect(throws: IOFailure.self) { try writer.write([1], to: folder + "a") }
    }

    @Test("An input is never overwritten, under no name of it")
    func input() throws {
        try Data([7]).write(to: URL(fileURLWithPath: folder + "in.yaml"))
        try FileManager.default.linkItem(atPath: folder + "in.yaml", toPath: folder + "same.yaml")
        var reader = InputReader(inputLimit: 100, totalLimit: 100)
        reader.read(folder + "in.yaml")
        var writer = OutputWriter(inputs: reader.identities)
        #expect(throws: IOFailure.self) { try writer.write([1], to: folder + "same.yaml") }
        #expect(FileManager.default.contents(atPath: folder + "in.yaml") == Data([7]))
    }

    @Test("Two outputs of one run are never one file")
    func twice() throws {
        var writer = OutputWriter(inputs: [])
        _ = try writer.write([1], to: folder + "a")
        #expect(throws: IOFailure.self) { try writer.write([2], to: folder + "a") }
    }

    @Test("A folder, and a path through a file, are refused with a reason")
    func folders() throws {
        var writer = OutputWriter(inputs: [])
        #expect(throws: IOFailure.self) { try writer.write([1], to: String(folder.dropLast())) }
        _ = try writer.write([1], to: folder + "file")
        #expect(throws: IOFailure.self) { try writer.makeFolder(folder + "file") }
        try writer.makeFolder(folder + "x/y/z/")
        #expect(FileKind.isFolder(folder + "x/y/z"))
    }
}
