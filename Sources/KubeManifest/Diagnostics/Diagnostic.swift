/// Something that the reader of the output should know: what is wrong, where, by which rule, and what helps.
public struct Diagnostic: Hashable, Sendable {
    public enum Severity: String, Sendable, Comparable, CaseIterable {
        /// The output is right; this explains something about it.
        case note
        /// The output is drawn, but a cluster would not do what the author expects, or something was left out.
        case warning
        /// The input is not what an API server would accept.
        case error

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
        public let message: String
        public let location: SourceLocation?

        package init(_ message: String, at location: SourceLocation? = nil) {
            self.message = message
            self.location = location
        }
    }

    public let severity: Severity
    /// Kebab-case and stable; each has a heading in docs/diagnostics.md.
    public let identifier: String
    public let message: String
    public let location: SourceLocation?
    /// The field's path within its object, such as `spec.ports[0].targetPort`.
    public let field: String?
    public let notes: [Note]

    package init(
        _ severity: Severity, _ identifier: String, _ message: String, at location: SourceLocation?,
        field: String? = nil, notes: [Note] = []
    ) {
        self.severity = severity
        self.identifier = identifier
        self.message = message
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
