/// A figure may hide addresses and ports.
extension Sentence {
    /// Without the runs of what is hidden; nil where words alone are left, which say nothing without them.
    func without(_ hidden: Set<FigureLook.Part>) -> Sentence? {
        let left = runs.filter { run in
            switch run {
            case .address: !hidden.contains(.ips)
            case .port: !hidden.contains(.ports)
            case .words, .code, .name, .object, .term, .explanation: true
            }
        }
        if left.count == runs.count { return self }
        let saysSomething = left.contains { if case .words = $0 { false } else { true } }
        return saysSomething ? Sentence(left).trimmed : nil
    }

    /// Without blanks at its ends, and with one where two met.
    private var trimmed: Sentence {
        var result = Sentence()
        for run in runs {
            guard case .words(let text) = run else {
                result.append(run)
                continue
            }
            let isFirst = result.isEmpty
            let words = text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
            let lead = text.hasPrefix(" ") && !isFirst ? " " : "", end = text.hasSuffix(" ") && !words.isEmpty ? " " : ""
            result.append(.words(lead + words + end))
        }
        guard case .words(let last)? = result.runs.last, last.hasSuffix(" ") else { return result }
        return Sentence(result.runs.dropLast() + [.words(String(last.dropLast()))])
    }
}
