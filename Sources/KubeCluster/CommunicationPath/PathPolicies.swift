import KubeManifest

/// The policies as one path asks them: with the DNS server's Pods, which every cluster has, and with ends whose address nobody knows.
struct PathPolicies {
    /// What policies say about one direction of one connection.
    struct Judgement {
        var verdict: CommunicationPath.Verdict
        var events: [PolicyEvent]
        var because: [Evidence] = []
        var label: PolicyLabel
        var policies: [ObjectReference] = []
        /// Whom the policies let in, where it depends on whether the client is one of them.
        var admitted: [String] = []
        /// Refused, except where the connection comes from the node that the Pod runs on, and nobody knows whether it does (C21).
        var isOnlyFromOwnNode = false
        /// Policies that may decide otherwise, and are not read.
        var unread: [ObjectReference] = []
    }

    let dns: ClusterDNS
    /// Nil where no policy was found, of any kind.
    let enforcement: NetworkPolicyEnforcement?
    let cluster: Cluster
    /// A Pod of the DNS server; position in the cluster that the policies are asked about.
    let dnsPod: Int?
    let dnsPort: Int

    init(_ dns: ClusterDNS) {
        self.dns = dns
        let plain = dns.cluster
        guard plain.objects.mayHavePolicies else {
            (enforcement, cluster, dnsPod, dnsPort) = (nil, plain, nil, 53)
            return
        }
        let known = plain.service("kube-dns", in: "kube-system")
        if let known, let pod = known.selectedPods.first {
            let port = known.service.ports.first { $0.transport == .udp }
            dnsPod = pod
            dnsPort = port.flatMap { plain.resolve($0.target, .udp, on: plain.pods[pod]) } ?? 53
            cluster = plain
        } else {
            (cluster, dnsPod) = BuiltInPods.added(to: plain)
            dnsPort = 53
        }
        enforcement = NetworkPolicyEnforcement(cluster)
    }

    /// Pods of one kind are the same to every policy.
    func kind(of pod: Int) -> Int? { enforcement?.position(of: .pod(pod)) }

    // MARK: One direction

    func egress(from pod: Int, to peer: ConnectionPeer?, _ port: Int, _ transport: TransportProtocol) -> Judgement? {
        let judgement = egressAsRead(from: pod, to: peer, port, transport)
        return peer == .pod(pod) ? judgement : judgement?.beside(cluster.unreadPolicies(.egress, of: pod))
    }

    private func egressAsRead(from pod: Int, to peer: ConnectionPeer?, _ port: Int, _ transport: TransportProtocol) -> Judgement? {
        guard let enforcement else { return nil }
        let ask = { (peer: ConnectionPeer) in enforcement.decision(.egress, from: .pod(pod), to: peer, port: port, transport: transport) }
        var judgement = peer.map { judge(ask($0)) } ?? anywhere(.egress, ask)
        if case .pod(let other)? = peer { judgement = besideBlocks(judgement, .egress, of: pod, with: other, port, transport, ask) }
        return onNode(pod, judgement)
    }

    /// - Parameter peer: nil for a client whose address is not known.
    func ingress(from peer: ConnectionPeer?, to pod: Int, _ port: Int, _ transport: TransportProtocol) -> Judgement? {
        let judgement = ingressAsRead(from: peer, to: pod, port, transport)
        return peer == .pod(pod) ? judgement : judgement?.beside(cluster.unreadPolicies(.ingress, of: pod))
    }

    private func ingressAsRead(from peer: ConnectionPeer?, to pod: Int, _ port: Int, _ transport: TransportProtocol) -> Judgement? {
        guard let enforcement else { return nil }
        let ask = { (peer: ConnectionPeer) in enforcement.decision(.ingress, from: peer, to: .pod(pod), port: port, transport: transport) }
        var judgement = peer.map { judge(ask($0)) } ?? anywhere(.ingress, ask)
        if case .pod(let client)? = peer, client != pod, cluster.pods[client].spec.hostNetwork {
            judgement = onNodeNetwork(judgement, ingressAsRead(fromNode: cluster.pods[client].nodeName, of: nil, to: pod, port, transport))
        }
        if case .pod(let client)? = peer, !cluster.pods[client].spec.hostNetwork {
            judgement = besideBlocks(judgement, .ingress, of: pod, with: client, port, transport, ask)
        }
        if peer == .ingressController, judgement.verdict == .denied {
            judgement.admitted = enforcement.admitted(to: pod, port, transport)
            if !judgement.admitted.isEmpty {
                judgement.verdict = .unknown
                judgement.label = .dependsOnController
                judgement.events = [
                    .controllerUnknown(cluster.pods[pod].reference, admitted: judgement.admitted, transport, port: port)
                ]
            }
        }
        return judgement.verdict == .denied ? onNode(pod, judgement) : judgement
    }

    /// Whether both ends say yes, without words (C19).
    func allows(from pod: Int, to other: Int, _ port: Int, _ transport: TransportProtocol) -> Bool {
        guard let enforcement else { return true }
        let from = enforcement.classes.ofPod[pod], to = enforcement.classes.ofPod[other]
        let asked = PortSet(transport, port...port)
        var isAllowed = true
        enforcement.decide(from, .egress, .pods(to), asked) { _, allowed, _ in isAllowed = isAllowed && allowed }
        guard isAllowed else { return false }
        enforcement.decide(to, .ingress, .pods(from), asked) { _, allowed, _ in isAllowed = isAllowed && allowed }
        return isAllowed
    }

    func judge(_ decision: PolicyDecision) -> Judgement {
        Judgement(
            verdict: decision.isAllowed ? .allowed : .denied, events: [.statement(decision.statement)], because: decision.because,
            label: decision.isAllowed
                ? decision.because.last.map { .allowed(by: $0.object.name) } ?? .noPolicy : .refused(by: decision.policies.map(\.name)),
            policies: decision.policies)
    }

    /// Policies are mostly not enforced for Pods of the node's own network.
    func onNode(_ pod: Int, _ judgement: Judgement) -> Judgement {
        guard judgement.verdict == .denied, cluster.pods[pod].spec.hostNetwork else { return judgement }
        var result = judgement
        result.verdict = .unknown
        return result
    }

    // MARK: Unknown ends

    /// For an address outside that nobody knows: the same answer for all, or which addresses make a difference.
    ///
    /// - Parameter end: whose address it is.
    func anywhere(
        _ direction: TrafficDirection, as end: PolicyStatement.End = .someAddress, _ ask: (ConnectionPeer) -> PolicyDecision
    ) -> Judgement {
        var general = ask(.address(Self.example))
        general.statement.other = end
        let blocks = blocks(direction)
        let other = blocks.map(\.base).filter { ask(.address($0)).isAllowed != general.isAllowed }
        var result = judge(general)
        guard !other.isEmpty else { return result }
        result.verdict = .unknown
        let exceptions = blocks.filter { other.contains($0.base) }.map(\.text)
        result.events.append(.exceptions(exceptions, isAllowed: !general.isAllowed))
        result.label = .dependsOnAddress
        return result
    }

    /// An address of the documentation's range TEST-NET-3, for any address that no block names.
    private static let example = IPAddress(ipv4: 0xCB00_71C8)
    /// How many blocks are tried.
    private static let blockLimit = 2_000

    func blocks(_ direction: TrafficDirection) -> [CIDR] {
        var list: [CIDR] = []
        for policy in cluster.objects.networkPolicies {
            for case .ipBlock(let block) in policy.rules(direction).flatMap(\.peers) { list += [block.cidr] + block.except }
        }
        for policy in cluster.objects.tieredPolicies {
            for case .networks(let blocks) in policy.rules(direction).flatMap(\.peers) { list += blocks }
        }
        return Array(list.filter { $0.base.family == .ipv4 }.prefix(Self.blockLimit))
    }
}

/// The Pods of the DNS server, which every cluster has and few manifests hold (kubeadm's names and labels).
enum BuiltInPods {
    private static let manifest = """
        {apiVersion: v1, kind: Pod, metadata: {namespace: kube-system, name: coredns, labels: {k8s-app: kube-dns}},
         spec: {containers: [{name: coredns, ports: [{name: dns, containerPort: 53, protocol: UDP}, {name: dns-tcp, containerPort: 53}]}]}}
        """

    /// The cluster with such a Pod at the end; the others keep their positions.
    static func added(to cluster: Cluster) -> (cluster: Cluster, pod: Int?) {
        var diagnostics = Diagnostics()
        let objects = ManifestDecoder.decode([SourceFile(path: BuiltInServices.file, text: manifest)], &diagnostics)
        guard let pod = objects.pods.first else { return (cluster, nil) }
        let position = cluster.pods.count
        let made = ClusterPod(pod, workload: cluster.workloads.count)
        let workload = ClusterWorkload(
            reference: made.reference, metadata: pod.metadata, pods: [position], replicas: 1, schedule: nil)
        return (
            Cluster(
                facts: cluster.facts, objects: cluster.objects, workloads: cluster.workloads + [workload], pods: cluster.pods + [made],
                services: cluster.services, examples: cluster.examples), position
        )
    }
}
