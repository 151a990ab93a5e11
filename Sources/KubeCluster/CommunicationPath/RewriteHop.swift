import KubeManifest

/// The node replaces the Service's address by that of a Pod (DNAT), before any policy sees the connection (C17).
extension PathWalk {
    /// - Parameter proxy: what the node does that the connection meets.
    mutating func rewrite(_ service: ClusterService, _ port: ServicePort, by proxy: ServiceProxy) {
        self.proxy = proxy
        if dns.isBuiltIn(service) { return reachBuiltIn(service, port) }
        let choice = EndpointChoice(service, port, family, in: cluster)
        if choice.picked.isEmpty { return refuse(choice, service) }
        let kept = keep(choice, service, proxy)
        if kept.choice.picked.isEmpty { return }
        forward(kept.choice, kept.verdict, service, port, proxy)
    }

    private mutating func refuse(_ choice: EndpointChoice, _ service: ClusterService) {
        guard let failure = choice.failure else { return }
        add(
            .rewrite, .service(service), choice.missing.place, choice.missing.label,
            [.service(.nothingToReplaceBy(failure.gap))], failure.verdict,
            because: choice.because)
    }

    private mutating func forward(
        _ choice: EndpointChoice, _ verdict: CommunicationPath.Verdict, _ service: ClusterService, _ port: ServicePort,
        _ proxy: ServiceProxy
    ) {
        let branches = PathBranch.grouped(
            PathBranch.all(choice.picked, port.transport, in: cluster, policies, seenFrom: proxy.source), past: limit, in: cluster, policies
        )
        guard let first = branches.first else { return }
        let count = choice.picked.count
        let who: ServiceEvent.Rewriter = proxy.isClientsNode == true ? .nodeOf(caller) : proxy.node.map { .node($0) } ?? .someNode
        let isKept = service.service.affinitySeconds != nil
        var events: [PathEvent] = [
            .service(.rewritten(by: who, branches.map { $0.endpoints(in: cluster) }, count: count, keepsPod: isKept)),
            .service(.source(proxy)),
        ]
        events += choice.remarks.map(PathEvent.endpoints)
        events += (preferences(service.service, proxy) + hairpin(branches)).map(PathEvent.service)
        let unread = clientPod == nil ? [] : cluster.unread(.redirection, about: service)
        if !unread.isEmpty { events.append(.service(.unread(unread.map(\.reference)))) }
        add(
            .rewrite, .service(service), first.place, branches.count == 1 ? .port(.stated(first.port)) : .oneOf(count),
            events, unread.isEmpty ? verdict : .unknown,
            because: unread.because + because(service, port, branches, proxy))
        finish(branches)
    }

    /// Each pair of the selector, and the port, for the first Pod.
    private func because(
        _ service: ClusterService, _ port: ServicePort, _ branches: [PathBranch], _ proxy: ServiceProxy
    ) -> [Evidence] {
        let object = service.service
        var list = branches.first?.pods.first.map { cluster.because(service, selects: $0) } ?? []
        if let target = port.targetPort {
            list.append(Evidence(object.metadata, field: "\(port.field).targetPort", value: port.target.text, at: target.mark))
        }
        let settings = [
            setting(proxy.policy.field, proxy.policy.value, object),
            setting("sessionAffinity", object.sessionAffinity, object),
            setting("trafficDistribution", proxy.isLocal ? nil : object.trafficDistribution, object),
        ]
        list += settings.flatMap { $0 }
        return list
    }

    private func setting(_ field: String, _ value: Located<String>?, _ service: Service) -> [Evidence] {
        value.map { [Evidence(service.metadata, field: "spec.\(field)", value: $0.value, at: $0.mark)] } ?? []
    }

    // MARK: Which endpoints

    /// A traffic policy that is Local leaves endpoints of one node only (C58); without one there the connection is dropped.
    private mutating func keep(_ all: EndpointChoice, _ service: ClusterService, _ proxy: ServiceProxy)
        -> (choice: EndpointChoice, verdict: CommunicationPath.Verdict)
    {
        var choice = all
        // A balancer asks the nodes which of them have a Pod.
        guard proxy.isLocal, proxy.address != .balancer else { return (choice, .allowed) }
        let isInner = proxy.address == .virtualIP
        if choice.picked.allSatisfy({ runsOnEveryNode($0.endpoint) }) {
            if isInner { choice.remark(.localOfDaemonSet) }
            return (choice, .allowed)
        }
        guard let node = proxy.node, let isHere = choice.keep(onNode: node) else {
            choice = all
            choice.remark(.localUnknown(isInner: isInner))
            return (choice, .unknown)
        }
        guard isHere else {
            add(
                .rewrite, .service(service), .missing("no endpoint"), .noneOnNode, [.service(.dropped(isInner: isInner, node: node))],
                .denied,
                because: setting(proxy.policy.field, proxy.policy.value, service.service))
            return (choice, .denied)
        }
        if isInner { choice.remark(.localOn(node: node)) }
        return (choice, .allowed)
    }

    private func runsOnEveryNode(_ endpoint: Endpoint) -> Bool {
        endpoint.pod.map { cluster.workload(of: $0).kind == "DaemonSet" } ?? false
    }

    private func preferences(_ service: Service, _ proxy: ServiceProxy) -> [ServiceEvent] {
        var list = service.affinitySeconds.map { [ServiceEvent.affinity(seconds: $0)] } ?? []
        if proxy.isLocal { return list }
        switch service.trafficDistribution?.value {
        case "PreferClose", "PreferSameZone": list.append(.nearEndpointsFirst(inZone: true))
        case "PreferSameNode": list.append(.nearEndpointsFirst(inZone: false))
        default: break
        }
        return list
    }

    /// A Pod may be picked for its own connection; the node then puts its own address in place of the Pod's.
    private func hairpin(_ branches: [PathBranch]) -> [ServiceEvent] {
        guard let pod = clientPod, branches.contains(where: { $0.pods.contains(pod) }) else { return [] }
        return [.hairpin(cluster.pods[pod].assignedName)]
    }

    /// The API server and the DNS server, which every cluster has.
    private mutating func reachBuiltIn(_ service: ClusterService, _ port: ServicePort) {
        let server: BuiltInServer = service.name == "kubernetes" ? .api : .dns
        let place = PathPlace.host(server.name)
        add(.rewrite, .service(service), place, .builtIn(server), [.service(.builtIn(server))], .allowed)
        if server == .dns {
            addEgressToDNS(place, port.transport)
        } else {
            addEgress(to: nil, place, port.target == .number(port.port) ? port.port : 6443, port.transport)
        }
    }
}
