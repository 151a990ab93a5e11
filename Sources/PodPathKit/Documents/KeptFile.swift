/// When a file that is there is still what it would become, though its bytes are others.
package enum KeptFile {
    /// - Parameters:
    ///   - path: its ending says what the file is.
    ///   - old: what it holds.
    ///   - new: what it would hold.
    /// - Returns: true for equal bytes; for a drawing of the same graph that nobody has changed, wherever its boxes stand; for Markdown that
    ///   says the same, whatever formatters and checkouts have made of it.
    package static func isCurrent(_ path: String, _ old: [UInt8], new: [UInt8]) -> Bool {
        if old == new { return true }
        switch path.split(separator: ".").last?.lowercased() {
        case "svg":
            guard let found = FigureMark(of: old), let wanted = FigureMark(of: new) else { return false }
            return found.revision == wanted.revision && found.graph == wanted.graph && found.body == FigureMark.body(of: old)
        case "md": return FoldedMarkdown(old[...]) == FoldedMarkdown(new[...])
        default: return false
        }
    }
}
