#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A folder that nothing leads out of: every path is walked part by part through descriptors, and a symbolic link counts only where it
/// ends inside. Nobody who swaps a folder for a link meanwhile gains anything.
package final class ConfinedFolder: Sendable {
    /// Absolute, without symbolic links.
    package let path: String
    private let descriptor: Int32

    /// - Parameter path: of a folder, from the working directory.
    package init(_ path: String) throws(IOFailure) {
        guard let real = realpath(path.isEmpty ? "." : path, nil) else { throw IOFailure(path: path, errorNumber: errno) }
        self.path = String(cString: real)
        free(real)
        descriptor = open(self.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw IOFailure(path: path, errorNumber: errno) }
    }

    deinit { close(descriptor) }

    /// A file that was read.
    package struct File: Sendable {
        package let bytes: [UInt8]
        package let identity: FileIdentity
        let mode: mode_t
    }

    /// What stands at a path, links followed; nil where there is nothing.
    package func kind(of path: String) throws(IOFailure) -> Kind? {
        let place = try walk(path)
        defer { place.close() }
        guard let name = place.name else { return .folder }
        var status = stat()
        guard fstatat(place.folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { return nil }
            throw IOFailure(path: path, errorNumber: errno)
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return .folder
        case S_IFREG: return .file
        default: return .other
        }
    }

    package enum Kind: Sendable { case file, folder, other }

    /// What tells a folder from others, whatever it is called.
    package func identity(ofFolder path: String) throws(IOFailure) -> FileIdentity {
        let place = try walk(path + "/.")
        defer { place.close() }
        var status = stat()
        guard fstat(place.folder, &status) == 0 else { throw IOFailure(path: path, errorNumber: errno) }
        return FileIdentity(status)
    }

    /// Reads a regular file; a pipe or a device is refused, without waiting for it.
    ///
    /// - Parameter limit: bytes.
    package func read(_ path: String, limit: Int) throws(IOFailure) -> File {
        let descriptor = try openFile(path)
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw IOFailure(path: path, errorNumber: errno) }
        var bytes: [UInt8] = []
        while true {
            let piece = Descriptor.read(descriptor)
            if piece.isEmpty { break }
            bytes += piece
            if bytes.count > limit { throw IOFailure(path: path, reason: "larger than \(limit) bytes") }
        }
        return File(bytes: bytes, identity: FileIdentity(status), mode: status.st_mode)
    }

    /// A descriptor for reading a regular file.
    func openFile(_ path: String) throws(IOFailure) -> Int32 {
        let place = try walk(path)
        defer { place.close() }
        guard let name = place.name else { throw IOFailure(path: path, errorNumber: EISDIR) }
        // Not blocking: a pipe that nobody writes to would never open.
        let file = openat(place.folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else { throw IOFailure(path: path, errorNumber: errno) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(file)
            throw IOFailure(path: path, reason: "it is no regular file")
        }
        return file
    }

    /// The names in a folder with what they are, links not followed, in the order of their bytes.
    package func entries(of path: String) throws(IOFailure) -> [(name: String, isFolder: Bool, isLink: Bool)] {
        let place = try walk(path.isEmpty ? "." : path + "/.")
        defer { place.close() }
        let copy = openat(place.folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let folder = fdopendir(copy) else { throw IOFailure(path: path, errorNumber: errno) }
        defer { closedir(folder) }
        var names: [(name: String, isFolder: Bool, isLink: Bool)] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var status = stat()
            guard name != ".", name != "..", fstatat(copy, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            names.append((name, status.st_mode & S_IFMT == S_IFDIR, status.st_mode & S_IFMT == S_IFLNK))
        }
        return names.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    }

    // MARK: Writing

    /// What a write found.
    package enum Outcome: Sendable {
        case written
        /// The file is not what it was thought to be; nothing was changed.
        case changed
    }

    /// Replaces a file, or makes it and the folders above it.
    ///
    /// - Parameters:
    ///   - old: what it holds as far as the caller knows; nil for anything. Something else that was saved meanwhile stays.
    package func write(_ bytes: [UInt8], to path: String, over old: [UInt8]? = nil) throws(IOFailure) -> Outcome {
        let place = try walk(path, making: true)
        defer { place.close() }
        guard let name = place.name, !name.isGit else { throw IOFailure(path: path, reason: "podpath does not write here") }
        var status = stat()
        let exists = fstatat(place.folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG { throw IOFailure(path: path, reason: "it is no regular file") }
        if let old, !exists || (try? read(path, limit: old.count).bytes) != old { return .changed }
        return try TemporaryFile.replace(
            name, in: place.folder, path: "\(self.path)/\(path)", with: bytes, mode: exists ? status.st_mode : nil, over: old)
    }

    /// Removes temporary files that a run which was killed has left in a folder. One that is a minute old is nobody's any more: it takes
    /// a moment to write a file, and another run may have just begun to.
    package func removeLeftovers(in folder: String) throws(IOFailure) {
        for entry in try entries(of: folder) where !entry.isFolder && TemporaryFile.isName(entry.name) {
            let place = try walk(folder.isEmpty ? entry.name : "\(folder)/\(entry.name)")
            defer { place.close() }
            var status = stat()
            guard let name = place.name, fstatat(place.folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
                status.st_mode & S_IFMT == S_IFREG, status.seconds < time(nil) - 60
            else { continue }
            unlinkat(place.folder, name, 0)
        }
    }

    /// Removes a file.
    package func remove(_ path: String) throws(IOFailure) {
        let place = try walk(path)
        defer { place.close() }
        guard let name = place.name, unlinkat(place.folder, name, 0) == 0 else { throw IOFailure(path: path, errorNumber: errno) }
    }

    // MARK: The walk

    /// A folder's descriptor, and the last part of a path in it, which is no link; no part where the path ends in the folder.
    private struct Place {
        let folder: Int32
        let name: String?

        func close() { _ = closeDescriptor(folder) }
    }

    /// - Parameter making: folders that are not there are made, and a link at the end is an error.
    private func walk(_ path: String, making: Bool = false) throws(IOFailure) -> Place {
        if path.hasPrefix("/") { throw IOFailure(path: path, reason: "absolute; paths of a project begin at its folder") }
        var parts = Array(path.split(separator: "/").map(String.init).reversed())
        var folders = [dup(descriptor)]
        var links = 0
        // The last folder goes to the caller.
        defer { for folder in folders { _ = closeDescriptor(folder) } }
        while let part = parts.popLast() {
            if part == "." { continue }
            if part == ".." {
                guard folders.count > 1, let folder = folders.popLast() else { throw outside(path) }
                _ = closeDescriptor(folder)
                continue
            }
            if making, part.isGit { throw IOFailure(path: path, reason: "podpath does not write into .git") }
            guard let here = folders.last else { throw outside(path) }
            var status = stat()
            let exists = fstatat(here, part, &status, AT_SYMLINK_NOFOLLOW) == 0
            if exists, status.st_mode & S_IFMT == S_IFLNK {
                links += 1
                if making, parts.isEmpty { throw IOFailure(path: path, reason: "it is a symbolic link") }
                if links > 40 { throw IOFailure(path: path, errorNumber: ELOOP) }
                try follow(part, here, &parts, &folders, path)
                continue
            }
            // What is not there is said by whoever uses the place.
            if !exists, !making {
                folders.removeLast()
                return Place(folder: here, name: part)
            }
            if parts.allSatisfy({ $0 == "." }), !(exists && status.st_mode & S_IFMT == S_IFDIR && !parts.isEmpty) {
                if exists, status.st_mode & S_IFMT == S_IFDIR, making { throw IOFailure(path: path, reason: "it is a folder") }
                folders.removeLast()
                return Place(folder: here, name: part)
            }
            if !exists, making, mkdirat(here, part, 0o777) != 0, errno != EEXIST { throw IOFailure(path: path, errorNumber: errno) }
            let folder = openat(here, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard folder >= 0 else { throw IOFailure(path: path, errorNumber: errno) }
            folders.append(folder)
        }
        guard let last = folders.popLast() else { throw outside(path) }
        return Place(folder: last, name: nil)
    }

    /// Puts what a link leads to before the rest of the way.
    private func follow(
        _ part: String, _ here: Int32, _ parts: inout [String], _ folders: inout [Int32], _ path: String
    ) throws(IOFailure) {
        var buffer = [CChar](repeating: 0, count: 4097)
        let length = readlinkat(here, part, &buffer, 4096)
        guard length > 0 else { throw IOFailure(path: path, errorNumber: errno) }
        var target = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if target.hasPrefix("/") {
            guard target == self.path || target.hasPrefix(self.path + "/") else { throw outside(path) }
            target.removeFirst(self.path.count)
            for folder in folders.dropFirst() { _ = closeDescriptor(folder) }
            folders.removeLast(folders.count - 1)
        }
        parts += target.split(separator: "/").map(String.init).reversed()
    }

    private func outside(_ path: String) -> IOFailure { IOFailure(path: path, reason: "it leads out of the project's folder") }
}

extension stat {
    /// Of the last change of its content.
    fileprivate var seconds: Int {
        #if canImport(Glibc) || canImport(Musl)
            return st_mtim.tv_sec
        #else
            return st_mtimespec.tv_sec
        #endif
    }
}

private func closeDescriptor(_ descriptor: Int32) -> Int32 { close(descriptor) }

extension String {
    /// The folder that belongs to git, whatever the case that a file system folds.
    fileprivate var isGit: Bool { lowercased() == ".git" }
}
