#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whole files, for a tool of the project's own.
enum Files {
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    static func read(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "rb") else { return [] }
        defer { fclose(file) }
        let count = size(path)
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, read in read = fread(buffer.baseAddress, 1, count, file) }
    }

    /// Up to the end of a pipe, which is closed then.
    static func readAll(_ descriptor: Int32) -> [UInt8] {
        guard let file = fdopen(descriptor, "rb") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    static func write(_ text: String, _ path: String) {
        guard let file = fopen(path, "wb") else { return }
        defer { fclose(file) }
        var text = text
        text.withUTF8 { _ = fwrite($0.baseAddress, 1, $0.count, file) }
    }

    /// A new folder for the files of one run.
    static func temporaryFolder() -> String? {
        var template = Array("/tmp/podpath-bench-XXXXXX".utf8CString)
        return mkdtemp(&template).map { String(cString: $0) }
    }
}
