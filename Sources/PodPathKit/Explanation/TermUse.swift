import SafeText

/// Which words of the glossary a page has used so far, in the order in which its templates say them: the first use of each is linked to the
/// page's glossary, or, where it has none, half a sentence behind it says what it is.
final class TermUse {
    private let language: TemplateValue.Language
    /// The page ends with the glossary.
    private let hasGlossary: Bool
    private var known: Set<Term> = []

    init(_ language: TemplateValue.Language, hasGlossary: Bool) {
        self.language = language
        self.hasGlossary = hasGlossary
    }

    /// A sentence as the page says it at this place.
    func text(of sentence: Sentence) -> String {
        // A sentence that says what a word means may use the word first.
        for case .explanation(let term) in sentence.runs { known.insert(term) }
        var result = ""
        var runs: [Sentence.Run] = []
        for (position, run) in sentence.runs.enumerated() {
            guard case .term(let term, let text) = run, known.insert(term).inserted else {
                runs.append(run)
                continue
            }
            if hasGlossary {
                result += plain(runs) + link(text, to: term)
                runs = []
            } else {
                runs.append(run)
                if let aside = term.aside { runs.append(.words(isBracketed(sentence, after: position) ? ", \(aside)" : " (\(aside))")) }
            }
        }
        return result + plain(runs)
    }

    /// Within brackets a comma does what brackets do elsewhere.
    private func isBracketed(_ sentence: Sentence, after position: Int) -> Bool {
        guard position + 1 < sentence.runs.count, case .words(let next) = sentence.runs[position + 1] else { return false }
        return next.hasPrefix(")")
    }

    private func plain(_ runs: [Sentence.Run]) -> String {
        language == .markdown ? Sentence(runs).markdown : Sentence(runs).html
    }

    private func link(_ text: String, to term: Term) -> String {
        language == .markdown
            ? "[\(MarkdownText(text).text)](#glossary)" : "<a href=\"#term-\(term.rawValue)\">\(HTMLText(text).text)</a>"
    }
}
