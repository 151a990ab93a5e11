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
        (isEmpty ? Self.nothing : sections.map(section).joined(separator: "\n")) + policiesRemark
    }

    private static func image(_ figure: Figure) -> String {
        let words = MarkdownText(figure.alternative ?? figure.description).text
        return "![\(words)](\(figure.id).svg \"\(MarkdownText(figure.title).text)\")\n\n"
    }

    private static let nothing = "No difference that Pods' communication would notice was found.\n"

    private var policiesRemark: String {
        hasPolicies ? "\nWhat policies allow is not compared here: 'podpath connections --diff' lists what they open and close.\n" : ""
    }

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
                return TerminalText("  \(section.sign) \(item.sentence)\(places.isEmpty ? "" : " (\(places))")").text + "\n"
            }.joined()
    }

    private func markdown(_ section: Section) -> String {
        let lines = section.items.map { item in
            let places = places(item).map { MarkdownCode($0).text }.joined(separator: "; ")
            return "- \(MarkdownText(item.sentence).text)\(places.isEmpty ? "" : " (\(places))")\n"
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

extension ClusterComparison.Difference {
    /// What differs, as one sentence.
    var sentence: String {
        let old = self.old ?? "", new = self.new ?? "", part = self.part ?? ""
        let other = target.map { "\($0)" } ?? ""
        let isNew = self.old == nil
        switch field {
        case .service, .workload, .policy: return "\(object) is \(isNew ? "new" : "gone")."
        case .namespace: return "\(object.kind) \(object.name) moved from namespace \(old) to \(new)."
        case .type: return "\(object) is of another type: \(old) before, \(new) now."
        case .headless:
            return new == "headless"
                ? "\(object) is headless now: its name gives the addresses of its Pods, no virtual IP."
                : "\(object) is no longer headless: its name gives a virtual IP."
        case .clusterIP: return "\(object) has another virtual IP: \(old) before, \(new) now."
        case .externalName: return "\(object) stands for another name: \(old) before, \(new) now."
        case .selector: return "\(object) selects other labels: \(old) before, \(new) now."
        case .port where self.old != nil && self.new != nil: return "\(object), port \(part): clients used \(old), and use \(new) now."
        case .port: return "\(object) \(isNew ? "has a new port" : "no longer has the port") \(part)."
        case .protocol, .targetPort, .nodePort: return "\(object), port \(part): \(field.rawValue) was \(old), and is \(new) now."
        case .target: return "\(object) \(isNew ? "now leads" : "no longer leads") to \(other)."
        case .endpointPorts: return "The endpoints of \(object) have other ports: \(old) before, \(new) now."
        case .endpointAddresses: return "\(object) has other stated addresses behind it: \(old) before, \(new) now."
        case .replicas: return "\(object) has another number of replicas: \(old) before, \(new) now."
        case .call:
            let problem = part == "not found" ? ", which was not found in the newer manifests" : part.isEmpty ? "" : ", whose name \(part)"
            return "\(object) \(isNew ? "now calls" : "no longer calls") \(other)\(problem)."
        case .callPorts: return "\(object) calls \(other) on another port: \(old) before, \(new) now."
        case .resolution:
            switch new {
            case "found": return "\(object) calls \(other), whose name is found now."
            case "not found": return "\(object) calls \(other), which was not found in the newer manifests."
            default: return "\(object) calls \(other), whose name does not resolve any more as it is written."
            }
        case .externalTrafficPolicy, .internalTrafficPolicy:
            return "\(object): \(field.rawValue) was \(old), and is \(new) now."
        case .route: return "Requests for \(part) \(isNew ? "now reach" : "no longer reach") \(object)."
        case .name: return "The name \(part) \(isNew ? "appeared in" : "vanished from") DNS."
        }
    }
}
