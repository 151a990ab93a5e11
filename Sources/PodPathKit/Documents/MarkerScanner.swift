import KubeManifest

/// Finds the markers of a document: comments that CommonMark sees as such, alone on their lines.
struct MarkerScanner {
    /// Markers and headings, in order.
    enum Item {
        case marker(Marker)
        case heading(Int)
    }

    private let lines: DocumentLines
    private let form: DocumentForm
    private var blocks: MarkdownBlocks
    private(set) var items: [Item] = []
    private(set) var findings: [Diagnostic] = []
    private var open: OpenMarker?
    private var line = 0

    /// A marker whose end has not come yet.
    private struct OpenMarker {
        let form: Marker.Form
        let start: Int
        let firstLine: Int
        let reading: MarkdownBlocks.Reading
        /// What closes a marker of the reference form.
        var delimiter: UInt8 = 0
        var text: [UInt8] = []
        var offsets: [Int] = []
    }

    init(_ lines: DocumentLines, _ form: DocumentForm) {
        (self.lines, self.form) = (lines, form)
        blocks = MarkdownBlocks(form)
        scan()
    }

    private mutating func scan() {
        line = Self.frontMatter(lines)
        while line < lines.starts.count {
            let content = lines.content(line)
            let reading = blocks.read(lines.bytes[content])
            if open != nil { proceed(reading, content) } else { begin(reading, content) }
            line += 1
        }
        endUnclosed()
    }

    /// What is open ends without being closed; a comment that is not podpath's may.
    private mutating func endUnclosed() {
        guard let marker = open else { return }
        open = nil
        if Marker.word(marker.text[...]) != nil { findings.append(.unclosedComment(lines.location(of: marker.start))) }
    }

    /// How many lines of YAML (`---`) or TOML (`+++`) stand before the text.
    private static func frontMatter(_ lines: DocumentLines) -> Int {
        let text = { (line: Int) in String(decoding: lines.bytes[lines.content(line)], as: UTF8.self) }
        let first = text(0)
        guard first == "---" || first == "+++" else { return 0 }
        let end = (1..<max(1, lines.starts.count)).first { text($0) == first || first == "---" && text($0) == "..." }
        return end.map { $0 + 1 } ?? 0
    }

    private mutating func begin(_ reading: MarkdownBlocks.Reading, _ content: Range<Int>) {
        let text = lines.bytes[reading.start..<content.upperBound]
        let comment = form == .mdx ? Marker.Form.mdx : .html
        switch reading.line {
        case .heading(let level): items.append(.heading(level))
        case .html(let block, true, _) where block == .comment || form == .mdx:
            let inner = text.dropFirst(comment.opening.utf8.count)
            if Marker.word(inner) == nil, !inner.allSatisfy({ $0 <= 0x20 }) {
                if let end = text.position(of: comment.closing) { warn(of: comment, in: text[end...], .withinText) }
            } else {
                open = OpenMarker(form: comment, start: reading.start, firstLine: line, reading: reading)
                take(inner)
            }
        case .html(.untilBlank, _, _): warn(of: comment, in: text, .withinHTML)
        case .text(let isFirst):
            if isFirst, form == .markdown, let (delimiter, length) = Self.reference(text) {
                open = OpenMarker(
                    form: .reference, start: reading.start, firstLine: line, reading: reading, delimiter: delimiter)
                take(text.dropFirst(length))
            } else {
                warn(of: comment, in: text, .withinText)
            }
        case .html, .other: break
        }
    }

    /// A further line of a marker.
    private mutating func proceed(_ reading: MarkdownBlocks.Reading, _ content: Range<Int>) {
        guard let marker = open else { return }
        let goesOn: Bool
        switch reading.line {
        case .html(_, false, _): goesOn = true
        case .text(false): goesOn = marker.form == .reference
        case .html, .text, .other, .heading: goesOn = false
        }
        guard goesOn else {
            endUnclosed()
            return begin(reading, content)
        }
        open?.text.append(0x0A)
        open?.offsets.append(content.lowerBound)
        take(lines.bytes[reading.start..<content.upperBound])
    }

    /// Takes the next part of the open marker, and ends the marker with what closes it.
    private mutating func take(_ part: ArraySlice<UInt8>) {
        guard let marker = open else { return }
        let end = marker.form == .reference ? Self.end(of: part, marker.delimiter) : part.position(of: marker.form.closing)
        open?.text += part[..<(end ?? part.endIndex)]
        open?.offsets += part.startIndex..<(end ?? part.endIndex)
        if (open?.text.count ?? 0) > Marker.limit {
            findings.append(.longMarker(lines.location(of: marker.start)))
            open = nil
            return
        }
        // The word may stand on a later line; any other word makes it another's comment.
        if let text = open?.text, Marker.word(text[...]) == nil, !text.allSatisfy({ $0 <= 0x20 }) {
            open = nil
            return
        }
        guard let end else { return }
        let behind = part[end...].dropFirst(marker.form == .reference ? 1 : marker.form.closing.utf8.count)
        if let text = behind.firstIndex(where: { $0 > 0x20 }) {
            findings.append(.textBesideMarker(lines.location(of: text)))
        } else {
            close()
        }
        open = nil
    }

    private mutating func close() {
        guard let marker = open, let word = Marker.word(marker.text[...]) else { return }
        let first = lines.content(marker.firstLine).lowerBound
        items.append(
            .marker(
                Marker(
                    kind: word.kind, form: marker.form, text: Array(marker.text.dropFirst(word.length)),
                    offsets: Array(marker.offsets.dropFirst(word.length)), start: marker.start,
                    prefix: Array(lines.bytes[first..<marker.start]), firstLine: marker.firstLine, lastLine: line,
                    containers: marker.reading.containers, opensItem: marker.reading.opensItem)))
        // A definition that is whole leaves no paragraph open.
        if marker.form == .reference { blocks.endParagraph() }
    }

    // MARK: The reference form

    /// `[//]: # (podpath …)`, with `"` or `'` in place of the brackets.
    private static func reference(_ text: ArraySlice<UInt8>) -> (delimiter: UInt8, length: Int)? {
        let opening = Array("[//]:".utf8)
        guard text.starts(with: opening) else { return nil }
        var rest = text.dropFirst(opening.count)
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
        guard rest.first == UInt8(ascii: "#") else { return nil }
        rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
        guard let first = rest.first, Marker.word(rest.dropFirst()) != nil || isWord(rest.dropFirst()) else { return nil }
        switch first {
        case UInt8(ascii: "("): return (UInt8(ascii: ")"), rest.startIndex - text.startIndex + 1)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return (first, rest.startIndex - text.startIndex + 1)
        default: return nil
        }
    }

    /// The word where the closing sign stands right behind it.
    private static func isWord(_ text: ArraySlice<UInt8>) -> Bool {
        ["podpath", "/podpath"].contains { word in
            text.starts(with: Array(word.utf8)) && text.dropFirst(word.utf8.count).first.map { [0x29, 0x22, 0x27].contains($0) } ?? false
        }
    }

    /// Where the title ends: the last closing sign of the line.
    private static func end(of part: ArraySlice<UInt8>, _ delimiter: UInt8) -> Int? {
        guard let last = part.lastIndex(where: { $0 > 0x20 }), part[last] == delimiter else { return nil }
        return last
    }

    // MARK: Comments that are none

    private enum Reason { case withinText, withinHTML }

    /// A comment within text or HTML is no marker; if it looks like one, somebody should know.
    private mutating func warn(of form: Marker.Form, in text: ArraySlice<UInt8>, _ reason: Reason) {
        guard text.contains(form.opening.utf8.first ?? 0) else { return }
        var position = text.startIndex
        while position < text.endIndex {
            if reason == .withinText, text[position] == UInt8(ascii: "`") {
                // A span of code ends with as many backticks as it begins with.
                let marks = text[position...].prefix { $0 == UInt8(ascii: "`") }
                position = Self.codeEnd(text[marks.endIndex...], marks.count) ?? marks.endIndex
                continue
            }
            if text[position...].starts(with: Array(form.opening.utf8)),
                Marker.word(text[position...].dropFirst(form.opening.utf8.count))?.kind == .begin
            {
                let place = lines.location(of: position)
                findings.append(reason == .withinHTML ? .markerWithinHTML(place) : .markerWithinText(place))
                return
            }
            position += 1
        }
    }

    private static func codeEnd(_ text: ArraySlice<UInt8>, _ count: Int) -> Int? {
        var position = text.startIndex
        while let start = text[position...].firstIndex(of: UInt8(ascii: "`")) {
            let marks = text[start...].prefix { $0 == UInt8(ascii: "`") }
            if marks.count == count { return marks.endIndex }
            position = marks.endIndex
        }
        return nil
    }
}

extension Diagnostic {
    fileprivate static func unclosedComment(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "block-comment-not-closed", "this marker's comment is not closed where its list item, quote or document ends.",
            at: place)
    }

    fileprivate static func longMarker(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(.error, "block-marker-too-long", "this marker is longer than \(Marker.limit) bytes.", at: place)
    }

    fileprivate static func textBesideMarker(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "block-marker-not-alone", "text stands beside a marker. A marker is alone on its lines; move the text.", at: place)
    }

    fileprivate static func markerWithinText(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(
            .warning, "block-within-text", "a comment within a line of text is no marker. Put it on a line of its own to make it one.",
            at: place)
    }

    fileprivate static func markerWithinHTML(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(
            .warning, "block-within-html",
            "this comment is a part of the HTML above it, and so no marker. Put an empty line before it to make it one.", at: place)
    }
}
