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
            "There is nothing to replace the address by: \(failure.text). The node refuses the connection.", failure.verdict,
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
        let destinations = branches.prefix(20).map { "\($0.text(in: cluster)), port \($0.port)" }
        let more = branches.count > 20 ? " and \(branches.count - 20) more kinds of Pods" : ""
        let who = proxy.isClientsNode == true ? "The node of \(clientName)" : proxy.node.map { "Node \($0)" } ?? "A node"
        let one =
            count == 1
            ? Self.some(destinations)
            : "one of \(count) ready endpoints, \(service.service.picking): \(Self.some(destinations))\(more)"
        var sentences = ["\(who) replaces the address and port (DNAT) by those of \(one)."]
        sentences.append(proxy.sourceSentence)
        sentences += choice.remarks + preferences(service.service, proxy) + hairpin(branches)
        let unread = clientPod == nil ? [] : cluster.unread(.redirection, about: service)
        if !unread.isEmpty {
            sentences.append(
                "\(unread.named) \(unread.count == 1 ? "is" : "are") about this Service and not read by podpath: where a mesh or the network carries \(unread.count == 1 ? "it" : "them") out, the connection may be led elsewhere."
            )
        }
        add(
            .rewrite, .service(service), first.place, branches.count == 1 ? ":\(first.port)" : "one of \(count)",
            sentences.filter { !$0.isEmpty }.joined(separator: " "), unread.isEmpty ? verdict : .unknown,
            because: unread.because + because(service, port, branches, proxy))
        finish(branches)
    }

    /// Each pair of the selector, and the port, for the first Pod.
    private func because(
        _ service: ClusterService, _ port: ServicePort, _ branches: [PathBranch], _ proxy: ServiceProxy
    ) -> [Evidence] {
        let object = service.service
        var list = branches.first?.pods.first.map { cluster.because(service, selects: $0) } ?? []
        if service.source == .selector, let target = port.targetPort {
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
            if isInner {
                choice.remark("internalTrafficPolicy: Local takes the Pod of the client's own node; a DaemonSet has one on each.")
            }
            return (choice, .allowed)
        }
        guard let node = proxy.node, let isHere = choice.keep(onNode: node) else {
            choice = all
            choice.remark(
                isInner
                    ? "internalTrafficPolicy: Local takes only Pods of the client's own node, and manifests do not say on which node which Pod runs: without one there, the connection is dropped."
                    : "A node without a ready Pod of its own drops the connection, and manifests do not say which nodes have one.")
            return (choice, .unknown)
        }
        guard isHere else {
            add(
                .rewrite, .service(service), .missing("no endpoint"), "none on this node",
                (isInner
                    ? "internalTrafficPolicy: Local takes only Pods of the client's own node, \(node), and"
                    : "externalTrafficPolicy: Local: node \(node) hands connections from outside to its own Pods only, and")
                    + " none of the ready ones is there. The connection is dropped.", .denied,
                because: setting(proxy.policy.field, proxy.policy.value, service.service))
            return (choice, .denied)
        }
        if isInner { choice.remark("internalTrafficPolicy: Local leaves only the Pods of the client's own node, \(node).") }
        return (choice, .allowed)
    }

    private func runsOnEveryNode(_ endpoint: Endpoint) -> Bool {
        endpoint.pod.map { cluster.workload(of: $0).kind == "DaemonSet" } ?? false
    }

    // MARK: Sentences

    private func preferences(_ service: Service, _ proxy: ServiceProxy) -> [String] {
        var list = service.affinitySentence.map { [$0] } ?? []
        if proxy.isLocal { return list }
        switch service.trafficDistribution?.value {
        case "PreferClose", "PreferSameZone":
            list.append("trafficDistribution: endpoints in the client's zone are taken first; where there are none, any other.")
        case "PreferSameNode":
            list.append("trafficDistribution: endpoints on the client's node are taken first; where there are none, any other.")
        default: break
        }
        return list
    }

    /// A Pod may be picked for its own connection; the node then puts its own address in place of the Pod's.
    private func hairpin(_ branches: [PathBranch]) -> [String] {
        guard let pod = clientPod, branches.contains(where: { $0.pods.contains(pod) }) else { return [] }
        return [
            "\(cluster.pods[pod].reference.name) is itself one of them: it may get its own connection, which then seems to come from its node."
        ]
    }

    /// The API server and the DNS server, which every cluster has.
    private mutating func reachBuiltIn(_ service: ClusterService, _ port: ServicePort) {
        let what = service.name == "kubernetes" ? "the API servers" : "the Pods of the DNS server"
        add(
            .rewrite, .service(service), .host(what), what,
            "Every cluster has this Service; behind it are \(what), which these manifests do not hold. The node replaces the address by one of theirs.",
            .allowed)
        if service.name == "kube-dns" {
            addEgressToDNS(.host(what), port.transport)
        } else {
            addEgress(to: nil, .host(what), port.target == .number(port.port) ? port.port : 6443, port.transport)
        }
    }
}
