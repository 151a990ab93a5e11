import KubeCluster
import KubeManifest

/// Two nodes as frames with their Pods, the network between them as a band, and the rest of the cluster in one box.
struct NetworkModelScene {
    private let cast: NetworkModelCast
    private let cluster: Cluster
    private let placement: NodePlacement
    private let words: NetworkModelWords
    private var figure: Figure
    private var boxes: [Int: Int] = [:]
    /// The client, what it meets on its node, packets between nodes, the other node, the rest.
    private var columns: [[Int]] = [[], [], [], [], []]
    /// Boxes of Pods in one frame.
    private static let limit = 4

    init(_ cast: NetworkModelCast, in cluster: Cluster) {
        self.cast = cast
        self.cluster = cluster
        placement = cast.placement
        words = NetworkModelWords(cast, in: cluster)
        figure = Figure(
            kind: "network-model", id: "network-model", title: "The network model: every Pod has an address of its own", description: "",
            layout: .rows)
        figure.turnsRows = true
    }

    mutating func drawn() -> Figure {
        let frame = figure.add(
            .init(id: "cluster", role: .cluster, name: "Kubernetes cluster", tooltip: "The Kubernetes cluster", parent: nil))
        let home = placement.node(of: cast.client) ?? 0
        let away = placement.node(of: cast.peer) ?? home
        let left = addNode(home, frame)
        let right = away == home ? left : addNode(away, frame)
        let served = [cast.peer] + (cast.rewriting.map { [$0.server] } ?? [])
        let here = away == home ? [cast.client] : chosen([cast.client], on: home)
        let neighbour = here.first { $0 != cast.client && !cluster.pods[$0].spec.hostNetwork }
        addPods([cast.client], of: home, left, column: 0)
        if let neighbour { addPods([neighbour], of: home, left, column: 1) }
        addPods(here.filter { $0 != cast.client && $0 != neighbour }, of: home, left, column: 0)
        if away != home { addRest(of: home, left, column: 0) }
        addPods(
            away == home ? chosen(served + [cast.client], on: away).filter { $0 != cast.client } : chosen(served, on: away), of: away,
            right, column: 3)
        addRest(of: away, right, column: 3)
        addOthers(than: [home, away], frame)
        let network = away == home ? nil : addNetwork(frame)
        if let neighbour { connectBeside(neighbour) }
        connect(left, over: network)
        addAgents(of: away == home ? [(home, left, 3)] : [(away, right, 3), (home, left, 1)])
        figure.columns = columns.filter { $0.count > 1 }
        figure.remarks = words.remarks(shown: boxes.keys.sorted(), nodes: [home, away])
        figure.remarkExamples()
        figure.description = figure.toldInSteps(words.hostNetwork(boxes.keys.sorted()))
        return figure
    }

    private mutating func addNode(_ position: Int, _ frame: Int) -> Int {
        let place = placement.places[position]
        return figure.add(
            .init(
                id: FigureWords.id("node", place.name), role: .node, name: place.name, nameIsExample: place.isExample,
                note: place.addressText,
                detail: placement.podCIDR(of: position).map { "podCIDR \($0.text)" },
                tooltip: words.sentence(about: place), parent: frame))
    }

    private mutating func addNetwork(_ frame: Int) -> Int {
        figure.add(
            .init(
                id: "network", role: .network, name: "network", note: "between nodes",
                tooltip: "It carries packets to and from the Pods' own addresses, from node to node", parent: frame))
    }

    /// Those who play first, one Pod of the node's own network, then others, as many as there is room for.
    private func chosen(_ first: [Int], on node: Int) -> [Int] {
        let all = placement.pods(on: node)
        let cast = first.filter { placement.node(of: $0) == node }.reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }
        let host = all.first { cluster.pods[$0].spec.hostNetwork }
        let others = all.lazy.filter { !cast.contains($0) && $0 != host && !cluster.pods[$0].spec.hostNetwork }
        let room = max(0, Self.limit - 1 - cast.count - (host == nil ? 0 : 1))
        return cast + others.prefix(room) + (host.map { [$0] } ?? [])
    }

    private mutating func addPods(_ pods: [Int], of node: Int, _ frame: Int, column: Int) {
        for pod in pods {
            let box = figure.add(element(of: pod, on: node, frame))
            boxes[pod] = box
            columns[column].append(box)
        }
    }

    private mutating func addRest(of node: Int, _ frame: Int, column: Int) {
        let rest = placement.pods(on: node).count { boxes[$0] == nil }
        guard rest > 0 else { return }
        columns[column].append(
            figure.add(
                .init(
                    id: FigureWords.id("folded", placement.places[node].name), role: .folded, eyebrow: "POD",
                    name: "+ \(English.count(rest, "more Pod"))", tooltip: "Each has an address of its own", group: frame)))
    }

    private func element(of pod: Int, on node: Int, _ frame: Int) -> Figure.Element {
        let item = cluster.pods[pod]
        let isHost = item.spec.hostNetwork
        return .init(
            id: FigureWords.id("pod", item.reference.namespace, item.reference.name), role: .pod,
            eyebrow: isHost ? "POD · hostNetwork" : "POD", name: item.reference.name.shortened(to: 22),
            nameIsExample: item.nameIsIllustrative,
            facts: isHost ? [placement.places[node].addressText] : item.addresses.prefix(1).map(English.address),
            caption: isHost ? "the node's address" : nil,
            tooltip: "\(item.reference) (\(item.source.file):\(item.source.mark.line))", group: frame,
            because: [Evidence(nameOf: item.source)])
    }

    private mutating func addOthers(than shown: Set<Int>, _ frame: Int) {
        let rest = placement.places.count - shown.count
        guard rest > 0 else { return }
        let pods = cluster.pods.indices.count { placement.node(of: $0).map { !shown.contains($0) } ?? false }
        let box = figure.add(
            .init(
                id: "more-nodes", role: .node, eyebrow: rest == 1 ? "NODE" : "NODES", name: "+ \(English.grouped(rest)) more",
                facts: ["\(English.count(pods, "Pod"))"], tooltip: "The same holds for each of them", group: frame))
        columns[4].append(box)
        if let last = columns[3].last { figure.connect(last, box, .order) }
    }

    // MARK: Arrows

    private mutating func connectBeside(_ neighbour: Int) {
        guard let client = boxes[cast.client], let box = boxes[neighbour] else { return }
        let sentence = words.beside(neighbour)
        figure.connect(client, box, .traffic, step: figure.step(sentence), tooltip: sentence)
    }

    private mutating func connect(_ frame: Int, over network: Int?) {
        guard let client = boxes[cast.client], let peer = boxes[cast.peer] else { return }
        let direct = figure.step(words.direct, because: words.places)
        connect(client, peer, step: direct, words.direct, over: network, packet: words.packet(to: cast.peer), label: "no NAT")
        guard let rewriting = cast.rewriting, let server = boxes[rewriting.server] else { return }
        let rules = figure.add(
            .init(
                id: FigureWords.id("rules", rewriting.service.namespace, rewriting.service.name), role: .service,
                eyebrow: "SERVICE · kube-proxy's rules", name: rewriting.service.name.shortened(to: 22), facts: words.rewriting,
                caption: "same rules on every node",
                tooltip: words.rules, group: frame, because: [Evidence(nameOf: rewriting.service.service.metadata)]))
        columns[1].append(rules)
        figure.connect(client, rules, .traffic, step: figure.step(words.toService), tooltip: words.toService)
        // The number stands where it happens; on the arrow it would also widen the figure.
        let rewritten = figure.step(words.rules, because: words.because)
        figure.elements[rules].notes = [.init(step: rewritten, text: "rewritten here", isRefused: false)]
        connect(rules, server, step: nil, words.rules, over: network, packet: words.packet(to: rewriting.server), label: "rewritten")
    }

    /// Straight, or over the network between nodes, where it is seen which addresses the packet has.
    private mutating func connect(
        _ from: Int, _ to: Int, step: Int?, _ sentence: Sentence, over network: Int?, packet: [Sentence], label: Sentence
    ) {
        guard let network else {
            return figure.connect(from, to, .traffic, label: step == nil ? nil : label, step: step, tooltip: sentence)
        }
        let box = figure.add(
            .init(
                id: "packet-\(columns[2].count + 1)", role: .packet, eyebrow: "PACKET · \(label)", name: "", facts: packet,
                tooltip: "As it crosses the network: \(packet[0]) \(packet[1])", group: network))
        columns[2].append(box)
        figure.connect(from, box, .traffic, step: step, tooltip: sentence)
        figure.connect(box, to, .traffic, tooltip: sentence)
    }

    /// One on each node; arrows to its Pods would cross the connections that the figure is about, and the box says so.
    private mutating func addAgents(of nodes: [(node: Int, frame: Int, column: Int)]) {
        guard let first = nodes.first else { return }
        let step = figure.step(words.agents(on: placement.places[first.node]))
        for (node, frame, column) in nodes {
            let place = placement.places[node]
            let box = figure.add(
                .init(
                    id: FigureWords.id("kubelet", place.name), role: .agent, eyebrow: "AGENT", name: "kubelet",
                    notes: [.init(step: step, text: "reaches its Pods", isRefused: false)],
                    tooltip: "Runs on every node, starts its Pods, reaches each of them and probes them", group: frame))
            columns[column].append(box)
        }
    }
}
