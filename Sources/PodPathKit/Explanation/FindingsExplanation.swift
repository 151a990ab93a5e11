import KubeManifest

/// What is wrong, as the page says it.
struct FindingsExplanation {
    private let diagnostics: [Diagnostic]
    private let level: ExplanationOutline.Level
    /// Findings on a brief page.
    private static let few = 5

    init(_ diagnostics: [Diagnostic], _ level: ExplanationOutline.Level) {
        self.diagnostics = diagnostics
        self.level = level
    }

    var record: [String: TemplateValue] {
        let shown = level == .brief ? Array(diagnostics.prefix(Self.few)) : diagnostics
        let more = diagnostics.count - shown.count
        return [
            "hasFindings": .flag(!diagnostics.isEmpty), "findings": .records(shown.map(finding)),
            "hasMoreFindings": .flag(more > 0), "moreFindings": .prose(English.moreFindings(more)),
            "noFinding": .prose(English.noFinding),
        ]
    }

    private func finding(_ diagnostic: Diagnostic) -> [String: TemplateValue] {
        let place = { (location: SourceLocation?) in location.map { "\($0.file):\($0.line)" } ?? "" }
        return [
            "severity": .own(diagnostic.severity == .error ? "Error:" : diagnostic.severity == .warning ? "Warning:" : "Note:"),
            "message": .prose(diagnostic.message),
            "place": .code(place(diagnostic.location)), "hasPlace": .flag(diagnostic.location != nil),
            "notes": .records(
                diagnostic.notes.map { note in
                    ["text": .prose(note.message + (note.location.map { " (\($0.file):\($0.line))" } ?? ""))]
                }),
        ]
    }
}
