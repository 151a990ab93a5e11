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
            .ingressRoute, .outside, .ingressController(first.controller), "no such path",
            undecided.isEmpty
                ? "\(first.object) has the host \(host), but none of its paths matches \(path) (there are \(Self.some(paths))). The controller answers that there is nothing (404)."
                : "\(undecided[0].object) has the host \(host); whether the request matches depends on a regular expression or on headers (\(Self.some(undecided[0].conditions + [undecided[0].pathType]))).",
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
        let list = ways.map { "\($0.path ?? "any path") to \($0.backend.path)\($0.backendPort.map { ":\($0)" } ?? "")" }
        add(
            .ingressRoute, .outside, .ingressController(ways.first?.controller ?? ""), "no such path",
            "No path of the host \(host) leads to \(wanted); there are \(Self.some(list)).", .denied,
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
        remarks.append(
            "How requests get to the controller of Ingresses and routes (public DNS, its own Service, a load balancer) is not followed here."
        )
        for service in Set(serving.compactMap(\.service)).sorted() {
            let encrypting = cluster.unread(.encryption, about: cluster.services[service])
            guard !encrypting.isEmpty else { continue }
            remarks.append(
                "By \(encrypting.named) the Gateway speaks TLS to the Pods of \(cluster.services[service].reference); whether these do is not looked at here."
            )
        }
        guard !serving.isEmpty else {
            let problem = first.failure
            let verdict: CommunicationPath.Verdict =
                problem?.isUnknown ?? true ? .unknown : problem?.kind == .serviceNotFound ? .unresolved : .denied
            return add(
                .ingressRoute, .outside, controller, "leads nowhere",
                "\(ask(first, asked)) \(first.object) takes the \(first.isOfConnections ? "connection" : "request"), but \(problem?.text ?? "it leads nowhere").",
                verdict,
                because: first.because)
        }
        let backends = serving.map { route in
            "\(route.backend)\(route.backendPort.map { ", port \($0)" } ?? "")"
                + (serving.count > 1 ? " (weight \(route.weight ?? 1))" : "")
        }
        let match = first.path.map { ": the path \($0) (\(first.pathType)) is the one that matches best" } ?? ""
        add(
            .ingressRoute, .outside, controller, asked,
            "\(ask(first, asked)) \(first.object) \(first.isOfConnections ? "passes the connection on" : "sends this") to \(serving.count > 1 ? "one of " : "")\(Self.some(backends))\(match)."
                + (first.isTLS ? " TLS ends at the controller." : ""),
            because: first.because)
        var offset = 0
        for route in serving {
            let branch = serving.count > 1 ? offset : nil
            offset += connect(route, from: controller, branch: branch)
        }
    }

    private func ask(_ route: IngressRoute, _ asked: String) -> String {
        guard route.isOfConnections else { return "A client outside asks for \(asked)." }
        return "A client outside connects to \(asked.isEmpty ? "a listener" : asked) of \(route.controller)."
    }

    /// The controller's own connection to one backend; returns how many kinds of Pods there are.
    private mutating func connect(_ route: IngressRoute, from controller: PathPlace, branch: Int?) -> Int {
        guard let position = route.service else { return 1 }
        let service = cluster.services[position]
        if service.source == .alias {
            add(
                .outside, controller, .host(service.service.externalName?.value ?? ""), service.service.externalName?.value ?? "",
                "\(service.reference) is another name (ExternalName) for \(service.service.externalName?.value ?? "a host"): the controller connects there, if it allows such backends at all.",
                .unknown, branch: branch)
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
                "The controller has nothing to connect to: \(failure.text). It answers with an error (503).", failure.verdict,
                because: endpoints.because, branch: branch)
            return 1
        }
        let branches = PathBranch.grouped(
            PathBranch.all(endpoints.picked, port.transport, in: cluster, policies), past: limit, in: cluster, policies)
        let who = branches.map { "\($0.text(in: cluster)), port \($0.port)" }
        let count = endpoints.picked.count
        add(
            .direct, controller, branches[0].place, branches.count == 1 ? ":\(branches[0].port)" : "one of \(count)",
            ([
                "The controller opens a connection of its own, as most do straight to a ready Pod of \(service.reference): \(Self.some(who)). The Pod sees the address of the controller; the client's is at most in a header."
            ]
                + endpoints.remarks).joined(separator: " "),
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
