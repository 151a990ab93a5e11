import KubeCluster
import KubeManifest

/// The parts of an Ingress's figure: client, controller or Gateway, a box for each host, Services, Pods.
struct IngressScene {
    /// Requests for one host that one object's rules send to one backend.
    struct Way {
        let host: String
        let backend: String
        var routes: [IngressRoute]
        var failure: IngressRoute.Problem? { routes.first { $0.failure != nil }?.failure }
    }

    let door: IngressDoor
    let cluster: Cluster
    let request: FigureRequest
    var figure: Figure
    private let clusterFrame: Int
    private var frames: [String: Int] = [:]
    private(set) var ways: [Way] = []
    private(set) var hostOrder: [String] = []
    /// The hosts that a box stands for, by the key of the first.
    private var hosts: [String: [String?]] = [:]
    private(set) var folded = 0
    private var boxes: [String: Int] = [:]

    init(_ door: IngressDoor, in cluster: Cluster, _ request: FigureRequest) {
        self.door = door
        self.cluster = cluster
        self.request = request
        figure = Figure(kind: "ingress", id: door.id, title: Self.title(door), description: "", layout: .flow)
        clusterFrame = figure.add(
            .init(id: "cluster", role: .cluster, name: "Kubernetes cluster", tooltip: "The Kubernetes cluster", parent: nil))
        sort()
    }

    private static func title(_ door: IngressDoor) -> String {
        let hosts = door.hosts
        let what =
            hosts.count == 1
            ? "how requests for \(hosts[0] ?? "any host") get in" : "\(FigureWords.count(hosts.count, "host")), and where their requests go"
        return "\(door.object.kind) \(door.object.name): \(what)"
    }

    /// Hosts of one object with the same rules are one box; routes that differ only in listener, path or match are one arrow.
    private mutating func sort() {
        let limit = max(2, min(10, request.elementLimit / 5))
        var order: [String] = []
        var routes: [String: [IngressRoute]] = [:]
        for route in door.routes {
            let host = "\(route.object) \(route.host ?? "")"
            if routes[host] == nil { order.append(host) }
            routes[host, default: []].append(route)
        }
        var groups: [[String]: String] = [:]
        for host in order {
            let own = routes[host] ?? []
            let signature = own.map { Self.signature(of: $0) }
            let name = own.first?.host
            if let group = groups[signature] {
                hosts[group]?.append(name)
                continue
            }
            groups[signature] = host
            hosts[host] = [name]
            guard hostOrder.count < limit else { continue }
            hostOrder.append(host)
            for route in own {
                let backend = Self.key(of: route)
                if let position = ways.lastIndex(where: { $0.host == host && $0.backend == backend }) {
                    ways[position].routes.append(route)
                } else {
                    ways.append(Way(host: host, backend: backend, routes: [route]))
                }
            }
        }
        let shown = hostOrder.reduce(0) { $0 + (hosts[$1]?.count ?? 0) }
        folded = order.count - shown
    }

    /// What must be equal for two hosts to be told together.
    private static func signature(of route: IngressRoute) -> String {
        "\(route.object)|\(route.listener ?? "")|\(route.isTLS)|\(route.path ?? "")|\(route.pathType)|\(route.conditions)|\(key(of: route))|\(route.weight ?? 1)|\(route.problem ?? "")"
    }

    /// `shop.example.com`, `shop.example.com and 3 more hosts`.
    func hostText(_ host: String, _ route: IngressRoute) -> String {
        let more = (hosts[host]?.count ?? 1) - 1
        let first = route.host ?? "any host"
        return more > 0 ? "\(first) and \(FigureWords.count(more, "more host"))" : first
    }

    private static func key(of route: IngressRoute) -> String {
        switch route.failure?.kind {
        case .portNotServed?: "\(route.backend) port \(route.backendPort.map(String.init) ?? route.because.last?.value ?? "")"
        case .notGranted?: "\(route.backend) not granted"
        case .noBackend?, .redirect?: "\(route.object) \(route.rule)"
        default: "\(route.backend)"
        }
    }

    // MARK: Drawing

    mutating func drawn() -> Figure {
        let client = figure.add(
            .init(id: "client", role: .outside, eyebrow: "OUTSIDE", name: "Client", tooltip: "A client outside the cluster"))
        let front = addFront()
        let first = step(
            clientStep, because: Self.limited(ways.flatMap(\.routes).flatMap { $0.because.filter { $0.field.contains("host") } }))
        figure.connect(client, front, .traffic, step: first, tooltip: clientStep)
        let second = step(controllerStep, because: frontEvidence)
        let third = ways.contains { $0.failure == nil || $0.failure?.isUnknown == true } ? step(ruleStep, because: ruleEvidence) : nil
        var numbered: Set<Int> = []
        for host in hostOrder {
            let routes = ways.filter { $0.host == host }.flatMap(\.routes)
            guard let route = routes.first else { continue }
            let box = addHost(host, routes)
            boxes[host] = box
            let broken = routes.allSatisfy { $0.failure?.kind == .notAttached || $0.failure?.kind == .noParent }
            let number = numbered.insert(second).inserted ? second : nil
            figure.connect(
                front, box, broken ? .missing : .traffic, label: broken ? "not attached" : nil, step: number,
                tooltip: broken ? route.problem ?? "" : "\(route.object) has the rules for \(route.host ?? "any host")",
                because: Self.limited(route.because))
        }
        if folded > 0 { addFolded(from: front) }
        var served: [Int] = []
        for way in ways {
            guard let from = boxes[way.host] else { continue }
            let to = addBackend(way)
            let works = way.failure == nil || way.failure?.isUnknown == true
            let isHere = way.failure?.kind == .notAttached || way.failure?.kind == .noParent || way.failure?.kind == .noWeight
            var number: Int?
            if works, let third { number = numbered.insert(third).inserted ? third : nil }
            if !works, !isHere || way.failure?.kind == .noWeight { number = failureStep(way) }
            figure.connect(
                from, to, works || way.failure?.kind == .redirect ? .traffic : isHere ? .selects : .missing, code: label(of: way),
                step: number,
                tooltip: sentences(of: way).joined(separator: "; "), because: Self.limited(way.routes.flatMap(\.because)))
            if works, let service = way.routes.first?.service, !served.contains(service) { served.append(service) }
        }
        addUnattached()
        addPods(served)
        return finished()
    }

    static func limited(_ evidence: [Evidence]) -> [Evidence] {
        Array(evidence.reduce(into: [Evidence]()) { if $0.count < 12, !$0.contains($1) { $0.append($1) } })
    }

    mutating func step(_ text: String, because: [Evidence] = []) -> Int { figure.step(text, because: because) }

    private mutating func frame(_ namespace: String) -> Int {
        if let known = frames[namespace] { return known }
        let frame = figure.add(
            Figure.Group(
                id: FigureWords.id("namespace", namespace), role: .namespace, name: namespace, tooltip: "Namespace \(namespace)",
                parent: clusterFrame))
        frames[namespace] = frame
        return frame
    }

    // MARK: Boxes

    /// The controller's Pods, or what a Gateway stands for.
    private mutating func addFront() -> Int {
        guard let gateway = door.routes.lazy.compactMap(\.gateway).first else {
            let name = door.routes.first?.className
            let known = cluster.objects.ingressClasses.first { $0.metadata.name == name ?? "" || name == nil && $0.isDefault }
            return figure.add(
                .init(
                    id: "controller", role: .controller, eyebrow: "INGRESS CONTROLLER", name: "its Pods",
                    facts: [name.map { "class \($0)" } ?? known.map { "class \($0.metadata.name)" } ?? "the default class"]
                        + (known?.controller.map { [$0] } ?? []),
                    caption: "no Ingress names them",
                    tooltip: "The Pods of the controller that carries the Ingress out; an Ingress does not say which these are",
                    group: clusterFrame))
        }
        guard let object = cluster.objects.gateways.first(where: { $0.metadata.reference == gateway }) else {
            return figure.add(
                .init(
                    id: FigureWords.id("gateway", gateway.namespace, gateway.name), role: .missing, eyebrow: "GATEWAY · not found",
                    name: gateway.name, caption: "not in these manifests",
                    tooltip: "\(gateway) was not found in these manifests", group: frame(gateway.namespace)))
        }
        // A frame of its own for one box would only be in the way of the arrows.
        let isAlone = !door.routes.contains { $0.object.namespace == gateway.namespace || $0.backend.namespace == gateway.namespace }
        let used = Set(door.routes.compactMap(\.listener))
        let listeners = object.listeners.filter { used.isEmpty || used.contains($0.name) }
        return figure.add(
            .init(
                id: FigureWords.id("gateway", gateway.namespace, gateway.name), role: .ingress,
                eyebrow: "GATEWAY · class \(object.className?.value ?? "?")", name: gateway.name,
                facts: (isAlone ? ["in \(gateway.namespace)"] : [])
                    + listeners.prefix(4).map {
                        "\($0.name) :\($0.port.map { String($0.value) } ?? "?") \($0.transport?.value ?? "")"
                    } + (listeners.count > 4 ? ["+ \(listeners.count - 4) more listeners"] : []),
                caption: "run by its class's controller",
                tooltip:
                    "\(gateway) (\(object.metadata.file):\(object.metadata.mark.line)): its class's controller runs what listens there",
                group: isAlone ? clusterFrame : frame(gateway.namespace)))
    }

    private mutating func addHost(_ host: String, _ routes: [IngressRoute]) -> Int {
        let route = routes[0]
        let isTLS = routes.contains(where: \.isTLS)
        let others = (hosts[host] ?? []).dropFirst().compactMap { $0 }
        return figure.add(
            .init(
                id: FigureWords.id("host", route.object.namespace, route.object.name, route.host ?? "any"), role: .ingress,
                eyebrow: "\(route.object.kind.uppercased()) \(route.object.name)\(isTLS ? " · TLS" : "")",
                name: route.host ?? "any host",
                facts: others.count > 3 ? others.prefix(2) + ["+ \(FigureWords.count(others.count - 2, "more host"))"] : others,
                tooltip: "\(route.object): rules for \(([route.host ?? "any host"] + others.prefix(30)).joined(separator: ", "))"
                    + (isTLS ? ", which clients reach under TLS" : ""),
                group: frame(route.object.namespace), because: Self.limited(routes.flatMap(\.because))))
    }

    private mutating func addFolded(from front: Int) {
        let box = figure.add(
            .init(
                id: "folded", role: .folded, eyebrow: "FOLDED", name: "+ \(FigureWords.count(folded, "more host"))",
                tooltip: "More hosts of the same kind", group: frame(door.routes.first?.object.namespace ?? "default")))
        figure.connect(front, box, .traffic, tooltip: "To the other hosts")
        figure.remarks.append(
            "\(FigureWords.count(folded, "more host")) \(folded == 1 ? "is" : "are") folded into one box; 'podpath inspect -f json' lists all routes, --focus HOST draws one."
        )
    }

    private mutating func addBackend(_ way: Way) -> Int {
        if let known = boxes[way.backend] { return known }
        let box = figure.add(backend(way))
        boxes[way.backend] = box
        return box
    }

    private mutating func backend(_ way: Way) -> Figure.Element {
        let route = way.routes[0]
        let name = route.backend.name
        let id = FigureWords.id(route.backend.kind.lowercased(), route.backend.namespace, way.backend)
        let home = frame(route.backend.namespace)
        let problem = route.problem ?? ""
        switch route.failure?.kind {
        case .redirect?:
            return .init(id: id, role: .outside, eyebrow: "NO BACKEND", name: "a redirect", tooltip: problem, group: home)
        case .noBackend?:
            return .init(id: id, role: .missing, eyebrow: "MISSING", name: "no backend", tooltip: problem, group: home)
        case .unknownBackend?:
            return .init(
                id: id, role: .outside, eyebrow: route.backend.kind.uppercased(), name: name, caption: "known to the controller only",
                tooltip: problem, group: home)
        case .portNotServed?:
            let served = route.service.map { cluster.services[$0].service.ports.map { String($0.port) } } ?? []
            return .init(
                id: id, role: .missing, eyebrow: "SERVICE · no such port",
                name: "\(name) :\(route.backendPort.map(String.init) ?? route.failure?.evidence.value ?? "")",
                caption: served.isEmpty ? "it serves no port" : "it serves \(FigureWords.list(served))", tooltip: problem, group: home)
        case .notGranted?:
            return .init(
                id: id, role: .missing, eyebrow: "SERVICE · not granted", name: name, caption: "no ReferenceGrant here", tooltip: problem,
                group: home)
        case .serviceNotFound?:
            return .init(id: id, role: .missing, eyebrow: "SERVICE · not found", name: name, tooltip: problem, group: home)
        default: break
        }
        guard let service = route.service.map({ cluster.services[$0] }) else {
            return .init(id: id, role: .missing, eyebrow: "SERVICE · not found", name: name, tooltip: problem, group: home)
        }
        let used = Set(door.routes.filter { $0.service == route.service }.compactMap(\.backendPort))
        let object = service.service
        let isAlias = service.source == .alias
        return .init(
            id: FigureWords.id("service", service.namespace, service.name),
            role: isAlias ? .externalNameService : object.isHeadless ? .headlessService : .service, eyebrow: "SERVICE", name: service.name,
            facts: isAlias
                ? ["CNAME \(object.externalName?.value ?? "?")"]
                : object.ports.filter { used.contains($0.port) }.map { "port \(mapping($0, of: service))" },
            tooltip: "\(service.reference) (\(object.metadata.file):\(object.metadata.mark.line))", group: home)
    }

    /// `80 → 8080`: a named target port is its number where all Pods agree on one.
    private func mapping(_ port: ServicePort, of service: ClusterService) -> String {
        let numbers = Set(
            cluster.targets(of: service).map {
                $0.pods.first.flatMap { cluster.resolve(port.target, port.transport, on: cluster.pods[$0]) }
            })
        guard case .name = port.target, numbers.count == 1, let number = numbers.first.flatMap({ $0 }) else {
            return FigureWords.mapping(port)
        }
        return number == port.port ? String(number) : "\(port.port) → \(number)"
    }

    /// Says once for each object why its hosts get no requests.
    private mutating func addUnattached() {
        var told: Set<String> = []
        for way in ways {
            guard let failure = way.failure, failure.kind == .notAttached || failure.kind == .noParent, let box = boxes[way.host],
                told.insert(failure.text).inserted
            else { continue }
            let number = step("\(way.routes[0].object) gets no requests: \(failure.text).", because: [failure.evidence])
            if let arrow = figure.connections.firstIndex(where: { $0.to == box && $0.role == .missing && $0.step == nil }) {
                figure.connections[arrow].step = number
            }
        }
    }

    private mutating func addPods(_ services: [Int]) {
        guard !services.isEmpty else { return }
        let number = step(podStep(services), because: Self.limited(services.flatMap { podEvidence($0) }))
        var isNumbered = false
        for position in services {
            guard let front = boxes["\(cluster.services[position].reference)"] else { continue }
            for (element, isServing) in behind(position) {
                let box: Int
                if let known = boxes["pods \(element.id)"] {
                    box = known
                } else {
                    box = figure.add(element)
                    boxes["pods \(element.id)"] = box
                }
                figure.connect(
                    front, box, isServing ? .traffic : .missing, step: isNumbered ? nil : number,
                    tooltip: isServing ? "To one of its Pods" : "No Pod that is ready stands behind the Service",
                    because: podEvidence(position))
                isNumbered = true
            }
        }
    }

    private mutating func behind(_ position: Int) -> [(Figure.Element, Bool)] {
        let service = cluster.services[position]
        let targets = cluster.targets(of: service)
        if !targets.isEmpty {
            var list = targets.prefix(3).map { target -> (Figure.Element, Bool) in
                let workload = cluster.workloads[target.workload]
                let isReady = target.pods.contains { cluster.pods[$0].isReady(behind: service.service) }
                return (
                    .init(
                        id: FigureWords.id(workload.kind.lowercased(), workload.reference.namespace, workload.reference.name),
                        role: isReady ? (workload.isBarePod ? .pod : .workload) : .podNotReady,
                        eyebrow: workload.kind.uppercased() + (isReady ? "" : " · not ready"), name: workload.reference.name,
                        count: target.pods.count > 1 ? target.pods.count : nil, tooltip: "\(workload.reference)",
                        group: frame(workload.reference.namespace)), isReady
                )
            }
            if targets.count > 3 {
                list.append(
                    (
                        .init(
                            id: FigureWords.id("folded", service.namespace, service.name), role: .folded, eyebrow: "FOLDED",
                            name: "+ \(targets.count - 3) more workloads", tooltip: "More workloads behind \(service.reference)",
                            group: frame(service.namespace)), true
                    ))
            }
            return list
        }
        let addresses = cluster.endpoints(of: service).map(\.address)
        if service.source == .alias {
            return [
                (
                    .init(
                        id: FigureWords.id("alias", service.namespace, service.name), role: .outside, eyebrow: "ANOTHER HOST",
                        name: service.service.externalName?.value ?? "?", tooltip: "The host that externalName names"), true
                )
            ]
        }
        guard !addresses.isEmpty else {
            return [
                (
                    .init(
                        id: FigureWords.id("missing-pods", service.namespace, service.name), role: .missing, eyebrow: "NOT FOUND",
                        name: "Pods",
                        caption: "none in these manifests", tooltip: "No Pod behind \(service.reference) was found in these manifests",
                        group: frame(service.namespace)), false
                )
            ]
        }
        return [
            (
                .init(
                    id: FigureWords.id("addresses", service.namespace, service.name), role: .endpointSlice, eyebrow: "ADDRESSES",
                    name: "listed by hand", facts: Array(addresses.prefix(3)),
                    tooltip: "The addresses that slices of \(service.reference) list",
                    group: frame(service.namespace)), true
            )
        ]
    }
}
