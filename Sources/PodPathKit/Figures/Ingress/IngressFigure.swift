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
        let doors = IngressDoor.all(in: cluster, request)
        guard !request.allowsSeveral, request.focus == nil else { return doors.map { figure($0, cluster, request) } }
        // The one that shows most: routes that lead somewhere, in order.
        let most = doors.map(\.working).max()
        return doors.first { $0.working == most }.map { [figure($0, cluster, request)] } ?? []
    }

    private func figure(_ door: IngressDoor, _ cluster: Cluster, _ request: FigureRequest) -> Figure {
        var scene = IngressScene(door, in: cluster, request)
        return scene.drawn()
    }
}

/// What one figure shows: the routes of an Ingress or a Gateway, or those of them that are in focus.
struct IngressDoor {
    /// The Ingress or the Gateway; the route itself where it names no Gateway.
    let object: ObjectReference
    let id: String
    let routes: [IngressRoute]

    var working: Int { routes.filter { $0.failure == nil }.count }
    var isGateway: Bool { routes.contains { $0.gateway != nil } }

    static func all(in cluster: Cluster, _ request: FigureRequest) -> [IngressDoor] {
        let routes = cluster.routes.filter { route in
            request.shows(route.object.namespace) || route.gateway.map { request.shows($0.namespace) } ?? false
        }
        // A host as the focus: its part of every Ingress and Gateway.
        let host = request.focus.flatMap { focus in routes.contains { $0.host == focus } ? focus : nil }
        var order: [ObjectReference] = []
        var members: [ObjectReference: [IngressRoute]] = [:]
        for route in routes {
            let door = route.gateway ?? route.object
            guard host.map({ $0 == route.host }) ?? (request.isFocus(door) || request.isFocus(route.object)) else { continue }
            if members[door] == nil { order.append(door) }
            members[door, default: []].append(route)
        }
        return order.map { door in
            let isRoute = door.kind.hasSuffix("Route")
            return IngressDoor(
                object: door, id: FigureWords.id((isRoute ? "unattached-" : "") + door.kind.lowercased(), door.namespace, door.name),
                routes: members[door] ?? [])
        }
    }

    /// The hosts, each once, in order; nil for any.
    var hosts: [String?] { routes.map(\.host).reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
