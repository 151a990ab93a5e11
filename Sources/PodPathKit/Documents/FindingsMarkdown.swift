import KubeManifest
import SafeText

extension CheckReport {
    /// The findings as a list for a document, each with its place and its notes.
    package static func markdown(_ findings: [Diagnostic], suppressed: Int) -> String {
        var lines = findings.flatMap { finding in
            [item(finding.severity.rawValue.capitalized, finding.message, finding.location, indent: "")]
                + finding.notes.map { item("Note", $0.message, $0.location, indent: "  ") }
        }
        if suppressed > 0 { lines.append("- \(suppressed) more are not shown.") }
        return lines.isEmpty ? "Nothing was found to be wrong.\n" : lines.joined(separator: "\n") + "\n"
    }

    private static func item(_ severity: String, _ message: String, _ place: SourceLocation?, indent: String) -> String {
        let there = place.map { " (\(MarkdownCode("\($0.file):\($0.line)").text))" } ?? ""
        return "\(indent)- \(severity): \(MarkdownText(message).text)\(there)"
    }
}

extension String {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
