/// Reads one source file, YAML or JSON, and hands on the root of each of its documents.
package struct ManifestReader {
    private let limits: Limits

    package init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// - Parameter body: called for each document; its nodes are valid until it returns.
    package func read(
        _ file: SourceFile, _ diagnostics: inout Diagnostics, _ body: (ManifestNode, inout Diagnostics) -> Void
    ) {
        guard file.bytes.count <= limits.inputBytes else {
            diagnostics.append(
                .limit(
                    "the input is larger than \(limits.inputBytes) bytes (--limit input-size=…)",
                    at: SourceLocation(file: file.path, line: 1, column: 1)))
            return
        }
        let tree = NodeTree()
        defer { tree.free() }
        file.bytes.withUnsafeBufferPointer { bytes in
            for part in EncodingCheck(bytes: bytes).readableParts(file.path, &diagnostics) {
                read(bytes, part, file.path, into: tree, &diagnostics, body)
            }
        }
    }

    private func read(
        _ bytes: UnsafeBufferPointer<UInt8>, _ part: EncodingCheck.Part, _ path: String,
        into tree: NodeTree, _ diagnostics: inout Diagnostics, _ body: (ManifestNode, inout Diagnostics) -> Void
    ) {
        let text = UnsafeBufferPointer(rebasing: bytes[..<part.end])
        let isNamedJSON = path.hasSuffix(".json")
        var rest = part
        if isNamedJSON || looksLikeJSON(text, from: part.start) {
            var reader = JSONReader(text, path: path, from: part, limits: limits)
            switch reader.read(into: tree, &diagnostics, body) {
            case .end: return
            case .next(let next): rest = next
            case .notJSON(let diagnostic):
                // A stream that begins with a brace may still be YAML in flow style.
                if isNamedJSON {
                    diagnostics.append(diagnostic)
                    return
                }
            }
        }
        YAMLReader(path: path, limits: limits).read(text, rest, into: tree, &diagnostics, body)
    }

    private func looksLikeJSON(_ bytes: UnsafeBufferPointer<UInt8>, from position: Int) -> Bool {
        var start = position
        while start < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[start]) { start += 1 }
        return start < bytes.count && bytes[start] == 0x7B
    }
}
