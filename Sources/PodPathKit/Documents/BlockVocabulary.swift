import KubeManifest

/// What a block may say: commands and their options, by the names that the command line has.
package struct BlockVocabulary: Sendable {
    /// An option without its dashes.
    package struct Option: Sendable, Hashable {
        package enum Kind: Sendable, Hashable { case value, repeatable, flag }

        package let name: String
        package let kind: Kind
    }

    /// `draw`
    package let command: String
    /// Those of the command line, without those that say where output goes and how messages look.
    package let options: [Option]
    /// How many of its words stand before the inputs: the name that is looked up, the two ends of a connection.
    package var leadingWords: Int { ["lookup": 1, "trace": 2][command] ?? 0 }
    /// Whether it can be a figure, which has a file, a caption and an alternative text.
    package var isFigure: Bool { command == "draw" }

    /// Of the command line, what no block may say.
    package static let reserved = [
        "output", "format", "quiet", "verbose", "color", "check", "watch", "templates", "limit", "frames", "exit-code", "force", "help",
        "version",
    ]
    /// Of the command line, what a block means otherwise: there `caption` is the line below the figure, not words in it.
    package static let renamed = ["caption"]
    /// What blocks alone may say: of every block, and of one that is a figure. `level=2` is its first heading's, where a command has an
    /// option of that name too, whose values are words.
    static let own = ["level"], figureOwn = ["caption", "file"]

    package static let all: [BlockVocabulary] = [
        BlockVocabulary(
            "draw", shown + looks,
            ["focus", "from", "name", "to", "title", "desc", "alt", "replace", "old", "figure"], flags: ["legend", "no-key", "animate"]),
        BlockVocabulary("explain", shown + looks, ["level", "sections"], flags: ["legend", "no-key"]),
        BlockVocabulary("records", shown, ["zone"]),
        BlockVocabulary("lookup", [], ["from", "type"], flags: ["explain", "resolv-conf"]),
        BlockVocabulary("calls", shown, []),
        BlockVocabulary("connections", shown, ["from", "to", "port"], flags: ["explain", "diff"]),
        BlockVocabulary("trace", [], []),
        BlockVocabulary("compare", shown + looks, [], flags: ["legend", "no-key"]),
        BlockVocabulary("check", [], []),
    ]

    private static let shown = [Option(name: "namespace", kind: .repeatable)]
    private static let looks = ["theme", "background", "direction", "show", "hide", "max-pods", "width"].map {
        Option(name: $0, kind: .value)
    }

    private init(
        _ command: String, _ common: [Option], _ values: [String], flags: [String] = [], repeatable: [String] = []
    ) {
        self.command = command
        options =
            common + (["default-namespace", "cluster", "cluster-domain"] + values).map { Option(name: $0, kind: .value) }
            + (["strict"] + flags).map { Option(name: $0, kind: .flag) } + repeatable.map { Option(name: $0, kind: .repeatable) }
    }

    /// Every name that a word before `=` may be.
    var names: [String] {
        let known = options.map(\.name)
        return known + Self.own.filter { !known.contains($0) } + (isFigure ? Self.figureOwn : [])
    }
}
