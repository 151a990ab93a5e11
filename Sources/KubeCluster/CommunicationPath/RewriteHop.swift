import KubeManifest

/// The way in from outside: how the client's address fares, and which nodes serve.
struct PathEntrance {
    enum Door {
        case nodePort, loadBalancer, externalIP
    }

    let door: Door
    /// Nil for whichever node is asked.
    let node: String?
}

/// The node replaces the Service's address by that of a Pod (DNAT), before any policy sees the connection (connectivity rule 17).
extension PathWalk {
    /// - Parameter entrance: nil for a connection from a Pod.
    mutating func rewrite(_ service: ClusterService, _ port: ServicePort, entrance: PathEntrance?) {
        let object = service.service
        if dns.isBuiltIn(service) { return reachBuiltIn(service, port) }
        var choice = EndpointChoice(service, port, family, in: cluster)
        let node: PathPlace = .service(service)
        if let failure = choice.failure {
            return add(
                .rewrite, node, .missing("no endpoint"), "no ready endpoint",
                "There is nothing to replace the address by: \(failure.text). The node refuses the connection.", failure.verdict,
                because: choice.because)
        }
        let verdict = entrance == nil ? keepInside(&choice, service) : keepOutside(&choice, service, entrance)
        if choice.picked.isEmpty { return }
        let branches = PathBranch.all(choice.picked, port.transport, in: cluster, policies)
        let count = choice.picked.count
        let destinations = branches.map { "\($0.text(in: cluster)), port \($0.port)" }
        let who = clientPod.map { "The node of \(cluster.pods[$0].reference.name)" } ?? "A node"
        let one =
            count == 1
            ? Self.some(destinations) : "one of \(count) ready endpoints, picked anew for each connection: \(Self.some(destinations))"
        var sentences = ["\(who) replaces the address and port (DNAT) by those of \(one)."]
        sentences.append(sourceSentence(service, entrance))
        sentences += choice.remarks + preferences(object) + hairpin(branches)
        add(
            .rewrite, node, branches[0].place, branches.count == 1 ? ":\(branches[0].port)" : "one of \(count)",
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
        for (field, value) in [
            ("internalTrafficPolicy", object.internalTrafficPolicy), ("externalTrafficPolicy", object.externalTrafficPolicy),
            ("sessionAffinity", object.sessionAffinity), ("trafficDistribution", object.trafficDistribution),
        ] {
            if let value { list.append(Evidence(object.metadata, field: "spec.\(field)", value: value.value, at: value.mark)) }
        }
        return list
    }

    // MARK: Which endpoints

    /// internalTrafficPolicy: Local uses endpoints of the client's node only.
    private mutating func keepInside(_ choice: inout EndpointChoice, _ service: ClusterService) -> CommunicationPath.Verdict {
        let object = service.service
        guard object.internalTrafficPolicy?.value == "Local", let pod = clientPod else { return .allowed }
        let because = object.internalTrafficPolicy.map {
            [Evidence(object.metadata, field: "spec.internalTrafficPolicy", value: "Local", at: $0.mark)]
        }
        if choice.picked.allSatisfy({ runsOnEveryNode($0.endpoint) }) {
            choice.remark("internalTrafficPolicy: Local takes the Pod of the client's own node; a DaemonSet has one on each.")
            return .allowed
        }
        guard let node = cluster.pods[pod].nodeName, choice.picked.allSatisfy({ $0.endpoint.nodeName != nil }) else {
            choice.remark(
                "internalTrafficPolicy: Local takes only Pods of the client's own node, and manifests do not say on which node which Pod runs: without one there, the connection is dropped."
            )
            return .unknown
        }
        choice.keep(onNode: node)
        if choice.picked.isEmpty {
            add(
                .rewrite, .service(service), .missing("no endpoint"), "none on this node",
                "internalTrafficPolicy: Local takes only Pods of the client's own node, \(node), and none of the ready ones is there. The connection is dropped.",
                .denied, because: because ?? [])
            return .denied
        }
        choice.remark("internalTrafficPolicy: Local leaves only the Pods of the client's own node, \(node).")
        return .allowed
    }

    /// externalTrafficPolicy: Local drops what arrives at a node without a ready Pod of its own.
    private mutating func keepOutside(_ choice: inout EndpointChoice, _ service: ClusterService, _ entrance: PathEntrance?)
        -> CommunicationPath.Verdict
    {
        let object = service.service
        guard object.externalTrafficPolicy?.value == "Local", let entrance else { return .allowed }
        if entrance.door == .loadBalancer || choice.picked.allSatisfy({ runsOnEveryNode($0.endpoint) }) { return .allowed }
        guard let node = entrance.node, choice.picked.allSatisfy({ $0.endpoint.nodeName != nil }) else {
            choice.remark("A node without a ready Pod of its own drops the connection, and manifests do not say which nodes have one.")
            return .unknown
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
            return .denied
        }
        return .allowed
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
