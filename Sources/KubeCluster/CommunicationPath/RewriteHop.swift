import KubeManifest

/// The way in from outside: how the client's address fares, and which nodes serve.
struct PathEntrance {
    enum Kind {
        case nodePort, loadBalancer, externalIP
    }

    let kind: Kind
    /// Nil for whichever node is asked.
    let node: String?
}

/// The node replaces the Service's address by that of a Pod (DNAT), before any policy sees the connection (C17).
extension PathWalk {
    /// - Parameter entrance: nil for a connection from a Pod.
    mutating func rewrite(_ service: ClusterService, _ port: ServicePort, entrance: PathEntrance?) {
        if dns.isBuiltIn(service) { return reachBuiltIn(service, port) }
        let choice = EndpointChoice(service, port, family, in: cluster)
        if choice.picked.isEmpty { return refuse(choice, service) }
        let kept = entrance == nil ? keepInside(choice, service) : keepOutside(choice, service, entrance)
        if kept.choice.picked.isEmpty { return }
        forward(kept.choice, kept.verdict, service, port, entrance)
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
        _ entrance: PathEntrance?
    ) {
        let branches = PathBranch.grouped(
            PathBranch.all(choice.picked, port.transport, in: cluster, policies), past: limit, in: cluster, policies)
        guard let first = branches.first else { return }
        let count = choice.picked.count
        let destinations = branches.prefix(20).map { "\($0.text(in: cluster)), port \($0.port)" }
        let more = branches.count > 20 ? " and \(branches.count - 20) more kinds of Pods" : ""
        let who = clientPod.map { "The node of \(cluster.pods[$0].reference.name)" } ?? "A node"
        let one =
            count == 1
            ? Self.some(destinations)
            : "one of \(count) ready endpoints, picked anew for each connection: \(Self.some(destinations))\(more)"
        var sentences = ["\(who) replaces the address and port (DNAT) by those of \(one)."]
        sentences.append(sourceSentence(service, entrance))
        sentences += choice.remarks + preferences(service.service) + hairpin(branches)
        add(
            .rewrite, .service(service), first.place, branches.count == 1 ? ":\(first.port)" : "one of \(count)",
            sentences.filter { !$0.isEmpty }.joined(separator: " "), verdict,
            because: because(service, port, branches))
        finish(branches)
    }

    /// Each pair of the selector, and the port, for the first Pod.
    private func because(_ service: ClusterService, _ port: ServicePort, _ branches: [PathBranch]) -> [Evidence] {
        let object = service.service
        var list = branches.first?.pods.first.map { cluster.because(service, selects: $0) } ?? []
        if let target = port.targetPort {
            list.append(Evidence(object.metadata, field: "\(port.field).targetPort", value: port.target.text, at: target.mark))
        }
        let settings = [
            setting("internalTrafficPolicy", object.internalTrafficPolicy, object),
            setting("externalTrafficPolicy", object.externalTrafficPolicy, object),
            setting("sessionAffinity", object.sessionAffinity, object),
            setting("trafficDistribution", object.trafficDistribution, object),
        ]
        list += settings.flatMap { $0 }
        return list
    }

    private func setting(_ field: String, _ value: Located<String>?, _ service: Service) -> [Evidence] {
        value.map { [Evidence(service.metadata, field: "spec.\(field)", value: $0.value, at: $0.mark)] } ?? []
    }

    // MARK: Which endpoints

    /// internalTrafficPolicy: Local uses endpoints of the client's node only.
    private mutating func keepInside(_ all: EndpointChoice, _ service: ClusterService)
        -> (choice: EndpointChoice, verdict: CommunicationPath.Verdict)
    {
        var choice = all
        let object = service.service
        guard object.internalTrafficPolicy?.value == "Local", let pod = clientPod else { return (choice, .allowed) }
        let because = object.internalTrafficPolicy.map {
            [Evidence(object.metadata, field: "spec.internalTrafficPolicy", value: "Local", at: $0.mark)]
        }
        if choice.picked.allSatisfy({ runsOnEveryNode($0.endpoint) }) {
            choice.remark("internalTrafficPolicy: Local takes the Pod of the client's own node; a DaemonSet has one on each.")
            return (choice, .allowed)
        }
        guard let node = cluster.pods[pod].nodeName, choice.picked.allSatisfy({ $0.endpoint.nodeName != nil }) else {
            choice.remark(
                "internalTrafficPolicy: Local takes only Pods of the client's own node, and manifests do not say on which node which Pod runs: without one there, the connection is dropped."
            )
            return (choice, .unknown)
        }
        choice.keep(onNode: node)
        if choice.picked.isEmpty {
            add(
                .rewrite, .service(service), .missing("no endpoint"), "none on this node",
                "internalTrafficPolicy: Local takes only Pods of the client's own node, \(node), and none of the ready ones is there. The connection is dropped.",
                .denied, because: because ?? [])
            return (choice, .denied)
        }
        choice.remark("internalTrafficPolicy: Local leaves only the Pods of the client's own node, \(node).")
        return (choice, .allowed)
    }

    /// externalTrafficPolicy: Local drops what arrives at a node without a ready Pod of its own.
    private mutating func keepOutside(_ all: EndpointChoice, _ service: ClusterService, _ entrance: PathEntrance?)
        -> (choice: EndpointChoice, verdict: CommunicationPath.Verdict)
    {
        var choice = all
        let object = service.service
        guard object.externalTrafficPolicy?.value == "Local", let entrance else { return (choice, .allowed) }
        if entrance.kind == .loadBalancer || choice.picked.allSatisfy({ runsOnEveryNode($0.endpoint) }) { return (choice, .allowed) }
        guard let node = entrance.node, choice.picked.allSatisfy({ $0.endpoint.nodeName != nil }) else {
            choice.remark("A node without a ready Pod of its own drops the connection, and manifests do not say which nodes have one.")
            return (choice, .unknown)
        }
        choice.keep(onNode: node)
        if choice.picked.isEmpty {
            add(
                .rewrite, .service(service), .missing("no endpoint"), "none on this node",
                "externalTrafficPolicy: Local: node \(node) hands connections from outside to its own Pods only, and none of the ready ones is there. The connection is dropped.",
                .denied,
                because: object.externalTrafficPolicy.map {
                    [Evidence(object.metadata, field: "spec.externalTrafficPolicy", value: "Local", at: $0.mark)]
                } ?? [])
            return (choice, .denied)
        }
        return (choice, .allowed)
    }

    private func runsOnEveryNode(_ endpoint: Endpoint) -> Bool {
        endpoint.pod.map { cluster.workload(of: $0).kind == "DaemonSet" } ?? false
    }

    // MARK: Sentences

    private func sourceSentence(_ service: ClusterService, _ entrance: PathEntrance?) -> String {
        guard entrance != nil else { return "The address of the client stays." }
        return service.service.externalTrafficPolicy?.value == "Local"
            ? "externalTrafficPolicy: Local keeps it to Pods of the node that it arrives at, and the Pod sees the client's own address."
            : "externalTrafficPolicy Cluster, the default: any node leads to any Pod, and the Pod sees the address of the node in place of the client's."
    }

    private func preferences(_ service: Service) -> [String] {
        var list: [String] = []
        if service.sessionAffinity?.value == "ClientIP" {
            list.append(
                "sessionAffinity: ClientIP: connections from one address go to the same Pod, until there was none for \(service.sessionAffinityTimeout) seconds."
            )
        }
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
