import Foundation
import TestSupport

/// One run of the built program.
struct Run {
    let status: Int32
    let output: String
    let messages: String

    /// The one that PODPATH_UNDER_TEST names, such as the release; else the product that lies beside the test bundle.
    static let program: String = {
        if let named = ProcessInfo.processInfo.environment["PODPATH_UNDER_TEST"] {
            return URL(fileURLWithPath: named, relativeTo: URL(fileURLWithPath: Project.root)).path
        }
        let folder = (CommandLine.arguments.first.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path } ?? "")
        let candidates = [folder + "/podpath", Project.root + "/.build/debug/podpath"]
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "podpath"
    }()

    /// Runs a line of shell in which `podpath` is the program.
    init(_ line: String, input: String = "", in folder: String = Project.root, environment: [String: String] = [:]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", "podpath() { '\(Self.program)' \"$@\"; }; \(line)"]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let scratch = try Scratch()
        try Data(input.utf8).write(to: URL(fileURLWithPath: scratch.path + "/input"))
        let standardOutput = Pipe(), standardError = Pipe()
        process.standardInput = FileHandle(forReadingAtPath: scratch.path + "/input")
        process.standardOutput = standardOutput
        process.standardError = standardError
        try process.run()
        let messageData = SendableBox()
        let reading = DispatchQueue(label: "messages")
        reading.async { messageData.data = standardError.fileHandleForReading.readDataToEndOfFile() }
        output = String(decoding: standardOutput.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        messages = reading.sync { String(decoding: messageData.data, as: UTF8.self) }
        status = process.terminationStatus
    }

    /// Written on one queue, read after it.
    private final class SendableBox: Sendable {
        nonisolated(unsafe) var data = Data()
    }
}

/// A folder of a test's own, gone with it.
final class Scratch {
    let path = NSTemporaryDirectory() + "podpath-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
