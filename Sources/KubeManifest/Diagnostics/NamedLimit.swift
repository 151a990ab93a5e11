/// A limit as people set it: `--limit NAME=VALUE`.
package struct NamedLimit: Sendable {
    package let name: String
    /// What counts against it.
    package let meaning: String
    /// The largest value; nil for any.
    let largest: Int?
    /// What it sets; the first has its default.
    private let fields: [WritableKeyPath<Limits, Int> & Sendable]

    private init(_ name: String, _ meaning: String, _ fields: (WritableKeyPath<Limits, Int> & Sendable)..., upTo largest: Int? = nil) {
        self.name = name
        self.meaning = meaning
        self.fields = fields
        self.largest = largest
    }

    /// Every limit that has a name, in the order in which a run meets them.
    package static let all = [
        NamedLimit("input-size", "bytes of one input", \.inputBytes),
        NamedLimit("total-size", "bytes of all inputs together", \.totalBytes),
        NamedLimit("documents", "documents of one input", \.documents),
        // libyaml takes quadratic time in the depth, and the readers a stack frame a level.
        NamedLimit("depth", "levels of nesting in one document", \.depth, upTo: 1000),
        NamedLimit("nodes", "YAML or JSON nodes of one document, aliases expanded", \.nodes),
        NamedLimit("alias-nodes", "nodes that aliases add to one document", \.aliasNodes),
        NamedLimit("alias-size", "bytes of text that aliases add to one document", \.aliasBytes),
        NamedLimit("service-ports", "ports of one Service that are read", \.servicePorts),
        NamedLimit("replicas", "Pods worked out for one workload", \.replicas),
        NamedLimit("pods", "Pods worked out for all workloads together; past it, each has one", \.pods),
        NamedLimit("endpoints", "Pods behind all Services together, each once for every Service and port", \.endpoints),
        NamedLimit(
            "configuration",
            "entries and addresses of ConfigMaps, each once for every workload, and four bytes each of long values made of variables",
            \.configuration),
        NamedLimit("connections", "pairs of workloads in one list of connections (with --explain a hundredth of it)", \.connections),
        NamedLimit(
            "path-branches", "kinds of Pods behind one Service that a path tells one by one (in a figure \(Limits().figureBranches))",
            \.pathBranches, \.figureBranches),
        NamedLimit("figure-elements", "boxes of one figure before it is split", \.figureElements),
        NamedLimit("render-seconds", "seconds of layout and rendering for one figure", \.renderSeconds, upTo: 86_400),
        NamedLimit("diagnostics", "messages that are kept; the rest is counted", \.diagnostics),
    ]

    package var standard: Int { fields.first.map { Limits()[keyPath: $0] } ?? 0 }

    /// What values it takes, in words.
    package var range: String { largest.map { "a number from 1 to \($0)" } ?? "a number from 1" }

    /// - Returns: false where the value is out of range; the limits are then as before.
    package func set(_ value: Int, in limits: inout Limits) -> Bool {
        guard value >= 1, value <= largest ?? .max else { return false }
        for field in fields { limits[keyPath: field] = value }
        return true
    }
}
