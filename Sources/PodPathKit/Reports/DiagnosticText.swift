import KubeManifest
import SafeText

/// Diagnostics for people: `path:line:column: warning: message [identifier]`, the line with a caret, notes below.
package struct DiagnosticText {
    /// Colours by ANSI sequences; only for a terminal.
    private let usesColour: Bool
    private let lines: SourceLines

    package init(sources: [SourceFile], usesColour: Bool) {
        self.usesColour = usesColour
        lines = SourceLines(sources)
    }

    package func text(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map(text).joined()
    }

    private func text(_ diagnostic: Diagnostic) -> String {
        var text = place(diagnostic.location) + severity(diagnostic.severity)
        text += "\(TerminalText(diagnostic.message).text) [\(diagnostic.identifier)]\n"
        if let location = diagnostic.location { text += excerpt(location) }
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
    private func excerpt(_ location: SourceLocation) -> String {
        guard let line = lines.line(location.line, of: location.file) else { return "" }
        let characters = Self.withoutCredentials(Array(line.unicodeScalars))
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

extension DiagnosticText {
    /// Stars in place of what stands between `://` and `@`, so that no message shows a password.
    private static func withoutCredentials(_ line: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var line = line
        var start: Int?
        for (position, scalar) in line.enumerated() {
            if position >= 2, scalar == "/", line[position - 1] == "/", line[position - 2] == ":" { start = position + 1 }
            if scalar == "@", let from = start {
                for index in from..<position { line[index] = "*" }
                start = position + 1
            }
            if scalar == " " || scalar == "\"" || scalar == "'" || scalar == "," { start = nil }
        }
        return line
    }
}

/// Single lines of the inputs, but none of a document that holds a Secret.
struct SourceLines {
    private let files: [String: [UInt8]]

    init(_ sources: [SourceFile]) {
        files = Dictionary(sources.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    }

    func line(_ number: Int, of file: String) -> String? {
        guard let bytes = files[file] else { return nil }
        var line = 1
        var position = 0
        var documentStart = 0
        while line < number, position < bytes.count {
            if bytes[position] == 0x0A {
                line += 1
                if bytes[(position + 1)...].starts(with: [0x2D, 0x2D, 0x2D]) { documentStart = position + 1 }
            }
            position += 1
        }
        guard line == number, position < bytes.count, !holdsSecret(bytes, from: documentStart) else { return nil }
        let end = bytes[position...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
        return String(decoding: bytes[position..<min(end, position + 100_000)], as: UTF8.self)
    }

    /// Whether the document that begins here mentions the kind Secret: its lines may be values.
    private func holdsSecret(_ bytes: [UInt8], from start: Int) -> Bool {
        let word = Array("Secret".utf8)
        var position = start
        while position + word.count <= bytes.count {
            if position > start, bytes[position - 1] == 0x0A, bytes[position...].starts(with: [0x2D, 0x2D, 0x2D]) { return false }
            if bytes[position] == word[0], bytes[position..<(position + word.count)].elementsEqual(word) { return true }
            position += 1
        }
        return false
    }
}
