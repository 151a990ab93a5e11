import KubeManifest

/// The endpoints that a node may pick for one port of a Service, and why others are left out.
struct EndpointChoice {
    /// Endpoints with the port that each listens on.
    private(set) var picked: [(endpoint: Endpoint, port: Int)] = []
    /// What is to be said about those that are left out.
    private(set) var remarks: [EndpointEvent] = []
    /// Why nothing is left.
    private(set) var failure: (gap: EndpointGap, verdict: CommunicationPath.Verdict)?
    private(set) var because: [Evidence] = []
    /// The same, as far as it is the port's.
    private(set) var gap: PortGap?
    /// Those that are shutting down, but still serve.
    private let terminating: [(endpoint: Endpoint, port: Int)]

    init(_ service: ClusterService, _ port: ServicePort, _ family: IPAddress.Family, in cluster: Cluster) {
        let all = cluster.endpoints(of: service).filter { $0.family == family || $0.family == nil }
        let serving = all.compactMap { endpoint -> (endpoint: Endpoint, port: Int)? in
            let number = endpoint.ports.first { ($0.name ?? "") == (port.name ?? "") && $0.transport == port.transport }
            return number.map { (endpoint, $0.port ?? port.port) }
        }
        let ready = serving.filter(\.endpoint.isReady)
        picked = ready
        terminating = serving.filter { $0.endpoint.isServing && $0.endpoint.isTerminating }
        if ready.isEmpty {
            // KEP-1669: Pods that are shutting down, but still serve, are used only where no other is left.
            picked = terminating
            if !picked.isEmpty { remarks.append(.onlyTerminating) }
        }
        noteLeftOut(serving, service, cluster)
        if picked.isEmpty { explain(service, port, all, serving, cluster) }
    }

    private mutating func noteLeftOut(_ serving: [(endpoint: Endpoint, port: Int)], _ service: ClusterService, _ cluster: Cluster) {
        if service.service.publishesNotReadyAddresses { remarks.append(.publishesNotReady) }
        let taken = Set(picked.map(\.endpoint.address))
        let out = serving.map(\.endpoint).filter { !taken.contains($0.address) }
        let terminating = out.filter(\.isTerminating).count
        let notReady = out.count - terminating
        if !picked.isEmpty, notReady > 0 { remarks.append(.leftOut(notReady: notReady)) }
        if !picked.isEmpty, terminating > 0 { remarks.append(.noNew(terminating: terminating)) }
    }

    private mutating func explain(
        _ service: ClusterService, _ port: ServicePort, _ all: [Endpoint], _ serving: [(endpoint: Endpoint, port: Int)], _ cluster: Cluster
    ) {
        if !serving.isEmpty {
            let states = serving.map { item in
                EndpointGap.State(name: item.endpoint.target?.name ?? item.endpoint.address, isTerminating: item.endpoint.isTerminating)
            }
            because = serving.prefix(20).compactMap { item in
                item.endpoint.pod.map { cluster.pods[$0] }.flatMap { pod in
                    pod.status.map { Evidence(pod.source, field: "status", value: "not ready", at: $0.mark) }
                }
            }
            gap = .podNotReady
            failure = (.notReady(states, behind: service.reference), .denied)
        } else if !all.isEmpty {
            let containers = Set(
                all.compactMap(\.pod).flatMap { cluster.pods[$0].spec.servingContainers.flatMap(\.ports).compactMap(\.name) })
            let nearest = Spelling.nearest(to: port.target.text, among: containers.sorted())
            let gap = cluster.port(port, of: service).gap ?? .notListed(port.port, name: port.name)
            self.gap = gap
            failure = (.port(gap, behind: service.reference, nearest: nearest), .denied)
            because =
                port.targetPort.map {
                    [Evidence(service.service.metadata, field: "\(port.field).targetPort", value: port.target.text, at: $0.mark)]
                } ?? []
        } else {
            gap = .noPod
            explainNothing(service, cluster)
        }
    }

    private mutating func explainNothing(_ service: ClusterService, _ cluster: Cluster) {
        let selector = service.service.selector ?? []
        because = selector.map {
            Evidence(
                service.service.metadata, field: "spec.selector" + ManifestNode.component($0.key, first: false), value: $0.value,
                at: $0.mark)
        }
        switch service.source {
        case .selector:
            let nearest = cluster.nearMisses(of: service).first.map { cluster.workloads[$0.workload].reference }
            let empty = cluster.workloads.first { workload in
                workload.pods.isEmpty && workload.reference.namespace == service.namespace
                    && workload.replicas == 0 && workload.reference.name == service.name
            }
            let wanted = selector.map(\.text).joined(separator: ", ")
            failure = (
                .nothingSelected(service.reference, selector: wanted, zeroReplicas: empty?.reference, nearest: nearest), .unresolved
            )
        default:
            failure = (.nothingListed(service.reference), .unresolved)
        }
    }

    /// What is in the place of a Pod, and the reason in a few words.
    var missing: (place: PathPlace, label: PathLabel) {
        guard let gap, gap.isOfPort else { return (.missing("no endpoint"), .noReadyEndpoint) }
        return (.missing("no such port"), .gap(gap))
    }

    mutating func remark(_ event: EndpointEvent) { remarks.append(event) }

    /// Keeps only endpoints on one node: the ready ones, and where there are none those that are shutting down (KEP-1669).
    ///
    /// - Returns: whether any is there; nil where that is not known.
    mutating func keep(onNode node: String) -> Bool? {
        let all = picked
        picked = all.filter { $0.endpoint.nodeName == node }
        if !picked.isEmpty {
            picked = all.filter { $0.endpoint.nodeName == node || $0.endpoint.nodeName == nil }
            return true
        }
        if all.contains(where: { $0.endpoint.nodeName == nil }) { return nil }
        picked = terminating.filter { $0.endpoint.nodeName == node }
        return !picked.isEmpty
    }
}
