import KubeManifest

/// Makes blocks of a document's markers: each begin with the end that follows it.
struct MarkerPairs {
    private let lines: DocumentLines
    private(set) var blocks: [DocumentBlock] = []
    private(set) var findings: [Diagnostic] = []
    /// What follows is left alone: nobody can know what is the author's.
    private(set) var isOver = false
    private var open: Marker?
    /// The level of the last heading that is the author's.
    private var level = 1

    init(_ lines: DocumentLines) { self.lines = lines }

    mutating func take(_ item: MarkerScanner.Item) {
        switch item {
        case .heading(let level): if open == nil { self.level = level }
        case .marker(let marker):
            switch (marker.kind, open) {
            case (.begin, nil): open = marker
            case (.begin, let outer?): fail(.blockInBlock(place(marker), outer: place(outer)))
            case (.end, nil): findings.append(.endAlone(place(marker)))
            case (.end, let begin?):
                open = nil
                close(begin, marker)
            }
        }
    }

    /// The document ends here.
    mutating func end() {
        if let open, !isOver { fail(.notClosed(place(open))) }
    }

    private mutating func fail(_ finding: Diagnostic) {
        findings.append(finding)
        isOver = true
    }

    private mutating func close(_ begin: Marker, _ end: Marker) {
        if begin.opensItem { return findings.append(.onBullet(place(begin))) }
        if begin.containers != end.containers || begin.form != end.form {
            return findings.append(.apart(place(end), begin: place(begin), form: begin.form == end.form ? nil : begin.form))
        }
        let range = lines.after(begin.lastLine)..<lines.starts[end.firstLine]
        if String(validating: lines.bytes[range], as: UTF8.self) == nil || String(validating: begin.text, as: UTF8.self) == nil {
            return findings.append(.invalidText(place(begin)))
        }
        if begin.form == .html, let dashes = begin.text[...].position(of: "--") {
            return findings.append(.dashes(begin.text, dashes, at: lines.location(of: begin.offsets[dashes])))
        }
        switch BlockWord.split(begin.text, place: { lines.location(of: begin.offsets[$0]) }) {
        case .failure(let finding): findings.append(finding.diagnostic)
        case .success(let words):
            blocks.append(
                DocumentBlock(
                    words: words, location: place(begin), range: range, prefix: begin.prefix, lineEnd: Array(lines.end(begin.lastLine)),
                    headingLevel: min(6, level + 1)))
        }
    }

    private func place(_ marker: Marker) -> SourceLocation { lines.location(of: marker.start) }
}

extension Diagnostic {
    fileprivate static func notClosed(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "block-not-closed",
            "this block has no end. Write <!-- /podpath --> below it, in the form of its begin marker; the rest of the document is left as it is.",
            at: place)
    }

    fileprivate static func endAlone(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(.error, "block-not-begun", "this end marker ends no block: no begin marker stands before it.", at: place)
    }

    fileprivate static func blockInBlock(_ place: SourceLocation, outer: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "block-in-block",
            "a block begins within another. End the first one before it; from here on the document is left as it is.",
            at: place, notes: [.init("the other begins here", at: outer)])
    }

    fileprivate static func onBullet(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "block-on-bullet",
            "a marker cannot stand on the line that begins a list item. Put it on a line of its own below, indented like the item's text.",
            at: place)
    }

    fileprivate static func apart(_ place: SourceLocation, begin: SourceLocation, form: Marker.Form?) -> Diagnostic {
        let reason =
            form.map { "is written otherwise than the begin marker, which opens with \($0.opening.trimmed)" }
            ?? "stands in another list item or quote than the begin marker; a block begins and ends in the same"
        return Diagnostic(.error, "block-ends-elsewhere", "this end marker \(reason).", at: place, notes: [.init("begun here", at: begin)])
    }

    fileprivate static func invalidText(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(.error, "block-invalid-utf-8", "this block is no valid UTF-8, and so it is left as it is.", at: place)
    }

    fileprivate static func dashes(_ text: [UInt8], _ position: Int, at place: SourceLocation) -> Diagnostic {
        let before = position > 0 ? text[position - 1] : 0x20
        let word = String(decoding: text[(position + 2)...].prefix { $0 > 0x20 }, as: UTF8.self)
        // Three dashes and more, or dashes within a word, are no option.
        let isOption = before <= 0x20 && word.first.map { $0.isLetter } ?? false
        let remedy =
            isOption
            ? "Write the option without its dashes: \(word.contains("=") ? Quoted.shortened(word) : "\(Quoted.shortened(word))=…")."
            : "Write a dash (–) in its place."
        return Diagnostic(.error, "block-double-dash", "-- cannot stand in a comment: XHTML refuses it. \(remedy)", at: place)
    }
}

extension String {
    fileprivate var trimmed: String { split(separator: " ").joined(separator: " ") }
}
