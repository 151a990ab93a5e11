import KubeCluster
import KubeManifest

/// Which hosts and backends an Ingress's figure shows, and the boxes of the hosts.
extension IngressScene {
    /// Hosts of one object with the same rules are one box; routes that differ only in listener, path or match are one arrow.
    mutating func sort() {
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
    static func signature(of route: IngressRoute) -> String {
        "\(route.object)|\(route.listener ?? "")|\(route.isTLS)|\(route.path ?? "")|\(route.pathType)|\(route.conditions)|\(key(of: route))|\(route.weight ?? 1)|\(route.problem ?? "")"
    }

    /// `shop.example.com`, `shop.example.com and 3 more hosts`.
    func hostText(_ host: String, _ route: IngressRoute) -> String {
        let more = (hosts[host]?.count ?? 1) - 1
        let first = route.host ?? "any host"
        return more > 0 ? "\(first) and \(FigureWords.count(more, "more host"))" : first
    }

    static func key(of route: IngressRoute) -> String {
        switch route.failure?.kind {
        case .portNotServed?: "\(route.backend) port \(route.backendPort.map(String.init) ?? route.because.last?.value ?? "")"
        case .notGranted?: "\(route.backend) not granted"
        case .noBackend?, .redirect?: "\(route.object) \(route.rule)"
        default: "\(route.backend)"
        }
    }

    mutating func addHost(_ host: String, _ routes: [IngressRoute]) -> Int {
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

    mutating func addFolded(from front: Int) {
        let box = figure.add(
            .init(
                id: "folded", role: .folded, eyebrow: "FOLDED", name: "+ \(FigureWords.count(folded, "more host"))",
                tooltip: "More hosts of the same kind", group: frame(door.routes.first?.object.namespace ?? "default")))
        figure.connect(front, box, .traffic, tooltip: "To the other hosts")
        figure.remarks.append(
            "\(FigureWords.count(folded, "more host")) \(folded == 1 ? "is" : "are") folded into one box; 'podpath inspect -f json' lists all routes, --focus HOST draws one."
        )
    }
}
