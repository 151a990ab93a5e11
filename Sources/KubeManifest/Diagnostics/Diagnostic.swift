/// Something that the reader of the output should know: what is wrong, where, by which rule, and what helps.
public struct Diagnostic: Hashable, Sendable {
    /// How bad it is, from the least on.
    public enum Severity: String, Sendable, Comparable, CaseIterable {
        /// The output is right; this explains something about it.
        case note
        /// The output is drawn, but a cluster would not do what the author expects, or something was left out.
        case warning
        /// The input is not what an API server would accept.
        case error

        /// A note is less than a warning, a warning less than an error.
        public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    /// A second place that explains the first, such as the earlier of two equal keys, or a near miss.
    public struct Note: Hashable, Sendable {
        /// A phrase without a full stop, such as `first used here`.
        public let message: String
        /// Nil where the note is about no place.
        public let location: SourceLocation?

        package init(_ message: String, at location: SourceLocation? = nil) {
            self.message = Quoted.message(message)
            self.location = location
        }
    }

    /// Whether the output is right, wrong in part, or the input is invalid.
    public let severity: Severity
    /// Kebab-case and stable; each has a heading in docs/diagnostics.md.
    public let identifier: String
    /// The object, the rule and the remedy, in whole sentences.
    public let message: String
    /// The field in the manifest; nil where the matter has no place, such as a figure that could not be drawn.
    public let location: SourceLocation?
    /// The field's path within its object, such as `spec.ports[0].targetPort`.
    public let field: String?
    /// Further places that explain this one.
    public let notes: [Note]

    package init(
        _ severity: Severity, _ identifier: String, _ message: String, at location: SourceLocation?,
        field: String? = nil, notes: [Note] = []
    ) {
        self.severity = severity
        self.identifier = identifier
        self.message = Quoted.message(message)
        self.location = location
        self.field = field
        self.notes = notes
    }
}

extension Diagnostic: Comparable {
    /// Source order; what has no place comes first.
    public static func < (a: Self, b: Self) -> Bool {
        switch (a.location, b.location) {
        case (nil, nil): return (a.identifier, a.message) < (b.identifier, b.message)
        case (nil, _): return true
        case (_, nil): return false
        case (let left?, let right?):
            if left != right { return left < right }
            return (a.identifier, a.message) < (b.identifier, b.message)
        }
    }
}
