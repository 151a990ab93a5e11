import KubeManifest

extension Cluster {
    /// Plays the controllers that Ingresses and routes speak to.
    static func routes(_ objects: ObjectSet, _ services: [ClusterService]) -> [IngressRoute] {
        guard !objects.ingresses.isEmpty || !objects.gatewayRoutes.isEmpty else { return [] }
        let backends = BackendResolver(services)
        var ingress = IngressController(backends)
        ingress.run(objects.ingresses)
        var gateway = GatewayController(objects, backends)
        gateway.run(objects.gatewayRoutes)
        return ingress.routes + gateway.routes
    }

    /// The routes that take a request for a host and a path: at each entrance (an Ingress class, a Gateway) the rule that wins,
    /// with all its backends.
    ///
    /// The most specific host wins, then the longest path, then Exact before Prefix, then the most conditions; the default
    /// backend comes last. Regular expressions and conditions are left to the controller: such routes are not compared.
    package func routes(host: String, path: String) -> [IngressRoute] {
        var entrances: [String: (rank: [Int], routes: [IngressRoute])] = [:]
        for route in routes {
            guard let rank = route.rank(host: host, path: path) else { continue }
            guard let best = entrances[route.entrance] else {
                entrances[route.entrance] = (rank, [route])
                continue
            }
            if best.rank.lexicographicallyPrecedes(rank) {
                entrances[route.entrance] = (rank, [route])
            } else if best.rank == rank, let first = best.routes.first, first.object == route.object, first.rule == route.rule,
                first.listener == route.listener
            {
                entrances[route.entrance]?.routes.append(route)
            }
        }
        return entrances.sorted { $0.key < $1.key }.flatMap(\.value.routes)
    }
}

extension IngressRoute {
    /// How well the route fits a request; nil where it does not, or nobody can know.
    fileprivate func rank(host name: String, path asked: String) -> [Int]? {
        let fits = gateway == nil ? RouteMatching.ingressHost(host, matches: name) : RouteMatching.gatewayHost(host, matches: name)
        guard fits, namesHosts, conditions.isEmpty, RouteMatching.path(path, pathType, matches: asked) == true else { return nil }
        let isWildcard = host?.hasPrefix("*.") ?? false
        let specific = host == nil ? 0 : isWildcard ? 1 : 2
        // The default backend of an Ingress stands behind every rule; one for a host stands behind that host's paths.
        let length = path.map { $0.hasSuffix("/") ? $0.utf8.count - 1 : $0.utf8.count } ?? -1
        return [pathType == "DefaultBackend" && host == nil ? 0 : 1, specific, host?.utf8.count ?? 0, length, pathType == "Exact" ? 1 : 0]
    }
}
