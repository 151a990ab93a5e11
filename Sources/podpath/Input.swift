import Graphviz
import KubeManifest
import PodPathKit

/// What is read, and how: the same for every command that reads manifests.
struct Input {
    /// Files, folders and `-`; standard input where there is none.
    var paths: [String] = []
    /// The namespaces that are shown; empty for all.
    var namespaces: [String] = []
    /// For objects that name no namespace.
    var defaultNamespace = "default"
    /// The file of cluster facts.
    var cluster: String?
    /// The cluster's DNS domain, where it is not that of the facts.
    var clusterDomain: String?
    /// Warnings fail.
    var isStrict = false
    var isQuiet = false
    var isVerbose = false
    var color = ColorChoice.auto
    var limits = Limits()

    /// One input for each path, such as the older and the newer manifests.
    var each: [Input] {
        paths.map { path in
            var input = self
            input.paths = [path]
            return input
        }
    }

    var request: FigureRequest {
        var request = FigureRequest()
        request.namespaces = namespaces
        request.elementLimit = limits.figureElements
        request.branchLimit = limits.figureBranches
        return request
    }

    /// Namespaces that are to be shown and that the manifests do not have.
    func unknownNamespaces(in cluster: Cluster) -> [Diagnostic] {
        namespaces.filter { !cluster.namespaces.contains($0) }.map { name in
            let nearest = Spelling.nearest(to: name, among: cluster.namespaces)
            return Diagnostic(
                .warning, "namespace-not-found",
                "namespace \(Quoted(name)) was not found in these manifests." + (nearest.map { " Did you mean \($0)?" } ?? ""), at: nil)
        }
    }

    func generator(_ renderer: any FigureRenderer) -> Generator {
        var generator = Generator()
        generator.limits = limits
        if let clusterDomain { generator.facts.clusterDomain = clusterDomain.withoutFinalDot }
        generator.defaultNamespace = defaultNamespace
        generator.renderer = renderer
        return generator
    }
}
