import KubeCluster
import SafeText

/// A sentence as each place shows it.
extension Sentence {
    /// As people read it, in a tooltip, on a terminal, in a picture.
    package var plain: String {
        if runs.count == 1, case .words(let text) = runs[0] { return text }
        var text = ""
        for position in runs.indices { text += self.text(at: position) }
        return text
    }

    /// Harmless in Markdown; what stands in a manifest is in code spans.
    var markdown: String {
        printed {
            MarkdownText($0).text
        } code: {
            MarkdownCode($0).text
        }
    }

    /// Harmless in HTML.
    var html: String {
        printed {
            HTMLText($0).text
        } code: {
            $0.isEmpty ? "" : "<code>\(HTMLText($0).text)</code>"
        }
    }

    /// What no manifest states bears `~`, wherever it stands.
    var hasExamples: Bool {
        runs.contains { run in
            switch run {
            case .name(let assigned), .address(let assigned), .port(_, let assigned): assigned.isIllustrative
            case .words, .code, .object, .term, .explanation: false
            }
        }
    }

    /// Each run with what it reads as.
    var parts: [(run: Run, text: String)] { runs.indices.map { (runs[$0], text(at: $0)) } }

    private func text(at position: Int) -> String {
        switch runs[position] {
        case .words(let text), .code(let text), .term(_, let text): text
        case .name(let name): name.text
        case .object(let object): object.description
        // An address with colons of its own, before a port.
        case .address(let address): isBeforePort(position) && address.value.contains(":") ? "[\(address.text)]" : address.text
        case .port(let lead, let number): lead + number.text
        case .explanation: ""
        }
    }

    private func isBeforePort(_ position: Int) -> Bool {
        guard position + 1 < runs.count, case .port(":", _) = runs[position + 1] else { return false }
        return true
    }

    /// Neighbours are escaped together, code with code and words with words: what acts in a language may begin in one run and end in the
    /// next.
    private func printed(_ words: (String) -> String, code: (String) -> String) -> String {
        var result = "", open = "", isCode = false
        for position in runs.indices {
            let text = text(at: position)
            if text.isEmpty { continue }
            let isNext = if case .code = runs[position] { true } else { false }
            if isNext != isCode, !open.isEmpty {
                result += isCode ? code(open) : words(open)
                open = ""
            }
            isCode = isNext
            open += text
        }
        return open.isEmpty ? result : result + (isCode ? code(open) : words(open))
    }
}
