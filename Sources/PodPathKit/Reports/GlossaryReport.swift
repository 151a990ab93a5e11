import KubeManifest
import SafeText

/// The words of the subject, found by how somebody writes them.
package enum Glossary {
    /// By its title or its id, in whatever case, also in the plural.
    package static func term(named name: String) -> Term? {
        let wanted = name.lowercased()
        return Term.allCases.first { forms(of: $0).contains(wanted) }
    }

    /// The title that somebody probably meant.
    package static func nearest(to name: String) -> String? {
        let names = Term.allCases.flatMap { [$0.title, $0.rawValue] }
        return Spelling.nearest(to: name, among: names).flatMap(term)?.title
    }

    private static func forms(of term: Term) -> [String] {
        [term.title, term.rawValue].flatMap { [$0.lowercased(), English.plural($0).lowercased()] }
    }
}

/// What `podpath glossary` prints.
package struct GlossaryReport {
    package enum Format: String, Sendable, CaseIterable { case text, md, json }

    private let terms: [Term]

    package init(_ terms: [Term] = Term.sorted) { self.terms = terms }

    package func text(_ format: Format) -> String {
        switch format {
        case .text:
            let width = terms.map(\.title.count).max() ?? 0
            return terms.map {
                "\($0.title)\(String(repeating: " ", count: width - $0.title.count))  \(TerminalText($0.meaning).text)\n"
            }.joined()
        case .md: return terms.map { "- **\(MarkdownText($0.title).text)**: \(MarkdownText($0.meaning).text)\n" }.joined()
        case .json:
            return JSONValue.object([
                "schema": .string("podpath/v1"),
                "terms": .array(
                    terms.map { .object(["id": .string($0.rawValue), "term": .string($0.title), "meaning": .string($0.meaning)]) }),
            ]).text
        }
    }
}
