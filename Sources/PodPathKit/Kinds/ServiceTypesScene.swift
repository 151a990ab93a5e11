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
        return figure
    }

    private mutating func draw(_ variant: Variant) {
        let frame = figure.add(
            .init(
                id: "type-\(variant)", role: variant == words.actual ? .actualScene : .scene, name: words.name(of: variant),
                note: words.note(on: variant), tooltip: words.sentence(about: variant), parent: nil))
        let step = figure.step(words.sentence(about: variant), because: words.evidence(of: variant))
        let outside = add(.outside, "\(variant)-outside", "OUTSIDE", "Client", "A client outside the cluster", frame)
        if !words.isOpen(variant) { figure.elements[outside].caption = "no way in" }
        let inside = add(.anyPod, "\(variant)-inside", "POD", "Any Pod", "A Pod of this cluster, in any namespace", frame)
        clients.append(outside)
        let front = add(
            words.role(of: variant), "\(variant)-service", "SERVICE", service.name.shortened(to: 18),
            "\(service.reference) as \(words.name(of: variant))",
            frame, facts: words.facts(of: variant))
        fronts.append(front)
        let end = variant == .externalName ? addHost(frame) : addPods(variant, frame)
        ends.append(end)
        switch variant {
        case .clusterIP:
            figure.connect(outside, front, .denied, tooltip: words.closed)
            figure.connect(inside, front, .traffic, step: step, tooltip: words.inside)
            nodes.append(inside)
        case .nodePort, .loadBalancer:
            drawNode(variant, from: outside, to: front, step, frame)
            figure.connect(inside, front, .traffic, tooltip: words.inside)
            nodes.append(inside)
        case .headless, .externalName:
            nodes.append(inside)
            figure.connect(outside, front, .denied, tooltip: words.closed)
            figure.connect(inside, front, .lookup, label: "DNS", tooltip: "A DNS question: the answer leads past the Service")
            figure.connect(inside, end, words.hasEnd || variant == .externalName ? .traffic : .missing, step: step, tooltip: words.direct)
        }
        switch variant {
        case .externalName: figure.connect(front, end, .lookup, tooltip: "Another name for this host")
        case .headless: figure.connect(front, end, words.hasEnd ? .selects : .missing, tooltip: words.behind, because: words.because)
        default: figure.connect(front, end, words.hasEnd ? .traffic : .missing, tooltip: words.behind, because: words.because)
        }
    }

    private mutating func drawNode(_ variant: Variant, from outside: Int, to front: Int, _ step: Int, _ frame: Int) {
        let node = add(.node, "\(variant)-node", "NODE", "Any node", words.doors, frame, facts: [words.nodePort])
        nodes.append(node)
        if variant == .loadBalancer {
            let balancer = add(
                .outside, "balancer", "LOAD BALANCER", "", "Made by the cloud provider or another controller", frame,
                facts: [words.balancerAddress, words.port])
            figure.connect(outside, balancer, .traffic, step: step, tooltip: "Clients use the port of the Service")
            figure.connect(balancer, node, .traffic, tooltip: words.doors)
        } else {
            figure.connect(outside, node, .traffic, step: step, tooltip: words.doors)
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
        _ role: Figure.Element.Role, _ id: String, _ eyebrow: String, _ name: String, _ tooltip: String, _ frame: Int, facts: [String] = []
    ) -> Int {
        figure.add(.init(id: id, role: role, eyebrow: eyebrow, name: name, facts: facts, tooltip: tooltip, group: frame))
    }
}
