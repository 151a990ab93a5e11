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
    init(
        to service: ClusterService, port: Int?, isAssumed: Bool, _ transport: TransportProtocol, hostname: String?,
        isFromOutside: Bool = false, in cluster: Cluster, _ policies: PathPolicies
    ) {
        let name = service.reference
        switch service.source {
        case .alias:
            let host = service.service.externalName?.value ?? "another host"
            self = .ends(CallArrival(.unknown, "\(name) is another name for \(host)"))
        case .nothing:
            self = .ends(CallArrival(.unknown, "no address behind \(name) was found in these manifests"))
        case .selector where service.selectedPods.isEmpty:
            self = .ends(Self.nothingSelected(service, cluster))
        case _ where service.service.isHeadless || hostname != nil:
            self = Self.direct(service, isAssumed ? nil : port, transport, hostname, cluster, policies)
        default:
            self = Self.rewritten(service, port, transport, isFromOutside, cluster, policies)
        }
    }

    /// Nothing behind it: with 0 replicas for sure, otherwise as far as these manifests go.
    private static func nothingSelected(_ service: ClusterService, _ cluster: Cluster) -> CallArrival {
        if let scaled = cluster.workloadWithoutReplicas(behind: service) {
            return CallArrival(.noReadyEndpoint, "\(scaled) behind \(service.reference) asks for 0 replicas")
        }
        return CallArrival(.unknown, "no Pod behind \(service.reference) was found in these manifests")
    }

    // MARK: By the Service's address

    private static func rewritten(
        _ service: ClusterService, _ port: Int?, _ transport: TransportProtocol, _ isFromOutside: Bool, _ cluster: Cluster,
        _ policies: PathPolicies
    ) -> CallWay {
        let object = service.service
        guard port != nil || object.ports.count < 2 else {
            return .ends(CallArrival(.unknown, "the address names no port, and \(service.reference) serves \(object.ports.count)"))
        }
        let choice = ServicePortChoice(port.map { .number($0) }, port == nil ? nil : transport, of: object)
        guard let served = choice.port else {
            return .ends(
                CallArrival(.portNotServed, "\(service.reference) \(port.map { "does not serve port \($0)" } ?? "serves no port")"))
        }
        let family = service.virtualIPs.first?.address.family ?? service.families.first ?? .ipv4
        let endpoints = EndpointChoice(service, served, family, in: cluster)
        if let failure = endpoints.failure {
            let outcome: CallArrival.Outcome = failure.verdict == .denied ? .noReadyEndpoint : .unknown
            return .ends(CallArrival(outcome, failure.text, gap: endpoints.gap))
        }
        let unread = isFromOutside ? [] : cluster.unread(.redirection, about: service)
        if !unread.isEmpty { return .ends(CallArrival(.unknown, "not read by podpath, and may lead it elsewhere: \(unread.named)")) }
        let branches = PathBranch.all(endpoints.picked, served.transport, in: cluster, policies)
        let isOnEveryNode = branches.allSatisfy { $0.workload.map { cluster.workloads[$0].kind == "DaemonSet" } ?? false }
        if !isFromOutside, ServiceProxy(.pod(node: nil), at: .virtualIP, of: object).isLocal, !isOnEveryNode {
            return .ends(
                CallArrival(.unknown, "\(service.reference) leads only to Pods of the caller's own node (internalTrafficPolicy: Local)"))
        }
        return .branches(branches.map { Branch($0) })
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
            return .ends(CallArrival(.unknown, "no Pod \(hostname ?? "") behind \(service.reference) was found in these manifests"))
        }
        endpoints = endpoints.filter(\.isReady)
        guard !endpoints.isEmpty else {
            return .ends(CallArrival(.noReadyEndpoint, "no Pod behind \(service.reference) is ready"))
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
            return .ends(
                CallArrival(
                    .unknown,
                    "\(service.service.isHeadless ? "\(service.reference) is headless and" : "the name of one Pod behind \(service.reference)") turns no port into another; its Pods declare no port \(port)"
                ))
        }
        guard !picked.isEmpty else {
            return .ends(CallArrival(.unknown, "the port that the Pods behind \(service.reference) listen on is not known"))
        }
        return .branches(PathBranch.all(picked, transport, in: cluster, policies).map { Branch($0) })
    }
}

extension CallWay.Branch {
    fileprivate init(_ branch: PathBranch) {
        let address = branch.addresses.first.flatMap { IPAddress($0.hasPrefix("~") ? String($0.dropFirst()) : $0) }
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
