/// Words that a newcomer to Kubernetes has not met: where a page uses one for the first time, half a sentence says what it is.
///
/// A page without the word does without, and one that explains it anyway is left as it is. Only our own phrases are looked for: names of
/// Kubernetes hold no spaces and no capital letters.
struct Glossary {
    private struct Term {
        /// How sentences use it; the meaning stands at `^`.
        let phrases: [String]
        let meaning: String
        /// Sentences with one of these say it already.
        let explanations: [String]
    }

    private static let terms = [
        Term(
            phrases: ["is headless^", "A headless Service^", ", headless^:"],
            meaning: "it has no virtual IP, its name stands for the Pods themselves",
            explanations: [
                "headless Service (clusterIP: None)", "so its name stands for", "its name stands for the ready Pods",
                "has no address of its own", "gets the addresses of its Pods", "headless (clusterIP: None)",
            ]),
        Term(phrases: ["SRV records^"], meaning: "entries of DNS that tell a port beside a host's name", explanations: []),
        Term(phrases: ["(no NAT^)"], meaning: "network address translation", explanations: []),
        Term(phrases: ["(DNAT^)"], meaning: "network address translation of the destination", explanations: []),
        Term(
            phrases: ["the kubelet^", "kubelet^ acts", "kubelet^ keeps"], meaning: "which starts the Pods of its node and probes them",
            explanations: []),
        Term(
            phrases: ["the client's zone^"], meaning: "nodes that fail together, such as those of one data centre", explanations: []),
    ]

    /// The fields of a page that hold sentences, in the order in which its templates say them.
    static let order = [
        "entrances", "waysIn", "calls", "paths", "policies", "policyFigures", "namespaces", "lookups", "patterns", "lessons", "findings",
        "figure", "services", "podNames", "purpose", "remarks", "steps", "text", "sentence", "reach", "ports", "names", "from", "arrives",
        "answer", "podsIntroduction", "pods", "misses", "condition", "message", "notes",
    ]

    private var known: Set<Int> = []

    mutating func explain(_ record: [String: TemplateValue]) -> [String: TemplateValue] {
        var result = record
        for key in Self.order { if let value = record[key] { result[key] = explain(value) } }
        return result
    }

    private mutating func explain(_ value: TemplateValue) -> TemplateValue {
        switch value {
        case .prose(let text): .prose(explain(text))
        case .list(let items): .list(items.map { explain($0) })
        case .record(let fields): .record(explain(fields))
        case .code, .own, .number, .flag, .markup: value
        }
    }

    private mutating func explain(_ text: String) -> String {
        var result = text
        for (position, term) in Self.terms.enumerated() where !known.contains(position) {
            guard let place = term.phrases.lazy.compactMap({ Self.place(of: $0, in: result) }).first else { continue }
            known.insert(position)
            if term.explanations.contains(where: text.contains) { continue }
            // Within brackets a comma does what brackets do elsewhere.
            let isInBrackets = result[place...].first == ")"
            result.insert(contentsOf: isInBrackets ? ", \(term.meaning)" : " (\(term.meaning))", at: place)
        }
        return result
    }

    /// Where the `^` of a phrase lies in a text that holds it.
    private static func place(of phrase: String, in text: String) -> String.Index? {
        let parts = phrase.split(separator: "^", omittingEmptySubsequences: false)
        guard let found = text.firstRange(of: parts.joined()) else { return nil }
        return text.index(found.lowerBound, offsetBy: parts[0].count)
    }
}
