/// The text of a block as it stands in a document, and when an older one says the same.
package struct BlockText {
    private let lines: [String]

    /// - Parameters:
    ///   - markdown: what the command prints.
    ///   - level: that of the first heading; the others follow, at most 6.
    package init(_ markdown: String, level: Int) {
        lines = Self.shifted(markdown, to: level)
    }

    /// The bytes between the markers: an empty line, the text, an empty line, each with the block's own beginning and end.
    package func bytes(in block: DocumentBlock) -> [UInt8] {
        let blank = Array(block.prefix.reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed())
        var bytes: [UInt8] = []
        for line in [""] + lines + [""] {
            bytes += line.isEmpty ? blank : block.prefix + Array(line.utf8)
            bytes += block.lineEnd.isEmpty ? [0x0A] : block.lineEnd
        }
        return bytes
    }

    /// Whether what stands in the document says the same, whatever formatters and checkouts have made of it.
    package func isCurrent(in block: DocumentBlock, of document: Document) -> Bool {
        let old = document.bytes[block.range], new = bytes(in: block)
        return old.elementsEqual(new) || FoldedMarkdown(old) == FoldedMarkdown(new[...])
    }

    private static func shifted(_ markdown: String, to level: Int) -> [String] {
        var lines = markdown.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        var first: Int?
        var fence: Substring?
        for (position, line) in lines.enumerated() {
            let marks = line.prefix { $0 == "`" || $0 == "~" }
            if marks.count >= 3 {
                if fence == nil { fence = marks } else if marks == fence { fence = nil }
            }
            let hashes = line.prefix { $0 == "#" }.count
            guard fence == nil, (1...6).contains(hashes), line.dropFirst(hashes).first == " " else { continue }
            if first == nil { first = hashes }
            let shifted = min(6, max(1, hashes - (first ?? hashes) + level))
            lines[position] = String(repeating: "#", count: shifted) + line.dropFirst(hashes)
        }
        return lines
    }
}
