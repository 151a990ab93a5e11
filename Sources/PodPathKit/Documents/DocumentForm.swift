/// What kind of text a document is, which decides what a marker looks like in it.
package enum DocumentForm: String, Sendable, CaseIterable {
    /// CommonMark: `<!-- podpath … -->`, or `[//]: # (podpath …)`.
    case markdown
    /// MDX, which knows no HTML comments: `{/* podpath … */}`.
    case mdx

    /// The endings of documents, in lower case.
    package static let endings = ["markdown", "md", "mdx", "qmd", "rmd"]

    /// By the ending of its name; nil for what is no document.
    package init?(path: String) {
        guard let dot = path.lastIndex(of: "."), dot > (path.lastIndex(of: "/") ?? path.startIndex) else { return nil }
        let ending = path[path.index(after: dot)...].lowercased()
        guard Self.endings.contains(ending) else { return nil }
        self = ending == "mdx" ? .mdx : .markdown
    }
}
