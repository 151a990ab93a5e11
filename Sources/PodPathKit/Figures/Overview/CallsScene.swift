import KubeCluster
import KubeManifest

/// Makes the figure of the calls of some namespaces: its boxes, their lines, and the arrows between these.
struct CallsScene {
    private let cluster: Cluster
    private let namespaces: [String]
    private let groups: OverviewGroups
    private var arrivals: CallArrivals
    private(set) var figure: Figure
    /// Boxes of groups of workloads, by their keys, and of Services, by their positions.
    private var workloadBoxes: [String: Int] = [:]
    private var serviceBoxes: [Int: (element: Int, ports: [Int])] = [:]
    /// Positions in `Cluster.calls`, by the caller; and the Pods that are called by their own names, by the Service.
    private let callsByWorkload: [Int: [Int]]
    private var calledPods: [Int: Set<String>] = [:]
    private var outsideByWorkload: [Int: [OutsideCall]] = [:]
    /// The box of whoever comes in above a box.
    private var outsideBoxes: [Int: Int] = [:]
    private var leftOut = 0
    private var calls = 0
    private var failing = 0
    private var failingPaths = 0

    /// - Parameter limit: workloads of one namespace; beyond it, those that neither call nor are called are left out.
    init(_ cluster: Cluster, _ namespaces: [String], id: String, limit: Int) {
        (self.cluster, self.namespaces) = (cluster, namespaces)
        callsByWorkload = Dictionary(grouping: cluster.calls.indices) { cluster.calls[$0].workload }
        outsideByWorkload = Dictionary(grouping: cluster.outsideCalls, by: \.workload)
        groups = OverviewGroups(cluster)
        arrivals = CallArrivals(cluster)
        figure = Figure(kind: "overview", id: id, title: "", description: "", layout: .calls)
        for call in cluster.calls {
            if let service = call.service, let name = podName(call) { calledPods[service, default: []].insert(name) }
        }
        let plan = CallsNesting(cluster, groups)
        let reached = reachedPorts()
        let groups = shownGroups(limit)
        for namespace in namespaces {
            let frame = figure.add(
                .init(
                    id: FigureWords.id("namespace", namespace), role: .namespace, name: namespace,
                    note: Sentence(
                        CallsWords.policies(
                            cluster.objects.networkPolicies.filter { $0.metadata.namespace == namespace }.map(\.metadata.name))),
                    tooltip: "Namespace \(namespace)", parent: nil))
            addBoxes(of: groups[namespace] ?? [], in: namespace, frame, plan, reached)
        }
        addPodLines()
        addCalls()
        addRoutes()
        addEntrances()
        finish()
    }

    // MARK: Boxes

    /// The boxes of each namespace. Nothing that calls, is called or fails is left out.
    private mutating func shownGroups(_ limit: Int) -> [String: [OverviewGroups.Group]] {
        var shown = Dictionary(grouping: groups.all, by: \.namespace)
        for (namespace, all) in shown where all.count > limit {
            let isJoined = all.map { group in
                group.workloads.contains { callsByWorkload[$0] != nil || !cluster.services(of: $0).isEmpty }
            }
            var room = max(0, limit - isJoined.count { $0 })
            shown[namespace] = zip(all, isJoined).filter { _, isJoined in
                if !isJoined, room > 0 {
                    room -= 1
                    return true
                }
                return isJoined
            }.map(\.0)
            if namespaces.contains(namespace) { leftOut += all.count - (shown[namespace]?.count ?? 0) }
        }
        return shown
    }

    private struct ReachedPort: Hashable {
        let service: Int
        let port: Int
    }

    /// Ports of Services that something of the picture leads to.
    private func reachedPorts() -> Set<ReachedPort> {
        var reached: Set<ReachedPort> = []
        for call in cluster.calls where podName(call) == nil {
            if let service = call.service, let port = call.port { reached.insert(.init(service: service, port: port)) }
        }
        for route in cluster.routes {
            if let service = route.service, let port = route.backendPort { reached.insert(.init(service: service, port: port)) }
        }
        for (position, service) in cluster.services.enumerated() where service.service.isExternal || !service.service.externalIPs.isEmpty {
            for port in service.service.ports { reached.insert(.init(service: position, port: port.port)) }
        }
        return reached
    }

    private mutating func addBoxes(
        of groups: [OverviewGroups.Group], in namespace: String, _ frame: Int, _ nesting: CallsNesting, _ reached: Set<ReachedPort>
    ) {
        func add(_ element: Figure.Element, _ figure: inout Figure) -> Int {
            var element = element
            element.group = frame
            return figure.add(element)
        }
        let isReached = { (service: Int) in { (port: ServicePort) in reached.contains(.init(service: service, port: port.port)) } }
        for group in groups {
            var upper: Int?
            for service in nesting.onTop[group.key] ?? [] {
                let (box, ports) = ServiceBox.element(cluster.services[service], in: cluster, isReached: isReached(service))
                let position = add(box, &figure)
                figure.elements[position].onTop = upper
                serviceBoxes[service] = (position, ports)
                upper = position
            }
            let position = add(WorkloadBox.box(group.workloads, in: cluster).element, &figure)
            figure.elements[position].onTop = upper
            workloadBoxes[group.key] = position
        }
        for (service, object) in cluster.services.enumerated() where object.namespace == namespace && serviceBoxes[service] == nil {
            let inner = nesting.inner[service] ?? []
            let targets = self.groups.targets(of: service)
            let names = Dictionary(
                targets.flatMap { group in group.workloads.map { ($0, cluster.workloads[group.workloads[0]].reference.name) } },
                uniquingKeysWith: { first, _ in first })
            let (box, ports) = ServiceBox.element(
                object, in: cluster, names: targets.count > 1 ? names : [:], listsWorkloads: inner.isEmpty, isReached: isReached(service))
            let position = add(box, &figure)
            serviceBoxes[service] = (position, ports)
            for key in inner { if let workload = workloadBoxes[key] { figure.elements[workload].outer = position } }
        }
    }

    // MARK: One Pod of a StatefulSet

    /// The lines of Pods that are called by their own names, by the workload's box and the name.
    private var podLines: [Int: [String: Int]] = [:]

    private mutating func addPodLines() {
        for call in cluster.calls {
            guard let name = podName(call), let service = call.service, let group = groups.targets(of: service).first,
                let box = workloadBoxes[group.key], podLines[box] == nil
            else { continue }
            let called = calledPods[service] ?? []
            let pods = group.workloads.flatMap { cluster.workloads[$0].pods }.map { cluster.pods[$0].hostname ?? cluster.pods[$0].name }
            guard pods.contains(name) else { continue }
            podLines[box] = [:]
            let shown = pods.filter(called.contains)
            for (number, pod) in shown.enumerated() {
                podLines[box]?[pod] = figure.elements[box].add(
                    .init([.init(pod, .strong), .init("  called by its own name", .muted)], left: .joined, startsSection: number == 0))
            }
            let others = pods.filter { !called.contains($0) }
            if !others.isEmpty {
                let more = others.count > 3 ? " and \(others.count - 3) more" : ""
                figure.elements[box].add(
                    .init("not by name: " + others.prefix(3).joined(separator: ", ") + more, .muted, isEssential: false))
            }
        }
    }

    /// The Pod that a call names by its own name.
    private func podName(_ call: Call) -> String? {
        call.service.flatMap { call.hostname(behind: cluster.services[$0]) }
    }

    // MARK: Calls

    private mutating func addCalls() {
        var stubs: [String: [(box: Int, line: Int, call: Call)]] = [:]
        var missing: [String] = []
        for group in groups.all {
            guard let box = workloadBoxes[group.key] else { continue }
            var seen: Set<String> = []
            var isFirst = true
            for (call, arrival) in ownCalls(group) where seen.insert("\(call.name) \(call.port ?? 0)").inserted {
                if isFirst { figure.elements[box].add(.init("calls", .muted, .heading, startsSection: true, isEssential: false)) }
                isFirst = false
                calls += 1
                let fails = !call.isFound || arrival.fails
                if fails { failing += 1 }
                let isOwn = call.service.map { groups.targets(of: $0).map(\.key) == [group.key] } ?? false
                let line = CallLines.add(call, arrival, isOwn: isOwn, home: group.namespace, cluster, to: &figure.elements[box])
                if !call.isFound {
                    let key = call.target.path
                    if stubs[key] == nil { missing.append(key) }
                    stubs[key, default: []].append((box, line, call))
                } else if !isOwn {
                    connect(box, line, call, arrival, fails: fails)
                }
            }
            addOutsideCalls(group, box, isFirst: isFirst)
        }
        for key in missing { addMissing(stubs[key] ?? []) }
    }

    private mutating func ownCalls(_ group: OverviewGroups.Group) -> [(Call, CallArrival)] {
        let own = group.workloads.flatMap { callsByWorkload[$0] ?? [] }.map { cluster.calls[$0] }
        return own.inOrderOfText.map { ($0, arrivals.arrival(of: $0)) }
    }

    private mutating func connect(_ box: Int, _ line: Int, _ call: Call, _ arrival: CallArrival, fails: Bool) {
        guard let position = call.service, let target = serviceBoxes[position] else {
            figure.elements[box].lines[line].right = nil
            figure.elements[box].add(.init("in namespace \(call.target.namespace), not drawn here", .muted, .reason, isEssential: false))
            return
        }
        let port = cluster.services[position].service.ports.firstIndex { $0.port == call.port }
        var (element, head) = (target.element, port.map { target.ports[$0] })
        if let name = podName(call), let group = groups.targets(of: position).first, let workload = workloadBoxes[group.key],
            let line = podLines[workload]?[name]
        {
            (element, head) = (workload, line)
        }
        // What is refused ends at the name: its bar would lie on the heads of what arrives.
        figure.connect(
            box, element, fails ? .denied : .traffic, tooltip: Sentence(CallsDescription.sentence(call, arrival, cluster)),
            because: IngressScene.limited(call.because + arrival.refusals.flatMap(\.because)))
        figure.connections[figure.connections.count - 1].tail = line
        figure.connections[figure.connections.count - 1].head = fails ? nil : head
    }

    private mutating func addOutsideCalls(_ group: OverviewGroups.Group, _ box: Int, isFirst: Bool) {
        let outside = group.workloads.flatMap { outsideByWorkload[$0] ?? [] }
        for (number, call) in outside.enumerated() {
            if isFirst, number == 0 { figure.elements[box].add(.init("calls", .muted, .heading, startsSection: true, isEssential: false)) }
            figure.elements[box].add(.init(call.name, .code, .call))
            figure.elements[box].add(.init("outside the cluster", .muted, .reason))
        }
    }

    /// A bar at each caller; from three callers on one box, to which their lines lead.
    private mutating func addMissing(_ callers: [(box: Int, line: Int, call: Call)]) {
        guard let first = callers.first else { return }
        let target = first.call.target
        let isBox = callers.count >= 3
        var element = Figure.Element(
            id: FigureWords.id("missing", target.namespace, target.name), role: .missing, eyebrow: "No such Service", name: target.name,
            tooltip: "No Service \(target.path) was found in these manifests")
        element.group = figure.elements[first.box].group
        if let frame = figure.groups.firstIndex(where: { $0.name == target.namespace }) { element.group = frame }
        element.isStub = !isBox
        let position = figure.add(element)
        for (box, line, call) in callers {
            figure.connect(
                box, position, .missing, tooltip: Sentence(CallsDescription.sentence(call, nil, cluster)),
                because: IngressScene.limited(call.because)
            )
            figure.connections[figure.connections.count - 1].tail = line
        }
    }

    // MARK: From outside

    private mutating func addRoutes() {
        var order: [ObjectReference] = []
        var routes: [ObjectReference: [IngressRoute]] = [:]
        for route in cluster.routes where namespaces.contains(route.object.namespace) {
            if routes[route.object] == nil { order.append(route.object) }
            routes[route.object, default: []].append(route)
        }
        for object in order {
            let (box, ends) = RouteBox(object, routes[object] ?? [], cluster, &arrivals).finished
            let frame = figure.groups.firstIndex { $0.name == object.namespace }
            var element = box
            element.group = frame
            let position = figure.add(element)
            addOutside(above: position, [RouteBox.host(routes[object] ?? [])].compactMap(\.self), fails: false, because: [])
            for end in ends {
                if end.fails { failingPaths += 1 }
                guard let service = end.route.service, let target = serviceBoxes[service], end.isServed else {
                    addStub(position, end)
                    continue
                }
                let port = cluster.services[service].service.ports.firstIndex { $0.port == end.route.backendPort }
                figure.connect(
                    position, target.element, end.fails ? .denied : .traffic, tooltip: Sentence(end.tooltip),
                    because: IngressScene.limited(end.route.because))
                figure.connections[figure.connections.count - 1].tail = end.line
                figure.connections[figure.connections.count - 1].head = end.fails ? nil : port.map { target.ports[$0] }
            }
        }
    }

    private mutating func addStub(_ box: Int, _ end: RouteBox.End) {
        let target = end.route.backend
        var element = Figure.Element(
            id: FigureWords.id("missing", target.namespace, target.name), role: .missing, eyebrow: "No such Service", name: target.name,
            tooltip: Sentence(end.tooltip))
        element.group = figure.elements[box].group
        element.isStub = true
        let position = figure.add(element)
        figure.connect(box, position, .missing, tooltip: Sentence(end.tooltip), because: IngressScene.limited(end.route.because))
        figure.connections[figure.connections.count - 1].tail = end.line
    }

    /// Whoever comes in at a Service's own ports, and at ports of nodes that lead straight to a container.
    private mutating func addEntrances() {
        for (position, service) in cluster.services.enumerated() {
            guard let box = serviceBoxes[position] else { continue }
            let ways = OutsideBox.ways(into: service, cluster)
            guard !ways.isEmpty else { continue }
            let judged = service.service.ports.map { arrivals.arrival(from: .outside, to: position, port: $0.port, $0.transport) }
            let refused = judged.first { $0.outcome == .refused && judged.allSatisfy(\.fails) }
            if refused != nil { failingPaths += 1 }
            addOutside(
                above: top(of: box.element), ways + (refused.map { [.init(CallsWords.refusal($0.refusals), .refused)] } ?? []),
                fails: refused != nil,
                because: [
                    Evidence(
                        service.service.metadata, field: "spec.type", value: service.service.type.rawValue,
                        at: service.service.metadata.mark)
                ])
        }
        for group in groups.all {
            guard let box = workloadBoxes[group.key] else { continue }
            let ports = OutsideBox.hostPorts(cluster.workloads[group.workloads[0]], cluster)
            if !ports.isEmpty { addOutside(above: top(of: box), ports, fails: false, because: []) }
        }
    }

    /// The uppermost of the boxes that are glued together, or that this one stands in.
    private func top(of box: Int) -> Int {
        var box = figure.elements[box].outer ?? box
        while let upper = figure.elements[box].onTop { box = upper }
        return box
    }

    private mutating func addOutside(above box: Int, _ lines: [Figure.Line], fails: Bool, because: [Evidence]) {
        if let known = outsideBoxes[box] {
            for line in lines where !figure.elements[known].lines.contains(line) { figure.elements[known].add(line) }
            return
        }
        let name = figure.elements[box].name
        var element = OutsideBox.element(id: "outside-\(figure.elements[box].id)", lines)
        element.group = figure.elements[box].group
        element.above = box
        let outside = figure.add(element)
        outsideBoxes[box] = outside
        figure.connect(
            outside, box, fails ? .denied : .traffic,
            tooltip: "From outside to \(name): \(lines.map(\.text).joined(separator: ", "))", because: because)
    }

    // MARK: Words

    private mutating func finish() {
        figure.title = CallsWords.title(namespaces, hasCalls: calls > 0)
        figure.caption = CallsWords.caption(calls: calls, namespaces: namespaces.count)
        figure.finding = CallsWords.finding(failing: failing, failingPaths: failingPaths)
        figure.key = CallsWords.key(figure)
        figure.remarks = CallsWords.remarks(figure, leftOut: leftOut) + (cluster.objects.unreadPoliciesSentence.map { [$0] } ?? [])
        figure.description = CallsDescription.text(figure, cluster, namespaces)
    }
}
