import KubeManifest
import PodPathIO

/// Files of the project that tests read.
package enum Project {
    /// The project's top folder, from where this file lies.
    package static let root: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(3)
        return parts.joined(separator: "/")
    }()

    package static func sources(_ path: String) -> [SourceFile] {
        var reader = InputReader(inputLimit: 1 << 26, totalLimit: 1 << 28)
        reader.read("\(root)/\(path)")
        return reader.inputs.map { SourceFile(path: String($0.path.dropFirst(root.utf8.count + 1)), bytes: $0.bytes) }
    }

    package static func bytes(_ path: String) -> [UInt8] {
        var reader = InputReader(inputLimit: 1 << 26, totalLimit: 1 << 26)
        reader.read("\(root)/\(path)")
        return reader.inputs.first?.bytes ?? []
    }

    package static func text(_ path: String) -> String { String(decoding: bytes(path), as: UTF8.self) }
}

/// Text that a person has read once and that must not change unnoticed.
package enum Golden {
    /// Nil where the text is what the file holds; the first difference otherwise. UPDATE_GOLDEN=1 accepts the text.
    package static func difference(_ text: String, _ name: String) -> String? {
        let path = "Tests/Goldens/\(name)"
        let golden = Project.text(path)
        if text == golden { return nil }
        if System.environment("UPDATE_GOLDEN") == "1" {
            var writer = OutputWriter(inputs: [])
            _ = try? writer.write(Array(text.utf8), to: "\(Project.root)/\(path)")
            return nil
        }
        let pairs = zip(
            text.split(separator: "\n", omittingEmptySubsequences: false), golden.split(separator: "\n", omittingEmptySubsequences: false))
        let line = pairs.enumerated().first { $0.element.0 != $0.element.1 }
        return line.map { "\(path):\($0.offset + 1)\nnow:    \($0.element.0)\ngolden: \($0.element.1)" } ?? "\(path) has another length"
    }
}
