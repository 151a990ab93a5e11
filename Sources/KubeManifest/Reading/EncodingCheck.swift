/// Finds bytes that YAML and JSON do not allow before libyaml meets them: it would lose the documents in front of them.
struct EncodingCheck {
    /// A run of bytes that can be read, and the number of lines before it.
    struct Part {
        var start: Int
        var end: Int
        var line: Int
    }

    let bytes: UnsafeBufferPointer<UInt8>

    /// The text without the documents that hold a forbidden byte, one diagnostic for each of those.
    func readableParts(_ file: String, _ diagnostics: inout Diagnostics) -> [Part] {
        if let encoding = wideEncoding {
            diagnostics.append(
                Diagnostic(
                    .error, "invalid-utf-8",
                    "this is \(encoding); manifests are read as UTF-8. "
                        + "Convert it, for instance with 'iconv -t UTF-8'.",
                    at: SourceLocation(file: file, line: 1, column: 1)))
            return []
        }
        var parts: [Part] = []
        var part = Part(start: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0, end: bytes.count, line: 0)
        while let bad = firstForbidden(from: part.start) {
            let (line, column) = place(of: bad, from: part)
            diagnostics.append(message(for: bad, SourceLocation(file: file, line: line, column: column)))
            var documentStart = bad
            while documentStart > part.start,
                !(isLineStart(documentStart) && DocumentMarker.stands(at: documentStart, in: bytes))
            {
                documentStart -= 1
            }
            if documentStart > part.start { parts.append(Part(start: part.start, end: documentStart, line: part.line)) }
            var next = bad + 1
            var nextLine = line - 1
            while next < bytes.count, !(isLineStart(next) && DocumentMarker.stands(at: next, in: bytes)) {
                if bytes[next] == 0x0A { nextLine += 1 }
                next += 1
            }
            if next < bytes.count, bytes[bad] == 0x0A { nextLine += 1 }
            part = Part(start: next, end: bytes.count, line: nextLine)
        }
        if part.start < part.end { parts.append(part) }
        return parts
    }

    private func isLineStart(_ position: Int) -> Bool { position == 0 || bytes[position - 1] == 0x0A }

    private var wideEncoding: String? {
        let head = Array(bytes.prefix(4))
        if head.starts(with: [0xFF, 0xFE, 0, 0]) || head == [0, 0, 0xFE, 0xFF] { return "UTF-32" }
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        if head.count == 4, head[0] == 0, head[1] != 0 || head[1] == 0 && head[2] == 0 && head[3] != 0 {
            return head[1] == 0 ? "UTF-32" : "UTF-16"
        }
        if head.count == 4, head[0] != 0, head[1] == 0 { return head[2] == 0 ? "UTF-32" : "UTF-16" }
        return nil
    }

    /// The first byte that is not UTF-8, or begins a character that YAML forbids (C0 controls, DEL, C1 controls but NEL, U+FFFE, U+FFFF).
    private func firstForbidden(from start: Int) -> Int? {
        var position = start
        let count = bytes.count
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return nil }
        while position < count {
            // Eight ASCII bytes at once that are printable or end a line: nearly every manifest is nothing else. Added to an ASCII byte,
            // each of these numbers reaches the highest bit: 0x60 where it is a space or more, 1 where it is DEL, 0x7F unless it is 0.
            while position + 8 <= count {
                let word = base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                let isControl = ~(word &+ 0x6060_6060_6060_6060)
                let isDelete = word &+ 0x0101_0101_0101_0101
                let isNoNewline = (word ^ 0x0A0A_0A0A_0A0A_0A0A) &+ 0x7F7F_7F7F_7F7F_7F7F
                if (word | isDelete | isControl & isNoNewline) & 0x8080_8080_8080_8080 != 0 { break }
                position += 8
            }
            guard position < count else { return nil }
            let byte = bytes[position]
            if byte < 0x80 {
                if byte < 0x20 ? !(byte == 0x0A || byte == 0x0D || byte == 0x09) : byte == 0x7F { return position }
                position += 1
                continue
            }
            guard let length = Self.sequenceLength(bytes, at: position) else { return position }
            if byte == 0xC2, bytes[position + 1] < 0xA0, bytes[position + 1] != 0x85 { return position }
            if byte == 0xEF, bytes[position + 1] == 0xBF, bytes[position + 2] >= 0xBE { return position }
            position += length
        }
        return nil
    }

    /// The bytes of the UTF-8 sequence that begins here, nil where it is none: overlong, a surrogate, past U+10FFFF or cut off.
    static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        let lead = bytes[position]
        let length: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, low) = (3, 0xA0)
        case 0xED: (length, high) = (3, 0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, low) = (4, 0x90)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, high) = (4, 0x8F)
        default: return nil
        }
        guard position + length <= bytes.count, (low...high).contains(bytes[position + 1]) else { return nil }
        for step in 2..<max(length, 2) where bytes[position + step] & 0xC0 != 0x80 { return nil }
        return length
    }

    private func place(of position: Int, from part: Part) -> (line: Int, column: Int) {
        var line = part.line + 1
        var lineStart = part.start
        for index in part.start..<position where bytes[index] == 0x0A {
            line += 1
            lineStart = index + 1
        }
        let column = bytes[lineStart..<position].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        return (line, column)
    }

    private func message(for position: Int, _ place: SourceLocation) -> Diagnostic {
        let byte = bytes[position]
        let hexadecimal = String(byte, radix: 16, uppercase: true)
        if Self.sequenceLength(bytes, at: position) == nil, byte >= 0x80 {
            return Diagnostic(
                .error, "invalid-utf-8",
                "byte 0x\(hexadecimal) is not valid UTF-8 here; this document is left out. Save the file as UTF-8.", at: place)
        }
        let name = byte < 0x80 ? "U+00\(byte < 0x10 ? "0" : "")\(hexadecimal)" : "a C1 control or noncharacter"
        return Diagnostic(
            .error, "control-character",
            "the control character \(name) may not stand in a manifest; this document is left out. Remove it, or write it as an escape in a quoted string.",
            at: place)
    }
}
