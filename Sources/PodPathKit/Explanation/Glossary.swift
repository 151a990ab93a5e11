/// Words that a newcomer to Kubernetes has not met: where a page uses one for the first time, half a sentence says what it is.
///
/// A page without the word does without, and one that explains it anyway is left as it is. Only our own phrases are looked for: names of
/// Kubernetes hold no spaces and no capital letters.
struct Glossary {
    private struct Phrases {
        let term: Term
        /// How sentences use it; the meaning stands at `^`.
        let phrases: [String]
        /// Sentences with one of these say it already.
        let explanations: [String]
    }

    private static let phrases = [
        Phrases(
            term: .headless, phrases: ["is headless^", "A headless Service^", ", headless^:"],
            explanations: [
                "headless Service (clusterIP: None)", "so its name stands for", "its name stands for the ready Pods",
                "has no address of its own", "gets the addresses of its Pods", "headless (clusterIP: None)",
            ]),
        Phrases(term: .srvRecords, phrases: ["SRV records^"], explanations: []),
        Phrases(term: .nat, phrases: ["(no NAT^)"], explanations: []),
        Phrases(term: .dnat, phrases: ["(DNAT^)"], explanations: []),
        Phrases(term: .kubelet, phrases: ["the kubelet^", "kubelet^ acts", "kubelet^ keeps"], explanations: []),
        Phrases(term: .zone, phrases: ["the client's zone^"], explanations: []),
    ]

    /// The fields of a page that hold sentences, in the order in which its templates say them.
    static let order = [
        "entrances", "waysIn", "calls", "paths", "policies", "policyFigures", "namespaces", "lookups", "patterns", "lessons", "findings",
        "figure", "services", "podNames", "purpose", "remarks", "steps", "text", "sentence", "reach", "ports", "names", "from", "arrives",
        "answer", "podsIntroduction", "pods", "misses", "condition", "message", "notes",
    ]

    private var known: Set<Term> = []

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
        case .sentence(let sentence): .sentence(explain(sentence))
        case .code, .own, .number, .flag, .markup: value
        }
    }

    private mutating func explain(_ sentence: Sentence) -> Sentence {
        for case .explanation(let term) in sentence.runs { known.insert(term) }
        var result: [Sentence.Run] = []
        for (position, run) in sentence.runs.enumerated() {
            if case .words(let text) = run {
                result.append(.words(explain(text)))
                continue
            }
            result.append(run)
            switch run {
            case .term(let term, _) where known.insert(term).inserted:
                // Within brackets a comma does what brackets do elsewhere.
                var isInBrackets = false
                if position + 1 < sentence.runs.count, case .words(let next) = sentence.runs[position + 1] {
                    isInBrackets = next.hasPrefix(")")
                }
                result.append(.words(isInBrackets ? ", \(term.meaning)" : " (\(term.meaning))"))
            default: break
            }
        }
        return Sentence(result)
    }

    private mutating func explain(_ text: String) -> String {
        var result = text
        for item in Self.phrases where !known.contains(item.term) {
            guard let place = item.phrases.lazy.compactMap({ Self.place(of: $0, in: result) }).first else { continue }
            known.insert(item.term)
            if item.explanations.contains(where: text.contains) { continue }
            // Within brackets a comma does what brackets do elsewhere.
            let isInBrackets = result[place...].first == ")"
            result.insert(contentsOf: isInBrackets ? ", \(item.term.meaning)" : " (\(item.term.meaning))", at: place)
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
