/// Text that is too long for one line, in several: each is whole, and nothing is cut.
enum BrokenText {
    /// Broken between words; a word that is too long itself, after its dots: `= cart.shop.svc.` and `cluster.local`.
    static func words(_ text: String, at limit: Int) -> [String] {
        lines(
            text.split(separator: " ").flatMap { word in
                let parts = word.count > limit ? parts(word) : [word]
                return parts.enumerated().map { (space: $0.offset == 0 ? " " : "", text: $0.element) }
            }, at: limit)
    }

    /// A name broken after its dots: `cart.shop.svc.` and `cluster.local`.
    static func name(_ text: String, at limit: Int) -> [String] { lines(parts(text[...]).map { ("", $0) }, at: limit) }

    /// The cluster's domain, after `svc.`, is one part.
    private static func parts(_ name: Substring) -> [Substring] {
        let end = name.firstRange(of: ".svc.")?.upperBound ?? name.endIndex
        let parts = name[..<end].split(separator: ".", omittingEmptySubsequences: false)
        let own = parts.enumerated().map { $0.offset < parts.count - 1 ? "\($0.element)." : $0.element }
        return (own + [name[end...]]).filter { !$0.isEmpty }
    }

    private static func lines(_ parts: [(space: String, text: Substring)], at limit: Int) -> [String] {
        var lines: [String] = []
        for part in parts {
            if let last = lines.last, last.count + part.space.count + part.text.count <= limit {
                lines[lines.count - 1] = last + part.space + part.text
            } else {
                lines.append(String(part.text))
            }
        }
        return lines
    }
}

extension Figure {
    /// The lines of a box. Where they would make the figure wider than an article, the cluster's domain has a line of its own in what DNS
    /// was asked, as have the word `nodePort` where a balancer stands before the node.
    func facts(of element: Element) -> [String] {
        let facts = element.facts.map(\.plain)
        switch element.role {
        case .dns where facts.contains { $0.count > 24 }:
            return facts.flatMap { fact -> [String] in
                guard let end = fact.firstRange(of: ".svc.")?.upperBound else { return [fact] }
                return [String(fact[..<end]), "  \(fact[end...])"]
            }
        case .node where layout == .flow && !columns.isEmpty:
            return facts.enumerated().flatMap { number, fact -> [String] in
                let words = fact.split(separator: " ", maxSplits: 1).map(String.init)
                return number > 0 && facts[number - 1].hasPrefix("\(words[0]) ") ? Array(words.dropFirst()) : words
            }
        default: return facts
        }
    }
}
