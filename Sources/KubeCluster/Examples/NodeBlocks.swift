import KubeManifest

extension ObjectSet {
    /// The blocks that example addresses of a node's Pods are taken from, by the node's name: `Node.spec.podCIDRs`.
    ///
    /// Left out are those that a stated address of a Pod lies outside of, because the network plugin then gives addresses from elsewhere,
    /// and those that contradict the cluster facts.
    static func nodeBlocks(_ nodes: [Node], _ pods: [ClusterPod], _ facts: ClusterFacts) -> [String: [CIDR]] {
        let isStated = facts.podCIDRs != ClusterFacts().podCIDRs
        var blocks: [String: [CIDR]] = [:]
        for node in nodes {
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
