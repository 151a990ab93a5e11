import ArgumentParser
import KubeManifest
import PodPathKit

/// What every command that reads manifests takes.
struct InputOptions: ParsableArguments {
    @Argument(
        help: "Files, folders (*.yaml, *.yml and *.json in them), or - for standard input, which is also read where nothing is named.",
        completion: .manifests)
    var inputs: [String] = []

    @Option(help: ArgumentHelp("For objects that name no namespace.", valueName: "namespace"))
    var defaultNamespace = Input().defaultNamespace

    @Option(
        help: ArgumentHelp("What no manifest states about the cluster; see docs/interface.md.", valueName: "file"), completion: .manifests)
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

    @Option(help: ArgumentHelp("Another limit of what a run may cost (repeatable); help lists them.", valueName: "name=value"))
    var limit: [String] = []

    func validate() throws {
        _ = try Limits(options: limit)
        if quiet && verbose { throw ValidationError("--quiet and --verbose contradict each other.") }
        if let domain = clusterDomain?.withoutFinalDot, !domain.isEmpty, !NameRules.isDNSZone(domain) {
            throw ValidationError("--cluster-domain '\(domain)' is no DNS domain, such as cluster.local.")
        }
    }

    /// What the options say.
    var value: Input {
        get throws { try value(showing: []) }
    }

    func value(showing namespaces: [String]) throws -> Input {
        try Input(
            paths: inputs, namespaces: namespaces, defaultNamespace: defaultNamespace, cluster: cluster, clusterDomain: clusterDomain,
            isStrict: strict, isQuiet: quiet, isVerbose: verbose, color: color, limits: Limits(options: limit))
    }
}

/// What commands take that show a part of the cluster.
struct NamespaceOptions: ParsableArguments {
    @Option(
        name: [.customShort("n"), .long],
        help: ArgumentHelp("Show only this namespace (repeatable); all are resolved.", valueName: "namespace"))
    var namespace: [String] = []
}
