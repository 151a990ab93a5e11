import KubeManifest

/// Addresses for what is not in the manifests but could be: the Pod after the next one, a Service of another type.
extension Cluster {
    /// Addresses that an object could get: none is given out already, and they are the same in every run (R70).
    ///
    /// - Parameters:
    ///   - families: in this order; a family without a range of addresses is left out.
    ///   - node: of a Pod, where it is known.
    package func exampleAddresses(
        for object: ObjectReference, _ families: [IPAddress.Family], node: String? = nil
    ) -> [AssignedAddress] {
        var taken = objects.statedAddresses
        for pod in pods { taken.formUnion(pod.addresses.map(\.address)) }
        for service in services { taken.formUnion(service.virtualIPs.map(\.address)) }
        var plan = AddressPlan(
            facts: facts, taken: taken, nodeBlocks: Self.nodeBlocks(objects, pods, facts), podCount: pods.count,
            serviceCount: services.count)
        return families.compactMap { family in
            (object.kind == "Service" ? plan.serviceAddress(object, family) : plan.podAddress(object, family, node: node)).map {
                AssignedAddress(address: $0, isIllustrative: true)
            }
        }
    }

    /// The blocks that example addresses of a node's Pods are taken from, by the node's name: `Node.spec.podCIDRs`.
    ///
    /// Left out are those that a stated address of a Pod lies outside of, because the network plugin then gives addresses from elsewhere,
    /// and those that contradict the cluster facts.
    static func nodeBlocks(_ objects: ObjectSet, _ pods: [ClusterPod], _ facts: ClusterFacts) -> [String: [CIDR]] {
        let isStated = facts.podCIDRs != ClusterFacts().podCIDRs
        var blocks: [String: [CIDR]] = [:]
        for node in objects.nodes {
            let own = node.podCIDRs.filter { block in !isStated || facts.podCIDRs.contains { $0.contains(block) } }
            if !own.isEmpty { blocks[node.metadata.name] = own }
        }
        guard !blocks.isEmpty else { return [:] }
        for pod in pods where !pod.spec.hostNetwork {
            guard let node = pod.nodeName, let own = blocks[node], let stated = pod.status?.addresses else { continue }
            if !stated.allSatisfy({ address in own.contains { $0.contains(address) } || !own.contains { $0.base.family == address.family } }
            ) {
                blocks[node] = nil
            }
        }
        return blocks
    }
}
