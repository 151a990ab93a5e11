import KubeManifest

/// What a project says about its documents; the defaults are those of a folder without a podpath.yaml.
package struct ProjectSettings: Sendable {
    /// For blocks that name none.
    package var inputs = ["."]
    /// Patterns of documents; nil for every document below the root.
    package var documents: [Located<String>]?
    /// Options of the command line by name, such as `cluster` and `theme`, that a block has unless it says otherwise.
    package var options: [(name: String, value: String)] = []
    /// Where figures stand; nil for the folder `figures` beside each document.
    package var figureFolder: String?
    /// What links to figures begin with; nil for the way from the document.
    package var figureURL: String?
    /// How documents show figures.
    package var markup = FigureMarkup.markdown
    /// What stands in no document.
    package var outputs: [ProjectOutput] = []
    /// Warnings about manifests fail.
    package var isStrict = false

    package init() {}

    /// The file of cluster facts.
    package var cluster: String? { options.last { $0.name == "cluster" }?.value }

    /// The path of a figure from the root.
    package func path(ofFigure name: String, for document: String) -> String {
        ProjectPath.joined(figureFolder ?? ProjectPath.joined(ProjectPath.folder(of: document), "figures"), name)
    }

    /// What a document's link to a figure says.
    package func link(toFigure name: String, from document: String) -> String {
        if let figureURL { return ProjectPath.encoded(figureURL.hasSuffix("/") ? figureURL + name : "\(figureURL)/\(name)") }
        let way = ProjectPath.relative(path(ofFigure: name, for: document), from: ProjectPath.folder(of: document))
        return ProjectPath.encoded(way)
    }
}

/// Paths within a project: relative to its root, with `/`.
package enum ProjectPath {
    /// Without `.` and empty parts, and with `..` taken back as far as there is something to take back.
    package static func normal(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }

    package static func joined(_ folder: String, _ name: String) -> String { normal("\(folder)/\(name)") }

    /// Empty for a file at the root.
    package static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    package static func relative(_ path: String, from folder: String) -> String {
        let target = path.split(separator: "/"), start = folder.split(separator: "/")
        let shared = zip(target, start).prefix { $0 == $1 }.count
        return (Array(repeating: "..", count: start.count - shared) + target.dropFirst(shared).map(String.init)).joined(separator: "/")
    }

    /// As a URL in Markdown has it: what is not safe in a path is percent-encoded (RFC 3986).
    static func encoded(_ path: String) -> String {
        path.utf8.map { byte in
            switch byte {
            case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F, 0x3A: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
