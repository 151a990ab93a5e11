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
        let isOfMany = branch.pods.count > 1
        for container in pod.spec.servingContainers {
            guard let port = container.ports.first(where: { $0.number == branch.port && $0.transport == branch.transport }) else {
                continue
            }
            return add(
                .container, branch.place, branch.place, .container(name: container.name, port: branch.port),
                [.container(.declares(container: container.name, port: branch.port, name: port.name, isOfMany: isOfMany))],
                because: [evidence(of: port, in: pod)], branch: number)
        }
        let only = pod.spec.servingContainers.count == 1 ? pod.spec.servingContainers[0].name : nil
        add(
            .container, branch.place, branch.place, .container(name: only, port: branch.port),
            [.container(.declaresNone(port: branch.port, isOfMany: isOfMany, only: only))], branch: number)
    }

    private func evidence(of port: ContainerPort, in pod: ClusterPod) -> Evidence {
        Evidence(pod.source, field: "\(port.field).containerPort", value: String(port.number), at: port.mark)
    }
}
