import KubeCluster
import KubeManifest

/// The parts of a path's figure: boxes for its places, arrows for its hops, notes for what happens within a box.
struct PathScene {
    private let path: CommunicationPath
    private let cluster: Cluster
    private var figure: Figure
    private var frame: Int?
    private var boxes: [String: Int] = [:]
    /// Kinds of Pods that are drawn, by their numbers: what decides is one of them.
    private let shown: Set<Int>
    /// Those that the path tells of and the picture leaves out: it may lead to several Services.
    private let leftOut: Int

    /// Where they are, by number, for each hop that leads to them: a path to several Services has such a hop for each.
    private var places: [Int: [Int: PathPlace]] = [:]

    /// - Parameter limit: kinds of Pods that are drawn.
    init(_ path: CommunicationPath, in cluster: Cluster, limit: Int) {
        let numbers = Set(path.hops.compactMap(\.branch)).sorted()
        var first = numbers.prefix(max(1, limit))
        if let decisive = path.decisive?.branch, !first.contains(decisive) { first = first.dropLast() + [decisive] }
        shown = Set(first)
        leftOut = numbers.count - shown.count
        var step = 0
        for hop in path.hops {
            if Self.isForwarding(hop) { step = hop.step }
            if let branch = hop.branch, shown.contains(branch) { places[step, default: [:]][branch] = hop.destination }
        }
        self.path = path
        self.cluster = cluster
        figure = Figure(
            kind: "path", id: "path", title: English.pathTitle(path), description: "",
            layout: path.hops.contains { $0.kind == .lookup } ? .steps : .flow)
    }

    mutating func drawn() -> Figure {
        frame = figure.add(
            .init(id: "cluster", role: .cluster, name: "Kubernetes cluster", tooltip: "The Kubernetes cluster", parent: nil))
        let hops = path.hops.filter { hop in
            isTold(hop) && (hop.branch.map(shown.contains) ?? true || Self.isForwarding(hop) && !branches(of: hop).isEmpty)
        }
        for (index, hop) in hops.enumerated() {
            add(hop, before: index + 1 < hops.count ? hops[index + 1] : nil, refusal(of: hop, in: hops))
        }
        stackDNS()
        makeRoom()
        figure.remarks =
            leftOut == 0 ? path.omitted.map { English.omitted($0) } : ["More kinds of Pods stand behind these Services than are drawn."]
        if let summary = path.summary { figure.remarks.append(summary) }
        figure.description = figure.toldInSteps(path.summary.map { [$0] } ?? [])
        figure.remarkExamples()
        return figure
    }

    // MARK: Hops

    /// What is behind the end of the whole path is left out; behind the end of one kind of Pods it is told, or a number would be missing
    /// before those of the next kind.
    private func isTold(_ hop: CommunicationPath.Hop) -> Bool {
        hop.isReached
            || hop.branch != nil
                && path.hops.contains { $0.branch == hop.branch && $0.isReached && ($0.verdict == .denied || $0.verdict == .unresolved) }
    }

    /// The policy's hop that refuses the connection which this hop makes.
    private func refusal(of hop: CommunicationPath.Hop, in hops: [CommunicationPath.Hop]) -> CommunicationPath.Hop? {
        guard Self.isForwarding(hop) else { return nil }
        return hops.first { ($0.kind == .egressPolicy || $0.kind == .ingressPolicy) && $0.verdict == .denied && $0.branch == nil }
    }

    private mutating func add(_ hop: CommunicationPath.Hop, before next: CommunicationPath.Hop?, _ refusal: CommunicationPath.Hop?) {
        figure.steps.append(
            .init(number: hop.step, text: hop.isReached ? "\(hop.text)" : English.notReached(hop.text), because: hop.because))
        let from = box(hop.origin)
        switch hop.kind {
        case .lookup:
            if case .pod = hop.destination { return note(hop, on: from) }
            if hop.verdict == .denied { return refuse(hop, from, box(hop.destination)) }
            // Who is outside asks no DNS of the cluster.
            guard hop.label.hasSuffix("?") else { return connect(hop, from, box(hop.destination), .denied, label: label(hop)) }
            connect(hop, from, box(hop.destination), .lookup, label: "Which IP has", code: label(hop))
        case .record:
            addAnswer(hop, from)
        case .egressPolicy, .ingressPolicy, .container:
            if hop.verdict == .denied, hop.branch == nil { return }
            note(hop, on: hop.kind == .egressPolicy ? from : box(hop.destination))
        case .rewrite, .direct:
            addForwarding(hop, from, refusal)
        default:
            if let refusal {
                note(hop, on: from)
                return refuse(refusal, from, box(hop.destination))
            }
            let isName = hop.kind == .virtualIP
            if hop.kind == .ingressRoute { tellRules(of: hop) }
            connect(
                hop, from, box(hop.destination), hop.verdict == .denied || hop.verdict == .unresolved ? .denied : .traffic,
                label: hop.verdict == .denied ? label(hop) : isName ? "Connects to" : nil,
                code: hop.verdict == .denied ? nil : label(hop))
        }
    }

    /// The answer goes back to the Pod that asked; without one there is nothing to connect to.
    private mutating func addAnswer(_ hop: CommunicationPath.Hop, _ server: Int) {
        guard let client = figure.connections.last(where: { $0.to == server })?.from else { return }
        figure.connect(
            client, server, .lookup, label: hop.verdict == .allowed ? "It is" : nil, code: label(hop), isAnswer: true, step: hop.step,
            tooltip: "\(hop.text)", because: hop.because)
        if hop.verdict == .unresolved {
            let missing = box(hop.destination)
            figure.connect(client, missing, .denied, label: "Cannot connect", tooltip: "There is no address to connect to")
        }
    }

    /// One arrow to each kind of Pods behind the Service; the number stands on the first.
    private mutating func addForwarding(_ hop: CommunicationPath.Hop, _ service: Int, _ refusal: CommunicationPath.Hop?) {
        let branches = branches(of: hop)
        // From outside, the node that the connection arrives at knows what the Service stands for.
        if case .service = hop.origin, !figure.connections.contains(where: { $0.to == service }), let last = figure.connections.last?.to {
            // A controller of Ingresses connects to Pods itself; the Service only says which these are.
            let isNode = hop.kind == .rewrite
            figure.connect(
                last, service, isNode ? .traffic : .selects, label: isNode ? nil : "looks for Pods of",
                tooltip: isNode ? "The node takes it for the Service" : "The controller reads which Pods stand behind the Service")
        }
        if hop.verdict == .denied || hop.verdict == .unresolved {
            if case .missing("no endpoint") = hop.destination { tellSelector(of: hop.origin, on: service) }
            return connect(hop, service, box(hop.destination), .denied, label: label(hop))
        }
        if let refusal {
            note(hop, on: service)
            return refuse(refusal, service, box(hop.destination))
        }
        guard !branches.isEmpty else {
            let isPod = if case .pod = hop.origin { true } else { false }
            return connect(
                hop, service, box(hop.destination), .traffic, label: isPod && hop.kind == .direct ? "Connects to" : nil, code: label(hop))
        }
        for (index, branch) in branches.enumerated() {
            let decisive = path.hops.first { $0.branch == branch.number && $0.verdict == .denied }
            figure.connect(
                service, box(branch.place), decisive == nil ? .traffic : .denied,
                label: index == 0 && branches.count > 1 ? label(hop) : nil, code: branches.count == 1 ? label(hop) : nil,
                step: index == 0 ? hop.step : nil, tooltip: "\(decisive?.text ?? hop.text)", because: decisive?.because ?? hop.because)
        }
    }

    /// The kinds of Pods that a hop leads to, in order, and where each is.
    private func branches(of hop: CommunicationPath.Hop) -> [(number: Int, place: PathPlace)] {
        (places[hop.step] ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Whether a hop leads from a Service, or who stands for it, to what is behind.
    private static func isForwarding(_ hop: CommunicationPath.Hop) -> Bool {
        hop.kind == .rewrite || hop.kind == .direct || hop.kind == .outside
    }

    private mutating func connect(
        _ hop: CommunicationPath.Hop, _ from: Int, _ to: Int, _ role: Figure.Connection.Role, label: Sentence? = nil, code: Sentence? = nil
    ) {
        figure.connect(from, to, role, label: label, code: code, step: hop.step, tooltip: "\(hop.text)", because: hop.because)
    }

    /// The names of many policies, or long ones, have a line of their own.
    private mutating func refuse(_ hop: CommunicationPath.Hop, _ from: Int, _ to: Int) {
        let words = hop.label.split(separator: " ", maxSplits: 2)
        guard hop.label.count > 26, words.count == 3, words[0] == "refused" else {
            return connect(hop, from, to, .denied, label: label(hop))
        }
        connect(hop, from, to, .denied, label: "\(words[0]) \(words[1])")
        figure.connections[figure.connections.count - 1].note = String(words[2])
    }

    /// Whose rules the controller carries out.
    private mutating func tellRules(of hop: CommunicationPath.Hop) {
        let controller = box(hop.destination)
        guard figure.elements[controller].facts.isEmpty, let object = hop.because.first?.object else { return }
        figure.elements[controller].facts = ["\(object)"]
    }

    /// What a Service without Pods asks for.
    private mutating func tellSelector(of place: PathPlace, on box: Int) {
        guard case .service(let service) = place, let selector = service.service.selector, !selector.isEmpty,
            figure.elements[box].chips.isEmpty
        else { return }
        figure.elements[box].caption = service.selectedPods.isEmpty ? "no Pod found with" : "no Pod is ready of those with"
        figure.elements[box].chips = selector.map { .init($0, role: .noMatch) }
    }

    private mutating func note(_ hop: CommunicationPath.Hop, on box: Int) {
        // A number alone says nothing.
        let text: Sentence =
            hop.label.hasPrefix(":") ? (hop.kind == .rewrite ? "to the Pod's \(label(hop))" : "calls \(label(hop))") : label(hop)
        figure.elements[box].notes.append(
            .init(
                step: hop.step, text: hop.isReached ? text : "not reached: \(text)",
                isRefused: hop.isReached && (hop.verdict == .denied || hop.verdict == .unresolved)))
    }

    /// What stands on a hop's arrow: `:80`, `~10.244.0.7:9376`, a name, or a few words.
    private func label(_ hop: CommunicationPath.Hop) -> Sentence { English.label(of: hop) }

    // MARK: Boxes

    private mutating func box(_ place: PathPlace) -> Int {
        let element = PathBox(cluster, frame).element(place)
        // The id alone is that of Pod c in namespace a-b and of Pod b-c in namespace a; the DNS server is one, whatever it is called.
        let key = element.role == .dns ? element.id : "\(element.id) \(element.name)"
        if let known = boxes[key] { return known }
        let position = figure.add(element)
        boxes[key] = position
        return position
    }

    /// The client stands above its balancer, as both are outside, and the ports of balancer and node in their boxes: that leaves room for
    /// the way through the cluster.
    private mutating func makeRoom() {
        guard figure.layout == .flow else { return }
        for (position, arrow) in figure.connections.enumerated() where arrow.label == nil {
            let isBalancer = figure.elements[arrow.to].id == "load-balancer"
            guard isBalancer || figure.elements[arrow.to].role == .node, case .port(":", let port)? = arrow.code?.runs.first else {
                continue
            }
            figure.connections[position].code = nil
            figure.elements[arrow.to].facts.append(English.ports([port], isBalancer ? "port" : "nodePort"))
            if isBalancer { figure.columns = [[arrow.from, arrow.to]] }
        }
    }

    /// The DNS server stands above what comes after its answer.
    private mutating func stackDNS() {
        guard let server = figure.elements.firstIndex(where: { $0.role == .dns }),
            let client = figure.connections.first(where: { $0.to == server })?.from,
            let next = figure.connections.first(where: { $0.from == client && $0.to != server })?.to
        else { return }
        if figure.elements[next].group == figure.elements[server].group { figure.columns = [[server, next]] }
    }
}
