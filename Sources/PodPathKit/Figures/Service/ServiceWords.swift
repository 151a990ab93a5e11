import KubeCluster
import KubeManifest

/// The words of a Service's figure: its answer as a title, how to read it, and its steps.
struct ServiceWords {
    private let service: ClusterService
    private let cluster: Cluster
    private let resolved: [ResolvedPort]
    private let isAnyPod: Bool

    init(_ scene: ServiceScene) {
        (service, cluster, resolved) = (scene.service, scene.cluster, scene.resolved)
        isAnyPod = scene.figure.elements.contains { $0.role == .anyPod }
    }

    // MARK: Title and caption

    var title: String {
        let name = "Service \(service.name):"
        let pods = English.count(service.selectedPods.count, "Pod")
        switch service.source {
        case .alias: return "\(name) another name for \(service.service.externalName?.value ?? "a host that is missing here")"
        case .nothing: return "\(name) nobody answers"
        case .selector where service.selectedPods.isEmpty: return "\(name) selects no Pod of these manifests"
        case .selector where service.isHeadless: return "\(name) a name for the \(pods == "1 Pod" ? "Pod itself" : "\(pods) themselves")"
        case .selector where resolved.isEmpty: return "\(name) a name without ports"
        case .slices, .endpoints:
            let endpoints = cluster.endpoints(of: service)
            guard endpoints.contains(where: { $0.pod != nil }) else {
                return
                    "\(name) \(endpoints.isEmpty ? "nobody answers" : "leads to \(English.count(endpoints.count, "address")) listed by hand")"
            }
        case .selector: break
        }
        return "\(name) \(Self.reach(resolved))"
    }

    /// `port 80 reaches 3 Pods, port 9100 only 1`
    static func reach(_ ports: [ResolvedPort]) -> String {
        let counts = ports.map { port in (port: port.port, count: Set(port.serving.flatMap(\.pods)).count) }
        let most = counts.map(\.count).max() ?? 0
        let groups = Dictionary(grouping: counts, by: \.count).sorted { $0.key > $1.key }
        let parts = groups.enumerated().map { number, group -> String in
            let numbers = group.value.map { CallsWords.number($0.port.port, $0.port.transport) }
            let ports = "port\(numbers.count == 1 ? "" : "s") \(English.list(first: 4, of: numbers))"
            let verb = numbers.count == 1 ? "reaches" : "reach"
            if group.key == 0 { return "\(ports) \(verb) none" }
            return number == 0 ? "\(ports) \(verb) \(English.count(group.key, "Pod"))" : "\(ports) only \(group.key)"
        }
        if most == 0 { return "no port reaches a Pod" }
        return parts.joined(separator: ", ")
    }

    var caption: String {
        switch service.source {
        case .alias:
            "The cluster’s DNS answers with the other name, and the client connects there itself: nothing passes through the Service."
        case _ where service.isHeadless:
            "The cluster’s DNS answers with the Pods’ own addresses, and the client connects there itself: nothing passes through the Service."
        case .slices, .endpoints: "A call to the Service’s name and port goes to one of the addresses that somebody has listed for it."
        case .nothing, .selector:
            "A call to the Service’s name and port goes to one of the Pods that its selector picks; its line names the container port."
        }
    }

    /// What does not work.
    var finding: String? {
        var sentences: [String] = []
        for port in resolved where service.source != .alias {
            let number = CallsWords.number(port.port.port, port.port.transport)
            if let gap = port.gap, gap.isOfPort {
                sentences.append("Port \(number) leads nowhere: \(gap.text).")
            } else if port.gap == nil {
                for group in port.groups {
                    guard let gap = group.end.gap, gap.isOfPort, let workload = group.workload else { continue }
                    let sentence = "\(cluster.workloads[workload].reference.name) has \(gap.short)."
                    if !sentences.contains(sentence) { sentences.append(sentence) }
                }
            }
        }
        return sentences.isEmpty ? nil : sentences.prefix(3).joined(separator: " ")
    }

    func remarks(_ figure: Figure) -> [String] {
        var remarks: [String] = []
        if !service.virtualIPs.isEmpty, service.source == .selector, resolved.contains(where: { $0.gap == nil }) {
            remarks.append(English.rulesRemark)
        }
        if figure.hasExamples { remarks.append(English.illustrativeRemark) }
        if isAnyPod, cluster.objects.hasPolicies { remarks.append(English.policiesRemark) }
        return remarks
    }

    // MARK: Steps

    /// From outside the cluster to the Service's port; nil where its type opens no way in.
    var outside: Sentence? {
        let isLocal = ServiceProxy(fromOutsideAt: .nodePort(node: nil), of: service.service).isLocal
        let rest: Sentence = isLocal ? " With externalTrafficPolicy Local it stays with Pods of the same node." : ""
        switch service.service.type {
        case .nodePort:
            return
                "A client outside the cluster connects to \(nodePorts) of any node. The node passes it to \(ports) of the Service, whichever node it is.\(rest)"
        case .loadBalancer:
            let on: Sentence =
                service.service.opensNodePorts
                ? "to \(nodePorts) of a node"
                : "to a node, at its own address: no nodePort is allocated (allocateLoadBalancerNodePorts: false)"
            return
                "A client outside the cluster connects to \(ports) of the load balancer \(English.balancerPlace(of: service, in: cluster)). It passes the connection on \(on), and the node to \(ports) of the Service.\(rest)"
        case .clusterIP, .externalName:
            let addresses = service.service.externalIPs
            return addresses.isEmpty
                ? nil
                : "A client outside the cluster connects to \(ports) of \(English.list(addresses.map { "\($0)" })), where the network leads that to a node."
        }
    }

    var routes: Sentence? {
        let ways = English.waysIn(cluster.routes(to: service))
        return ways.isEmpty
            ? nil : "\(English.list(first: 3, of: ways)) let\(ways.count > 1 ? "" : "s") requests from outside in to \(ports)."
    }

    /// The question for a name that stands for others.
    var asked: Sentence? {
        if service.source == .alias {
            let target = service.service.externalName?.value ?? "?"
            return "A Pod asks the cluster's DNS for \(service) and is told that it is another name for \(name: target) (a CNAME record)."
        }
        let name = "\(service.name).\(service.namespace).svc.\(cluster.facts.clusterDomain)"
        return cluster.endpoints(of: service).contains(where: \.isReady)
            ? "A Pod asks the cluster's DNS for \(name) and gets the addresses of the Pods themselves: there is no virtual IP."
            : "A Pod asks the cluster's DNS for \(name). With no ready Pod behind the Service there is no answer."
    }

    /// Inside the cluster.
    var called: Sentence? {
        if service.source == .alias {
            let target = service.service.externalName?.value ?? "?"
            return
                "It resolves \(target) and connects there itself. The Service has no address, no ports and no Pods: nothing is passed on."
        }
        if service.isHeadless { return "It connects to one of these addresses directly; nothing rewrites the address or the port." }
        let unread = cluster.unread(.entrance, about: service)
        let outside =
            service.service.isExternal || !service.service.externalIPs.isEmpty || !cluster.routes(to: service).isEmpty
            ? ""
            : unread.isEmpty
                ? " Nothing outside the cluster can."
                : " Whether a client outside the cluster can is said by \(unread.named), which podpath does not read."
        return "A Pod anywhere in the cluster connects to \(address) on \(ports).\(outside)"
    }

    /// From the Service to its Pods.
    var passed: Sentence? {
        guard !isLost else { return Sentence(lostPorts.isEmpty ? Self.noPod : lostPorts.joined(separator: " ")) }
        let affinity = English.affinity(of: service.service).map { " \($0)" } ?? ""
        return "The Service passes it to \(destination), on \(destinationPorts).\(affinity)\(lostPorts.isEmpty ? "" : " ")"
            + Sentence(lostPorts.joined(separator: " "))
    }

    private static let noPod = "There it ends: no Pod that is ready stands behind the Service in these manifests."
    private var isLost: Bool { resolved.allSatisfy { $0.serving.isEmpty } }

    /// Where the Service's own rules send a connection: the Pods that its selector picks, or the addresses of a list.
    private var destination: Sentence {
        guard service.source == .selector else {
            let isOne = cluster.endpoints(of: service).count == 1
            let list = if case .slices = service.source { "EndpointSlices list" } else { "Endpoints object lists" }
            return "\(isOne ? "the address" : "one of the addresses") that its \(list)"
        }
        let words = English.theLabels(service.service.selector ?? [])
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
    private var address: Sentence { service.virtualIPs.first.map { "\(service) (virtual IP \($0))" } ?? "\(service)" }
    private var ports: Sentence { English.ports(service.service.ports) }
    private var nodePorts: Sentence { "\(English.nodePorts(resolved))\(English.nodePortRange(resolved))" }

    var evidence: [Evidence] {
        let metadata = service.service.metadata
        if service.source == .alias {
            return service.service.externalName.map { [Evidence(metadata, field: "spec.externalName", value: $0.value, at: $0.mark)] } ?? []
        }
        if service.isHeadless {
            return service.service.clusterIPs.first.map { [Evidence(metadata, field: "spec.clusterIP", value: "None", at: $0.mark)] } ?? []
        }
        return service.service.ports.map { Evidence(metadata, field: "\($0.field).port", value: String($0.port), at: $0.mark) }
    }
}
