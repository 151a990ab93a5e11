/// Reads a YAML stream document by document. A document that cannot be read costs only itself: reading goes on at
/// the next line that begins with `---`.
struct YAMLReader {
    let path: String
    let limits: Limits

    /// Calls `body` with the root of each document that holds something; the tree is reused for the next one.
    func read(
        _ bytes: UnsafeBufferPointer<UInt8>, _ whole: EncodingCheck.Part, into tree: NodeTree,
        _ diagnostics: inout Diagnostics, _ body: (ManifestNode, inout Diagnostics) -> Void
    ) {
        var part = whole
        var documents = 0
        while part.start < part.end {
            let text = UnsafeBufferPointer(rebasing: bytes[part.start..<part.end])
            guard let errorLine = readPart(text, part.line, tree, &documents, &diagnostics, body),
                let rest = Self.nextDocument(in: bytes, after: errorLine, part)
            else { return }
            part = rest
        }
    }

    /// - Returns: nil at the end of the text, else the 1-based line of the file behind which reading can go on.
    private func readPart(
        _ text: UnsafeBufferPointer<UInt8>, _ lineOffset: Int, _ tree: NodeTree, _ documents: inout Int,
        _ diagnostics: inout Diagnostics, _ body: (ManifestNode, inout Diagnostics) -> Void
    ) -> Int? {
        guard var composer = YAMLComposer(text, limits: limits, lineOffset: lineOffset) else { return nil }
        defer { composer.free() }
        while true {
            let stop = composer.nextDocument(into: tree)
            for finding in composer.findings { diagnostics.append(finding.diagnostic(in: path)) }
            switch stop {
            case nil:
                documents += 1
                if documents > limits.documents {
                    let place = tree.count > 0 ? ManifestNode(tree: tree, index: 0).mark.location(in: path) : nil
                    diagnostics.append(.documentLimit(limits, at: place ?? SourceLocation(file: path, line: lineOffset + 1, column: 1)))
                    return nil
                }
                if tree.count > 0 { body(ManifestNode(tree: tree, index: 0), &diagnostics) }
            case .endOfStream: return nil
            case .limit(let what, let line, let column):
                diagnostics.append(.limit(what, at: SourceLocation(file: path, line: line, column: column)))
                return line
            case .syntax(let problem, let context, let line, let column):
                let message = context.isEmpty ? problem : "\(problem) (\(context))"
                diagnostics.append(
                    Diagnostic(
                        .error, "yaml-syntax", "not valid YAML: \(message); this document is left out",
                        at: SourceLocation(file: path, line: line, column: column)))
                return line
            }
        }
    }

    /// The rest of a part from the first document marker behind a line on; the marker may be the line itself, where
    /// it ended a text that was left open.
    private static func nextDocument(
        in bytes: UnsafeBufferPointer<UInt8>, after errorLine: Int, _ part: EncodingCheck.Part
    ) -> EncodingCheck.Part? {
        var line = part.line + 1
        var position = part.start
        while position < part.end {
            let isMarker = DocumentMarker.stands(at: position, in: bytes)
            if isMarker, line > part.line + 1, line >= errorLine {
                return EncodingCheck.Part(start: position, end: part.end, line: line - 1)
            }
            while position < part.end, bytes[position] != 0x0A { position += 1 }
            position += 1
            line += 1
        }
        return nil
    }
}

/// `---` at the start of a line, followed by white space or the line's end.
enum DocumentMarker {
    static func stands(at position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard position + 3 <= bytes.count else { return false }
        guard bytes[position] == 0x2D, bytes[position + 1] == 0x2D, bytes[position + 2] == 0x2D else { return false }
        return position + 3 == bytes.count || [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position + 3])
    }
}

extension Diagnostic {
    static func limit(_ what: String, at place: SourceLocation) -> Diagnostic {
        Diagnostic(.error, "limit-exceeded", "\(what); this document is left out. Raise the limit if it is meant.", at: place)
    }

    /// - Parameter place: of the first document that is left out.
    static func documentLimit(_ limits: Limits, at place: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "limit-exceeded",
            "more than \(limits.documents) documents (--limit documents=…); this one and what follows are left out. Raise the limit if it is meant.",
            at: place)
    }
}
