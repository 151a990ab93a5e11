import KubeCluster
import KubeManifest

/// A frame for each type of Service, in the order in which they build on each other, the same columns through all.
struct ServiceTypesScene {
    enum Variant: Int, CaseIterable {
        case clusterIP, nodePort, loadBalancer, headless, externalName
    }

    private let words: ServiceTypesWords
    private let service: ClusterService
    private var figure: Figure
    private var clients: [Int] = []
    private var nodes: [Int] = []
    private var fronts: [Int] = []
    private var ends: [Int] = []

    init(_ service: ClusterService, in cluster: Cluster) {
        words = ServiceTypesWords(service, in: cluster)
        self.service = service
        figure = Figure(
            kind: "service-types", id: "service-types", title: "Service \(service.name) as each of the types", description: "",
            layout: .rows)
    }

    mutating func drawn() -> Figure {
        for variant in Variant.allCases { draw(variant) }
        figure.columns = [clients, nodes, fronts, ends].filter { $0.count > 1 }
        figure.description = figure.toldInSteps()
        figure.remarks = words.remarks
        figure.remarkExamples()
        figure.remarks += [English.localRemark(service.service)].compactMap { $0 }
        return figure
    }

    private mutating func draw(_ variant: Variant) {
        let frame = figure.add(
            .init(
                id: "type-\(variant)", role: variant == words.actual ? .actualScene : .scene, name: words.name(of: variant),
                note: words.note(on: variant), tooltip: words.sentence(about: variant), parent: nil))
        let cluster = figure.add(
            .init(id: "\(variant)-cluster", role: .cluster, name: "cluster", tooltip: "The Kubernetes cluster", parent: frame))
        let step = figure.step(words.sentence(about: variant), because: words.evidence(of: variant))
        let outside = add(.outside, "\(variant)-outside", "OUTSIDE", "Client", "A client outside the cluster", frame)
        if !words.isOpen(variant) { figure.elements[outside].caption = "no way in" }
        let inside = add(.anyPod, "\(variant)-inside", "POD", "Any Pod", "A Pod of this cluster, in any namespace", cluster)
        clients.append(outside)
        let isName = variant == .headless || variant == .externalName
        let front = add(
            words.role(of: variant), "\(variant)-service", isName ? "CLUSTER DNS" : "SERVICE", service.name.shortened(to: 18),
            "\(service.reference) as \(words.name(of: variant))", cluster, facts: words.facts(of: variant))
        fronts.append(front)
        let end = variant == .externalName ? addHost(frame) : addPods(variant, cluster)
        ends.append(end)
        switch variant {
        case .clusterIP:
            figure.connect(inside, front, .traffic, step: step, tooltip: words.inside)
            nodes.append(inside)
        case .nodePort, .loadBalancer:
            drawNode(variant, from: outside, to: front, step, frame, cluster)
            figure.connect(inside, front, .traffic, tooltip: words.inside)
            nodes.append(inside)
        case .headless, .externalName:
            nodes.append(inside)
            figure.elements[front].caption = "no virtual IP"
            figure.connect(inside, front, .lookup, step: step, tooltip: "A DNS question: the answer leads past the Service")
            let arrives = words.hasEnd || variant == .externalName
            let direct = figure.step(words.direct(variant), because: variant == .headless ? words.because : [])
            // Beside an arrow that leaves the cluster the number would lie on its border.
            let isLeaving = variant == .externalName
            if isLeaving { figure.elements[end].notes = [.init(step: direct, text: "connected to", isRefused: false)] }
            figure.connect(
                inside, end, arrives ? .traffic : .missing, step: isLeaving ? nil : direct, tooltip: words.direct(variant))
        }
        if !isName { figure.connect(front, end, words.arrival, tooltip: words.behind, because: words.because) }
        guard !words.isOpen(variant) else { return }
        figure.connect(outside, front, .denied, tooltip: words.closed)
        figure.connections[figure.connections.count - 1].border = cluster
    }

    private mutating func drawNode(_ variant: Variant, from outside: Int, to front: Int, _ step: Int, _ frame: Int, _ cluster: Int) {
        let node = add(.node, "\(variant)-node", "NODE", "Any node", words.listeningNodes, cluster, facts: [words.nodePort])
        nodes.append(node)
        if variant == .loadBalancer {
            let balancer = add(
                .outside, "balancer", "LOAD BALANCER", "", "Made by the cloud provider or another controller", frame,
                facts: [words.balancerAddress, words.port])
            // On the arrow the number would make the whole figure wider.
            figure.elements[balancer].notes = [.init(step: step, text: "to a node", isRefused: false)]
            figure.connect(outside, balancer, .traffic, tooltip: "Clients use the port of the Service")
            figure.connect(balancer, node, .traffic, tooltip: words.listeningNodes)
        } else {
            figure.connect(outside, node, .traffic, step: step, tooltip: words.listeningNodes)
        }
        figure.connect(node, front, .traffic, tooltip: "The node's rules lead to the Service")
    }

    private mutating func addHost(_ frame: Int) -> Int {
        add(.outside, "host", "OUTSIDE", "Another host", "The host that externalName names", frame, facts: [words.host])
    }

    private mutating func addPods(_ variant: Variant, _ frame: Int) -> Int {
        var element = words.pods
        element.group = frame
        return figure.add(
            .init(
                id: "\(variant)-\(element.id)", role: element.role, eyebrow: element.eyebrow, name: element.name, facts: element.facts,
                caption: element.caption, chips: element.chips, count: element.count, tooltip: element.tooltip, group: frame,
                because: element.because))
    }

    private mutating func add(
        _ role: Figure.Element.Role, _ id: String, _ eyebrow: String, _ name: String, _ tooltip: Sentence, _ frame: Int,
        facts: [Sentence] = []
    ) -> Int {
        figure.add(.init(id: id, role: role, eyebrow: eyebrow, name: name, facts: facts, tooltip: tooltip, group: frame))
    }
}
