import Graphviz
import KubeManifest

/// Which podpath this is.
enum Version {
    /// The one place that says it; CHANGELOG.md begins with it, and packages are named by it.
    static let number = "0.1.0"

    /// With the libraries that it runs with: another Graphviz may place boxes otherwise.
    static var details: String {
        "podpath \(number)\nGraphviz \(LibraryRenderer.version)\nlibyaml \(ManifestReader.libraryVersion)\n"
    }

    /// Whether a command line asks for the details: `--version -v`.
    static func isAsked(by words: some Sequence<String>) -> Bool {
        let words = Set(words)
        return words == ["--version", "-v"] || words == ["--version", "--verbose"]
    }
}
