import KubeManifest

/// Tells of configured calls whether they arrive: the name, the Service's port, its endpoints, the policies of both ends.
///
/// Nothing is worked out before it is asked for; what several calls have in common is worked out once, and policies are asked
/// for their words only where they refuse.
package struct CallArrivals {
    private let cluster: Cluster
    private lazy var dns = ClusterDNS(cluster)
    private lazy var policies = PathPolicies(dns)
    private var ways: [WayKey: CallWay] = [:]
    private var questions: [Int: CallArrival.Refusal?] = [:]
    private var allowed: [PairKey: Bool] = [:]

    /// Where connections from outside come from, as far as policies see.
    package enum Entrance: Hashable, Sendable {
        /// A client, or a node in its place.
        case outside
        /// The Pods of a controller that serves Ingresses or Gateways, which these manifests do not show (C33).
        case ingressController
        /// Pods of these manifests, by their positions in `Cluster.pods`.
        case pods([Int])
    }

    private struct WayKey: Hashable {
        let service: Int
        let port: Int?
        let isAssumed: Bool
        let transport: TransportProtocol
        /// Of one Pod behind a headless Service.
        let hostname: String?
        var isFromOutside = false
        /// Of the caller, where it matters which.
        var node: String?
    }

    private struct PairKey: Hashable {
        let from: Int
        let to: Int
        let port: Int
        let transport: TransportProtocol
    }

    package init(_ cluster: Cluster) { self.cluster = cluster }

    package mutating func arrival(of call: Call) -> CallArrival {
        guard let position = call.service else {
            return CallArrival(.unknown, .noService(call.target))
        }
        if let proxy = call.proxy {
            return CallArrival(.unknown, .proxy(proxy, host: call.host))
        }
        let clients = clients(of: call.workload)
        guard let first = clients.first else {
            return CallArrival(.unknown, .noCaller(cluster.workloads[call.workload].reference))
        }
        let isName = IPAddress(call.host) == nil
        if isName, hasAlias(call.host, cluster.pods[first]) {
            return CallArrival(.unknown, .hostsFile(call.host))
        }
        let questions = clients.map { isName ? question(from: $0) : nil }
        let isAsked = questions.contains { $0 == nil }
        if isAsked, !call.resolves {
            return CallArrival(.doesNotResolve, .nameNotFound(call.host))
        }
        let branches: [CallWay.Branch]
        switch way(of: call, to: cluster.services[position], at: position, from: first) {
        case .branches(let list): branches = list
        // Where no question for the name gets out, the way ends there.
        case .ends(let end):
            guard !isAsked else { return end }
            return PolicyTally(refusals: questions.compactMap(\.self)).arrival([])
        }
        var judged = PolicyTally()
        for (client, question) in zip(clients, questions) {
            for branch in branches { judge(client, branch, question, &judged) }
        }
        return judged.arrival(branches)
    }

    // MARK: The caller

    private mutating func clients(of workload: Int) -> [Int] { kinds(of: cluster.workloads[workload].pods) }

    /// A Pod of each kind that policies tell apart.
    private mutating func kinds(of pods: [Int]) -> [Int] {
        guard cluster.objects.mayHavePolicies, pods.count > 1 else { return Array(pods.prefix(1)) }
        var seen: Set<Int> = []
        var result: [Int] = []
        for pod in pods where seen.insert(policies.kind(of: pod) ?? -1).inserted { result.append(pod) }
        return result
    }

    /// A line of /etc/hosts goes before every question (R59).
    private mutating func hasAlias(_ host: String, _ pod: ClusterPod) -> Bool {
        guard !(pod.spec.dns?.hostAliases.isEmpty ?? true) else { return false }
        return dns.hostsFile(of: pod, host, nil) != nil
    }

    private mutating func question(from pod: Int) -> CallArrival.Refusal? {
        guard cluster.objects.mayHavePolicies else { return nil }
        let kind = policies.kind(of: pod) ?? -1
        // A resolver of its own may ask another server.
        let isPlain = cluster.pods[pod].spec.dns == nil
        if isPlain, let known = questions[kind] { return known }
        let server = cluster.resolvConf(of: cluster.pods[pod]).nameservers.first ?? ""
        var refusal: CallArrival.Refusal?
        if let answer = policies.question(from: pod, to: server), answer.judgement.verdict == .denied {
            let (subject, other) = answer.direction == .egress ? (pod, answer.server) : (answer.server ?? pod, pod)
            let connection = CallArrival.Refusal.Connection(
                subject: subject, other: other, port: answer.port, transport: .udp, isQuestion: true)
            refusal = CallArrival.Refusal(answer.judgement, answer.direction, connection, policies)
        }
        if isPlain { questions[kind] = .some(refusal) }
        return refusal
    }

    // MARK: The target

    private mutating func way(of call: Call, to service: ClusterService, at position: Int, from pod: Int) -> CallWay {
        // Pods of one workload mostly run on several nodes, and manifests say of hardly any on which.
        let isLocal = service.service.internalTrafficPolicy?.value == "Local" && cluster.workloads[call.workload].pods.count == 1
        return way(
            WayKey(
                service: position, port: call.port, isAssumed: call.portIsAssumed, transport: call.transport,
                hostname: call.hostname(behind: service), node: isLocal ? cluster.pods[pod].nodeName : nil)
        )
    }

    private mutating func way(_ key: WayKey) -> CallWay {
        if let known = ways[key] { return known }
        let way = CallWay(
            to: cluster.services[key.service], port: key.port, isAssumed: key.isAssumed, key.transport, hostname: key.hostname,
            isFromOutside: key.isFromOutside, node: key.node, in: cluster, policies)
        ways[key] = way
        return way
    }

    // MARK: From outside

    /// Whether what comes in to a Service from outside arrives at its Pods.
    ///
    /// - Parameters:
    ///   - entrance: whom the Pods' policies see.
    ///   - service: position in `Cluster.services`.
    package mutating func arrival(
        from entrance: Entrance, to service: Int, port: Int?, _ transport: TransportProtocol = .tcp
    ) -> CallArrival {
        let key = WayKey(
            service: service, port: port, isAssumed: true, transport: transport, hostname: nil, isFromOutside: entrance == .outside)
        switch way(key) {
        case .ends(let end): return end
        case .branches(let branches):
            var tally = PolicyTally()
            for branch in branches {
                switch entrance {
                case .outside, .ingressController: break
                case .pods(let clients):
                    for client in kinds(of: clients) { judge(client, branch, nil, &tally) }
                    continue
                }
                guard let pod = branch.pods.first, let judgement = judgement(from: entrance, to: pod, branch, of: cluster.services[service])
                else {
                    tally.count(.allowed)
                    continue
                }
                if judgement.verdict == .denied || judgement.isOnlyFromOwnNode {
                    tally.add(
                        .init(judgement, .ingress, branch.connection(of: pod, with: nil), policies),
                        isElsewhere: judgement.isOnlyFromOwnNode)
                }
                tally.count(judgement.verdict)
                tally.admitted += judgement.admitted
                tally.unread += judgement.unread
            }
            return tally.arrival(branches)
        }
    }

    /// What the policies of a Pod say about whom they see (C57).
    private mutating func judgement(
        from entrance: Entrance, to pod: Int, _ branch: CallWay.Branch, of service: ClusterService
    ) -> PathPolicies.Judgement? {
        guard entrance == .outside else { return policies.ingress(from: .ingressController, to: pod, branch.port, branch.transport) }
        let proxy = ServiceProxy(
            fromOutsideAt: service.service.type == .loadBalancer ? .balancer : .nodePort(node: nil), of: service.service)
        guard case .node(let node) = proxy.source else { return policies.ingress(from: nil, to: pod, branch.port, branch.transport) }
        return policies.ingress(fromNode: node, of: nil, to: pod, branch.port, branch.transport)
    }

    // MARK: Both

    private mutating func judge(
        _ client: Int, _ branch: CallWay.Branch, _ question: CallArrival.Refusal?, _ judged: inout PolicyTally
    ) {
        // Among equals, a Pod calls another one rather than itself.
        let pod = branch.pods.first { $0 != client } ?? branch.pods.first
        var verdicts: [CommunicationPath.Verdict] = question == nil ? [] : [.denied]
        if let question { judged.add(question) }
        if !isSurelyAllowed(client, pod, branch) {
            let peer: ConnectionPeer? = pod.map { .pod($0) } ?? branch.address.map { .address($0) }
            if let egress = policies.egress(from: client, to: peer, branch.port, branch.transport) {
                verdicts.append(egress.verdict)
                judged.unread += egress.unread
                if egress.verdict == .denied { judged.add(.init(egress, .egress, branch.connection(of: client, with: pod), policies)) }
            }
            if let pod, let ingress = policies.ingress(from: .pod(client), to: pod, branch.port, branch.transport) {
                verdicts.append(ingress.verdict)
                judged.unread += ingress.unread
                if ingress.verdict == .denied { judged.add(.init(ingress, .ingress, branch.connection(of: pod, with: client), policies)) }
            }
        }
        judged.count(.worst(verdicts))
    }

    /// Most calls are: no words are needed for them. Ends on a node's own network take the long way.
    private mutating func isSurelyAllowed(_ client: Int, _ pod: Int?, _ branch: CallWay.Branch) -> Bool {
        guard cluster.objects.mayHavePolicies else { return true }
        guard let pod, !cluster.pods[client].spec.hostNetwork, !cluster.pods[pod].spec.hostNetwork else { return false }
        if pod == client { return true }
        guard cluster.unreadPolicies(.egress, of: client).isEmpty, cluster.unreadPolicies(.ingress, of: pod).isEmpty else { return false }
        return allows(client, pod, branch)
    }

    private mutating func allows(_ client: Int, _ pod: Int, _ branch: CallWay.Branch) -> Bool {
        let key = PairKey(
            from: policies.kind(of: client) ?? -1, to: policies.kind(of: pod) ?? -1, port: branch.port, transport: branch.transport)
        if let known = allowed[key] { return known }
        let result = policies.allows(from: client, to: pod, branch.port, branch.transport)
        allowed[key] = result
        return result
    }
}

extension CallWay.Branch {
    fileprivate func connection(of subject: Int, with other: Int?) -> CallArrival.Refusal.Connection {
        .init(subject: subject, other: other, port: port, transport: transport)
    }
}
