/// How much an explanation tells, and in which order.
public struct ExplanationOutline: Sendable {
    /// Each has a template of its name, whose lines are the parts in their order.
    public enum Level: String, Sendable, CaseIterable {
        /// What there is, who calls whom, what is wrong: one page with one figure.
        case brief
        /// What a colleague needs to know: each Service in a paragraph, a figure and a table.
        case standard
        /// Everything, with what the figures teach about Kubernetes, and a glossary.
        case full
    }

    /// What a part is told in, and which parts there are where none are named.
    public var level: Level
    /// The parts by name, in their order; empty for those of the level.
    public var sections: [String]

    /// The standard, unless something else is asked for.
    public init(level: Level = .standard, sections: [String] = []) {
        (self.level, self.sections) = (level, sections)
    }
}

/// A part of an explanation: the template of its name.
package enum ExplanationSection: String, CaseIterable, Sendable {
    case findings, overview, calls, entrances, routes, policies, path, services, workloads, names, lessons, glossary

    /// The kinds of the figures that stand in it.
    var figureKinds: [String] {
        switch self {
        case .overview: ["overview"]
        case .routes: ["ingress"]
        case .policies: ["policy"]
        case .path: ["path"]
        case .services: ["service"]
        case .names: ["dns-lookup", "dns-records"]
        case .lessons: ["network-model", "service-types", "pod-replacement", "compare"]
        case .findings, .calls, .entrances, .workloads, .glossary: []
        }
    }
}
