import ArgumentParser

extension CompletionKind {
    /// Files that podpath reads manifests from, and folders.
    static var manifests: CompletionKind { .file(extensions: ["yaml", "yml", "json"]) }
}
