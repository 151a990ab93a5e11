import KubeManifest

/// A file, or a folder, that a project keeps true and that stands in no document.
package struct ProjectOutput: Sendable {
    /// The command, in the words of blocks.
    package let words: [BlockWord]
    package let location: SourceLocation
    /// From the root; one that ends in `/` is a folder.
    package let path: String
    package let pathLocation: SourceLocation

    package var isFolder: Bool { path.hasSuffix("/") }

    /// The text that it makes; a figure's file where it makes one.
    package var file: String { isFolder ? ProjectPath.joined(path, "README.md") : ProjectPath.normal(path) }

    /// As a block, of which nothing is written into a document.
    package var block: DocumentBlock {
        DocumentBlock(words: words, location: location, range: 0..<0, prefix: [], lineEnd: [], headingLevel: 1)
    }
}
