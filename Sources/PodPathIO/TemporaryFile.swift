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

    /// Writes bytes to a new file in a folder and renames it over a path: readers see the older or the whole new file.
    static func replace(_ path: String, with bytes: [UInt8], mode: mode_t?) throws(IOFailure) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        var attempt = 0
        var descriptor: Int32 = -1
        var name = ""
        var kept: UnsafeMutablePointer<CChar>?
        defer { forget(kept) }
        repeat {
            forget(kept)
            name = "\(folder).podpath-\(getpid())-\(attempt).tmp"
            kept = strdup(name)
            current.store(kept, ordering: .sequentiallyConsistent)
            descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            attempt += 1
        } while descriptor < 0 && errno == EEXIST && attempt < 100
        guard descriptor >= 0 else { throw IOFailure(path: path, errorNumber: errno) }
        do throws(IOFailure) {
            if let mode { _ = fchmod(descriptor, mode & 0o7777) }
            try Descriptor.write(bytes, to: descriptor, path: path)
            guard close(descriptor) == 0 else { throw IOFailure(path: path, errorNumber: errno) }
            guard rename(name, path) == 0 else { throw IOFailure(path: path, errorNumber: errno) }
        } catch {
            unlink(name)
            throw error
        }
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
