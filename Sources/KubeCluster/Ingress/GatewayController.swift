import KubeManifest

/// Plays a Gateway controller: which routes attach to which listeners, and where they send requests (gateway.networking.k8s.io).
struct GatewayController {
    private var backends: BackendResolver
    private let holders: [ObjectReference: ListenerHolder]
    private let attachment: RouteAttachment
    private let grants: [String: [ReferenceGrant]]
    private(set) var routes: [IngressRoute] = []

    init(_ objects: ObjectSet, _ backends: BackendResolver) {
        self.backends = backends
        let attachment = RouteAttachment(objects.namespaces)
        let gateways = Dictionary(objects.gateways.map { ($0.metadata.reference, $0) }, uniquingKeysWith: { first, _ in first })
        let sets = objects.listenerSets.map { ($0.metadata.reference, ListenerHolder($0, gateways, attachment)) }
        holders = gateways.mapValues { ListenerHolder($0) }.merging(sets) { first, _ in first }
        self.attachment = attachment
        grants = Dictionary(grouping: objects.referenceGrants, by: \.metadata.namespace)
    }

    mutating func run(_ list: [GatewayRoute]) {
        for route in list {
            var targets: Targets = []
            for rule in route.rules {
                var results: Targets.Element = []
                for reference in rule.backends { results.append((reference, resolve(reference, route))) }
                targets.append(results)
            }
            // A parent of another kind (a Service, for a mesh) is no way in.
            let parents = route.parents.filter { $0.kind == "Gateway" || $0.kind == "ListenerSet" }
            for parent in parents { attach(route, to: parent, targets) }
            if route.parents.isEmpty {
                let nowhere = IngressRoute.Problem(
                    kind: .noParent, text: "no parentRefs: the route attaches to no Gateway", evidence: Evidence(nameOf: route.metadata))
                for host in hosts(of: route) { add(route, nil, nil, host, targets, nowhere, []) }
            }
        }
    }

    private typealias Targets = [[(reference: GatewayRoute.BackendReference, result: BackendResolver.Result)]]
    private typealias Host = (name: String?, because: [Evidence])

    private func hosts(of route: GatewayRoute) -> [Host] {
        if route.hostnames.isEmpty { return [(nil, [])] }
        return route.hostnames.enumerated().map { index, host in
            (host.value, [Evidence(route.metadata, field: "spec.hostnames[\(index)]", value: host.value, at: host.mark)])
        }
    }

    private mutating func attach(_ route: GatewayRoute, to parent: GatewayRoute.ParentReference, _ targets: Targets) {
        let asked = Evidence(route.metadata, field: "\(parent.field).name", value: parent.name.value, at: parent.name.mark)
        guard let holder = holders[parent.reference] else {
            let problem = IngressRoute.Problem(
                kind: .gatewayNotFound,
                text: "\(parent.reference) was not found in these manifests, so nobody can know here whether it takes the route",
                evidence: asked)
            for host in hosts(of: route) { add(route, parent.reference, nil, host, targets, problem, [asked]) }
            return
        }
        if let problem = holder.problem {
            for host in hosts(of: route) { add(route, holder.gateway, nil, host, targets, problem, [asked]) }
            return
        }
        var refusals: [RouteAttachment.Refusal] = []
        var attached = false
        for listener in holder.listeners {
            if let refusal = attachment.refusal(of: route, at: listener, of: holder, parent) {
                refusals.append(refusal)
                continue
            }
            let evidence = Evidence(holder.metadata, field: listener.field, value: listener.name, at: listener.mark)
            var met = false
            for host in hosts(of: route) {
                guard let common = RouteMatching.intersection(listener.hostname?.value, host.name) else { continue }
                met = true
                var because = host.because
                if let name = listener.hostname, host.name != common.host {
                    because.append(Evidence(holder.metadata, field: "\(listener.field).hostname", value: name.value, at: name.mark))
                }
                add(route, holder.gateway, listener, (common.host, because), targets, nil, [asked, evidence])
            }
            if met { attached = true } else { refusals.append(.hostnames(of: route, listener)) }
        }
        guard !attached else { return }
        let worst = refusals.max { $0.rank < $1.rank }
        let reasons = refusals.filter { $0.rank == worst?.rank }.map(\.text)
        let reason = reasons.prefix(3).joined(separator: "; ") + (reasons.count > 3 ? "; and so on for \(reasons.count - 3) more" : "")
        let problem = IngressRoute.Problem(
            kind: .notAttached,
            text: "the route does not attach to \(holder.metadata.reference): \(reason.isEmpty ? "it has no listener" : reason)",
            evidence: worst?.evidence(route, parent) ?? asked)
        for host in hosts(of: route) { add(route, holder.gateway, nil, host, targets, problem, [asked]) }
    }

    private mutating func add(
        _ route: GatewayRoute, _ gateway: ObjectReference?, _ listener: Gateway.Listener?, _ host: Host, _ targets: Targets,
        _ problem: IngressRoute.Problem?, _ attached: [Evidence]
    ) {
        guard routes.count < IngressRoute.limit else { return }
        for (rule, backends) in zip(route.rules, targets) {
            for match in rule.matches {
                let path =
                    match.written.map { [Evidence(route.metadata, field: match.field, value: match.path ?? "", at: $0.mark)] } ?? []
                let conditions = (match.method.map { ["method \($0)"] } ?? []) + match.conditions
                func append(
                    _ backend: ObjectReference, _ result: BackendResolver.Result, _ weight: Int?
                ) {
                    routes.append(
                        IngressRoute(
                            object: route.metadata.reference, rule: match.field, className: nil, gateway: gateway, listener: listener?.name,
                            listenerPort: listener?.port?.value, isTLS: listener?.endsTLS ?? false, host: host.name, path: match.path,
                            pathType: match.pathType?.rawValue ?? "", conditions: conditions, service: result.service, backend: backend,
                            backendPort: result.port, weight: weight, failure: problem ?? result.problem,
                            because: host.because + attached + path + result.because))
                }
                if backends.isEmpty {
                    let problem = IngressRoute.Problem(
                        kind: rule.redirects ? .redirect : .noBackend,
                        text: rule.redirects
                            ? "the Gateway answers with a redirect" : "the rule names no backendRefs, so the Gateway answers 500",
                        evidence: Evidence(route.metadata, field: rule.field, value: "", at: rule.mark))
                    append(route.metadata.reference, .init(problem: problem, because: []), nil)
                }
                for (reference, result) in backends {
                    append(
                        ObjectReference(
                            kind: reference.kind, namespace: reference.namespace?.value ?? route.metadata.namespace,
                            name: reference.name.value),
                        result, reference.weight)
                }
            }
        }
    }

    // MARK: Backends

    private mutating func resolve(_ reference: GatewayRoute.BackendReference, _ route: GatewayRoute) -> BackendResolver.Result {
        let namespace = reference.namespace?.value ?? route.metadata.namespace
        let wanted = ObjectReference(kind: reference.kind, namespace: namespace, name: reference.name.value)
        let name = Evidence(route.metadata, field: "\(reference.field).name", value: reference.name.value, at: reference.name.mark)
        guard reference.kind == "Service" else {
            return .init(
                problem: .init(
                    kind: .unknownBackend, text: "only the controller knows what it does with a backend of kind \(reference.kind)",
                    evidence: name),
                because: [name])
        }
        var result = backends.resolve(
            wanted, route.metadata.kind == "UDPRoute" ? .udp : .tcp, reference.port.map { .number($0.value) }, name: name,
            portField: reference.port.map {
                Evidence(route.metadata, field: "\(reference.field).port", value: String($0.value), at: $0.mark)
            })
        if namespace != route.metadata.namespace, let written = reference.namespace {
            let there = Evidence(route.metadata, field: "\(reference.field).namespace", value: namespace, at: written.mark)
            if let grant = grant(for: route, wanted) {
                result.because += [there, grant]
            } else {
                result.problem = .init(
                    kind: .notGranted,
                    text:
                        "no ReferenceGrant in namespace \(namespace) lets a \(route.metadata.kind) of namespace \(route.metadata.namespace) refer to \(wanted), so the Gateway answers 500",
                    evidence: there)
            }
        }
        if result.problem == nil, reference.weight == 0 {
            result.problem = .init(
                kind: .noWeight, text: "a weight of 0 sends no requests here",
                evidence: Evidence(route.metadata, field: "\(reference.field).weight", value: "0", at: reference.mark))
        }
        return result
    }

    private func grant(for route: GatewayRoute, _ wanted: ObjectReference) -> Evidence? {
        for grant in grants[wanted.namespace] ?? [] {
            guard let found = grant.allows(route.metadata.reference, toService: wanted.name) else { continue }
            return Evidence(grant.metadata, field: "spec.from[\(found.index)]", value: found.from.namespace, at: found.from.mark)
        }
        return nil
    }
}
