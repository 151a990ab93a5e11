import KubeManifest
import PodPathIO
import PodPathKit

/// Finds the projects that a command line speaks of, and their documents.
struct ProjectSearch {
    struct Project {
        let root: ConfinedFolder
        /// To the root from the working directory; empty where the root is the same or lies elsewhere.
        let way: String
        var settings = ProjectSettings()
        /// What is wrong with podpath.yaml, and with what it says of documents.
        var findings = Diagnostics()
        /// podpath.yaml.
        var source: SourceFile?
        /// From the root.
        var documents: [String] = []
        /// They are all that the project has.
        var isWhole = false

        init(root: ConfinedFolder, way: String) { (self.root, self.way) = (root, way) }

        /// Reads podpath.yaml, where there is one.
        mutating func readFile(_ limits: Limits) throws(IOFailure) {
            guard try root.kind(of: ProjectFile.name) != nil else { return }
            let file = SourceFile(path: ProjectFile.name, bytes: try root.read(ProjectFile.name, limit: limits.inputBytes).bytes)
            settings = ProjectFile.read(file, limits: limits, &findings)
            source = file
        }
    }

    private(set) var projects: [Project] = []
    private let limits: Limits
    /// The working directory, without symbolic links.
    private let here: String

    /// - Parameter paths: documents and folders; none for the project around the working directory and those below it.
    init(_ paths: [String], _ limits: Limits) throws(IOFailure) {
        self.limits = limits
        here = try ConfinedFolder(".").path
        for path in paths.isEmpty ? ["."] : paths {
            if FileKind.isFolder(path) {
                try addFolder(path, isWhole: paths.isEmpty)
            } else {
                try addDocument(path)
            }
        }
    }

    private mutating func addDocument(_ path: String) throws(IOFailure) {
        if !FileKind.exists(path) { throw IOFailure(path: path, reason: "No such file or directory") }
        if DocumentForm(path: path) == nil {
            throw IOFailure(path: path, reason: "it is no document; their names end in .md, .markdown, .mdx, .qmd or .Rmd")
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let folder = try ConfinedFolder(String(path.dropLast(name.count)))
        let position = try project(of: folder.path)
        let document = ProjectPath.joined(ProjectPath.relative(folder.path, from: projects[position].root.path), name)
        if let patterns = projects[position].settings.documents, !patterns.contains(where: { PathPattern($0.value).matches(document) }) {
            let known = patterns.map(\.value).joined(separator: ", ")
            throw IOFailure(path: path, reason: "documents of \(ProjectFile.name) does not name it: \(known)")
        }
        if !projects[position].documents.contains(document) { projects[position].documents.append(document) }
    }

    /// - Parameter isWhole: the project around the folder is meant with all that it has.
    private mutating func addFolder(_ path: String, isWhole: Bool) throws(IOFailure) {
        let folder = try ConfinedFolder(path)
        let position = try project(of: folder.path)
        let root = projects[position].root
        let below = isWhole ? "" : ProjectPath.relative(folder.path, from: root.path)
        var nested: [String] = []
        let found = try Self.documents(in: root, below, &nested)
        let chosen = chosen(found, position, isWhole: below.isEmpty)
        for document in chosen where !projects[position].documents.contains(document) { projects[position].documents.append(document) }
        if below.isEmpty { projects[position].isWhole = true }
        for inner in nested { try addFolder("\(root.path)/\(inner)", isWhole: false) }
    }

    /// Those that the project's patterns name; a pattern that names none deserves a word.
    private mutating func chosen(_ found: [String], _ position: Int, isWhole: Bool) -> [String] {
        // What an output makes is no document, whatever pattern it matches.
        let made = Set(projects[position].settings.outputs.map(\.file))
        let found = found.filter { !made.contains($0) }
        guard let patterns = projects[position].settings.documents else { return found }
        for pattern in patterns where isWhole && !found.contains(where: { PathPattern(pattern.value).matches($0) }) {
            projects[position].findings.append(
                Diagnostic(
                    .warning, "project-pattern-matches-nothing", "\(Quoted(pattern.value)) matches no document.",
                    at: pattern.mark.location(in: ProjectFile.name)))
        }
        return found.filter { document in patterns.contains { PathPattern($0.value).matches(document) } }
    }

    // MARK: Roots

    /// The project around a folder; without one, the folder itself.
    private mutating func project(of folder: String) throws(IOFailure) -> Int {
        if let known = try project(around: folder) { return known }
        return try project(at: folder)
    }

    /// The project whose file stands in a folder or above it, up to a repository's top.
    private mutating func project(around folder: String) throws(IOFailure) -> Int? {
        var path = folder
        while true {
            if FileKind.exists("\(path)/\(ProjectFile.name)") { return try project(at: path) }
            guard !FileKind.exists("\(path)/.git"), let slash = path.lastIndex(of: "/"), path != "/" else { return nil }
            path = slash == path.startIndex ? "/" : String(path[..<slash])
        }
    }

    /// The project whose root is this folder.
    private mutating func project(at path: String) throws(IOFailure) -> Int {
        let root = try ConfinedFolder(path)
        if let known = projects.firstIndex(where: { $0.root.path == root.path }) { return known }
        let isBelow = root.path == here || root.path.hasPrefix(here == "/" ? "/" : here + "/")
        var project = Project(root: root, way: isBelow ? ProjectPath.relative(root.path, from: here) : "")
        try project.readFile(limits)
        projects.append(project)
        return projects.count - 1
    }

    // MARK: Documents

    /// Folders that hold other people's work.
    static let foreignFolders: Set<String> = ["node_modules", "vendor"]

    /// Every document below a folder, without hidden folders and those that hold other people's work.
    ///
    /// - Parameter nested: gets the folders that are projects of their own.
    private static func documents(in root: ConfinedFolder, _ folder: String, _ nested: inout [String]) throws(IOFailure) -> [String] {
        var found: [String] = []
        for (name, isFolder, isLink) in try root.entries(of: folder) where !name.hasPrefix(".") && !isLink {
            let path = ProjectPath.joined(folder, name)
            if isFolder {
                if foreignFolders.contains(name) { continue }
                if try root.kind(of: "\(path)/\(ProjectFile.name)") != nil {
                    nested.append(path)
                } else {
                    found += try documents(in: root, path, &nested)
                }
            } else if DocumentForm(path: path) != nil {
                found.append(path)
            }
        }
        return found
    }
}

extension ProjectSearch: Sequence {
    func makeIterator() -> IndexingIterator<[Project]> { projects.makeIterator() }
}
