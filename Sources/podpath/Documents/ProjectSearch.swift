import KubeManifest
import PodPathIO
import PodPathKit

/// Finds the projects that a command line speaks of, and their documents.
struct ProjectSearch {
    struct Project {
        let root: ConfinedFolder
        /// To the root from the working directory; empty where the root is the same or lies elsewhere.
        let way: String
        let settings: ProjectSettings
        /// From the root.
        var documents: [String] = []
        /// They are all that the project has.
        var isWhole = false
    }

    private(set) var projects: [Project] = []

    /// - Parameter paths: documents and folders; none for the working directory.
    init(_ paths: [String]) throws(IOFailure) {
        for path in paths.isEmpty ? ["."] : paths {
            if FileKind.isFolder(path) {
                let position = try project(at: path)
                let root = projects[position].root
                projects[position].documents += try Self.documents(in: root, "")
                projects[position].isWhole = true
            } else {
                if !FileKind.exists(path) { throw IOFailure(path: path, reason: "No such file or directory") }
                if DocumentForm(path: path) == nil {
                    throw IOFailure(path: path, reason: "it is no document; their names end in .md, .markdown, .mdx, .qmd or .Rmd")
                }
                let name = path.split(separator: "/").last.map(String.init) ?? path
                let position = try project(at: String(path.dropLast(name.count)))
                if !projects[position].documents.contains(name) { projects[position].documents.append(name) }
            }
        }
    }

    /// The project whose root is this folder.
    private mutating func project(at path: String) throws(IOFailure) -> Int {
        let root = try ConfinedFolder(path)
        if let known = projects.firstIndex(where: { $0.root.path == root.path }) { return known }
        projects.append(Project(root: root, way: path.hasPrefix("/") ? "" : ProjectPath.normal(path), settings: ProjectSettings()))
        return projects.count - 1
    }

    /// Folders that hold other people's work.
    static let foreignFolders: Set<String> = ["node_modules", "vendor"]

    /// Every document below a folder, without hidden folders and those that hold other people's work.
    private static func documents(in root: ConfinedFolder, _ folder: String) throws(IOFailure) -> [String] {
        var found: [String] = []
        for (name, isFolder, isLink) in try root.entries(of: folder) where !name.hasPrefix(".") && !isLink {
            let path = ProjectPath.joined(folder, name)
            if isFolder {
                if !foreignFolders.contains(name) { found += try documents(in: root, path) }
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
