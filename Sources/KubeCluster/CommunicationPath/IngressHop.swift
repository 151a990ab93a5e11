import KubeManifest

/// From outside by an Ingress or a Gateway's route: a controller takes the request and opens a connection of its own.
extension PathWalk {
    /// Whether the host and path were any route's, in which case they have been followed.
    mutating func enter(host: String, path: String) -> Bool {
        let host = host.withoutFinalDot
        let matching = cluster.routes(host: host, path: path)
        if let first = matching.first {
            enter(by: matching.filter { $0.entrance == first.entrance }, asked: "\(scheme(first))://\(host)\(path)")
            return true
        }
        let named = cluster.routes.filter { $0.takes(host) }
        guard let first = named.first else { return false }
        let undecided = named.filter { !$0.conditions.isEmpty || $0.pathType == "RegularExpression" }
        let paths = named.compactMap(\.path).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        add(
            .ingressRoute, .outside, .ingressController(first.controller), .noSuchPath,
            [
                .route(
                    undecided.isEmpty
                        ? .noPath(first.object, host: host, path: path, offered: paths)
                        : .undecided(undecided[0].object, host: host, by: undecided[0].conditions + [undecided[0].pathType]))
            ],
            undecided.isEmpty ? .denied : .unknown, because: Array(first.because.prefix(2)))
        return true
    }

    /// - Parameter host: where the path begins with one; nil for any way that leads to the Service.
    mutating func enter(host: String?, to services: [Int]) -> Bool {
        let ways = cluster.routes.filter { route in
            guard let service = route.service, route.failure == nil, services.contains(service) else { return false }
            guard case .number(let number)? = target.port, route.backendPort != nil else { return host.map(route.takes) ?? true }
            return route.backendPort == number && (host.map(route.takes) ?? true)
        }
        guard let way = ways.first else { return false }
        let name = host ?? way.host
        enter(
            by: [way],
            asked: way.isOfConnections
                ? [name, way.listenerPort.map { "port \($0)\(way.transport == .tcp ? "" : "/UDP")" }].compactMap { $0 }.joined(
                    separator: ", ")
                : "\(scheme(way))://\(name ?? "any host")\(way.path ?? "/")")
        return true
    }

    /// The host has no way to what is wanted.
    mutating func refuse(host: String, _ wanted: String) {
        let ways = cluster.routes.filter { $0.takes(host) }
        let offered = ways.map { RouteEvent.Offer(path: $0.path, backend: $0.backend.path, port: $0.backendPort) }
        add(
            .ingressRoute, .outside, .ingressController(ways.first?.controller ?? ""), .noSuchPath,
            [.route(.noneLeads(host: host, wanted: wanted, offered: offered))], .denied,
            because: ways.first.map { Array($0.because.prefix(2)) } ?? [])
    }

    private func scheme(_ route: IngressRoute) -> String {
        target.text.hasPrefix("https:") || route.isTLS && !target.text.hasPrefix("http:") ? "https" : "http"
    }

    // MARK: The routes that take the request

    private mutating func enter(by routes: [IngressRoute], asked: String) {
        guard let first = routes.first else { return }
        let controller = PathPlace.ingressController(first.controller)
        controllerPod = cluster.controllerPods(of: first).first
        let serving = routes.filter { $0.failure == nil }
        remarks.append(.wayToController)
        guard !serving.isEmpty else {
            let problem = first.failure
            let verdict: CommunicationPath.Verdict =
                problem?.isUnknown ?? true ? .unknown : problem?.kind == .serviceNotFound ? .unresolved : .denied
            return add(
                .ingressRoute, .outside, controller, .leadsNowhere,
                [
                    ask(first, asked),
                    .route(.failure(first.object, takesConnections: first.isOfConnections, problem: problem?.text)),
                ],
                verdict,
                because: first.because)
        }
        let backends = serving.map { route in
            RouteEvent.Backend(
                object: route.backend, port: route.backendPort, weight: serving.count > 1 ? route.weight ?? 1 : nil)
        }
        let passed = RouteEvent.passes(
            first.object, takesConnections: first.isOfConnections, backends, path: first.path, pathType: first.pathType)
        add(
            .ingressRoute, .outside, controller, .request(asked),
            [ask(first, asked), .route(passed)] + (first.isTLS ? [.route(.endsTLS)] : []),
            because: first.because)
        var offset = 0
        for route in serving {
            let branch = serving.count > 1 ? offset : nil
            offset += connect(route, from: controller, branch: branch)
        }
    }

    private func ask(_ route: IngressRoute, _ asked: String) -> PathEvent {
        .route(route.isOfConnections ? .connection(asked, controller: route.controller) : .request(asked))
    }

    /// The controller's own connection to one backend; returns how many kinds of Pods there are.
    private mutating func connect(_ route: IngressRoute, from controller: PathPlace, branch: Int?) -> Int {
        guard let position = route.service else { return 1 }
        let service = cluster.services[position]
        if service.source == .alias {
            let host = service.service.externalName?.value
            add(
                .outside, controller, .host(host ?? ""), .host(host ?? ""), [.route(.alias(service.reference, host))], .unknown,
                branch: branch)
            return 1
        }
        family = service.families.first ?? .ipv4
        let transport: TransportProtocol? = route.isOfConnections ? route.transport : nil
        let choice = ServicePortChoice(route.backendPort.map { .number($0) }, transport, of: service.service)
        guard let port = choice.port else { return 1 }
        return reach(service, port, from: controller, branch: branch)
    }

    private mutating func reach(_ service: ClusterService, _ port: ServicePort, from controller: PathPlace, branch: Int?) -> Int {
        let endpoints = EndpointChoice(service, port, family, in: cluster)
        if let failure = endpoints.failure {
            add(
                .direct, .service(service), endpoints.missing.place, endpoints.missing.label,
                [.route(.nothingBehind(failure.gap))], failure.verdict,
                because: endpoints.because, branch: branch)
            return 1
        }
        let branches = PathBranch.grouped(
            PathBranch.all(endpoints.picked, port.transport, in: cluster, policies), past: limit, in: cluster, policies)
        let who = branches.map { $0.endpoints(in: cluster) }
        let count = endpoints.picked.count
        add(
            .direct, controller, branches[0].place, branches.count == 1 ? .port(.stated(branches[0].port)) : .oneOf(count),
            [.route(.opensConnection(who, of: service.reference))] + endpoints.remarks.map(PathEvent.endpoints),
            because: branches[0].pods.first.map { cluster.because(service, selects: $0) } ?? [], branch: branch)
        finish(branches, from: branch)
        return branches.count
    }
}

extension IngressRoute {
    /// Whether the route is for this host, whatever the path.
    func takes(_ name: String) -> Bool {
        guard host != nil else { return false }
        return gateway == nil ? RouteMatching.ingressHost(host, matches: name) : RouteMatching.gatewayHost(host, matches: name)
    }

    /// Who carries it out, as far as it is named.
    var controller: String { gateway.map { "Gateway \($0.name)" } ?? className.map { "class \($0)" } ?? "ingress controller" }
}
