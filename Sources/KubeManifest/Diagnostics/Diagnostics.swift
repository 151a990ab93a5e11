/// What was found so far: a value that stages append to, in the order in which they work.
public struct Diagnostics: Sendable {
    /// In the order in which they were found, as many as the limit keeps.
    public private(set) var all: [Diagnostic] = []
    /// How many more there were than the limit allows to keep.
    public private(set) var suppressed = 0
    private let limit: Int
    /// How many errors there were, those past the limit included.
    package private(set) var errorCount = 0
    private var warningsSeen = false

    /// None yet.
    ///
    /// - Parameter limit: how many are kept; the rest is counted.
    public init(limit: Int = Limits().diagnostics) {
        self.limit = limit
    }

    package mutating func append(_ diagnostic: Diagnostic) {
        switch diagnostic.severity {
        case .error: errorCount += 1
        case .warning: warningsSeen = true
        case .note: break
        }
        if all.count < limit {
            all.append(diagnostic)
        } else {
            suppressed += 1
        }
    }

    /// The severest of all that were found, those past the limit included.
    public var worst: Diagnostic.Severity? {
        if errorCount > 0 { return .error }
        if warningsSeen { return .warning }
        return all.isEmpty ? nil : .note
    }

    /// In source order, each once.
    public var sorted: [Diagnostic] {
        var result: [Diagnostic] = []
        for diagnostic in all.sorted() where result.last != diagnostic { result.append(diagnostic) }
        return result
    }
}
