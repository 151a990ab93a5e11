import KubeCluster
import KubeManifest

/// One Ingress or one Gateway with its routes, from a client outside to the Pods that answer.
struct IngressFigure: FigureKind {
    let id = "ingress"
    let subject = "Ingress and no route of a Gateway"
    let title = "The way in through an Ingress or a Gateway"
    let question = "Which hosts and paths lead from outside to which Services and Pods, and who carries the requests there?"
    let leavesPoliciesOut = true

    func figures(of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        let entrances = IngressEntrance.all(in: cluster, request)
        guard !request.allowsSeveral, request.focus == nil else { return entrances.map { figure($0, cluster, request) } }
        // The one that shows most: routes that lead somewhere, in order.
        let most = entrances.map(\.working).max()
        return entrances.first { $0.working == most }.map { [figure($0, cluster, request)] } ?? []
    }

    private func figure(_ entrance: IngressEntrance, _ cluster: Cluster, _ request: FigureRequest) -> Figure {
        var scene = IngressScene(entrance, in: cluster, request)
        return scene.drawn()
    }
}

/// What one figure shows: the routes of an Ingress or a Gateway, or those of them that are in focus.
struct IngressEntrance {
    /// The Ingress or the Gateway; the route itself where it names no Gateway.
    let object: ObjectReference
    let id: String
    let routes: [IngressRoute]

    var working: Int { routes.filter { $0.failure == nil }.count }
    var isGateway: Bool { routes.contains { $0.gateway != nil } }

    static func all(in cluster: Cluster, _ request: FigureRequest) -> [IngressEntrance] {
        let routes = cluster.routes.filter { route in
            request.shows(route.object.namespace) || route.gateway.map { request.shows($0.namespace) } ?? false
        }
        // A host as the focus: its part of every Ingress and Gateway.
        let host = request.focus.flatMap { focus in routes.contains { $0.host == focus } ? focus : nil }
        var order: [ObjectReference] = []
        var members: [ObjectReference: [IngressRoute]] = [:]
        for route in routes {
            let entrance = route.gateway ?? route.object
            guard host.map({ $0 == route.host }) ?? (request.isFocus(entrance) || request.isFocus(route.object)) else { continue }
            if members[entrance] == nil { order.append(entrance) }
            members[entrance, default: []].append(route)
        }
        return order.map { entrance in
            let isRoute = entrance.kind.hasSuffix("Route")
            return IngressEntrance(
                object: entrance,
                id: FigureWords.id((isRoute ? "unattached-" : "") + entrance.kind.lowercased(), entrance.namespace, entrance.name),
                routes: members[entrance] ?? [])
        }
    }

    /// The hosts, each once, in order; nil for any.
    var hosts: [String?] { routes.map(\.host).reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
