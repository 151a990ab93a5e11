import KubeCluster
import KubeManifest

/// The left side of a Service's figure: who is configured to call it, what leads requests to it, and who comes in from outside.
extension ServiceScene {
    /// Boxes of one kind; of the others there are names.
    private static let boxes = 5

    mutating func addCallers(_ arrivals: inout CallArrivals) {
        let calls = Dictionary(grouping: cluster.calls.filter { $0.service == position }, by: \.workload)
        let callers = calls.keys.sorted()
        for workload in callers.count > Self.boxes ? callers.prefix(Self.boxes - 1) : callers[...] {
            let namespace = cluster.workloads[workload].reference.namespace
            var box = WorkloadBox.box([workload], in: cluster).element
            box.id = "caller-\(box.id)"
            box.lines = place(namespace)
            box.add(.init("calls", .muted, .heading, startsSection: true))
            let element = figure.elements.count
            var seen: Set<String> = []
            for call in (calls[workload] ?? []).inOrderOfText where seen.insert("\(call.name) \(call.port ?? 0)").inserted {
                let arrival = arrivals.arrival(of: call)
                let line = CallLines.add(call, arrival, isOwn: false, home: namespace, cluster, to: &box)
                clients.append(
                    .init(
                        box: element, line: line, port: call.port, pod: call.hostname(behind: service), fails: arrival.fails,
                        tooltip: Sentence(CallsDescription.sentence(call, arrival, cluster)),
                        because: IngressScene.limited(call.because + arrival.refusals.flatMap(\.because))))
            }
            _ = add(box, in: namespace)
        }
        guard callers.count > Self.boxes else { return }
        addMoreCallers(callers.dropFirst(Self.boxes - 1).map { ($0, calls[$0] ?? []) }, &arrivals)
    }

    /// The others share a box; what does not arrive has a line of its own there.
    private mutating func addMoreCallers(_ callers: [(workload: Int, calls: [Call])], _ arrivals: inout CallArrivals) {
        var box = Figure.Element(
            id: "more-callers", role: .folded, eyebrow: English.count(callers.count, "more caller"), name: "",
            tooltip: "Workloads that are configured to call \(service.reference)")
        let element = figure.elements.count
        let name = { [cluster] (workload: Int) in cluster.workloads[workload].reference.name }
        box.add(.init(English.list(first: 12, of: callers.map { name($0.workload) })))
        let calls = callers.flatMap(\.calls)
        let judged = calls.map { ($0, arrivals.arrival(of: $0)) }
        for port in Set(judged.filter { !$0.1.fails }.map(\.0.port)).sorted(by: { ($0 ?? 0) < ($1 ?? 0) }) {
            let line = box.add(
                .init(
                    [.init(service.name, .code)] + (port.map { [.init(":\($0)", .code, part: .ports)] } ?? []), .call, right: .joined,
                    startsSection: true))
            clients.append(
                .init(box: element, line: line, port: port, tooltip: "\(callers.count) more workloads are configured to call it"))
        }
        for (call, arrival) in judged where arrival.fails {
            box.add(.init([.init("from ", .muted), .init(name(call.workload), .strong)], startsSection: true))
            let line = CallLines.add(call, arrival, isOwn: false, home: service.namespace, cluster, to: &box)
            clients.append(
                .init(
                    box: element, line: line, port: call.port, pod: call.hostname(behind: service), fails: true,
                    tooltip: Sentence(CallsDescription.sentence(call, arrival, cluster)), because: IngressScene.limited(call.because)))
        }
        _ = figure.add(box)
    }

    /// Where nobody is configured to call it: whoever could.
    mutating func addAnyPod() {
        var box = Figure.Element(
            id: "client", role: .anyPod, eyebrow: "Any Pod", name: "",
            tooltip: "A Pod of this cluster, in any namespace; no workload of these manifests is configured to call \(service.reference)")
        box.add(.init("none here is configured to call it", .muted))
        box.add(.init("can call", .muted, .heading, startsSection: true))
        let ports = service.source == .alias ? [] : service.service.ports
        let call = { [service] (port: ServicePort?, box: inout Figure.Element) in
            var runs = [Figure.Line.Run(service.name, .code)]
            if let port { runs.append(.init(":\(CallsWords.number(port.port, port.transport))", .code, part: .ports)) }
            return box.add(.init(runs, .call, right: .joined))
        }
        for port in ports.prefix(6).map(Optional.init) + (ports.isEmpty ? [nil] : []) {
            clients.append(.init(box: figure.elements.count, line: call(port, &box), port: port?.port, tooltip: "Any Pod can connect here"))
        }
        if ports.count > 6 { box.add(.init("and \(English.count(ports.count - 6, "more port"))", .muted)) }
        box.add(.init([.init("from other namespaces ", .muted), .init("\(service.name).\(service.namespace)", .mutedCode)]))
        _ = figure.add(box)
    }

    // MARK: Routes

    mutating func addRoutes(_ arrivals: inout CallArrivals) {
        var order: [ObjectReference] = []
        var routes: [ObjectReference: [IngressRoute]] = [:]
        for route in cluster.routes(to: service) {
            if routes[route.object] == nil { order.append(route.object) }
            routes[route.object, default: []].append(route)
        }
        let boxes = order.map { RouteBox($0, routes[$0] ?? [], cluster, &arrivals).finished }
        // What fails is never folded away.
        let failing = Set(order.indices.filter { boxes[$0].ends.contains(where: \.fails) })
        let room = (order.count > Self.boxes ? Self.boxes - 1 : Self.boxes) - failing.count
        let shown = failing.union(order.indices.filter { !failing.contains($0) }.prefix(max(0, room)))
        for (index, object) in order.enumerated() where shown.contains(index) {
            let (box, ends) = boxes[index]
            var element = box
            element.lines = place(object.namespace) + element.lines
            let shift = element.lines.count - box.lines.count
            let position = add(element, in: object.namespace)
            routed += ends.map { (position, $0.line + shift, $0.route.backendPort ?? 0, $0) }
            var outside = OutsideBox.element(id: "outside-\(box.id)", [RouteBox.host(routes[object] ?? [])].compactMap(\.self))
            outside.above = position
            figure.connect(figure.add(outside), position, .traffic, tooltip: "Requests from outside, by the rules of \(object)")
        }
        let folded = order.indices.filter { !shown.contains($0) }
        guard !folded.isEmpty else { return }
        var box = Figure.Element(
            id: "more-routes", role: .ingress, eyebrow: English.count(folded.count, "more route"), name: "",
            tooltip: "Objects whose rules lead requests to \(service.reference)")
        box.add(.init(English.list(first: 12, of: folded.map { order[$0].name })))
        _ = figure.add(box)
    }

    // MARK: Outside

    mutating func addOutside(_ arrivals: inout CallArrivals) {
        let ways = OutsideBox.ways(into: service, cluster)
        guard !ways.isEmpty else { return }
        let judged = service.service.ports.map { arrivals.arrival(from: .outside, to: position, port: $0.port, $0.transport) }
        let refused = judged.first { $0.outcome == .refused && judged.allSatisfy(\.fails) }
        let object = service.service
        var box = OutsideBox.element(id: "client", ways + OutsideBox.details(of: service, cluster))
        if let refused { box.add(.init(CallsWords.refusal(refused.refusals), .refused)) }
        box.above = front.element
        figure.connect(
            figure.add(box), front.element, refused == nil ? .traffic : .denied,
            tooltip: "From outside to \(service.reference): \(ways.map(\.text).joined(separator: ", "))",
            because: [Evidence(object.metadata, field: "spec.type", value: object.type.rawValue, at: object.metadata.mark)])
    }

    // MARK: Arrows

    mutating func connectClients() {
        var asked: Set<Int> = []
        for client in clients {
            func connect(_ head: Int, _ line: Int?, _ role: Figure.Connection.Role) {
                figure.connect(client.box, head, role, tooltip: client.tooltip, because: client.because)
                figure.connections[figure.connections.count - 1].tail = client.line
                figure.connections[figure.connections.count - 1].head = line
            }
            let role = client.fails ? Figure.Connection.Role.denied : .traffic
            guard let dns else {
                let port = service.service.ports.firstIndex { $0.port == client.port }
                connect(front.element, client.fails ? nil : port.map { front.ports[$0] }, role)
                continue
            }
            // The question for the name, and then past the Service.
            if asked.insert(client.box).inserted { connect(dns, 0, .lookup) }
            figure.connect(client.box, front.element, .order)
            if service.source == .alias { if let host { connect(host, nil, role) } }
            for backend in backends {
                if let pod = client.pod {
                    guard let line = backend.pods[pod] else { continue }
                    connect(backend.box, line, role)
                } else {
                    let number = client.port.flatMap { port in resolved.first { $0.port.port == port }?.port }
                    let end = number.flatMap { number in
                        backend.ports.first { $0.key.number == number.port || resolvedNumber(number) == $0.key.number }
                    }
                    connect(backend.box, client.fails ? nil : end?.value, role)
                }
            }
            if backends.isEmpty, service.source != .alias { connect(front.element, nil, .denied) }
        }
    }

    private func resolvedNumber(_ port: ServicePort) -> Int? { resolved.first { $0.port.port == port.port }?.number }
}
