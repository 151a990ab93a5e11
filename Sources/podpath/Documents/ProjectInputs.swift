import Graphviz
import KubeCluster
import KubeManifest
import PodPathIO
import PodPathKit

/// The manifests of a project's blocks: each input is read once, and each set of inputs resolved once.
struct ProjectInputs {
    private let root: ConfinedFolder
    private let limits: Limits
    private var reader: InputReader
    private var files: [String: [SourceFile]] = [:]
    private var resolved: [Key: ResolvedInput] = [:]

    private struct Key: Hashable {
        let paths: [String]
        let namespace: String
        let cluster: String?
        let domain: String?
    }

    /// An input that cannot be read.
    struct Unreadable: Error {
        let path: String
        let reason: String
    }

    /// - Parameter skipped: files that folders hold and that are no manifests.
    init(_ root: ConfinedFolder, _ limits: Limits, skipped: Set<String>) {
        (self.root, self.limits) = (root, limits)
        reader = InputReader(inputLimit: limits.inputBytes, totalLimit: limits.totalBytes, within: root, skipping: skipped)
    }

    /// Every file that was read.
    var sources: [SourceFile] { files.sorted { $0.key < $1.key }.flatMap(\.value) }

    mutating func resolve(_ input: Input) throws(Unreadable) -> ResolvedInput {
        let key = Key(
            paths: input.paths, namespace: input.defaultNamespace, cluster: input.cluster, domain: input.clusterDomain)
        if let known = resolved[key] { return shown(known, input) }
        var manifests: [SourceFile] = []
        for path in input.paths { manifests += try read(path) }
        var findings = Diagnostics(limit: limits.diagnostics)
        var generator = input.generator(LibraryRenderer())
        if let path = input.cluster, let file = try read(path).first {
            generator.facts = ClusterFacts.read(file, limits: limits, &findings)
            if let domain = input.clusterDomain { generator.facts.clusterDomain = domain.withoutFinalDot }
        }
        let new = ResolvedInput(cluster: generator.cluster(from: manifests, &findings), findings: findings)
        resolved[key] = new
        return shown(new, input)
    }

    private func shown(_ resolved: ResolvedInput, _ input: Input) -> ResolvedInput {
        var findings = resolved.findings
        for finding in input.unknownNamespaces(in: resolved.cluster) { findings.append(finding) }
        return ResolvedInput(cluster: resolved.cluster, findings: findings)
    }

    private mutating func read(_ path: String) throws(Unreadable) -> [SourceFile] {
        if let known = files[path] { return known }
        if path == "-" { throw Unreadable(path: path, reason: "a block reads no standard input; write it into a file first") }
        let before = (inputs: reader.inputs.count, failures: reader.failures.count)
        reader.read(path)
        if let failure = reader.failures.dropFirst(before.failures).first { throw Unreadable(path: failure.path, reason: failure.reason) }
        let new = reader.inputs.dropFirst(before.inputs).map { SourceFile(path: ProjectPath.normal($0.path), bytes: $0.bytes) }
        files[path] = new
        return new
    }
}
