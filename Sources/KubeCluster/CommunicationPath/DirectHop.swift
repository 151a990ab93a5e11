import KubeManifest

/// Straight to Pods' own addresses: a headless Service, a Pod, or the Pod itself.
extension PathWalk {
    /// - Parameter service: the headless Service that named them.
    mutating func reach(pods: [Int], service: ClusterService? = nil, isLoopback: Bool = false) {
        let choice = service.map { ServicePortChoice(target.port, target.transport, of: $0.service) }
        let transport = target.transport ?? choice?.port?.transport ?? declaredTransport(pods) ?? .tcp
        var branches: [PathBranch] = []
        var known: [[Int]: Int] = [:]
        for pod in pods {
            guard let port = port(on: cluster.pods[pod], choice?.port) else { continue }
            let key = [cluster.pods[pod].workload, port, policies.kind(of: pod) ?? -1]
            let position = known[key] ?? branches.count
            if position == branches.count {
                known[key] = position
                branches.append(PathBranch(workload: cluster.pods[pod].workload, port: port, transport: transport))
            }
            branches[position].pods.append(pod)
            branches[position].addresses.append(address(of: cluster.pods[pod]))
        }
        branches = PathBranch.grouped(branches, past: limit, in: cluster, policies)
        guard let first = branches.first else { return addPortless(pods) }
        let who = branches.map { "\($0.text(in: cluster)), port \($0.port)" }
        let one = pods.count == 1 ? Self.some(who) : "one of \(pods.count) Pods: \(Self.some(who))"
        var sentences = [
            isLoopback
                ? "The address is the Pod itself (loopback): nothing leaves it."
                : "\(clientName) connects straight to \(one). No address and no port is rewritten."
        ]
        if target.port == nil, let remark = choice?.remark { sentences.append(remark) }
        if let advice = unlistened(choice?.port, first) { sentences.append(advice) }
        if service == nil, target.port == nil { sentences.append("No port was named; this is the first that the Pod declares.") }
        if let pod = pods.first, pods.count == 1 { sentences += remarks(on: cluster.pods[pod]) }
        let verdict: CommunicationPath.Verdict = unlistened(choice?.port, first) == nil ? .allowed : .unknown
        add(
            .direct, client, first.place, ":\(first.port)", sentences.joined(separator: " "), verdict,
            because: choice?.port.map { [evidence(of: $0, in: service?.service)].compactMap { $0 } } ?? [])
        finish(branches)
    }

    private func evidence(of port: ServicePort, in service: Service?) -> Evidence? { service.map { evidence(of: port, in: $0) } }

    /// The number that is asked for at a Pod.
    private func port(on pod: ClusterPod, _ port: ServicePort?) -> Int? {
        switch target.port {
        case .number(let number): return number
        case .name(let name):
            return port.flatMap { cluster.resolve($0.target, $0.transport, on: pod) }
                ?? cluster.resolve(.name(name), target.transport ?? .tcp, on: pod)
        case nil:
            if let port { return cluster.resolve(port.target, port.transport, on: pod) }
            let declared = pod.spec.servingContainers.flatMap(\.ports)
            return declared.first { port in target.transport.map { $0 == port.transport } ?? true }?.number
        }
    }

    /// That of the port that is taken where none was named.
    private func declaredTransport(_ pods: [Int]) -> TransportProtocol? {
        guard target.port == nil else { return nil }
        return pods.first.flatMap { cluster.pods[$0].spec.servingContainers.flatMap(\.ports).first?.transport }
    }

    /// A headless Service does not turn its port into the targetPort, a common surprise.
    private func unlistened(_ port: ServicePort?, _ branch: PathBranch) -> String? {
        guard let port, case .number(let number) = target.port, number == port.port, let pod = branch.pods.first,
            let listening = cluster.resolve(port.target, port.transport, on: cluster.pods[pod]), listening != number,
            !cluster.pods[pod].declares(number, port.transport)
        else { return nil }
        return
            "A headless Service turns no port into another: its port \(number) has targetPort \(port.target.text), but clients reach the Pod as they ask. \(cluster.pods[pod].declares(listening, port.transport) ? "The Pod declares" : "Its targetPort is") \(listening): did you mean :\(listening)?"
    }

    private mutating func addPortless(_ pods: [Int]) {
        let declared = pods.first.map { cluster.pods[$0].spec.servingContainers.flatMap(\.ports) } ?? []
        let asked = target.port.map { "has a port named \($0.text)" } ?? "declares a port, and none was named"
        let offered = declared.compactMap(\.name)
        let nearest = target.port.flatMap { Spelling.nearest(to: $0.text, among: offered) }
        add(
            .direct, client, pods.first.map { .pod($0) } ?? .missing("no Pod"), "no port",
            "No container of the Pod \(asked): say a number, as in \(target.text.prefix { $0 != ":" }):8080."
                + (nearest.map { " Did you mean :\($0)?" } ?? ""),
            target.port == nil ? .unknown : .denied)
    }

    /// A Pod's own address works as long as the Pod runs, ready or not.
    private func remarks(on pod: ClusterPod) -> [String] {
        if pod.hasEnded { return ["The Pod has ended (phase \(pod.phase ?? "")): nothing listens any more."] }
        if pod.isTerminating { return ["The Pod is shutting down."] }
        return pod.isReady ? [] : ["The Pod is not ready; at its own address that stops no connection."]
    }

    func address(of pod: ClusterPod) -> String {
        let own = pod.addresses.first { $0.address.family == family } ?? pod.addresses.first
        return own.map(Self.text) ?? "no address"
    }
}
