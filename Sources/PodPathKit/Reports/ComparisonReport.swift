import KubeCluster
import KubeManifest
import SafeText

/// What appeared, vanished and changed from one set of manifests to another.
package struct ComparisonReport {
    package enum Format: String, Sendable, CaseIterable {
        case text, json, md
    }

    private let differences: [ClusterComparison.Difference]
    private let hasPolicies: Bool

    /// Differences that touch the namespaces that the request shows.
    package init(_ comparison: ClusterComparison, _ request: FigureRequest) {
        differences = Self.differences(comparison, request)
        hasPolicies = comparison.hasPolicies
    }

    static func differences(_ comparison: ClusterComparison, _ request: FigureRequest) -> [ClusterComparison.Difference] {
        comparison.differences.filter { difference in
            let moved = difference.field == .namespace ? [difference.old ?? ""] : []
            return ([difference.object.namespace] + (difference.target.map { [$0.namespace] } ?? []) + moved).contains(where: request.shows)
        }
    }

    package var isEmpty: Bool { differences.isEmpty }

    /// - Parameter figure: in Markdown, the drawn figure that stands beside the text as `ID.svg`.
    package func text(_ format: Format, beside figure: Figure? = nil) -> String {
        switch format {
        case .text: words(plain)
        case .json: json
        case .md: (figure.map(Self.image) ?? "") + words(markdown)
        }
    }

    private func words(_ section: (Section) -> String) -> String {
        (isEmpty ? English.noDifference + "\n" : sections.map(section).joined(separator: "\n")) + policiesRemark
    }

    private static func image(_ figure: Figure) -> String {
        let words = MarkdownText(figure.alternativeSentence).text
        return "![\(words)](\(figure.id).svg \"\(MarkdownText(figure.title).text)\")\n\n"
    }

    private var policiesRemark: String { hasPolicies ? "\n\(English.policiesNotCompared)\n" : "" }

    private struct Section {
        let title: String
        let sign: String
        let items: [ClusterComparison.Difference]
    }

    private var sections: [Section] {
        [
            Section(title: "Appeared", sign: "+", items: differences.filter { $0.old == nil }),
            Section(title: "Vanished", sign: "-", items: differences.filter { $0.new == nil }),
            Section(title: "Changed", sign: "~", items: differences.filter { $0.old != nil && $0.new != nil }),
        ].filter { !$0.items.isEmpty }
    }

    // MARK: For people

    private func plain(_ section: Section) -> String {
        "\(section.title):\n"
            + section.items.map { item in
                let places = places(item).joined(separator: "; ")
                return TerminalText("  \(section.sign) \(English.difference(item))\(places.isEmpty ? "" : " (\(places))")").text + "\n"
            }.joined()
    }

    private func markdown(_ section: Section) -> String {
        let lines = section.items.map { item in
            let places = places(item).map { MarkdownCode($0).text }.joined(separator: "; ")
            return "- \(English.difference(item).markdown)\(places.isEmpty ? "" : " (\(places))")\n"
        }
        return "## \(section.title)\n\n" + lines.joined()
    }

    /// The first place of each side.
    private func places(_ item: ClusterComparison.Difference) -> [String] {
        [item.becauseOld.first, item.becauseNew.first].compactMap { $0 }.map { "\($0.location.file):\($0.location.line)" }
    }

    // MARK: For programs

    private var json: String {
        let list = { (items: [ClusterComparison.Difference]) -> JSONValue in
            .array(
                items.map { item in
                    .object([
                        "object": .string(Self.name(item.object)), "field": .string(item.field.rawValue),
                        "target": .optional(item.target.map(Self.name)), "part": .optional(item.part), "old": .optional(item.old),
                        "new": .optional(item.new),
                        "because": .object(["old": .because(item.becauseOld), "new": .because(item.becauseNew)]),
                    ])
                })
        }
        return JSONValue.object([
            "schema": .string("podpath/v1"), "appeared": list(differences.filter { $0.old == nil }),
            "vanished": list(differences.filter { $0.new == nil }),
            "changed": list(differences.filter { $0.old != nil && $0.new != nil }),
        ]).text
    }

    private static func name(_ object: ObjectReference) -> String { "\(object.path)[\(object.kind)]" }
}
