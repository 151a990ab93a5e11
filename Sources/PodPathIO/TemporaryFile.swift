#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The one temporary file that may exist at a time, and its removal when a signal ends the process.
enum TemporaryFile {
    /// A C string, or nil; only ever read by the signal handler, which may not take a lock.
    nonisolated(unsafe) private static var current: UnsafeMutablePointer<CChar>?

    static func removeOnSignals() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            // What the parent ignores (nohup) stays ignored.
            if unsafeBitCast(signal(number, SIG_IGN), to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { continue }
            signal(number) { number in
                if let path = TemporaryFile.current { unlink(path) }
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
        repeat {
            name = "\(folder).podpath-\(getpid())-\(attempt).tmp"
            descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            attempt += 1
        } while descriptor < 0 && errno == EEXIST && attempt < 100
        guard descriptor >= 0 else { throw IOFailure(path: path, errorNumber: errno) }
        let kept = strdup(name)
        current = kept
        defer {
            current = nil
            free(kept)
        }
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
