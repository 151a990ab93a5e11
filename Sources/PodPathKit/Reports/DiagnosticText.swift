import KubeManifest
import SafeText

/// Diagnostics for people: `path:line:column: warning: message [identifier]`, the line with a caret, notes below.
package struct DiagnosticText {
    /// Colours by ANSI sequences; only for a terminal.
    private let usesColour: Bool
    private let sources: [SourceFile]

    package init(sources: [SourceFile], usesColour: Bool) {
        self.usesColour = usesColour
        self.sources = sources
    }

    package func text(_ diagnostics: [Diagnostic]) -> String {
        let files = Set(diagnostics.compactMap(\.location?.file))
        let lines = SourceLines(sources.filter { files.contains($0.path) })
        return diagnostics.map { text($0, lines) }.joined()
    }

    private func text(_ diagnostic: Diagnostic, _ lines: SourceLines) -> String {
        var text = place(diagnostic.location) + severity(diagnostic.severity)
        text += "\(TerminalText(diagnostic.message).text) [\(diagnostic.identifier)]\n"
        if let location = diagnostic.location { text += excerpt(location, lines) }
        for note in diagnostic.notes {
            text += "  \(place(note.location))note: \(TerminalText(note.message).text)\n"
        }
        return text
    }

    private func place(_ location: SourceLocation?) -> String {
        location.map { "\(TerminalText($0.file).text):\($0.line):\($0.column): " } ?? "podpath: "
    }

    private func severity(_ severity: Diagnostic.Severity) -> String {
        guard usesColour else { return "\(severity.rawValue): " }
        let code = severity == .error ? "31" : severity == .warning ? "33" : "36"
        return "\u{1b}[1;\(code)m\(severity.rawValue):\u{1b}[0m "
    }

    /// The source line and a caret under the column, at most 80 characters of it.
    private func excerpt(_ location: SourceLocation, _ lines: SourceLines) -> String {
        guard let line = lines.line(location.line, of: location.file) else { return "" }
        let before = location.line > 1 ? lines.line(location.line - 1, of: location.file) ?? "" : ""
        let characters = HiddenCredentials.hide(in: Array(line.unicodeScalars), after: Array(before.unicodeScalars))
        let column = min(max(location.column, 1), characters.count + 1)
        let start = max(0, min(column - 40, characters.count - 80))
        let window = characters.dropFirst(start).prefix(80)
        var shown = ""
        var indent = 0
        for (offset, scalar) in window.enumerated() {
            let text = scalar == "\t" ? " " : TerminalText(String(scalar)).text
            shown += text
            if start + offset < column - 1 { indent += text.unicodeScalars.count }
        }
        return "  \(shown)\n  \(String(repeating: " ", count: indent))^\n"
    }
}
