/// Reads JSON into the same trees as YAML, with the same places.
///
/// An own reader because libyaml refuses surrogate pairs (`"\ud83d\ude00"`) and is slower, and because the libraries'
/// JSON readers keep no positions and accept equal keys.
struct JSONReader {
    private struct Failure: Error {
        let message: String
        let position: Int
        /// Valid or not: it passes a limit.
        var isLimit = false
    }

    enum Outcome {
        /// The text is no JSON from its first value on.
        case notJSON(Diagnostic)
        case end
        /// A line `---` follows: another document, perhaps in YAML.
        case next(EncodingCheck.Part)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: Limits
    private let path: String
    private var position: Int
    private var line: Int
    private var lineStart: Int
    /// UTF-8 continuation bytes on this line before `position`: columns count characters.
    private var continuations = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, path: String, from part: EncodingCheck.Part, limits: Limits) {
        self.bytes = bytes
        self.path = path
        self.limits = limits
        position = part.start
        lineStart = part.start
        line = part.line + 1
    }

    /// Reads one value after the other, up to a document marker or the end.
    mutating func read(
        into tree: NodeTree, _ diagnostics: inout Diagnostics, _ body: (ManifestNode, inout Diagnostics) -> Void
    ) -> Outcome {
        var values = 0
        while true {
            skipSpace()
            guard position < bytes.count else { return .end }
            if values > 0, position == lineStart, DocumentMarker.stands(at: position, in: bytes) {
                return .next(.init(start: position, end: bytes.count, line: line - 1))
            }
            tree.removeAll()
            var findings: [YAMLFinding] = []
            do throws(Failure) {
                try value(into: tree, &findings)
            } catch {
                let place = mark(error.position).location(in: path)
                let diagnostic =
                    error.isLimit
                    ? Diagnostic.limit(error.message, at: place)
                    : Diagnostic(.error, "json-syntax", "not valid JSON: \(error.message); this document is left out", at: place)
                if values == 0 { return .notJSON(diagnostic) }
                diagnostics.append(diagnostic)
                return .end
            }
            values += 1
            for finding in findings { diagnostics.append(finding.diagnostic(in: path)) }
            if values > limits.documents {
                diagnostics.append(.documentLimit(limits, at: ManifestNode(tree: tree, index: 0).mark.location(in: path)))
                return .end
            }
            body(ManifestNode(tree: tree, index: 0), &diagnostics)
        }
    }

    // MARK: Values

    private mutating func value(into tree: NodeTree, _ findings: inout [YAMLFinding]) throws(Failure) {
        var open: [(index: Int, closer: UInt8)] = []
        repeat {
            if tree.count > limits.nodes {
                throw Failure(
                    message: "more than \(limits.nodes) nodes in one document (--limit nodes=…)", position: position, isLimit: true)
            }
            if open.count > limits.depth {
                throw Failure(message: "more than \(limits.depth) levels of nesting (--limit depth=…)", position: position, isLimit: true)
            }
            if try closes(&open, tree, &findings) { continue }
            if open.last?.closer == 0x7D {
                guard current == 0x22 else { throw unexpected("a key in quotation marks") }
                try string(into: tree)
                skipSpace()
                guard current == 0x3A else { throw unexpected("':'") }
                position += 1
                skipSpace()
            }
            switch current {
            case 0x7B, 0x5B:
                let closer: UInt8 = current == 0x7B ? 0x7D : 0x5D
                open.append((tree.open(closer == 0x7D ? .mapping : .sequence, at: mark(position)), closer))
                position += 1
            case 0x22: try string(into: tree)
            default: try word(into: tree)
            }
        } while !open.isEmpty
    }

    /// Handles what may stand between two elements: the collection's end, or a comma.
    private mutating func closes(
        _ open: inout [(index: Int, closer: UInt8)], _ tree: NodeTree, _ findings: inout [YAMLFinding]
    ) throws(Failure) -> Bool {
        guard let last = open.last else { return false }
        skipSpace()
        if current == last.closer {
            position += 1
            tree.close(last.index)
            if last.closer == 0x7D { findings += tree.duplicateKeys(of: last.index) }
            open.removeLast()
            return true
        }
        if tree.count > last.index + 1 {
            guard current == 0x2C else { throw unexpected("',' or '\(last.closer == 0x7D ? "}" : "]")'") }
            position += 1
            skipSpace()
        }
        return false
    }

    private mutating func word(into tree: NodeTree) throws(Failure) {
        let start = position
        while position < bytes.count, ![0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x5D, 0x7D, 0x3A].contains(bytes[position]) { position += 1 }
        let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
        let spelling = String(decoding: text.prefix(400), as: UTF8.self)
        let isNumber = spelling.utf8.first.map { $0 == 0x2D || ($0 >= 0x30 && $0 <= 0x39) } ?? false
        guard ["true", "false", "null"].contains(spelling) || isNumber && Double(spelling) != nil else {
            position = start
            throw unexpected("a value")
        }
        tree.addScalar(text, kind: .plain, at: mark(start))
    }

    private mutating func string(into tree: NodeTree) throws(Failure) {
        let place = mark(position)
        let start = position + 1
        position = start
        var continuationsHere = 0
        while position < bytes.count, bytes[position] != 0x22, bytes[position] != 0x5C, bytes[position] >= 0x20 {
            if bytes[position] & 0xC0 == 0x80 { continuationsHere += 1 }
            position += 1
        }
        continuations += continuationsHere
        if current == 0x22 {
            tree.addScalar(UnsafeBufferPointer(rebasing: bytes[start..<position]), kind: .quoted, at: place)
        } else {
            var text = Array(bytes[start..<position])
            try escapedRest(of: &text)
            text.withUnsafeBufferPointer { tree.addScalar($0, kind: .quoted, at: place) }
        }
        position += 1
    }

    /// Reads on from the first escape up to the closing quotation mark.
    private mutating func escapedRest(of text: inout [UInt8]) throws(Failure) {
        while current != 0x22 {
            guard position < bytes.count, bytes[position] >= 0x20 else { throw unexpected("the string's closing '\"'") }
            guard current == 0x5C else {
                if current & 0xC0 == 0x80 { continuations += 1 }
                text.append(current)
                position += 1
                continue
            }
            position += 1
            switch current {
            case 0x22, 0x5C, 0x2F: text.append(current)
            case 0x62: text.append(0x08)
            case 0x66: text.append(0x0C)
            case 0x6E: text.append(0x0A)
            case 0x72: text.append(0x0D)
            case 0x74: text.append(0x09)
            case 0x75: text += Array(String(try escapedScalar()).utf8)
            default: throw unexpected("an escape that JSON knows")
            }
            position += 1
        }
    }

    /// `uXXXX`, or a pair of them; leaves `position` on the last digit. Half a pair becomes U+FFFD.
    private mutating func escapedScalar() throws(Failure) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        if first < 0xDC00, position + 2 < bytes.count, bytes[position + 1] == 0x5C, bytes[position + 2] == 0x75 {
            position += 2
            let second = try hexadecimal()
            if (0xDC00...0xDFFF).contains(second) {
                return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
            }
        }
        return "\u{FFFD}"
    }

    private mutating func hexadecimal() throws(Failure) -> UInt32 {
        guard position + 4 < bytes.count,
            let value = UInt32(String(decoding: bytes[(position + 1)...(position + 4)], as: UTF8.self), radix: 16)
        else { throw unexpected("four hexadecimal digits") }
        position += 4
        return value
    }

    // MARK: Places

    private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x0A:
                line += 1
                lineStart = position + 1
                continuations = 0
            case 0x20, 0x09, 0x0D: break
            default: return
            }
            position += 1
        }
    }

    private func mark(_ place: Int) -> Mark {
        Mark(
            line: UInt32(truncatingIfNeeded: line),
            column: UInt32(truncatingIfNeeded: place - lineStart - continuations + 1))
    }

    private func unexpected(_ expected: String) -> Failure {
        Failure(
            message: position < bytes.count ? "expected \(expected) here" : "the text ends where \(expected) should follow",
            position: position)
    }
}
