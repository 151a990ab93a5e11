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
            branches[position].addresses += address(of: cluster.pods[pod]).map { [$0] } ?? []
        }
        branches = PathBranch.grouped(branches, past: limit, in: cluster, policies)
        guard let first = branches.first else { return addPortless(pods) }
        let unlistened = unlistened(choice?.port, first)
        var events: [DirectEvent] = [
            isLoopback ? .loopback : .connects(caller, branches.map { $0.endpoints(in: cluster) }, count: pods.count)
        ]
        if target.port == nil, let advice = choice?.advice { events.append(.port(advice)) }
        if let unlistened { events.append(unlistened) }
        if service == nil, target.port == nil { events.append(.firstDeclared) }
        if let pod = pods.first, pods.count == 1 { events += state(of: cluster.pods[pod]) }
        let verdict: CommunicationPath.Verdict = unlistened == nil ? .allowed : .unknown
        add(
            .direct, client, first.place, .port(.stated(first.port)), events.map(PathEvent.direct), verdict,
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
    private func unlistened(_ port: ServicePort?, _ branch: PathBranch) -> DirectEvent? {
        guard let port, case .number(let number) = target.port, number == port.port, let pod = branch.pods.first,
            let listening = cluster.resolve(port.target, port.transport, on: cluster.pods[pod]), listening != number,
            !cluster.pods[pod].declares(number, port.transport)
        else { return nil }
        return .notTurned(
            port: number, target: port.target.text, listening: listening,
            isDeclared: cluster.pods[pod].declares(listening, port.transport))
    }

    private mutating func addPortless(_ pods: [Int]) {
        let declared = pods.first.map { cluster.pods[$0].spec.servingContainers.flatMap(\.ports) } ?? []
        let offered = declared.compactMap(\.name)
        let nearest = target.port.flatMap { Spelling.nearest(to: $0.text, among: offered) }
        add(
            .direct, client, pods.first.map { .pod($0) } ?? .missing("no Pod"), .noPort,
            [.direct(.noPort(asked: target.port, target: String(target.text.prefix { $0 != ":" }), nearest: nearest))],
            target.port == nil ? .unknown : .denied)
    }

    /// A Pod's own address works as long as the Pod runs, ready or not.
    private func state(of pod: ClusterPod) -> [DirectEvent] {
        if pod.hasEnded { return [.ended(phase: pod.phase)] }
        if pod.isTerminating { return [.terminating] }
        return pod.isReady ? [] : [.notReady]
    }

    /// Of the family that the connection uses, where the Pod has one.
    func address(of pod: ClusterPod) -> Assigned<String>? {
        (pod.addresses.first { $0.address.family == family } ?? pod.addresses.first).map { $0.map(\.description) }
    }
}
