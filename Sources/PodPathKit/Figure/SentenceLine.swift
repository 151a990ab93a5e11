extension Figure.Line {
    /// A sentence as a line of a box; addresses and ports can be hidden.
    init(_ sentence: Sentence, _ role: Role = .plain, left: Mark? = nil, right: Mark? = nil, startsSection: Bool = false) {
        let runs = sentence.parts.map { run, text -> Run in
            switch run {
            case .words, .term, .explanation, .object: Run(text)
            case .name, .code: Run(text, .code)
            case .address: Run(text, .code, part: .ips)
            case .port: Run(text, .code, part: .ports)
            }
        }
        self.init(runs.filter { !$0.text.isEmpty }, role, left: left, right: right, startsSection: startsSection)
    }
}
