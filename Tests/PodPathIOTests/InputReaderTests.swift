import Foundation
import Testing

@testable import PodPathIO

@Suite("Inputs: files, folders, limits")
struct InputReaderTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "podpath-in-\(UUID().uuidString)/"
        try FileManager.default.createDirectory(atPath: folder + "b/c", withIntermediateDirectories: true)
        for name in ["z.yaml", "B.yml", "a.json", "b/1.yaml", "b/c/2.yaml", "notes.md", ".hidden.yaml"] {
            try Data(name.utf8).write(to: URL(fileURLWithPath: folder + name))
        }
    }

    @Test("A folder gives its YAML and JSON files, in the order of their names' bytes, hidden ones left out")
    func order() {
        var reader = InputReader(inputLimit: 100, totalLimit: 1000)
        reader.read(String(folder.dropLast()))
        #expect(reader.inputs.map { String($0.path.dropFirst(folder.count)) } == ["B.yml", "a.json", "b/1.yaml", "b/c/2.yaml", "z.yaml"])
    }

    @Test("A folder that contains itself ends")
    func loop() throws {
        try FileManager.default.createSymbolicLink(atPath: folder + "b/loop", withDestinationPath: folder)
        var reader = InputReader(inputLimit: 100, totalLimit: 1000)
        reader.read(folder)
        #expect(reader.inputs.count == 5)
    }

    @Test("A pipe in a folder is passed over and named; a template that is one is a failure, one that is missing is none")
    func pipes() throws {
        #expect(mkfifo(folder + "b/pipe.yaml", 0o600) == 0)
        var reader = InputReader(inputLimit: 100, totalLimit: 1000)
        reader.read(folder)
        #expect(reader.inputs.count == 5 && reader.failures.isEmpty)
        #expect(reader.passedOver == [folder + "b/pipe.yaml"])
        reader.readIfThere(folder + "page.mustache")
        #expect(reader.failures.isEmpty)
        reader.readIfThere(folder + "b/pipe.yaml")
        #expect(reader.failures.map(\.reason) == ["it is no regular file"])
    }

    @Test("A link to nothing that is named as a manifest is a failure")
    func danglingLink() throws {
        try FileManager.default.createSymbolicLink(atPath: folder + "gone.yaml", withDestinationPath: folder + "nowhere")
        try FileManager.default.createSymbolicLink(atPath: folder + "gone.md", withDestinationPath: folder + "nowhere")
        var reader = InputReader(inputLimit: 100, totalLimit: 1000)
        reader.read(folder)
        #expect(reader.failures.map(\.path) == [folder + "gone.yaml"])
        #expect(reader.inputs.count == 5)
    }

    @Test("A missing file is a failure, and the rest is read")
    func missing() {
        var reader = InputReader(inputLimit: 100, totalLimit: 1000)
        reader.read(folder + "none.yaml")
        reader.read(folder + "z.yaml")
        #expect(reader.failures.map(\.reason) == ["No such file or directory"])
        #expect(reader.inputs.count == 1)
    }

    @Test("Endless input stops at the limit, which the message names")
    func endless() {
        var reader = InputReader(inputLimit: 1 << 20, totalLimit: 1 << 30)
        reader.read("/dev/zero")
        #expect(reader.failures.first?.reason.contains("--limit input-size=") == true)
        var total = InputReader(inputLimit: 100, totalLimit: 9)
        total.read(folder)
        #expect(total.failures.first?.reason.contains("--limit total-size=") == true)
    }

    @Test("A folder without manifests says so")
    func nothing() throws {
        try FileManager.default.createDirectory(atPath: folder + "empty", withIntermediateDirectories: true)
        var reader = InputReader(inputLimit: 100, totalLimit: 100)
        reader.read(folder + "empty")
        #expect(reader.failures.first?.reason.contains("no .yaml") == true)
    }
}
