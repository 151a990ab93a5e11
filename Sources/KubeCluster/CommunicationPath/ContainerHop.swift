import KubeManifest

/// From the Pod's address to the container that listens.
extension PathWalk {
    /// What is left to be told of each kind of endpoint.
    ///
    /// - Parameter first: the number of the first kind, where others stand beside these; nil for these alone.
    mutating func finish(_ branches: [PathBranch], from first: Int? = nil) {
        let isShared = addSharedEgress(branches, first)
        for (position, branch) in told(of: branches, asksEgress: !isShared).enumerated() {
            let number = first.map { $0 + position } ?? (branches.count == 1 ? nil : position)
            addPolicies(branch, number, asksEgress: !isShared)
            guard let pod = branch.pods.first else { continue }
            addContainer(branch, cluster.pods[pod], number)
        }
        summarize()
    }

    private mutating func addContainer(_ branch: PathBranch, _ pod: ClusterPod, _ number: Int?) {
        let many = branch.pods.count > 1 ? "In each Pod, container" : "Container"
        for container in pod.spec.servingContainers {
            guard let port = container.ports.first(where: { $0.number == branch.port && $0.transport == branch.transport }) else {
                continue
            }
            let name = port.name.map { ", named \($0)" } ?? ""
            return add(
                .container, branch.place, branch.place, "\(container.name) :\(branch.port)",
                "\(many) \(container.name) declares containerPort \(branch.port)\(name).",
                because: [evidence(of: port, in: pod)], branch: number)
        }
        let only = pod.spec.servingContainers.count == 1 ? pod.spec.servingContainers[0].name : nil
        add(
            .container, branch.place, branch.place, only.map { "\($0) :\(branch.port)" } ?? ":\(branch.port)",
            "No container \(branch.pods.count > 1 ? "of these Pods " : "")declares port \(branch.port); Kubernetes does not need it, a declared port is only information."
                + (only.map { " Whether \($0) listens there, its image decides." } ?? ""),
            branch: number)
    }

    private func evidence(of port: ContainerPort, in pod: ClusterPod) -> Evidence {
        Evidence(pod.source, field: "\(port.field).containerPort", value: String(port.number), at: port.mark)
    }
}
