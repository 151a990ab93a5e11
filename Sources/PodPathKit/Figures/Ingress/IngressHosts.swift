import KubeCluster
import KubeManifest

/// Which hosts and backends an Ingress's figure shows, and the boxes of the hosts.
extension IngressScene {
    /// Lines of one host's table before the rest is one line.
    static let rowLimit = 8

    /// Hosts of one object with the same rules are one box; routes that differ only in the listener are one line of it.
    mutating func sort() {
        let limit = max(2, min(10, request.elementLimit / 5))
        var order: [String] = []
        var routes: [String: [IngressRoute]] = [:]
        for route in entrance.routes {
            let host = "\(route.object) \(route.host ?? "")"
            if routes[host] == nil { order.append(host) }
            routes[host, default: []].append(route)
        }
        var groups: [[String]: String] = [:]
        for host in order {
            let own = attached(routes[host] ?? [])
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
            addWays(of: host, own)
        }
        let shown = hostOrder.reduce(0) { $0 + (hosts[$1]?.count ?? 0) }
        folded = order.count - shown
    }

    /// One parentRef of a route may attach where another does not: only then do its requests get in, and the other is a remark.
    private mutating func attached(_ routes: [IngressRoute]) -> [IngressRoute] {
        let attached = routes.filter { !($0.failure?.isUnattached ?? false) }
        if attached.isEmpty { return routes }
        if attached.count < routes.count, let route = routes.first(where: { $0.failure?.isUnattached ?? false }) {
            partly[route.object] = partly[route.object] ?? route.failure
        }
        return attached
    }

    private mutating func addWays(of host: String, _ routes: [IngressRoute]) {
        var lines: [String: Int] = [:]
        for route in routes where lines[Self.line(of: route)] == nil { lines[Self.line(of: route)] = lines.count }
        let shown = lines.count > Self.rowLimit ? Self.rowLimit - 1 : lines.count
        var known: [String: Int] = [:]
        for route in routes {
            let row = min(lines[Self.line(of: route)] ?? 0, shown)
            let backend = Self.key(of: route)
            if let position = known["\(row) \(backend)"] {
                ways[position].routes.append(route)
            } else {
                known["\(row) \(backend)"] = ways.count
                ways.append(Way(host: host, backend: backend, row: row, routes: [route]))
            }
        }
        guard lines.count > shown else { return }
        hiddenRows[host] = lines.count - shown
        if known.keys.count(where: { $0.hasPrefix("\(shown) ") }) > 2 { manyBackends.insert(host) }
    }

    /// What must be equal for two routes to be told in one line.
    private static func line(of route: IngressRoute) -> String {
        "\(route.path ?? "")|\(route.pathType)|\(route.conditions)|\(key(of: route))|\(route.backendPort ?? 0)|\(route.weight ?? 1)"
    }

    /// What must be equal for two hosts to be told together.
    static func signature(of route: IngressRoute) -> String {
        "\(route.object)|\(route.listener ?? "")|\(route.isTLS)|\(route.path ?? "")|\(route.pathType)|\(route.conditions)|\(key(of: route))|\(route.weight ?? 1)|\(route.problem ?? "")"
    }

    /// `shop.example.com`, `shop.example.com and 3 more hosts`.
    func hostText(_ host: String, _ route: IngressRoute) -> String {
        let more = (hosts[host]?.count ?? 1) - 1
        let first = route.hostText
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

    mutating func addHost(_ host: String, _ ways: [Way], in group: Int) -> Int {
        let routes = ways.flatMap(\.routes)
        let route = routes[0]
        let isTLS = routes.contains(where: \.isTLS)
        let others = (hosts[host] ?? []).dropFirst().compactMap { $0 }
        var element = Figure.Element(
            id: FigureWords.id("host", route.object.namespace, route.object.name, route.host ?? "any"), role: .ingress,
            eyebrow: "\(route.object.kind.uppercased()) \(route.object.namespace)/\(route.object.name)\(isTLS ? " · TLS" : "")",
            name: route.hostText,
            facts: others.count > 3 ? others.prefix(2) + ["+ \(FigureWords.count(others.count - 2, "more host"))"] : others,
            tooltip: "\(route.object): rules for \(([route.hostText] + others.prefix(30)).joined(separator: ", "))"
                + (isTLS ? ", which clients reach under TLS" : ""),
            group: group, because: Self.limited(routes.flatMap(\.because)))
        if let failure = ways.first?.failure, ways.allSatisfy(\.isUnattached) {
            // Another of its hosts may get some.
            let isWhole = entrance.routes.allSatisfy { $0.object != route.object || $0.failure?.isUnattached ?? false }
            let what = "\(route.object) gets no requests\(isWhole ? "" : " for \(hostText(host, route))")"
            let text = "\(what): \(failure.text)\(failure.text.hasSuffix("?") ? "" : ".")"
            let number = unattached[text] ?? step(text, because: [failure.evidence])
            unattached[text] = number
            element.notes = [.init(step: number, text: "not attached", isRefused: true)]
        }
        for way in ways where way.row == element.rows.count { element.rows.append(row(way)) }
        if let hidden = hiddenRows[host] {
            let isRefused = ways.allSatisfy { $0.row != Self.rowLimit - 1 || $0.role != .traffic }
            element.rows[element.rows.count - 1] = .init(name: "+ \(FigureWords.count(hidden, "more path"))", isRefused: isRefused)
        }
        return figure.add(element)
    }

    mutating func addFolded(from client: Int, in group: Int) {
        let box = figure.add(
            .init(
                id: "folded", role: .folded, eyebrow: "FOLDED", name: "+ \(FigureWords.count(folded, "more host"))",
                tooltip: "More hosts of the same kind", group: group))
        figure.connect(client, box, .traffic, tooltip: "To the other hosts")
        figure.remarks.append(
            "\(FigureWords.count(folded, "more host")) \(folded == 1 ? "is" : "are") folded into one box; 'podpath inspect -f json' lists all routes, --focus HOST draws one."
        )
    }
}

extension IngressRoute.Problem {
    /// The object as a whole gets no requests.
    var isUnattached: Bool { kind == .notAttached || kind == .noParent }
}
