import KubeCluster
import KubeManifest

/// The box of an Ingress or a Gateway's route: for each host its paths, each with the Service port that it leads to.
struct RouteBox {
    /// A line that an arrow leaves.
    struct End {
        let line: Int
        let route: IngressRoute
        /// Why it does not arrive.
        let reason: String?
        var fails: Bool { reason != nil }
        /// Whether the Service that it names is there.
        var isServed: Bool { route.failure?.kind != .serviceNotFound }
        let tooltip: String
    }

    private var box: Figure.Element
    private var ends: [End] = []

    var finished: (element: Figure.Element, ends: [End]) { (box, ends) }

    init(_ object: ObjectReference, _ routes: [IngressRoute], _ cluster: Cluster, _ arrivals: inout CallArrivals) {
        box = .init(
            id: FigureWords.id(object.kind.lowercased(), object.namespace, object.name), role: .ingress, eyebrow: object.kind,
            name: object.name,
            tooltip: "\(object)")
        if let gateway = routes.first?.gateway { box.add(.init([.init("of Gateway ", .muted), .init(gateway.name, .strong)])) }
        let showsHosts = Self.host(routes) == nil
        let backends = Dictionary(routes.map { ($0.rule, Set([$0.backend])) }, uniquingKeysWith: { $0.union($1) }).mapValues(\.count)
        var host: String?
        var seen: Set<[String]> = []
        for route in routes {
            let path =
                route.path
                ?? (route.pathType == "DefaultBackend" ? "everything else" : route.isOfConnections ? "all connections" : "any path")
            guard seen.insert([route.host ?? "", path, route.backend.path, "\(route.backendPort ?? 0)"] + route.conditions).inserted else {
                continue
            }
            if showsHosts, host != route.hostText {
                box.add(.init(route.hostText, .code, startsSection: true))
                host = route.hostText
            }
            add(route, path, isOneOfSeveral: (backends[route.rule] ?? 1) > 1, cluster, &arrivals)
        }
    }

    /// The one host of all routes, as a line; nil where there are several.
    static func host(_ routes: [IngressRoute]) -> Figure.Line? {
        guard let first = routes.first, Set(routes.map(\.hostText)).count == 1 else { return nil }
        return .init(first.hostText, first.host == nil ? .words : .code)
    }

    private mutating func add(
        _ route: IngressRoute, _ path: String, isOneOfSeveral: Bool, _ cluster: Cluster, _ arrivals: inout CallArrivals
    ) {
        let reason = Self.reason(route, cluster, &arrivals)
        let conditions = route.conditions.isEmpty ? "" : " \(route.conditions.joined(separator: ", "))"
        var runs = [Figure.Line.Run(path + conditions + "  ", .strong)]
        let leads = route.failure.map { ![.redirect, .noBackend].contains($0.kind) } ?? true
        if leads {
            runs.append(.init(route.backend.name, reason == nil ? .code : .refusedCode))
            if route.backend.namespace != route.object.namespace {
                runs.append(.init(".\(route.backend.namespace)", reason == nil ? .code : .refusedCode))
            }
            if let port = route.backendPort { runs.append(.init(":\(port)", reason == nil ? .code : .refusedCode, part: .ports)) }
        }
        if let weight = route.weight, isOneOfSeveral { runs.append(.init("  weight \(weight)", .muted)) }
        let line = box.add(.init(runs, .call, right: leads ? (reason == nil ? .joined : .refused) : nil))
        if let reason { box.add(.init(reason, .refused, .reason)) }
        guard leads else { return }
        let goal = "Service \(route.backend.path)\(route.backendPort.map { " port \($0)" } ?? "")"
        ends.append(
            End(
                line: line, route: route, reason: reason,
                tooltip: "Requests for \(route.hostText)\(route.path ?? "") lead to \(goal)\(reason.map { ": \($0)" } ?? "")"))
    }

    /// Why requests of a route do not arrive.
    private static func reason(_ route: IngressRoute, _ cluster: Cluster, _ arrivals: inout CallArrivals) -> String? {
        switch route.failure?.kind {
        case .serviceNotFound: return "no Service \(route.backend.name)"
        case .portNotServed: return "\(route.backend.name) has no such port"
        case .notGranted: return "no ReferenceGrant there allows it"
        case .notAttached: return "not attached to the Gateway"
        case .noParent: return "it names no Gateway"
        case .gatewayNotFound: return "Gateway not found here"
        case .noWeight: return "weight 0: no requests"
        case .redirect: return "the Gateway redirects"
        case .noBackend: return "no backend"
        case .unknownBackend: return nil
        case nil: break
        }
        guard let service = route.service else { return nil }
        let pods = cluster.controllerPods(of: route)
        let arrival = arrivals.arrival(from: pods.isEmpty ? .ingressController : .pods(pods), to: service, port: route.backendPort)
        switch arrival.outcome {
        case .refused: return CallsWords.refusal(arrival.refusals)
        case .noReadyEndpoint: return arrival.gap.map(CallsWords.gap) ?? "no Pod is ready"
        default: return nil
        }
    }
}
