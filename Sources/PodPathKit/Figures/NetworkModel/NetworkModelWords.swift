import KubeCluster
import KubeManifest

/// The sentences of the network model, over the Pods that play in it.
struct NetworkModelWords {
    private let cast: NetworkModelCast
    private let cluster: Cluster
    private var placement: NodePlacement { cast.placement }

    init(_ cast: NetworkModelCast, in cluster: Cluster) {
        self.cast = cast
        self.cluster = cluster
    }

    private func name(_ pod: Int) -> Sentence { "\(cluster.pods[pod])" }
    private func address(_ pod: Int) -> Sentence { cluster.pods[pod].addresses.first.map(English.address) ?? "its address" }
    private func node(_ pod: Int) -> Sentence { placement.node(of: pod).map { placement.places[$0].text } ?? "its node" }

    var direct: Sentence {
        let isAway = placement.node(of: cast.client) != placement.node(of: cast.peer)
        let place: Sentence = isAway ? "on \(node(cast.peer))" : "on the same node"
        return
            "\(name(cast.client)) on \(node(cast.client)) connects to \(name(cast.peer)) \(place) at that Pod's own address, \(address(cast.peer)). No address is translated on the way (\(term: .nat, "no NAT")): \(name(cast.peer)) sees the connection come from \(address(cast.client))."
    }

    /// To a Pod of the client's own node.
    func beside(_ neighbour: Int) -> Sentence {
        "\(name(cast.client)) connects to \(name(neighbour)) on the same node at that Pod's own address, \(address(neighbour)): the connection does not leave the node."
    }

    /// Where a packet comes from and goes to as it crosses the network.
    func packet(to pod: Int) -> [Sentence] { ["from \(address(cast.client))", "to \(address(pod))"] }

    /// Where the manifests say that the two Pods and their nodes are there.
    var places: [Evidence] {
        [cast.client, cast.peer].map { Evidence(nameOf: cluster.pods[$0].source) }
            + Set([cast.client, cast.peer].compactMap { placement.node(of: $0) }).sorted().compactMap { place in
                placement.places[place].node.map { Evidence(nameOf: $0.metadata) }
            }
    }

    // MARK: The Service

    private var virtual: Sentence {
        cast.rewriting.flatMap { rewriting in rewriting.service.virtualIPs.first.map { English.endpoint($0, rewriting.port.port) } } ?? ""
    }

    private var real: Sentence {
        guard let rewriting = cast.rewriting, let address = cluster.pods[rewriting.server].addresses.first else { return "" }
        return English.endpoint(address, cluster.port(rewriting.port, of: rewriting.service).end(on: rewriting.server)?.number)
    }

    var rewriting: [Sentence] { [virtual, "→ \(real)"] }

    var toService: Sentence {
        "\(name(cast.client)) connects to Service \(cast.rewriting?.service.name ?? ""), \(virtual): an address that no Pod and no node has."
    }

    var rules: Sentence {
        "Rules on the client's own node, \(node(cast.client)), rewrite the destination to the address of one Pod behind the Service, here \(real), before the connection leaves the node. The Service itself is no machine on the way: kube-proxy, or what takes its place, keeps these rules on every node."
    }

    var because: [Evidence] {
        guard let rewriting = cast.rewriting, rewriting.service.source == .selector else { return [] }
        return cluster.because(rewriting.service, selects: rewriting.server)
    }

    // MARK: Nodes

    func agents(on place: NodePlacement.Place) -> Sentence {
        "Agents of \(place.text), such as \(term: .kubelet, "the kubelet"), reach every Pod of that node: so probes work."
    }

    func sentence(about place: NodePlacement.Place) -> Sentence {
        if let metadata = place.node?.metadata {
            return "Node \(place.name), \(place.addressText) (\(metadata.file):\(metadata.mark.line))"
        }
        return place.isExample ? "An example: these manifests name no node" : "Node \(place.name), named by spec.nodeName"
    }

    func hostNetwork(_ pods: [Int]) -> [String] {
        pods.filter { cluster.pods[$0].spec.hostNetwork }.map {
            "Pod \(name($0)) has hostNetwork: true and so no address of its own: it shares that of its node." as String
        }
    }

    // MARK: What is an example

    func remarks(shown pods: [Int], nodes: [Int]) -> [String] {
        var remarks: [String] = []
        let invented = Set(nodes).sorted().map { placement.places[$0] }.filter(\.isExample)
        let free = pods.filter { placement.isExample($0) }.map { name($0).plain }
        if !invented.isEmpty {
            remarks.append(
                "These manifests name \(invented.count == Set(nodes).count ? "no" : "no other") node: \(English.list(invented.map(\.text))) \(invented.count == 1 ? "is an example" : "are examples")."
            )
        }
        if !free.isEmpty {
            let who = free.count == pods.count || free.count > 3 ? "the Pods" : English.list(free)
            remarks.append("On which node \(who) run\(free.count == 1 ? "s" : "") the scheduler decides; this placement is an example.")
        }
        return remarks
    }
}
