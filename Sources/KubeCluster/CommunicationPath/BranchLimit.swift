import KubeManifest

/// Thousands of kinds of Pods behind one Service: some are told, all are judged.
extension PathWalk {
    /// The kinds that are told one by one; the verdicts of the others count, and a remark says how many there are.
    ///
    /// - Parameter asksEgress: whether the client's own policies are told for each kind, not once for all.
    mutating func told(of branches: [PathBranch], asksEgress: Bool) -> [PathBranch] {
        guard branches.count > limit else { return branches }
        let verdicts = branches.map { verdict(of: $0, asksEgress: asksEgress) }
        let worst = CommunicationPath.Verdict.worst(verdicts)
        var shown = Array(0..<limit)
        // What decides is told, wherever it stands.
        if !shown.contains(where: { verdicts[$0] == worst }), let decisive = verdicts.firstIndex(of: worst) { shown[limit - 1] = decisive }
        let told = Set(shown)
        count(branches.indices.filter { !told.contains($0) }.map { verdicts[$0] })
        return shown.map { branches[$0] }
    }

    private mutating func count(_ verdicts: [CommunicationPath.Verdict]) {
        omit(OmittedBranches(verdicts: verdicts, limit: limit))
    }

    private func verdict(of branch: PathBranch, asksEgress: Bool) -> CommunicationPath.Verdict {
        var verdicts: [CommunicationPath.Verdict] = []
        if asksEgress, let egress = egress(to: branch) { verdicts.append(egress.verdict) }
        if let ingress = ingress(to: branch) { verdicts.append(ingress.verdict) }
        return .worst(verdicts)
    }
}

extension PathBranch {
    /// Past the limit, bare Pods of one namespace that neither policies nor containers tell apart are one kind, as the Pods of a
    /// workload are.
    static func grouped(_ branches: [PathBranch], past limit: Int, in cluster: Cluster, _ policies: PathPolicies) -> [PathBranch] {
        guard branches.count > limit else { return branches }
        var result: [PathBranch] = []
        var known: [String: Int] = [:]
        for branch in branches {
            guard let workload = branch.workload, cluster.workloads[workload].isBarePod, let pod = branch.pods.first else {
                result.append(branch)
                continue
            }
            let containers = cluster.pods[pod].spec.servingContainers.map { container in
                "\(container.name)\(container.ports.map { " \($0.number) \($0.transport) \($0.name ?? "")" })"
            }
            let place = "\(cluster.pods[pod].reference.namespace) \(branch.port) \(branch.transport)"
            let key = "\(place) \(branch.isOnNode) \(policies.kind(of: pod) ?? -1) \(cluster.pods[pod].spec.hostNetwork) \(containers)"
            if let position = known[key] {
                result[position].pods += branch.pods
                result[position].addresses += branch.addresses
            } else {
                known[key] = result.count
                result.append(branch)
            }
        }
        return result
    }
}
