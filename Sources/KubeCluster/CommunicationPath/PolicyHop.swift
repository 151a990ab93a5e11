import KubeManifest

/// What policies say: first those of the Pod that connects, then those of the Pod that is connected to (C19).
extension PathWalk {
    mutating func addPolicies(_ branch: PathBranch, _ number: Int?, asksEgress: Bool) {
        if asksEgress, let pod = clientPod, let judgement = egress(to: branch) {
            add(.egressPolicy, .pod(pod), branch.place, judgement, number)
        }
        guard let judgement = ingress(to: branch) else { return }
        let way = hops.last { $0.kind == .rewrite || $0.kind == .direct || $0.kind == .nodePort }
        let from: PathPlace? = proxy?.client == .outside ? nil : clientPod.map { .pod($0) }
        add(.ingressPolicy, from ?? way?.origin ?? .outside, branch.place, judgement, number)
    }

    /// What the client's own policies say. They see the Pod that is picked where the client's own node picks it, and the address that the
    /// client asked for where another node does (C57), which has been told at that address.
    func egress(to branch: PathBranch) -> PathPolicies.Judgement? {
        guard let pod = clientPod, proxy?.isClientsNode != false else { return nil }
        guard var judgement = policies.egress(from: pod, to: branch.peer, branch.port, branch.transport) else { return nil }
        if proxy?.address == .virtualIP, let service = servedService {
            judgement.events += policies.blockOfVirtualIP(pod, judgement, service.virtualIPs.map(\.address))
        }
        if proxy?.isClientsNode == nil, let nodeAddress,
            let outer = policies.egress(from: pod, to: nodeAddress.peer, nodeAddress.port, branch.transport),
            outer.verdict != judgement.verdict
        {
            judgement.verdict = .unknown
            judgement.label = .dependsOnNode
            judgement.events.append(.fromAnotherNode(caller, outer.events))
        }
        return judgement
    }

    private var servedService: ClusterService? {
        for hop in hops.reversed() {
            if hop.kind == .rewrite, case .service(let service) = hop.origin { return service }
        }
        return nil
    }

    /// What the policies of the Pods say about whom they see.
    func ingress(to branch: PathBranch) -> PathPolicies.Judgement? {
        guard let pod = branch.pods.first else { return nil }
        // A Pod that gets its own connection sees its own node.
        if let proxy, case .node(let node) = proxy.source, !(proxy.isClientsNode == true && clientPod == pod) {
            return policies.ingress(fromNode: node, of: clientPeer, to: pod, branch.port, branch.transport)
        }
        return policies.ingress(from: proxy?.client == .outside ? nil : clientPeer, to: pod, branch.port, branch.transport)
    }

    /// Where the client's own policies say the same of every kind of Pods, they are told once.
    mutating func addSharedEgress(_ branches: [PathBranch], _ first: Int?) -> Bool {
        guard let pod = clientPod, branches.count > 1, first == nil else { return false }
        let judgements = branches.compactMap { egress(to: $0) }
        guard let common = judgements.first, judgements.count == branches.count,
            judgements.allSatisfy({ $0.verdict == common.verdict && $0.because == common.because && $0.label == common.label })
        else { return false }
        var judgement = common
        judgement.events.append(.holdsForAll)
        add(.egressPolicy, .pod(pod), branches[0].place, judgement, nil)
        return true
    }

    /// Out of the cluster; nil for an address that nobody knows.
    mutating func addEgress(to address: IPAddress?, _ destination: PathPlace, _ port: Int?, _ transport: TransportProtocol?) {
        guard let pod = clientPod, let port,
            let judgement = policies.egress(from: pod, to: address.map { .address($0) }, port, transport ?? .tcp)
        else { return }
        add(.egressPolicy, .pod(pod), destination, judgement, nil)
    }

    /// To the Pods of the DNS server.
    mutating func addEgressToDNS(_ destination: PathPlace, _ transport: TransportProtocol) {
        guard let pod = clientPod, let server = policies.dnsPod,
            let judgement = policies.egress(from: pod, to: .pod(server), policies.dnsPort, transport)
        else { return }
        add(.egressPolicy, .pod(pod), destination, judgement, nil)
    }

    private mutating func add(
        _ kind: CommunicationPath.Kind, _ from: PathPlace, _ to: PathPlace, _ judgement: PathPolicies.Judgement, _ branch: Int?
    ) {
        let direction: TrafficDirection = kind == .egressPolicy ? .egress : .ingress
        add(
            kind, from, to, .policy(direction, judgement.label, isRefused: judgement.verdict == .denied),
            judgement.events.map(PathEvent.policy), judgement.verdict, because: judgement.because, branch: branch)
    }

    /// Whom the policies of the Pod see.
    var clientPeer: ConnectionPeer? {
        if let clientPod { return .pod(clientPod) }
        guard hops.contains(where: { $0.kind == .ingressRoute }) else { return nil }
        return controllerPod.map { .pod($0) } ?? .ingressController
    }
}

extension PathBranch {
    /// The end of the connection, as policies name it.
    var peer: ConnectionPeer? {
        if let pod = pods.first { return .pod(pod) }
        return addresses.first.flatMap { IPAddress($0.value) }.map { .address($0) }
    }
}
