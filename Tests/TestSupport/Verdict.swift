import KubeManifest

/// What reading a manifest says of its objects, as `error missing-field spec.ports` for each error and warning, in source order.
package struct Verdict: CustomStringConvertible {
    package let objects: ObjectSet
    package let findings: [Diagnostic]

    package init(_ yaml: String) {
        var diagnostics = Diagnostics()
        objects = ManifestDecoder.decode([SourceFile(path: "test.yaml", text: yaml)], &diagnostics)
        findings = diagnostics.sorted
    }

    package var lines: [String] {
        findings.filter { $0.severity != .note }.map { "\($0.severity.rawValue) \($0.identifier) \($0.field ?? "")" }
    }
    package var isAccepted: Bool { lines.isEmpty }
    package var description: String { lines.joined(separator: "; ") }
}
