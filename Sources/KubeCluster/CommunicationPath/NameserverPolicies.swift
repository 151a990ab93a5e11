import KubeManifest

/// Whom a question to a nameserver goes to, as policies see it: Pods behind a Service, or an address that is no Pod (C62).
extension PathPolicies {
    struct Question {
        let judgement: Judgement
        let direction: TrafficDirection
        /// A Pod of the server; nil for an address that is no Pod's.
        let server: Int?
        let port: Int
    }

    /// Whether the question may leave the Pod: UDP first, TCP for answers that do not fit.
    func question(from pod: Int, to server: String) -> Question? {
        guard enforcement != nil else { return nil }
        let address = IPAddress(server)
        let (servers, port) = address.map(nameserver) ?? ([], 53)
        var result: Question?
        for server in servers.isEmpty ? [nil] : servers.map(Optional.some) {
            let peer: ConnectionPeer? = server.map { .pod($0) } ?? address.map { .address($0) }
            guard var asked = egress(from: pod, to: peer, port, .udp) else { continue }
            if server != nil, let address { asked.events += blockOfVirtualIP(pod, asked, [address]) }
            var found = Question(judgement: asked, direction: .egress, server: server, port: port)
            // The server's own Pods may have policies as well.
            if asked.verdict == .allowed, let server, let into = ingress(from: .pod(pod), to: server, port, .udp), into.verdict != .allowed
            {
                found = Question(judgement: into, direction: .ingress, server: server, port: port)
            }
            guard let known = result else {
                result = found
                continue
            }
            if CommunicationPath.Verdict.worst([known.judgement.verdict, found.judgement.verdict]) != known.judgement.verdict {
                result = found
            }
        }
        return result
    }

    /// The Pods that answer at an address, one of each kind, and their port; none where it is no Pod's.
    private func nameserver(_ address: IPAddress) -> (pods: [Int], port: Int) {
        // The cache on each node listens on an address of that node alone, and it is no Pod to policies.
        if address.isLinkLocal { return ([], 53) }
        for service in dns.services where service.virtualIPs.contains(where: { $0.address == address }) {
            if dns.isBuiltIn(service), isNode(address) { return ([], 53) }
            if service.namespace == "kube-system", service.name == "kube-dns" { return (dnsPod.map { [$0] } ?? [], dnsPort) }
            let port = service.service.ports.first { $0.port == 53 && $0.transport == .udp }
            var kinds: Set<Int> = []
            let pods = service.selectedPods.filter { kinds.insert(kind(of: $0) ?? -1).inserted }
            let number = port.flatMap { port in pods.first.flatMap { cluster.resolve(port.target, .udp, on: cluster.pods[$0]) } }
            return (pods, number ?? 53)
        }
        if let pod = cluster.pods.firstIndex(where: {
            !$0.hasEnded && $0.addresses.contains { $0.address == address && !$0.isIllustrative }
        }) {
            return ([pod], 53)
        }
        guard cluster.facts.clusterDNS.contains(address), !isNode(address) else { return ([], 53) }
        return (dnsPod.map { [$0] } ?? [], dnsPort)
    }

    private func isNode(_ address: IPAddress) -> Bool {
        cluster.nodes.contains { ($0.internalAddresses + $0.externalAddresses).contains(address) }
    }

    /// A block that holds the Service's virtual IP, and lets nothing through by that (C17): said of a refusal; empty where no rule of the
    /// Pod's policies names the address.
    func blockOfVirtualIP(_ pod: Int, _ judgement: Judgement, _ addresses: [IPAddress]) -> [PolicyEvent] {
        guard judgement.verdict == .denied, let enforcement, let subject = enforcement.position(of: .pod(pod)) else { return [] }
        let blocks = enforcement.selecting(subject, .egress).middle.flatMap { enforcement.policies[$0].egress.flatMap(\.blocks) }
        guard let block = blocks.first(where: { block in addresses.contains(where: block.contains) }) else { return [] }
        return [.blockHoldsVirtualIP(block.block.text)]
    }

    // MARK: Blocks that may hold an example address

    func mayHoldPods(_ blocks: [AddressBlock]) -> Bool {
        let virtual = cluster.services.flatMap(\.virtualIPs).map(\.address) + cluster.facts.clusterDNS
        // What holds nothing but a Service's own address holds no Pod's.
        let wider = blocks.filter { block in block.bounds.lowerBound < block.bounds.upperBound || !virtual.contains(where: block.contains) }
        return AddressKnowledge(cluster.facts).mayHoldPods(wider)
    }

    /// A refusal of a Pod by its labels, where an `ipBlock` of the same policies may hold its address: networks differ in whether that
    /// counts for Pods (C22).
    func besideBlocks(
        _ judgement: Judgement, _ direction: TrafficDirection, of pod: Int, with other: Int, _ port: Int, _ transport: TransportProtocol,
        _ ask: (ConnectionPeer) -> PolicyDecision
    ) -> Judgement {
        guard judgement.verdict == .denied, pod != other, ask(.pod(other)).isRefusedByDefault else { return judgement }
        var result = judgement
        let address = cluster.pods[other].addresses.first
        if let address, ask(.address(address.address)).isAllowed {
            result.verdict = .unknown
            result.events.append(.blockHoldsPod)
        } else if address?.isIllustrative ?? true,
            mayHoldPods(blocks(direction, allowing: pod, port, transport).filter { $0.family == address?.address.family ?? .ipv4 })
        {
            result.verdict = .unknown
            result.events.append(.blockMayHoldPod)
        }
        return result
    }

    /// The blocks of rules that allow a Pod this port.
    private func blocks(
        _ direction: TrafficDirection, allowing pod: Int, _ port: Int, _ transport: TransportProtocol
    ) -> [AddressBlock] {
        guard let enforcement, let subject = enforcement.position(of: .pod(pod)) else { return [] }
        // The ports of a rule are those of the Pod that is connected to.
        let destination = direction == .ingress ? enforcement.classes.all[subject] : nil
        return enforcement.selecting(subject, direction).middle.flatMap { position in
            enforcement.policies[position].rules(direction).filter { $0.ports(on: destination).contains(port, transport) }.flatMap(\.blocks)
        }
    }
}

extension IPAddress {
    /// 169.254.0.0/16 and fe80::/10 (RFC 3927, RFC 4291).
    var isLinkLocal: Bool {
        family == .ipv4 ? value >> 16 == 0xA9FE : value >> 118 == 0xFE80 >> 6
    }
}
