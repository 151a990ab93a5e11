import KubeCluster
import KubeManifest

/// Where the rules of an Ingress's figure lead.
extension IngressScene {
    /// Boxes and arrows for every way.
    /// - Returns: the Services that get requests, by position.
    mutating func addBackends() -> [Int] {
        var third: Int? = workingWays.isEmpty ? nil : step(ruleStep, because: ruleEvidence)
        var served: [Int] = []
        var told: Set<String> = []
        for way in ways where !isFolded(way) {
            guard let from = boxes[way.host] else { continue }
            let to = addBackend(way)
            var number: Int?
            if way.works {
                number = third
                third = nil
            } else if !way.isUnattached, told.insert("\(way.host) \(way.backend)").inserted {
                number = failureStep(ways.filter { $0.host == way.host && $0.backend == way.backend })
            }
            figure.connect(
                from, to, way.role, step: number, row: way.row, tooltip: Sentence(sentences(of: way).joined(separator: "; ")),
                because: Self.limited(way.routes.flatMap(\.because)))
            if way.works, let service = way.routes.first?.service, !served.contains(service) { served.append(service) }
        }
        addFoldedBackends(third)
        return served
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
        let problem = Sentence(route.problem ?? "")
        switch route.failure?.kind {
        case .redirect?:
            return .init(id: id, role: .outside, eyebrow: "NO BACKEND", name: "a redirect", tooltip: problem, group: home)
        case .noBackend?:
            return .init(id: id, role: .missing, eyebrow: "MISSING", name: "no backend", tooltip: problem, group: home)
        case .portNotServed?:
            let served = route.service.map { cluster.services[$0].service.ports.map { String($0.port) } } ?? []
            return .init(
                id: id, role: .missing, eyebrow: "SERVICE · no such port",
                name: "\(name) :\(route.backendPort.map(String.init) ?? route.failure?.evidence.value ?? "")",
                caption: served.isEmpty ? "it serves no port" : "it serves \(English.list(served))", tooltip: problem, group: home)
        case .notGranted?:
            return .init(
                id: id, role: .missing, eyebrow: "SERVICE · not granted", name: name, caption: "no ReferenceGrant here", tooltip: problem,
                group: home)
        default: break
        }
        if route.backend == route.object {
            return .init(id: id, role: .outside, eyebrow: "NO BACKEND", name: "none named", tooltip: problem, group: home)
        }
        if route.failure?.kind == .unknownBackend || route.backend.kind != "Service" {
            return .init(
                id: id, role: .outside, eyebrow: route.backend.kind.uppercased(), name: name, caption: "known to the controller only",
                tooltip: problem, group: home)
        }
        guard let service = route.service.map({ cluster.services[$0] }) else {
            return .init(id: id, role: .missing, eyebrow: "SERVICE · not found", name: name, tooltip: problem, group: home)
        }
        let used = Set(entrance.routes.filter { $0.service == route.service }.compactMap(\.backendPort))
        let object = service.service
        let isAlias = service.source == .alias
        return .init(
            id: FigureWords.id("service", service.namespace, service.name),
            role: isAlias ? .externalNameService : object.isHeadless ? .headlessService : .service, eyebrow: "SERVICE", name: service.name,
            facts: isAlias
                ? ["CNAME \(name: object.externalName?.value ?? "?")"]
                : cluster.ports(of: service).filter { used.contains($0.port.port) }.map { English.mapping($0, lead: ":") },
            tooltip: "\(service.reference) (\(object.metadata.file):\(object.metadata.mark.line))", group: home)
    }
}
