import KubeCluster
import KubeManifest

/// What an Ingress's figure says of one rule.
extension IngressScene {
    /// One sentence for each path: `shop.example.com/cart leads to Service cart, port 80`.
    func sentences(of way: Way) -> [String] {
        var seen: Set<String> = []
        return way.routes.compactMap { route in
            let more = hostText(way.host, route)
            let place =
                more == route.host || route.host == nil
                ? "\(more)\(Self.path(of: route))" : "\(more)\(route.isOfConnections ? "" : ", path \(route.path ?? "any")")"
            let conditions = route.conditions.isEmpty ? "" : " with \(FigureWords.list(route.conditions))"
            let share = share(of: route).map { " (\($0) of the requests)" } ?? ""
            let end = route.failure.map { $0.isUnknown ? (route.backend.kind == "Service" ? nil : $0.text) : $0.text } ?? nil
            let goal =
                end
                ?? "leads to \(route.backend.kind) \(name(of: route.backend, from: route.object))\(route.backendPort.map { ", port \($0)" } ?? "")"
            let text = "\(place)\(conditions)\(end == nil ? "" : ":") \(goal)\(share)"
            return seen.insert(text).inserted ? text : nil
        }
    }

    func name(of backend: ObjectReference, from object: ObjectReference) -> String {
        backend.namespace == object.namespace ? backend.name : "\(backend.name) of namespace \(backend.namespace)"
    }

    /// `/cart`, `/cart (exactly)`, nothing for the default backend.
    static func path(of route: IngressRoute) -> String {
        switch (route.path, route.pathType) {
        case (nil, "DefaultBackend"): " (no rule fits)"
        case (nil, _): ""
        case (let path?, "Exact"): "\(path) (exactly)"
        case (let path?, "RegularExpression"): " ~ \(path)"
        case (let path?, "ImplementationSpecific"): "\(path) (as the controller reads it)"
        case (let path?, _): path
        }
    }

    /// The part of a rule's requests that one of several backends gets, in percent.
    func share(of route: IngressRoute) -> String? {
        guard let weight = route.weight else { return nil }
        let siblings = entrance.routes.filter {
            $0.object == route.object && $0.rule == route.rule && $0.host == route.host && $0.listener == route.listener
        }
        let total = siblings.reduce(0) { $0 + ($1.weight ?? 0) }
        guard siblings.count > 1, total > 0 else { return nil }
        let percent = (weight * 100 + total / 2) / total
        return percent == 0 && weight > 0 ? "under 1 %" : "\(percent) %"
    }

    /// The line of a host's table: path, its type, and the Service's port, with the share where there are others.
    func row(_ way: Way) -> Figure.Row {
        let route = way.routes[0]
        let path =
            route.pathType == "DefaultBackend" ? "no rule fits" : route.path ?? (route.isOfConnections ? "all connections" : "any path")
        let conditions = route.conditions.map { $0.hasPrefix("method ") ? String($0.dropFirst(7)) : $0 }
        let type =
            switch route.pathType {
            case "DefaultBackend": "default"
            case "ImplementationSpecific": "Impl.Specific"
            case let type: route.path == nil ? "" : type
            }
        let leads = way.failure?.kind != .redirect && way.failure?.kind != .noBackend && route.backend != route.object
        let port = route.backendPort.map { ":\($0)" } ?? ""
        let share = share(of: route).flatMap { $0 == "100 %" ? nil : " \($0)" } ?? ""
        return .init(
            name: ([path] + conditions).joined(separator: " "), kind: type,
            goal: leads ? "\(route.backend.name)\(port)\(share)" : "",
            isRefused: way.failure.map { !$0.isUnknown && $0.kind != .redirect } ?? false)
    }
}
