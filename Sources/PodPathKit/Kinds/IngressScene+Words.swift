import KubeCluster
import KubeManifest

/// What an Ingress's figure says in words.
extension IngressScene {
    private var isGateway: Bool { door.isGateway }
    private var carrier: String { isGateway ? "Gateway" : "controller" }

    private var hosts: String {
        let named = door.hosts.compactMap { $0 }
        let shown = named.prefix(3).joined(separator: ", ")
        if named.isEmpty { return "any host" }
        return named.count > 3 ? "\(shown) and \(FigureWords.count(named.count - 3, "more host"))" : FigureWords.list(Array(named))
    }

    private var ports: [Int] {
        let listeners = Set(door.routes.compactMap(\.listenerPort))
        if isGateway { return listeners.sorted() }
        let hasTLS = door.routes.contains(where: \.isTLS)
        return hasTLS ? [80, 443] : [80]
    }

    var clientStep: String {
        let tls = Set(door.routes.filter(\.isTLS).compactMap(\.host)).sorted()
        let named = door.hosts.count == 1 ? "it" : tls.count > 3 ? "\(FigureWords.count(tls.count, "host")) of them" : FigureWords.list(tls)
        let secure = tls.isEmpty ? "" : " For \(named) it speaks TLS, which ends at the \(carrier)."
        let places = ports.isEmpty ? "" : ", on port \(FigureWords.list(ports.prefix(4).map(String.init)).replacing(" and ", with: " or "))"
        return
            "A client outside asks for \(hosts)\(places). DNS outside the cluster leads the name to the \(carrier); its address is in no \(isGateway ? "route" : "Ingress").\(secure)"
    }

    var controllerStep: String {
        guard isGateway else {
            let name = door.routes.first?.className.map { " of class \($0)" } ?? ""
            return
                "The Pods of the Ingress controller\(name) take the request. The Ingress itself is no thing that traffic passes: it is the configuration that these Pods read."
        }
        let gateway = door.routes.lazy.compactMap(\.gateway).first
        if door.routes.contains(where: { $0.failure?.kind == .gatewayNotFound }) {
            return
                "\(gateway.map { "\($0)" } ?? "The Gateway") was not found in these manifests: whether it takes the routes, and on which ports, nobody can know here."
        }
        return
            "What the Gateway's class runs for it takes the request at a listener, and hands it to the routes that are attached there."
    }

    var frontEvidence: [Evidence] {
        let fields = isGateway ? ["parentRefs", "listeners"] : []
        let found = door.routes.flatMap(\.because).filter { evidence in fields.contains { evidence.field.contains($0) } }
        if isGateway { return Self.limited(found) }
        let names = Set(door.routes.map(\.object))
        return cluster.objects.ingresses.filter { names.contains($0.metadata.reference) }.prefix(3).compactMap { ingress in
            ingress.className.map { Evidence(ingress.metadata, field: ingress.classNameField, value: $0.value, at: $0.mark) }
        }
    }

    private var workingWays: [Way] { ways.filter { $0.failure == nil || $0.failure?.isUnknown == true } }

    var ruleStep: String {
        let sentences = workingWays.flatMap { self.sentences(of: $0) }
        let shown = sentences.prefix(6)
        let more = sentences.count > 6 ? " And so on for \(FigureWords.count(sentences.count - 6, "more rule"))." : ""
        let chooses = sentences.count > 1 ? "The host and then the longest path that fits decide: " : "The rule decides: "
        return chooses + shown.joined(separator: "; ") + "." + more
    }

    var ruleEvidence: [Evidence] { Self.limited(workingWays.flatMap(\.routes).flatMap(\.because)) }

    /// One sentence for each path: `shop.example.com/cart leads to Service cart, port 80`.
    func sentences(of way: Way) -> [String] {
        var seen: Set<String> = []
        return way.routes.compactMap { route in
            let more = hostText(way.host, route)
            let place = more == route.host || route.host == nil ? "\(more)\(Self.path(of: route))" : "\(more), path \(route.path ?? "any")"
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

    private func name(of backend: ObjectReference, from object: ObjectReference) -> String {
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
    private func share(of route: IngressRoute) -> String? {
        guard let weight = route.weight else { return nil }
        let siblings = door.routes.filter {
            $0.object == route.object && $0.rule == route.rule && $0.host == route.host && $0.listener == route.listener
        }
        let total = siblings.reduce(0) { $0 + ($1.weight ?? 0) }
        guard siblings.count > 1, total > 0 else { return nil }
        let percent = (weight * 100 + total / 2) / total
        return percent == 0 && weight > 0 ? "under 1 %" : "\(percent) %"
    }

    /// What stands on the arrow from a host to a Service: paths, and the share where there are others.
    func label(of way: Way) -> String? {
        var texts: [String] = []
        for route in way.routes {
            let text: String =
                switch (route.path, route.pathType) {
                case (nil, "DefaultBackend"): "else"
                case (nil, _): "*"
                case (let path?, "Exact"): "= \(path)"
                case (let path?, "RegularExpression"): "~ \(path)"
                case (let path?, _): path
                }
            let conditions = route.conditions.map { $0.hasPrefix("method ") ? String($0.dropFirst(7)) : $0 }
            let full = ([text] + conditions).joined(separator: " ")
            if !texts.contains(full) { texts.append(full) }
        }
        let shown = texts.prefix(2).joined(separator: ", ") + (texts.count > 2 ? " + \(texts.count - 2)" : "")
        let shares = Set(way.routes.map { share(of: $0) ?? "" })
        guard shares.count == 1, let share = shares.first, !share.isEmpty, share != "100 %" else { return shown }
        return "\(shown) · \(share)"
    }

    mutating func failureStep(_ way: Way) -> Int? {
        guard let failure = way.failure, figure.steps.count < 9 else { return nil }
        let place = way.routes.prefix(2).map { "\(hostText(way.host, $0))\(Self.path(of: $0))" }
        let more = way.routes.count > 2 ? " and \(way.routes.count - 2) more" : ""
        let requests = "Requests for \(FigureWords.list(place.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }))\(more)"
        let text =
            failure.kind == .redirect || failure.kind == .noWeight
            ? "\(requests): \(failure.text)" : "\(requests) end there: \(failure.text)"
        return step(text + (text.hasSuffix("?") ? "" : "."), because: [failure.evidence])
    }

    // MARK: Pods

    func podStep(_ services: [Int]) -> String {
        let list = services.map { cluster.services[$0] }
        if list.allSatisfy({ cluster.endpoints(of: $0).isEmpty && $0.source != .alias }) {
            return "There it ends: no Pod behind \(list.count == 1 ? "the Service" : "these Services") was found in these manifests."
        }
        let names = list.count == 1 ? "Service \(list[0].name)" : "the Service"
        return
            "The \(isGateway ? "Gateway's proxy" : "controller") sends the request to one of the Pods behind \(names): usually to the Pod's own address, read from the EndpointSlices, so that the virtual IP plays no part. No manifest says so; it is the controller's own way."
    }

    func podEvidence(_ position: Int) -> [Evidence] {
        let service = cluster.services[position]
        return service.source == .selector ? service.selectedPods.first.map { cluster.because(service, selects: $0) } ?? [] : []
    }

    func finished() -> Figure {
        var result = figure
        let told = ways.prefix(40).flatMap { sentences(of: $0) }.prefix(40)
        result.description = result.toldInSteps(told.map { $0 + "." })
        return result
    }
}
