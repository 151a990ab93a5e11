import KubeCluster
import KubeManifest

/// On which node each Pod runs: as the manifests say it, and as an example where they leave it to the scheduler.
struct NodePlacement {
    struct Place {
        let name: String
        /// No manifest names the node.
        let isExample: Bool
        let node: Node?
        var address: AssignedAddress?

        var text: Sentence { Sentence(.name(Assigned(value: name, isIllustrative: isExample))) }
        var addressText: Sentence { address.map(English.address) ?? "an address" }
    }

    /// Stated nodes first, in their order.
    private(set) var places: [Place] = []
    /// For each Pod of the cluster, the position in `places`; nil for one that has ended.
    private var nodes: [Int?] = []
    private let cluster: Cluster

    /// - Parameter others: Pods that are shown on another node than the client, as far as they are free to be.
    init(_ cluster: Cluster, client: Int, others: [Int]) {
        self.cluster = cluster
        let named = Set(cluster.pods.compactMap(\.nodeName)).subtracting(cluster.nodes.map(\.metadata.name)).sorted()
        places =
            cluster.nodes.map { Place(name: $0.metadata.name, isExample: false, node: $0) }
            + named.map { Place(name: $0, isExample: false, node: nil) }
            + cluster.examples.nodes.map { Place(name: $0, isExample: true, node: nil) }
        place(client, others)
        findAddresses()
    }

    private mutating func place(_ client: Int, _ others: [Int]) {
        let positions = Dictionary(places.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        nodes = cluster.pods.map { pod in pod.hasEnded ? nil : pod.nodeName.flatMap { positions[$0] } }
        let taken = others.first { nodes[$0] != nil }.flatMap { nodes[$0] }
        let home = nodes[client] ?? (taken == 0 ? min(1, places.count - 1) : 0)
        nodes[client] = home
        for other in others where nodes[other] == nil { nodes[other] = taken.flatMap { $0 == home ? nil : $0 } ?? away(from: home) }
        var next = 0
        for pod in cluster.pods.indices where nodes[pod] == nil && !cluster.pods[pod].hasEnded {
            nodes[pod] = next % places.count
            next += 1
        }
    }

    private func away(from home: Int) -> Int { places.count < 2 ? 0 : home == 0 ? 1 : 0 }

    private mutating func findAddresses() {
        var own: [Int: AssignedAddress] = [:]
        for (position, pod) in cluster.pods.enumerated() {
            guard let node = nodes[position], own[node] == nil, pod.nodeName != nil else { continue }
            if let stated = pod.status?.hostAddresses.first {
                own[node] = .stated(stated)
            } else if pod.spec.hostNetwork, let address = pod.addresses.first {
                own[node] = address
            }
        }
        for position in places.indices {
            let stated = places[position].node?.internalAddresses.first
            places[position].address = stated.map { .stated($0) } ?? own[position] ?? cluster.examples.nodeAddress(places[position].name)
        }
    }

    /// The first of the node's own blocks, as its manifest states it; nil where a Pod that stands on the node has an address outside
    /// them: its network plugin does not keep to them, or it is there as an example only.
    func podCIDR(of place: Int) -> CIDR? {
        guard let blocks = places[place].node?.podCIDRs, let first = blocks.first else { return nil }
        let addresses = nodes.indices.lazy.filter { nodes[$0] == place && !cluster.pods[$0].spec.hostNetwork }
            .flatMap { cluster.pods[$0].addresses }
        return addresses.allSatisfy { address in blocks.contains { $0.contains(address.address) } } ? first : nil
    }

    /// Position in `places`.
    func node(of pod: Int) -> Int? { nodes[pod] }

    /// No manifest says where the Pod runs.
    func isExample(_ pod: Int) -> Bool { cluster.pods[pod].nodeName == nil }

    func elsewhere(than pod: Int, among others: [Int]) -> [Int] { others.filter { nodes[$0] != nodes[pod] } }

    /// The Pods of a node, those with the node's own network last.
    func pods(on place: Int) -> [Int] {
        let here = nodes.indices.filter { nodes[$0] == place }
        return here.filter { !cluster.pods[$0].spec.hostNetwork } + here.filter { cluster.pods[$0].spec.hostNetwork }
    }
}
