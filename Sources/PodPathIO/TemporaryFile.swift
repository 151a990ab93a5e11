import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The one temporary file that may exist at a time, and its removal when a signal ends the process.
enum TemporaryFile {
    /// Its path as a C string, from before there is a file until there is none: a signal may come at any moment, and its handler
    /// may not take a lock.
    nonisolated(unsafe) private static let current = Atomic<UnsafeMutablePointer<CChar>?>(nil)

    static func removeOnSignals() {
        current.store(nil, ordering: .sequentiallyConsistent)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU] {
            // What the parent ignores (nohup) stays ignored.
            var action = sigaction()
            guard sigaction(number, nil, &action) == 0, !action.isIgnored else { continue }
            signal(number) { number in
                if let path = TemporaryFile.current.load(ordering: .sequentiallyConsistent) { unlink(path) }
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }

    /// `.podpath-PROCESS-NUMBER.tmp`
    static func isName(_ name: String) -> Bool {
        guard name.hasPrefix(".podpath-"), name.hasSuffix(".tmp") else { return false }
        let numbers = name.dropFirst(9).dropLast(4).split(separator: "-", omittingEmptySubsequences: false)
        return numbers.count == 2 && numbers.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isWholeNumber) }
    }

    /// Writes bytes to a new file in a folder and renames it over a path: readers see the older or the whole new file.
    static func replace(_ path: String, with bytes: [UInt8], mode: mode_t?) throws(IOFailure) {
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let folder = slash == path.startIndex ? "." : String(path[..<slash])
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw IOFailure(path: path, errorNumber: errno) }
        defer { close(descriptor) }
        _ = try replace(String(path[slash...]), in: descriptor, path: path, with: bytes, mode: mode, over: nil)
    }

    /// The same by a folder's descriptor.
    ///
    /// - Parameters:
    ///   - name: of the file in the folder.
    ///   - path: where that is, for messages and for what a signal has to remove.
    ///   - old: what the file is to hold until now; nil for anything.
    static func replace(
        _ name: String, in folder: Int32, path: String, with bytes: [UInt8], mode: mode_t?, over old: [UInt8]?
    ) throws(IOFailure) -> ConfinedFolder.Outcome {
        let before = path.dropLast(name.count)
        var attempt = 0
        var descriptor: Int32 = -1
        var temporary = ""
        var kept: UnsafeMutablePointer<CChar>?
        defer { forget(kept) }
        repeat {
            forget(kept)
            temporary = ".podpath-\(getpid())-\(attempt).tmp"
            kept = strdup(before + temporary)
            current.store(kept, ordering: .sequentiallyConsistent)
            descriptor = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
            attempt += 1
        } while descriptor < 0 && errno == EEXIST && attempt < 100
        guard descriptor >= 0 else { throw IOFailure(path: path, errorNumber: errno) }
        do throws(IOFailure) {
            if let mode { _ = fchmod(descriptor, mode & 0o7777) }
            try Descriptor.write(bytes, to: descriptor, path: path)
            guard close(descriptor) == 0 else { throw IOFailure(path: path, errorNumber: errno) }
            if let old, try exchange(temporary, name, folder, path, old) { return .changed }
            if old == nil, renameat(folder, temporary, folder, name) != 0 { throw IOFailure(path: path, errorNumber: errno) }
            return .written
        } catch {
            unlinkat(folder, temporary, 0)
            throw error
        }
    }

    /// Puts the new file in the place of the old one, and looks at what it has replaced: an edit that was saved meanwhile goes back.
    ///
    /// - Returns: whether there was such an edit.
    private static func exchange(
        _ temporary: String, _ name: String, _ folder: Int32, _ path: String, _ old: [UInt8]
    ) throws(IOFailure) -> Bool {
        if swap(temporary, name, folder) {
            let isOld = holds(temporary, in: folder, old)
            if !isOld, !swap(temporary, name, folder) { throw IOFailure(path: path, errorNumber: errno) }
            unlinkat(folder, temporary, 0)
            return !isOld
        }
        // A file system that cannot exchange: the moment between the look and the rename stays.
        guard holds(name, in: folder, old) else {
            unlinkat(folder, temporary, 0)
            return true
        }
        guard renameat(folder, temporary, folder, name) == 0 else { throw IOFailure(path: path, errorNumber: errno) }
        return false
    }

    /// Exchanges two files in one step; false where the system cannot.
    private static func swap(_ one: String, _ other: String, _ folder: Int32) -> Bool {
        // GNU's own functions are not in the module Glibc, so it is asked for by its name.
        typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
        guard let symbol = dlsym(nil, "renameat2") else { return false }
        // RENAME_EXCHANGE of <linux/fs.h>.
        return unsafeBitCast(symbol, to: Rename.self)(folder, one, folder, other, 2) == 0
    }

    private static func holds(_ name: String, in folder: Int32, _ bytes: [UInt8]) -> Bool {
        let descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var found: [UInt8] = []
        while found.count <= bytes.count {
            let piece = Descriptor.read(descriptor)
            if piece.isEmpty { break }
            found += piece
        }
        return found == bytes
    }

    private static func forget(_ path: UnsafeMutablePointer<CChar>?) {
        current.store(nil, ordering: .sequentiallyConsistent)
        free(path)
    }
}

extension sigaction {
    fileprivate var isIgnored: Bool {
        #if canImport(Glibc) || canImport(Musl)
            let handler = __sigaction_handler.sa_handler
        #else
            let handler = __sigaction_u.__sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

/// Whole writes to a descriptor.
package enum Descriptor {
    package static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(IOFailure) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { all -> Int in
                let rest = UnsafeRawBufferPointer(rebasing: all[written...])
                #if canImport(Glibc)
                    return Glibc.write(descriptor, rest.baseAddress, rest.count)
                #elseif canImport(Musl)
                    return Musl.write(descriptor, rest.baseAddress, rest.count)
                #else
                    return Darwin.write(descriptor, rest.baseAddress, rest.count)
                #endif
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw IOFailure(path: path, errorNumber: errno)
            }
            written += count
        }
    }
}
