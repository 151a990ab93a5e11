import KubeManifest

/// A block's command, in the words of the command line.
package struct BlockCommandLine: Sendable {
    /// `draw`
    package let command: String
    /// What follows it on the command line: inputs as they are, options as `--focus=shop/web`.
    package let arguments: [String]
    /// Below the figure.
    package let caption: String?
    /// The name of the figure's file.
    package let file: String?
    /// The level of its first heading.
    package let level: Int?
    /// Where the command's own word stands.
    package let location: SourceLocation
    private let words: [BlockWord]

    /// - Parameters:
    ///   - settings: what holds where the block says nothing.
    ///   - findings: gets an error for each word that is none of the command's.
    /// - Returns: nil where there was one.
    package init?(_ block: DocumentBlock, _ settings: ProjectSettings, _ findings: inout [Diagnostic]) {
        guard let first = block.words.first else {
            findings.append(.noCommand(block.location))
            return nil
        }
        guard first.key == nil, let known = BlockVocabulary.all.first(where: { $0.command == first.value }) else {
            findings.append(.unknownCommand(first))
            return nil
        }
        var reader = Reader(known)
        if let all = block.words.first(where: { $0.key == "figure" && $0.value == "all" }), known.isFigure {
            findings.append(.allFigures(all.location))
            return nil
        }
        for word in block.words.dropFirst() { reader.take(word) }
        findings += reader.findings
        guard reader.findings.isEmpty else { return nil }
        command = known.command
        let leading = reader.options.contains("--resolv-conf") ? 0 : known.leadingWords
        let inputs = reader.inputs + (reader.inputs.count > leading || known.takesTwo(reader.options) ? [] : settings.inputs)
        // Inputs come behind `--`: none of them is an option, whatever it begins with.
        arguments = reader.options + settings.options(of: known, besides: reader.seen) + ["--"] + inputs
        (caption, file, level) = (reader.own["caption"], reader.own["file"], reader.own["level"].flatMap { Int($0) })
        location = first.location
        words = Array(block.words.dropFirst())
    }

    /// The place that a message about the command is about: that of the option which it names, or of the word whose value it quotes.
    package func place(of message: String) -> SourceLocation {
        let named = words.first { word in word.key.map { message.contains("--\($0)") } ?? false }
        let quoted = words.first { !$0.value.isEmpty && message.contains($0.value) }
        return (named ?? quoted)?.location ?? location
    }

    /// A message in the words of blocks: `focus=` for `--focus`.
    package func reworded(_ message: String) -> String {
        message.replacing(/--([a-z][a-z-]*)(?: <[a-z=-]+>)?/) { "\($0.1)=" }
    }

    /// The place of an option's value; that of the command where it is not there.
    package func place(ofOption name: String) -> SourceLocation { words.first { $0.key == name }?.location ?? location }

    /// Takes the words one by one.
    private struct Reader {
        let known: BlockVocabulary
        var options: [String] = []
        var inputs: [String] = []
        var own: [String: String] = [:]
        var findings: [Diagnostic] = []
        private(set) var seen: Set<String> = []

        init(_ known: BlockVocabulary) { self.known = known }

        mutating func take(_ word: BlockWord) {
            guard let key = word.key else {
                if word.value.hasPrefix("-") { findings.append(.dashed(word)) } else { inputs.append(word.value) }
                return
            }
            guard known.names.contains(key) else { return findings.append(.unknownOption(word, key, of: known)) }
            let isHeading = key == "level" && Int(word.value) != nil
            let option = isHeading ? nil : known.options.first { $0.name == key }
            if !seen.insert(isHeading ? "\(key) of the heading" : key).inserted, option?.kind != .repeatable {
                return findings.append(.twice(word, key))
            }
            switch option?.kind {
            case nil: takeOwn(word, key)
            case .value, .repeatable: options.append("--\(key)=\(word.value)")
            case .flag:
                switch word.value {
                case "true": options.append("--\(key)")
                case "false": break
                default: findings.append(.flag(word, key))
                }
            }
        }

        private mutating func takeOwn(_ word: BlockWord, _ key: String) {
            if key == "level", !["1", "2", "3", "4", "5", "6"].contains(word.value) { return findings.append(.level(word)) }
            if key == "file", !Self.isFileName(word.value) { return findings.append(.fileName(word)) }
            own[key] = word.value
        }

        /// One segment of letters, digits, `.`, `_` and `-` that no system hides.
        private static func isFileName(_ name: String) -> Bool {
            !name.isEmpty && !name.hasPrefix(".") && name.utf8.count <= 200
                && name.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                        || [0x2E, 0x5F, 0x2D].contains(byte)
                }
        }
    }
}

extension ProjectSettings {
    /// Those that the command has and the block does not say itself. Two that exclude each other are one.
    fileprivate func options(of known: BlockVocabulary, besides said: Set<String>) -> [String] {
        let alike = ["show", "hide"]
        let said = said.isDisjoint(with: alike) ? said : said.union(alike)
        return options.filter { option in known.options.contains { $0.name == option.name } && !said.contains(option.name) }.map { option in
            let isFlag = known.options.contains { $0.name == option.name && $0.kind == .flag }
            return isFlag ? "--\(option.name)" : "--\(option.name)=\(option.value)"
        }
    }
}

extension BlockVocabulary {
    /// It compares two inputs that it is given.
    fileprivate func takesTwo(_ options: [String]) -> Bool { command == "compare" || options.contains("--diff") }
}

extension Diagnostic {
    private static func mean(_ word: String, _ known: [String]) -> String {
        Spelling.nearest(to: word, among: known).map { " Did you mean \($0)?" } ?? ""
    }

    fileprivate static func noCommand(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "block-unknown-command", "this block has no command. Write one behind podpath: \(BlockVocabulary.commands).", at: place)
    }

    fileprivate static func unknownCommand(_ word: BlockWord) -> Diagnostic {
        let name = word.key ?? word.value
        return Diagnostic(
            .error, "block-unknown-command",
            "a block has no command \(Quoted(name)).\(mean(name, BlockVocabulary.all.map(\.command))) Use one of: \(BlockVocabulary.commands).",
            at: word.location)
    }

    fileprivate static func unknownOption(_ word: BlockWord, _ key: String, of known: BlockVocabulary) -> Diagnostic {
        let why =
            BlockVocabulary.reserved.contains(key)
            ? "\(Quoted(key)) is not for blocks: where a block's text goes, and in what form, its document says."
            : "\(known.command) has no option \(Quoted(key)).\(mean(key, known.names))"
                + " An input with = in its name stands in quotation marks."
        return Diagnostic(.error, "block-unknown-option", why, at: word.location)
    }

    fileprivate static func allFigures(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "block-option-value", "a block is one figure. Name one, or let explain tell of all that the manifests call for.",
            at: place)
    }

    fileprivate static func dashed(_ word: BlockWord) -> Diagnostic {
        Diagnostic(
            .error, "block-unknown-option",
            "\(Quoted(word.value)): options of blocks have no dashes, and a flag is written as legend=true.", at: word.location)
    }

    fileprivate static func twice(_ word: BlockWord, _ key: String) -> Diagnostic {
        Diagnostic(.error, "block-option-twice", "\(key) stands here a second time.", at: word.location)
    }

    fileprivate static func flag(_ word: BlockWord, _ key: String) -> Diagnostic {
        Diagnostic(.error, "block-option-value", "\(key) is true or false, not \(Quoted(word.value)).", at: word.location)
    }

    fileprivate static func level(_ word: BlockWord) -> Diagnostic {
        Diagnostic(.error, "block-option-value", "level is the first heading's, from 1 to 6, not \(Quoted(word.value)).", at: word.location)
    }

    fileprivate static func fileName(_ word: BlockWord) -> Diagnostic {
        Diagnostic(
            .error, "block-option-value",
            "file=\(Quoted(word.value)): a figure's file name is one segment of letters, digits, . _ and -, and does not begin with a dot.",
            at: word.location)
    }
}

extension BlockVocabulary {
    static var commands: String { all.map(\.command).joined(separator: ", ") }
}
