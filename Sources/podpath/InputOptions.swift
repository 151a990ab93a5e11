import ArgumentParser
import KubeManifest
import PodPathKit

/// What every command that reads manifests takes.
struct InputOptions: ParsableArguments {
    @Argument(
        help: "Files, folders (*.yaml, *.yml and *.json in them), or - for standard input, which is also read where nothing is named.")
    var inputs: [String] = []

    @Option(
        name: [.customShort("n"), .long],
        help: ArgumentHelp("Show only this namespace (repeatable); all are resolved.", valueName: "namespace"))
    var namespace: [String] = []

    @Option(help: ArgumentHelp("For objects that name no namespace.", valueName: "namespace"))
    var defaultNamespace = Input().defaultNamespace

    @Option(help: ArgumentHelp("What no manifest states about the cluster; see docs/interface.md.", valueName: "file"))
    var cluster: String?

    @Option(help: ArgumentHelp("The cluster's DNS domain. (default: cluster.local)", valueName: "domain"))
    var clusterDomain: String?

    @Flag(help: "Let warnings fail: exit status 1.")
    var strict = false

    @Flag(name: .shortAndLong, help: "Errors alone: no warnings and no notes.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Notes too, and what was read.")
    var verbose = false

    @Option(help: "Colour in messages: auto, always or never; NO_COLOR is honoured.")
    var color = ColorChoice.auto

    @OptionGroup(title: "Limits") var limits: LimitOptions

    func validate() throws {
        if quiet && verbose { throw ValidationError("--quiet and --verbose contradict each other.") }
        if let domain = clusterDomain?.withoutFinalDot, !domain.isEmpty, !NameRules.isDNSZone(domain) {
            throw ValidationError("--cluster-domain '\(domain)' is no DNS domain, such as cluster.local.")
        }
    }

    /// What the options say.
    var value: Input {
        Input(
            paths: inputs, namespaces: namespace, defaultNamespace: defaultNamespace, cluster: cluster, clusterDomain: clusterDomain,
            isStrict: strict, isQuiet: quiet, isVerbose: verbose, color: color, limits: limits.limits)
    }
}

/// One flag for each limit; the messages name them.
struct LimitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Bytes of one input.", visibility: .hidden)) var maxInputSize = Limits().inputBytes
    @Option(help: ArgumentHelp("Bytes of all inputs.", visibility: .hidden)) var maxTotalSize = Limits().totalBytes
    @Option(help: ArgumentHelp("Nodes of one document.", visibility: .hidden)) var maxNodes = Limits().nodes
    @Option(help: ArgumentHelp("Levels of nesting.", visibility: .hidden)) var maxDepth = Limits().depth
    @Option(help: ArgumentHelp("Nodes that aliases add to one document.", visibility: .hidden)) var maxAliasNodes = Limits().aliasNodes
    @Option(help: ArgumentHelp("Documents of one input.", visibility: .hidden)) var maxDocuments = Limits().documents
    @Option(help: ArgumentHelp("Pods worked out for one workload.", visibility: .hidden)) var maxReplicas = Limits().replicas
    @Option(help: ArgumentHelp("Messages that are kept.", visibility: .hidden)) var maxDiagnostics = Limits().diagnostics
    @Option(help: ArgumentHelp("Boxes of one figure before it is split.", visibility: .hidden)) var maxFigureElements = Limits()
        .figureElements
    @Option(help: ArgumentHelp("Kinds of Pods behind one Service that trace and a path's figure tell one by one.", visibility: .hidden))
    var maxPathBranches: Int?
    @Option(help: ArgumentHelp("Seconds for rendering one figure.", visibility: .hidden)) var maxRenderSeconds = Limits().renderSeconds

    func validate() throws {
        let all = [
            maxInputSize, maxTotalSize, maxNodes, maxAliasNodes, maxDocuments, maxReplicas, maxDiagnostics,
            maxFigureElements, maxPathBranches ?? 1, maxRenderSeconds,
        ]
        if all.contains(where: { $0 < 1 }) { throw ValidationError("A limit is a number from 1.") }
        // libyaml takes quadratic time in the depth, and the readers a stack frame a level.
        if !(1...1000).contains(maxDepth) { throw ValidationError("--max-depth is a number from 1 to 1000.") }
    }

    var limits: Limits {
        var limits = Limits()
        limits.inputBytes = maxInputSize
        limits.totalBytes = maxTotalSize
        limits.nodes = maxNodes
        limits.depth = maxDepth
        limits.aliasNodes = maxAliasNodes
        limits.documents = maxDocuments
        limits.replicas = maxReplicas
        limits.diagnostics = maxDiagnostics
        limits.figureElements = maxFigureElements
        if let maxPathBranches { (limits.pathBranches, limits.figureBranches) = (maxPathBranches, maxPathBranches) }
        limits.renderSeconds = maxRenderSeconds
        return limits
    }
}
