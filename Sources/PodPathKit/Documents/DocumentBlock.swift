import KubeManifest

/// A part of a document that podpath fills: a command in a comment, what stands below it, and the comment that ends it.
package struct DocumentBlock: Sendable {
    /// The command's words, with the place of each.
    package let words: [BlockWord]
    /// Where the begin marker's comment begins.
    package let location: SourceLocation
    /// The bytes between the two markers' lines.
    package let range: Range<Int>
    /// What each line of the block begins with: the begin marker's indent and quotation marks.
    let prefix: [UInt8]
    /// How the begin marker's line ends.
    let lineEnd: [UInt8]
    /// The level of the block's first heading: one below that of the last heading above it.
    package let headingLevel: Int
}

/// A document and the blocks in it.
package struct Document: Sendable {
    package let path: String
    package let bytes: [UInt8]
    /// Those that can be filled, in order.
    package let blocks: [DocumentBlock]
    /// What is wrong with markers; what a marker is wrong in costs its own block.
    package let findings: [Diagnostic]

    /// - Parameters:
    ///   - path: as messages name it.
    ///   - form: by its ending.
    package init(path: String, bytes: [UInt8], form: DocumentForm) {
        (self.path, self.bytes) = (path, bytes)
        // Few documents have blocks; the others need no second look.
        guard bytes[...].position(of: "podpath") != nil else {
            (blocks, findings) = ([], [])
            return
        }
        let lines = DocumentLines(path: path, bytes: bytes)
        let scanner = MarkerScanner(lines, form)
        var pairs = MarkerPairs(lines)
        for item in scanner.items where !pairs.isOver { pairs.take(item) }
        pairs.end()
        blocks = pairs.blocks
        findings = (scanner.findings + pairs.findings).sorted()
    }

    /// The document with other text in some of its blocks, which come in order; all else is as it was.
    package func bytes(with texts: [(block: DocumentBlock, text: BlockText)]) -> [UInt8] {
        var result: [UInt8] = []
        var end = 0
        for (block, text) in texts {
            result += bytes[end..<block.range.lowerBound] + text.bytes(in: block)
            end = block.range.upperBound
        }
        return result + bytes[end...]
    }
}
