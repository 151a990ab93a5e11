import KubeManifest

/// Single lines of the inputs, but none that may hold a Secret's value.
struct SourceLines {
    private let files: [String: File]

    fileprivate struct File {
        let bytes: [UInt8]
        /// Where each line begins.
        let lines: [Int]
        /// Where each document begins, and whether its lines may be shown.
        let documents: [(start: Int, isShown: Bool)]
    }

    init(_ sources: [SourceFile]) {
        files = Dictionary(sources.map { ($0.path, File($0.bytes)) }, uniquingKeysWith: { first, _ in first })
    }

    func line(_ number: Int, of path: String) -> String? {
        guard let file = files[path], file.lines.indices.contains(number - 1) else { return nil }
        let start = file.lines[number - 1]
        guard start < file.bytes.count, file.documents.last(where: { $0.start <= start })?.isShown == true else { return nil }
        let end = file.bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? file.bytes.count
        return String(decoding: file.bytes[start..<min(end, start + 100_000)], as: UTF8.self)
    }
}

extension SourceLines.File {
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lines = [0] + bytes.indices.lazy.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
        let starts = [0] + lines.dropFirst().filter { bytes[$0...].starts(with: [0x2D, 0x2D, 0x2D]) }
        let ends = starts.dropFirst() + [bytes.count]
        let parts = zip(starts, ends).map { bytes[$0..<$1] }
        let secrets = parts.map(Self.holdsSecret)
        // What is no object may be a piece that was cut off a Secret.
        let hasSecret = secrets.contains(true)
        documents = zip(parts, secrets).map { part, isSecret in
            (part.startIndex, !isSecret && !(hasSecret && part.firstRange(of: Array("kind".utf8)) == nil))
        }
    }

    /// The word anywhere: a List may hold one. In lower case only as a kind: a Pod's `secretName` is no value.
    private static func holdsSecret(_ part: ArraySlice<UInt8>) -> Bool {
        ["Secret", "kind: secret", "kind: \"secret", "kind: 'secret"].contains { part.firstRange(of: Array($0.utf8)) != nil }
    }
}
