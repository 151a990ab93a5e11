/// What one run may cost. `NamedLimit.all` has the names by which people set these; a message that speaks of a limit names it.
///
/// The defaults pass every manifest seen in practice: an API server refuses objects over 3 MiB.
public struct Limits: Sendable {
    /// Bytes of one input.
    public var inputBytes = 16 << 20
    /// Bytes of all inputs together.
    public var totalBytes = 64 << 20
    /// YAML or JSON nodes of one document, aliases expanded.
    public var nodes = 4_000_000
    /// Levels of nesting. libyaml takes quadratic time in this.
    public var depth = 100
    /// Nodes that aliases may add to one document (against "billion laughs").
    public var aliasNodes = 10_000
    /// Bytes of text that aliases may add to one document: a few nodes may stand for a long scalar.
    public var aliasBytes = 4 << 20
    /// Documents of one input.
    public var documents = 200_000
    /// Ports of one Service that are read.
    public var servicePorts = 2_000
    /// Pods that are worked out for one workload.
    public var replicas = 10_000
    /// Pods that are worked out for all workloads together; past it, each workload has one.
    public var pods = 100_000
    /// Pods behind all Services together, each once for every Service and port; past it, each Service has one.
    public var endpoints = 200_000
    /// What is read of configurations that are longer than their manifests: entries and addresses of ConfigMaps, each once for every
    /// workload, and four bytes each of long values that variables are put together from.
    public var configuration = 1_000_000
    /// Pairs of workloads in one list of connections; one whose reasons are told counts as a hundred.
    public var connections = 20_000_000
    /// Diagnostics that are kept; the rest is counted.
    public var diagnostics = 200
    /// Boxes of one figure before it is split or cut.
    public var figureElements = 60
    /// Kinds of Pods behind one Service that a path tells one by one; the others are judged and counted.
    public var pathBranches = 20
    /// The same, of those that its figure draws.
    public var figureBranches = 4
    /// Characters of one label in a figure.
    public var labelCharacters = 60
    /// Seconds of layout and rendering for one figure.
    public var renderSeconds = 30

    /// The defaults.
    public init() {}
}
