import KubeManifest

/// How far a call gets without its caller being known: to kinds of Pods with the port that each listens on, or to an end before them.
enum CallWay {
    /// Pods that are the same to every policy, or an address that is no Pod's.
    struct Branch {
        let pods: [Int]
        let address: IPAddress?
        let port: Int
        let transport: TransportProtocol
    }

    case branches([Branch])
    case ends(CallArrival)

    /// - Parameters:
    ///   - hostname: of the one Pod that is called by its own name (R26); nil for any of them.
    ///   - isFromOutside: a client outside of the cluster, for whom the other traffic policy counts (C58).
    ///   - node: that the caller runs on, where it is known.
    ///   - depth: how many aliases stand before this Service.
    init(
        to service: ClusterService, port: Int?, isAssumed: Bool, _ transport: TransportProtocol, hostname: String?,
        isFromOutside: Bool = false, node: String? = nil, depth: Int = 0, in cluster: Cluster, _ policies: PathPolicies
    ) {
        let name = service.reference
        switch service.source {
        case .alias:
            guard let target = cluster.service(aliasedBy: service), depth < 10 else {
                self = .ends(CallArrival(.unknown, .alias(name, host: service.service.externalName?.value)))
                return
            }
            if let port, !isAssumed, !target.service.isHeadless, target.source != .alias,
                !target.service.ports.contains(where: { $0.port == port })
            {
                let served = target.service.ports.map(\.port)
                self = .ends(CallArrival(.portNotServed, .aliasPort(name, of: target.reference, port: port, served: served)))
                return
            }
            self = CallWay(
                to: target, port: port, isAssumed: isAssumed, transport, hostname: nil, isFromOutside: isFromOutside, node: node,
                depth: depth + 1, in: cluster, policies)
        case .nothing:
            self = .ends(CallArrival(.unknown, .nothingBehind(name)))
        case .selector where service.selectedPods.isEmpty:
            self = .ends(Self.nothingSelected(service, cluster))
        case _ where service.service.isHeadless || hostname != nil:
            self = Self.direct(service, isAssumed ? nil : port, transport, hostname, cluster, policies)
        default:
            self = Self.rewritten(service, port, transport, isFromOutside, node, cluster, policies)
        }
    }

    /// Nothing behind it: with 0 replicas for sure, otherwise as far as these manifests go.
    private static func nothingSelected(_ service: ClusterService, _ cluster: Cluster) -> CallArrival {
        if let scaled = cluster.workloadWithoutReplicas(behind: service) {
            return CallArrival(.noReadyEndpoint, .noReplicas(scaled, behind: service.reference))
        }
        return CallArrival(.unknown, .noPod(service.reference))
    }

    // MARK: By the Service's address

    private static func rewritten(
        _ service: ClusterService, _ port: Int?, _ transport: TransportProtocol, _ isFromOutside: Bool, _ node: String?,
        _ cluster: Cluster, _ policies: PathPolicies
    ) -> CallWay {
        let object = service.service
        guard port != nil || object.ports.count < 2 else {
            return .ends(CallArrival(.unknown, .portNotNamed(service.reference, ports: object.ports.count)))
        }
        let choice = ServicePortChoice(port.map { .number($0) }, port == nil ? nil : transport, of: object)
        guard let served = choice.port else {
            return .ends(CallArrival(.portNotServed, .portNotServed(service.reference, port: port)))
        }
        let family = service.virtualIPs.first?.address.family ?? service.families.first ?? .ipv4
        let endpoints = EndpointChoice(service, served, family, in: cluster)
        if let failure = endpoints.failure {
            let outcome: CallArrival.Outcome = failure.verdict == .denied ? .noReadyEndpoint : .unknown
            return .ends(CallArrival(outcome, .endpoints(failure.gap), gap: endpoints.gap))
        }
        let unread = isFromOutside ? [] : cluster.unread(.redirection, about: service)
        if !unread.isEmpty { return .ends(CallArrival(.unknown, .unread(unread.map(\.reference.description)))) }
        var picked = endpoints
        let isOnEveryNode = picked.picked.allSatisfy { item in
            item.endpoint.pod.map { cluster.workload(of: $0).kind == "DaemonSet" } ?? false
        }
        if !isFromOutside, ServiceProxy(.pod(node: node), at: .virtualIP, of: object).isLocal, !isOnEveryNode {
            guard let node, let isHere = picked.keep(onNode: node) else {
                return .ends(CallArrival(.unknown, .unknownNode(service.reference)))
            }
            if !isHere { return .ends(CallArrival(.noReadyEndpoint, .otherNode(service.reference, node: node))) }
        }
        return .branches(PathBranch.all(picked.picked, served.transport, in: cluster, policies).map { Branch($0) })
    }

    // MARK: Straight to the Pods

    /// A headless name: no port is turned into another.
    private static func direct(
        _ service: ClusterService, _ port: Int?, _ transport: TransportProtocol, _ hostname: String?, _ cluster: Cluster,
        _ policies: PathPolicies
    ) -> CallWay {
        var endpoints = cluster.endpoints(of: service)
        if let hostname { endpoints = endpoints.filter { $0.hostname == hostname || $0.hostname == nil } }
        guard !endpoints.isEmpty else {
            let hostnames = cluster.endpoints(of: service).compactMap(\.hostname).unique
            return .ends(CallArrival(.unknown, .noSuchPod(service.reference, hostname: hostname ?? "", hostnames: hostnames)))
        }
        endpoints = endpoints.filter(\.isReady)
        guard !endpoints.isEmpty else {
            return .ends(CallArrival(.noReadyEndpoint, .noReadyPod(service.reference)))
        }
        let wanted = service.service.ports.first { port == nil || $0.port == port }
        var isTurned = false
        let picked = endpoints.compactMap { endpoint -> (endpoint: Endpoint, port: Int)? in
            let own = endpoint.ports.first { ($0.name ?? "") == (wanted?.name ?? "") && $0.transport == wanted?.transport ?? transport }
            if let port, let wanted, let pod = endpoint.pod, let listening = own?.port, wanted.port == port, listening != port,
                !cluster.pods[pod].declares(port, wanted.transport)
            {
                isTurned = true
            }
            return (port ?? own?.port).map { (endpoint, $0) }
        }
        if isTurned, let port {
            let listening = Set(picked.compactMap { item in item.endpoint.ports.first { $0.name ?? "" == wanted?.name ?? "" }?.port })
            return .ends(
                CallArrival(
                    .unknown,
                    .portNotTurned(
                        service.reference, port: port, isOnePod: !service.service.isHeadless, listening: listening.sorted())))
        }
        guard !picked.isEmpty else {
            return .ends(CallArrival(.unknown, .podPortUnknown(service.reference)))
        }
        return .branches(PathBranch.all(picked, transport, in: cluster, policies).map { Branch($0) })
    }
}

extension CallWay.Branch {
    fileprivate init(_ branch: PathBranch) {
        let address = branch.addresses.first.flatMap { IPAddress($0.value) }
        self.init(pods: branch.pods, address: address, port: branch.port, transport: branch.transport)
    }
}

extension ClusterPod {
    func declares(_ number: Int, _ transport: TransportProtocol) -> Bool { container(declaring: number, transport) != nil }
}

extension Cluster {
    /// A workload whose Pods a Service would pick, had it any.
    func workloadWithoutReplicas(behind service: ClusterService) -> ObjectReference? {
        let selector = service.service.selector ?? []
        return objects.workloads.first { workload in
            workload.metadata.namespace == service.namespace && workload.replicas == 0
                && selector.allSatisfy { workload.template.labels[label: $0.key] == $0.value }
        }?.metadata.reference
    }
}

extension Cluster {
    /// The Service that an ExternalName names by its full name within the cluster's domain; nil for any other host.
    func service(aliasedBy service: ClusterService) -> ClusterService? {
        guard let host = service.service.externalName?.value.withoutFinalDot.lowercased() else { return nil }
        let end = ".svc.\(facts.clusterDomain.lowercased())"
        guard host.hasSuffix(end) else { return nil }
        let labels = host.dropLast(end.count).split(separator: ".")
        return labels.count == 2 ? self.service(String(labels[0]), in: String(labels[1])) : nil
    }
}
