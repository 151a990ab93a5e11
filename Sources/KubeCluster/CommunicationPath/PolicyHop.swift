import KubeManifest

/// What policies say: first those of the Pod that connects, then those of the Pod that is connected to (C19).
extension PathWalk {
    mutating func addPolicies(_ branch: PathBranch, _ number: Int?, asksEgress: Bool) {
        if asksEgress, let pod = clientPod, let judgement = policies.egress(from: pod, to: branch.peer, branch.port, branch.transport) {
            add(.egressPolicy, .pod(pod), branch.place, judgement, number)
        }
        guard let pod = branch.pods.first,
            var judgement = policies.ingress(from: clientPeer, to: pod, branch.port, branch.transport)
        else { return }
        if isSourceReplaced, judgement.verdict == .unknown || judgement.verdict == .denied {
            judgement.text += " What the policies see is the address of the node that the connection arrived at, not the client's."
        }
        let way = hops.last { $0.kind == .rewrite || $0.kind == .direct || $0.kind == .nodePort }
        add(.ingressPolicy, clientPod.map { .pod($0) } ?? way?.origin ?? .outside, branch.place, judgement, number)
    }

    /// Where the client's own policies say the same of every kind of Pods, they are told once.
    mutating func addSharedEgress(_ branches: [PathBranch], _ first: Int?) -> Bool {
        guard let pod = clientPod, branches.count > 1, first == nil else { return false }
        let judgements = branches.compactMap { policies.egress(from: pod, to: $0.peer, $0.port, $0.transport) }
        guard let common = judgements.first, judgements.count == branches.count,
            judgements.allSatisfy({ $0.verdict == common.verdict && $0.because == common.because && $0.label == common.label })
        else { return false }
        var judgement = common
        judgement.text += " The same holds for every other Pod that may be picked."
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
        let way = kind == .egressPolicy ? "egress" : "ingress"
        add(
            kind, from, to, judgement.verdict == .denied ? judgement.label : "\(way): \(judgement.label)", judgement.text,
            judgement.verdict,
            because: judgement.because, branch: branch)
    }

    /// Whom the policies of the Pod see.
    var clientPeer: ConnectionPeer? {
        if let clientPod { return .pod(clientPod) }
        guard hops.contains(where: { $0.kind == .ingressRoute }) else { return nil }
        return controllerPod.map { .pod($0) } ?? .ingressController
    }

    /// From outside, through a node that puts its own address in place of the client's.
    private var isSourceReplaced: Bool {
        guard clientPod == nil, let service = servedService else { return false }
        return service.service.externalTrafficPolicy?.value != "Local"
    }

    private var servedService: ClusterService? {
        for hop in hops {
            if hop.kind == .rewrite, case .service(let service) = hop.origin { return service }
        }
        return nil
    }
}

extension PathBranch {
    /// The end of the connection, as policies name it.
    var peer: ConnectionPeer? {
        if let pod = pods.first { return .pod(pod) }
        return addresses.first.flatMap { IPAddress($0.hasPrefix("~") ? String($0.dropFirst()) : $0) }.map { .address($0) }
    }
}
