/// How podpath knows a file of a folder as one that it wrote: only such a file is written anew unasked.
package enum PageMark {
    private static let comment = "<!-- made by podpath explain, which writes this file anew -->"
    /// In the head of every page for browsers.
    private static let generator = "<meta name=\"generator\" content=\"podpath\">"

    /// A page in Markdown, with the mark as its last line, which nobody sees.
    package static func marked(_ markdown: String) -> String { "\(markdown)\n\(comment)\n" }

    /// Whether podpath wrote a file: a page with the mark, or a figure.
    package static func isOwn(_ file: [UInt8]) -> Bool {
        file.suffix(4096).position(of: comment) != nil || file.prefix(4096).position(of: generator) != nil
            || DocumentFigure.isOwn(file)
    }
}
