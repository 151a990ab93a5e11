import Graphviz

extension Sentence {
    /// As a picture writes it: addresses, ports and what a manifest writes in the font of code.
    func runs(_ words: Colour = .text, code: Colour = .text) -> [HTMLRun] {
        parts.map { run, text in
            switch run {
            case .words, .term, .explanation, .name, .object: HTMLRun(text, size: 12, colour: words)
            case .code, .address, .port: HTMLRun(text, face: .mono, size: 12, colour: code)
            }
        }.filter { !$0.text.isEmpty }
    }
}

extension Figure.Connection {
    /// What stands along the arrow: its words and what is sent, then what is to be said of it.
    ///
    /// - Parameter words: the colour of its line, as text.
    func texts(_ words: Colour) -> [[HTMLRun]] {
        var first: [HTMLRun] = []
        if let label, !label.isEmpty { first.append(HTMLRun(label.plain, size: 12, colour: words)) }
        if let code, !code.isEmpty {
            if !first.isEmpty { first.append(HTMLRun(" ", size: 12, colour: words)) }
            first.append(HTMLRun(code.plain, face: .mono, size: 12, colour: words))
        }
        return [first, note.map { [HTMLRun($0, size: 12, colour: words == .text ? .mutedText : words)] } ?? []].filter { !$0.isEmpty }
    }
}
