import KubeManifest
import SafeText

/// The findings in the forms that other programs read.
package enum CheckReport {
    package enum Format: String, Sendable, CaseIterable {
        case text, json, sarif, github, md
    }

    /// - Parameter difference: what would change, as a unified difference; nil where nobody asked.
    package static func json(_ diagnostics: [Diagnostic], suppressed: Int, difference: String? = nil) -> String {
        var members = ["schema": .string("podpath/v1"), "diagnostics": list(diagnostics), "suppressed": JSONValue.number(suppressed)]
        if let difference { members["difference"] = .string(difference) }
        return JSONValue.object(members).text
    }

    static func list(_ diagnostics: [Diagnostic]) -> JSONValue {
        .array(
            diagnostics.map { diagnostic in
                .object([
                    "severity": .string(diagnostic.severity.rawValue), "identifier": .string(diagnostic.identifier),
                    "message": .string(diagnostic.message),
                    "location": diagnostic.location.map { JSONValue.location($0, field: diagnostic.field) } ?? .null,
                    "notes": .array(
                        diagnostic.notes.map { note in
                            .object([
                                "message": .string(note.message),
                                "location": note.location.map { JSONValue.location($0, field: nil) } ?? .null,
                            ])
                        }),
                ])
            })
    }

    /// Workflow commands of GitHub Actions: each becomes an annotation on its line.
    package static func github(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map { diagnostic in
            let command = diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue
            var properties: [String] = []
            if let location = diagnostic.location {
                properties += ["file=\(property(location.file))", "line=\(location.line)", "col=\(location.column)"]
            }
            properties.append("title=\(property(diagnostic.identifier))")
            // An annotation shows no other places: each note stands on a line of its own, with its place.
            let notes = diagnostic.notes.map { note in
                "%0A" + data((note.location.map { "\($0.file):\($0.line): " } ?? "") + note.message)
            }
            return "::\(command) \(properties.joined(separator: ","))::\(data(diagnostic.message))\(notes.joined())\n"
        }.joined()
    }

    private static func data(_ text: String) -> String {
        TerminalText(text).text.map { $0 == "%" ? "%25" : String($0) }.joined()
    }

    private static func property(_ text: String) -> String {
        data(text).map { $0 == ":" ? "%3A" : $0 == "," ? "%2C" : String($0) }.joined()
    }

    /// SARIF 2.1.0, as code hosts read it.
    package static func sarif(_ diagnostics: [Diagnostic], version: String) -> String {
        let rules = Array(Set(diagnostics.map(\.identifier))).sorted()
        let results = diagnostics.map { diagnostic -> JSONValue in
            .object([
                "ruleId": .string(diagnostic.identifier),
                "ruleIndex": .number(rules.firstIndex(of: diagnostic.identifier) ?? 0),
                "level": .string(diagnostic.severity.rawValue), "message": .object(["text": .string(diagnostic.message)]),
                "locations": .array(diagnostic.location.map { [sarifLocation($0, diagnostic.field, nil)] } ?? []),
                "relatedLocations": .array(
                    diagnostic.notes.compactMap { note in
                        note.location.map { sarifLocation($0, nil, note.message) }
                    }),
            ])
        }
        let driver = JSONValue.object([
            "name": .string("podpath"), "version": .string(version),
            "rules": .array(
                rules.map {
                    .object([
                        "id": .string($0), "shortDescription": .object(["text": .string($0.split(separator: "-").joined(separator: " "))]),
                    ])
                }),
        ])
        return JSONValue.object([
            "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"), "version": .string("2.1.0"),
            "runs": .array([.object(["tool": .object(["driver": driver]), "results": .array(results)])]),
        ]).text
    }

    private static func sarifLocation(_ location: SourceLocation, _ field: String?, _ message: String?) -> JSONValue {
        var fields: [String: JSONValue] = [
            "physicalLocation": .object([
                "artifactLocation": .object(["uri": .string(uri(location.file))]),
                "region": .object(["startLine": .number(location.line), "startColumn": .number(location.column)]),
            ])
        ]
        if let field { fields["logicalLocations"] = .array([.object(["fullyQualifiedName": .string(field)])]) }
        if let message { fields["message"] = .object(["text": .string(message)]) }
        return .object(fields)
    }

    /// A relative reference by RFC 3986.
    private static func uri(_ path: String) -> String {
        path.utf8.map { byte in
            switch byte {
            case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
