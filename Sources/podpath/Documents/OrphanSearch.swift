import KubeManifest
import PodPathIO
import PodPathKit

/// Finds figures of podpath's that nothing refers to any more.
struct OrphanSearch {
    let root: ConfinedFolder
    /// Bytes of the largest file that is searched for names.
    let limit: Int

    /// - Parameters:
    ///   - folders: those that figures are written to.
    ///   - used: paths of the figures that blocks show.
    /// - Returns: paths of files that bear podpath's mark and whose names stand in no file below the root.
    func orphans(in folders: Set<String>, besides used: Set<String>) -> [String] {
        var candidates: [String] = []
        for folder in folders.sorted() {
            for entry in (try? root.entries(of: folder)) ?? [] where !entry.isFolder && !entry.isLink && entry.name.hasSuffix(".svg") {
                let path = ProjectPath.joined(folder, entry.name)
                if !used.contains(path), let file = try? root.read(path, limit: limit), FigureMark(of: file.bytes) != nil {
                    candidates.append(path)
                }
            }
        }
        return candidates.isEmpty ? [] : unnamed(candidates, "")
    }

    /// Those of the paths whose last part stands in no file of a folder.
    private func unnamed(_ paths: [String], _ folder: String) -> [String] {
        var left = paths
        for entry in (try? root.entries(of: folder)) ?? [] where !entry.name.hasPrefix(".") && !entry.isLink && !left.isEmpty {
            let path = ProjectPath.joined(folder, entry.name)
            if entry.isFolder {
                if !ProjectSearch.foreignFolders.contains(entry.name) { left = unnamed(left, path) }
            } else if let bytes = try? root.read(path, limit: limit).bytes {
                left.removeAll { orphan in
                    orphan != path && bytes[...].position(of: orphan.split(separator: "/").last.map(String.init) ?? orphan) != nil
                }
            }
        }
        return left
    }
}
