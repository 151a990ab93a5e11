/// One input, already read: its name as the user wrote it, and its bytes.
///
/// Nothing in the libraries touches the disk; whoever calls them reads the files.
public struct SourceFile: Sendable {
    /// The path shown in messages and evidence, with `/` between components; `<stdin>` for standard input.
    public let path: String
    /// What it holds: UTF-8, or UTF-16 and UTF-32 as YAML allows them.
    public let bytes: [UInt8]

    /// An input from its bytes.
    ///
    /// - Parameters:
    ///   - path: what messages call it; no file is opened.
    ///   - bytes: YAML or JSON, one document or several.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// An input from text, for tests and for programs that hold manifests in memory.
    public init(path: String, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }
}
