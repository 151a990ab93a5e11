#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads the files, folders and streams that a command names. What cannot be read is reported, the rest is kept.
package struct InputReader {
    package struct Input: Sendable {
        /// As named on the command line, with the rest of the way in a folder; `<stdin>` for standard input.
        package let path: String
        package let bytes: [UInt8]
    }

    package private(set) var inputs: [Input] = []
    package private(set) var failures: [IOFailure] = []
    /// What a folder holds under a manifest's name and is no regular file: a pipe, a socket, a device.
    package private(set) var passedOver: [String] = []

    private let inputLimit: Int
    private let totalLimit: Int
    private var total = 0
    /// Device and inode of each file, so that an output never overwrites an input.
    package private(set) var identities: Set<FileIdentity> = []

    /// Nothing outside of it is read.
    private let root: ConfinedFolder?
    /// Files that are not read where a folder holds them.
    private let skipped: Set<String>

    /// - Parameters:
    ///   - inputLimit: bytes of one input.
    ///   - totalLimit: bytes of all together.
    ///   - root: where paths begin, and which none leads out of; nil for the working directory, which paths may leave.
    ///   - skipped: files that are not read where a folder holds them, from the root.
    package init(inputLimit: Int, totalLimit: Int, within root: ConfinedFolder? = nil, skipping skipped: Set<String> = []) {
        self.inputLimit = inputLimit
        self.totalLimit = totalLimit
        self.root = root
        self.skipped = skipped
    }

    /// Reads `-` as standard input, a folder with everything below it that ends in .yaml, .yml or .json, in the order
    /// of the names' bytes, hidden files and folders left out, and anything else as a file.
    package mutating func read(_ path: String) {
        if path == "-" {
            readStream(0, path: "<stdin>")
            return
        }
        if let root { return read(path, within: root) }
        var status = stat()
        guard stat(path, &status) == 0 else {
            failures.append(IOFailure(path: path, errorNumber: errno))
            return
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            var visited: Set<FileIdentity> = []
            let before = inputs.count + failures.count
            readFolder(path, &visited)
            if inputs.count + failures.count == before {
                failures.append(IOFailure(path: path, reason: "the folder holds no .yaml, .yml or .json file"))
            }
        } else {
            readFile(path)
        }
    }

    /// Reads a file that may be missing, as a template of a user's own may be; a pipe or a device in its place is no file.
    package mutating func readIfThere(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno != ENOENT { failures.append(IOFailure(path: path, errorNumber: errno)) }
            return
        }
        readRegularFile(path, status)
        if passedOver.popLast() != nil { failures.append(IOFailure(path: path, reason: "it is no regular file")) }
    }

    private mutating func readFolder(_ path: String, _ visited: inout Set<FileIdentity>) {
        var status = stat()
        guard stat(path, &status) == 0, visited.insert(FileIdentity(status)).inserted else { return }
        guard let folder = opendir(path) else {
            failures.append(IOFailure(path: path, errorNumber: errno))
            return
        }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        closedir(folder)
        for name in names.sorted(by: { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }) {
            let inner = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            let isNamedAsManifest = Self.isManifest(name)
            guard stat(inner, &status) == 0 else {
                // A link to nothing, or a folder that may be listed and not entered.
                if isNamedAsManifest || errno != ENOENT { failures.append(IOFailure(path: inner, errorNumber: errno)) }
                continue
            }
            if status.st_mode & S_IFMT == S_IFDIR {
                readFolder(inner, &visited)
            } else if isNamedAsManifest {
                readRegularFile(inner, status)
            }
        }
    }

    /// What is read of a folder.
    package static func isManifest(_ name: String) -> Bool { [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) } }

    private mutating func read(_ path: String, within root: ConfinedFolder) {
        do throws(IOFailure) {
            guard try root.kind(of: path) == .folder else { return readFile(path) }
            let before = inputs.count + failures.count
            var visited: Set<FileIdentity> = []
            try readFolder(path, within: root, &visited)
            if inputs.count + failures.count == before {
                failures.append(IOFailure(path: path, reason: "the folder holds no .yaml, .yml or .json file"))
            }
        } catch {
            failures.append(error)
        }
    }

    private mutating func readFolder(
        _ path: String, within root: ConfinedFolder, _ visited: inout Set<FileIdentity>
    ) throws(IOFailure) {
        guard visited.insert(try root.identity(ofFolder: path)).inserted else { return }
        for (name, _, _) in try root.entries(of: path) where !name.hasPrefix(".") {
            let inner = path == "." ? name : path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            if skipped.contains(inner) { continue }
            // What a link leads to outside is not there.
            guard let kind = try? root.kind(of: inner) else { continue }
            if kind == .folder {
                try readFolder(inner, within: root, &visited)
            } else if Self.isManifest(name) {
                // Nobody has named it: what waits for a writer is passed over.
                if kind == .file { readFile(inner) } else { passedOver.append(inner) }
            }
        }
    }

    /// Nobody has named it: what waits for a writer, or acts when it is opened, is passed over.
    private mutating func readRegularFile(_ path: String, _ status: stat) {
        guard status.st_mode & S_IFMT == S_IFREG else {
            passedOver.append(path)
            return
        }
        readFile(path)
    }

    private mutating func readFile(_ path: String) {
        let descriptor: Int32
        do throws(IOFailure) {
            descriptor = try root?.openFile(path) ?? open(path, O_RDONLY | O_CLOEXEC)
        } catch {
            failures.append(error)
            return
        }
        guard descriptor >= 0 else {
            failures.append(IOFailure(path: path, errorNumber: errno))
            return
        }
        defer { close(descriptor) }
        var status = stat()
        if fstat(descriptor, &status) == 0 { identities.insert(FileIdentity(status)) }
        readStream(descriptor, path: path)
    }

    /// Reads in pieces and stops at the limits: an endless stream ends with a message.
    private mutating func readStream(_ descriptor: Int32, path: String) {
        var bytes = readWhole(descriptor)
        if isTooLarge(bytes, path) { return }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { piece.deallocate() }
        while true {
            let count = readPiece(descriptor, piece)
            if count < 0 {
                if errno == EINTR { continue }
                failures.append(IOFailure(path: path, errorNumber: errno))
                return
            }
            if count == 0 { break }
            bytes.append(contentsOf: piece[..<count])
            if isTooLarge(bytes, path) { return }
        }
        total += bytes.count
        inputs.append(Input(path: path, bytes: bytes))
    }

    /// Reports an input that passes a limit.
    private mutating func isTooLarge(_ bytes: [UInt8], _ path: String) -> Bool {
        let reason: String
        if bytes.count > inputLimit {
            reason = "larger than \(inputLimit) bytes; raise the limit with --limit input-size=…"
        } else if total + bytes.count > totalLimit {
            reason = "all inputs together are larger than \(totalLimit) bytes; raise the limit with --limit total-size=…"
        } else {
            return false
        }
        failures.append(IOFailure(path: path, reason: reason))
        return true
    }

    /// What a file holds by its size, read into its place; the pieces that follow are empty, unless it has grown.
    private func readWhole(_ descriptor: Int32) -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return [] }
        return Array(unsafeUninitializedCapacity: min(Int(status.st_size), inputLimit) + 1) { buffer, count in
            while count < buffer.count {
                let more = readPiece(descriptor, UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...]))
                if more <= 0 { break }
                count += more
            }
        }
    }

    private func readPiece(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
            Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #else
            Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }
}

/// What makes two paths the same file.
package struct FileIdentity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64

    init(_ status: stat) {
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(truncatingIfNeeded: status.st_ino)
    }
}
