#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes a run's outputs: whole or not at all, through links, never over an input, and only where bytes differ.
package struct OutputWriter {
    package enum Outcome: Sendable {
        case written, unchanged
        /// Under `--check`: the file is not what it would become.
        case stale
    }

    private let inputs: Set<FileIdentity>
    /// Compare only.
    private let checksOnly: Bool
    private var written: Set<FileIdentity> = []

    package init(inputs: Set<FileIdentity>, checksOnly: Bool = false) {
        self.inputs = inputs
        self.checksOnly = checksOnly
    }

    package mutating func writeToStandardOutput(_ bytes: [UInt8]) throws(IOFailure) {
        try Descriptor.write(bytes, to: 1, path: "<stdout>")
    }

    /// Makes a folder and those above it.
    package func makeFolder(_ path: String) throws(IOFailure) {
        var status = stat()
        if checksOnly { return }
        if stat(path, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR { return }
            throw IOFailure(path: path, reason: "it is a file; give a folder here")
        }
        let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
        if let slash = trimmed.lastIndex(of: "/"), slash != trimmed.startIndex { try makeFolder(String(trimmed[..<slash])) }
        guard mkdir(trimmed, 0o777) == 0 || errno == EEXIST else { throw IOFailure(path: path, errorNumber: errno) }
    }

    package mutating func write(_ bytes: [UInt8], to path: String) throws(IOFailure) -> Outcome {
        // A link stays a link: what it leads to is written.
        let target = try Self.resolved(path)
        var status = stat()
        let exists = stat(target, &status) == 0
        if exists, status.st_mode & S_IFMT == S_IFDIR { throw IOFailure(path: path, reason: "it is a folder; name a file in it") }
        if exists, inputs.contains(FileIdentity(status)) {
            throw IOFailure(path: path, reason: "this output is one of the inputs; write it elsewhere")
        }
        if exists, written.contains(FileIdentity(status)) {
            throw IOFailure(path: path, reason: "two outputs of this run would be this file")
        }
        if exists, status.st_mode & S_IFMT != S_IFREG {
            if checksOnly { return .stale }
            try writeThrough(bytes, target, path)
            return .written
        }
        let isSame = exists && status.st_size == bytes.count && Self.holds(target, bytes)
        if checksOnly { return isSame ? .unchanged : .stale }
        if !isSame {
            do throws(IOFailure) {
                try TemporaryFile.replace(target, with: bytes, mode: exists ? status.st_mode : nil)
            } catch {
                throw IOFailure(path: path, reason: error.reason, isBrokenPipe: false)
            }
        }
        if stat(target, &status) == 0 { written.insert(FileIdentity(status)) }
        return isSame ? .unchanged : .written
    }

    /// Pipes and devices are written, not replaced.
    private func writeThrough(_ bytes: [UInt8], _ target: String, _ path: String) throws(IOFailure) {
        let descriptor = open(target, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw IOFailure(path: path, errorNumber: errno) }
        defer { close(descriptor) }
        try Descriptor.write(bytes, to: descriptor, path: path)
    }

    private static func resolved(_ path: String) throws(IOFailure) -> String {
        var current = path
        for _ in 0..<40 {
            var status = stat()
            guard lstat(current, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return current }
            // `/dev/stdout` leads to a pipe by a name that no file has; neither pipes nor devices are replaced.
            if stat(current, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) { return current }
            var buffer = [CChar](repeating: 0, count: 4097)
            let length = readlink(current, &buffer, 4096)
            guard length > 0 else { throw IOFailure(path: path, errorNumber: errno) }
            let link = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let folder = current.lastIndex(of: "/").map { String(current[...$0]) } ?? ""
            current = link.hasPrefix("/") ? link : folder + link
        }
        throw IOFailure(path: path, errorNumber: ELOOP)
    }

    private static func holds(_ path: String, _ bytes: [UInt8]) -> Bool {
        var reader = InputReader(inputLimit: .max - 1, totalLimit: .max - 1)
        reader.read(path)
        guard let content = reader.inputs.first?.bytes, content.count == bytes.count else { return false }
        return content.withUnsafeBytes { old in
            bytes.withUnsafeBytes { new in
                guard let old = old.baseAddress, let new = new.baseAddress else { return true }
                return memcmp(old, new, bytes.count) == 0
            }
        }
    }
}
