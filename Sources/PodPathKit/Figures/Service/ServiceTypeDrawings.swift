import KubeCluster
import KubeManifest

/// The ways in, one for each type of Service.
extension ServiceScene {
    mutating func drawInside() {
        let client = addClient(inside: true)
        let front = addService()
        let ways = English.waysIn(cluster.routes(to: service))
        let unread = cluster.unread(.entrance, about: service)
        let outside =
            !unread.isEmpty
            ? "Whether a client outside the cluster can is said by \(unread.named), which podpath does not read."
            : ways.isEmpty
                ? "Nothing outside the cluster can."
                : "Nothing outside the cluster can; \(English.list(first: 3, of: ways)) let\(ways.count > 1 ? "" : "s") its requests in."
        let first = step("A Pod anywhere in the cluster connects to \(address) on \(ports). \(outside)", because: portEvidence)
        figure.connect(client, front, .traffic, label: portLabel, step: first, tooltip: "Clients use \(ports) of \(service.reference)")
        drawForwarding(from: front)
    }

    mutating func drawNodePort() {
        let client = addClient(inside: false)
        drawNode(from: client, "A client outside the cluster connects to \(nodePorts) of any node.")
    }

    mutating func drawLoadBalancer() {
        let client = addClient(inside: false)
        let balancer = figure.add(
            .init(
                id: "load-balancer", role: .outside, eyebrow: "LOAD BALANCER", name: "Load balancer",
                facts: English.balancer(of: service, in: cluster) + service.service.ports.map { English.ports([$0]) },
                tooltip: "Made by the cloud provider, or another controller, for \(service.reference)"))
        // One below the other, both outside: side by side they would make the figure wider than an article.
        figure.columns = [[client, balancer]]
        let first = step(
            "A client outside the cluster connects to \(ports) of the load balancer \(English.balancerPlace(of: service, in: cluster)).",
            because: portEvidence)
        figure.connect(client, balancer, .traffic, step: first, tooltip: "Clients use \(ports) of the load balancer")
        let hasPorts = service.service.opensNodePorts
        drawNode(
            from: balancer,
            hasPorts
                ? "The load balancer passes the connection on to \(nodePorts) of a node."
                : "The load balancer passes the connection on to a node, at its own address: no nodePort is allocated (allocateLoadBalancerNodePorts: false)."
        )
    }

    private mutating func drawNode(from origin: Int, _ sentence: Sentence) {
        let node = addNode()
        let front = addService()
        let into = step(sentence, because: nodePortEvidence)
        // The ports stand in the boxes: beside the arrows they would make the figure wider than an article.
        figure.connect(origin, node, .traffic, step: into, tooltip: "Every node listens on \(nodePorts)")
        let local = ServiceProxy(fromOutsideAt: .nodePort(node: nil), of: service.service).isLocal
        let on = step(
            local
                ? "The node passes it to \(ports) of the Service. With externalTrafficPolicy Local it stays with Pods of the same node."
                : "The node passes it to \(ports) of the Service, whichever node it is.")
        figure.connect(node, front, .traffic, step: on, tooltip: "The node's rules lead to \(ports) of \(service.reference)")
        drawForwarding(from: front)
    }

    mutating func drawAlias() {
        let client = addClient(inside: true)
        let front = addService()
        let target = service.service.externalName?.value ?? "?"
        let isInside = target.hasSuffix(".svc.\(cluster.facts.clusterDomain)")
        let outside = figure.add(
            .init(
                id: "external-host", role: .outside, eyebrow: isInside ? "ANOTHER SERVICE" : "OUTSIDE", name: target,
                tooltip: "The host that externalName names"))
        let evidence =
            service.service.externalName.map {
                [Evidence(service.service.metadata, field: "spec.externalName", value: $0.value, at: $0.mark)]
            } ?? []
        let ask = step(
            "A Pod asks the cluster's DNS for \(service) and is told that it is another name for \(name: target) (a CNAME record).",
            because: evidence)
        figure.connect(client, front, .lookup, label: "DNS", step: ask, tooltip: "A DNS question", because: evidence)
        figure.connect(front, outside, .lookup, tooltip: "\(service.name) is another name for \(target)", because: evidence)
        let connect = step(
            "It resolves \(target) and connects there itself. The Service has no address, no ports and no Pods: nothing is passed on.")
        figure.connect(client, outside, .traffic, step: connect, tooltip: "The connection does not pass the Service")
    }

    private mutating func drawForwarding(from front: Int) {
        let serving = behind.filter { $0.role == .serving || $0.role == .folded && $0.arrives }
        guard !serving.isEmpty else {
            let end = step(
                lostPorts.isEmpty
                    ? "There it ends: no Pod that is ready stands behind the Service in these manifests."
                    : Sentence(lostPorts.joined(separator: " ")))
            _ = addBackends(from: front, .traffic, step: end)
            return
        }
        let affinity = English.affinity(of: service.service).map { " \($0)" } ?? ""
        let passed: Sentence =
            destinationPorts.isEmpty
            ? "" : "The Service passes it to \(destination), on \(destinationPorts).\(affinity)\(lostPorts.isEmpty ? "" : " ")"
        let number = step(passed + Sentence(lostPorts.joined(separator: " ")), because: serving.first?.because ?? [])
        _ = addBackends(from: front, .traffic, step: number)
    }

    // MARK: Words

    /// Where the Service's own rules send a connection: the Pods that its selector picks, or the addresses of a list.
    private var destination: Sentence {
        guard service.source == .selector else {
            let isOne = cluster.endpoints(of: service).count == 1
            let list = if case .slices = service.source { "EndpointSlices list" } else { "Endpoints object lists" }
            return "\(isOne ? "the address" : "one of the addresses") that its \(list)"
        }
        let labels = service.service.selector ?? []
        let words = English.theLabels(labels)
        return service.selectedPods.count == 1 ? "the Pod that carries \(words)" : "one of the Pods that carry \(words)"
    }

    /// What the ports lead to, each once.
    private var destinationPorts: Sentence {
        let ends = resolved.filter { $0.gap?.isOfPort != true }.map { English.targetPort($0, in: cluster) }
        return English.list(ends.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    }

    /// `Port 9095 leads nowhere: no port named rpc on the Pods.`
    private var lostPorts: [String] {
        resolved.compactMap { port in
            guard let gap = port.gap, gap.isOfPort else { return nil }
            return "Port \(English.number(port.port.port, port.port.transport)) leads nowhere: \(gap.text)."
        }
    }

    /// Where the Service is reached inside the cluster.
    private var address: Sentence {
        service.virtualIPs.first.map { "\(service) (virtual IP \($0))" } ?? "\(service)"
    }

    private var ports: Sentence { English.ports(service.service.ports) }

    /// Of several, each stands in the Service's box alone.
    private var portLabel: Sentence? {
        let ports = service.service.ports
        return ports.count == 1 ? English.short(ports[0].port, ports[0].transport) : nil
    }

    private var nodePorts: Sentence { "\(English.nodePorts(resolved))\(English.nodePortRange(resolved))" }

    private var portEvidence: [Evidence] {
        service.service.ports.map {
            Evidence(service.service.metadata, field: "\($0.field).port", value: String($0.port), at: $0.mark)
        }
    }

    private var nodePortEvidence: [Evidence] {
        service.service.ports.compactMap { port in
            port.nodePort.map { Evidence(service.service.metadata, field: "\(port.field).nodePort", value: String($0.value), at: $0.mark) }
        }
    }
}
