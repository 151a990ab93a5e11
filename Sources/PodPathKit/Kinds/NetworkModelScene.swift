import KubeCluster
import KubeManifest

/// Two nodes as frames with their Pods, and the rest of the cluster in one box.
struct NetworkModelScene {
    private let cast: NetworkModelCast
    private let cluster: Cluster
    private let placement: NodePlacement
    private let words: NetworkModelWords
    private var figure: Figure
    private var boxes: [Int: Int] = [:]
    private var columns: [[Int]] = [[], [], [], []]
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
        let shown = away == home ? [cast.client] : chosen([cast.client], on: home)
        addPods(shown, of: home, left, column: 0, isWhole: away != home)
        addPods(
            away == home ? chosen(served + [cast.client], on: away).filter { $0 != cast.client } : chosen(served, on: away), of: away,
            right, column: 2)
        addOthers(than: [home, away], frame)
        connect(left)
        addAgent(of: away, right, column: 3, to: columns[2])
        if away != home { addAgent(of: home, left, column: 1, to: columns[0]) }
        figure.columns = columns.filter { $0.count > 1 }
        figure.remarks = words.remarks(shown: boxes.keys.sorted(), nodes: [home, away])
        figure.description = figure.toldInSteps(words.hostNetwork(boxes.keys.sorted()))
        return figure
    }

    private mutating func addNode(_ position: Int, _ frame: Int) -> Int {
        let place = placement.places[position]
        return figure.add(
            .init(
                id: FigureWords.id("node", place.name), role: .node, name: place.text, note: place.address,
                tooltip: words.sentence(about: place), parent: frame))
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

    private mutating func addPods(_ pods: [Int], of node: Int, _ frame: Int, column: Int, isWhole: Bool = true) {
        for pod in pods {
            let box = figure.add(element(of: pod, on: node, frame))
            boxes[pod] = box
            columns[column].append(box)
        }
        let rest = isWhole ? placement.pods(on: node).count { boxes[$0] == nil } : 0
        guard rest > 0 else { return }
        columns[column].append(
            figure.add(
                .init(
                    id: FigureWords.id("folded", placement.places[node].name), role: .folded, eyebrow: "POD",
                    name: "+ \(FigureWords.count(rest, "more Pod"))", tooltip: "Each has an address of its own", group: frame)))
    }

    private func element(of pod: Int, on node: Int, _ frame: Int) -> Figure.Element {
        let item = cluster.pods[pod]
        let isHost = item.spec.hostNetwork
        return .init(
            id: FigureWords.id("pod", item.reference.namespace, item.reference.name), role: .pod,
            eyebrow: isHost ? "POD · hostNetwork" : "POD", name: item.reference.name.shortened(to: 22),
            facts: isHost ? [placement.places[node].address] : item.addresses.prefix(1).map(FigureWords.text),
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
                id: "more-nodes", role: .node, eyebrow: rest == 1 ? "NODE" : "NODES", name: "+ \(FigureWords.grouped(rest)) more",
                facts: [FigureWords.count(pods, "Pod")], tooltip: "The same holds for each of them", group: frame))
        columns[3].append(box)
        if let last = columns[2].last { figure.connect(last, box, .order) }
    }

    private mutating func connect(_ frame: Int) {
        guard let client = boxes[cast.client], let peer = boxes[cast.peer] else { return }
        figure.connect(
            client, peer, .traffic, label: "no NAT", step: figure.step(words.direct, because: words.places), tooltip: words.direct)
        guard let rewriting = cast.rewriting, let server = boxes[rewriting.server] else { return }
        let rules = figure.add(
            .init(
                id: FigureWords.id("rules", rewriting.service.namespace, rewriting.service.name), role: .service,
                eyebrow: "SERVICE · rules", name: rewriting.service.name.shortened(to: 22), facts: words.rewriting,
                caption: "rewritten on this node",
                tooltip: words.rules, group: frame, because: [Evidence(nameOf: rewriting.service.service.metadata)]))
        columns[1].append(rules)
        figure.connect(client, rules, .traffic, step: figure.step(words.toService), tooltip: words.toService)
        figure.connect(rules, server, .traffic, step: figure.step(words.rules, because: words.because), tooltip: words.rules)
    }

    private mutating func addAgent(of node: Int, _ frame: Int, column: Int, to targets: [Int]) {
        let place = placement.places[node]
        let agent = figure.add(
            .init(
                id: FigureWords.id("kubelet", place.name), role: .agent, eyebrow: "AGENT", name: "kubelet",
                caption: "reaches each Pod here",
                tooltip: "Runs on every node, starts its Pods, reaches each of them and probes them", group: frame))
        columns[column].append(agent)
        let reached = targets.filter { figure.elements[$0].role == .pod }
        // Of one node the arrows are drawn; on the other they would cross the connections that the figure is about, and the box says so.
        guard column == 3 else {
            for box in reached { figure.connect(box, agent, .order) }
            return
        }
        let step = figure.step(words.agents(on: place))
        for (index, box) in reached.enumerated() {
            figure.connect(
                box, agent, .traffic, isAnswer: true, step: index == 0 ? step : nil, tooltip: "The kubelet reaches the Pods of its node")
        }
    }
}
