import KubeCluster
import KubeManifest

/// A Service's ports: what clients use, what every node opens, where they lead on the Pods.
extension English {
    /// `80`, `53/UDP`.
    static func number(_ number: Int, _ transport: TransportProtocol) -> String {
        transport == .tcp ? String(number) : "\(number)/\(transport.rawValue)"
    }

    /// `:80`, `:53/UDP`.
    static func short(_ number: Int, _ transport: TransportProtocol) -> Sentence {
        Sentence(.port(lead: ":", .stated(self.number(number, transport))))
    }

    /// `port 80`, `ports 80 and 53/UDP`; `its ports` where there is none.
    static func ports(_ ports: [ServicePort]) -> Sentence {
        self.ports(ports.map { number($0.port, $0.transport) }.map { .stated($0) }, "port")
    }

    /// `port 80`, `nodePorts ~30080 and 30081`.
    static func ports(_ numbers: [Assigned<String>], _ word: String) -> Sentence {
        if numbers.isEmpty { return Sentence("its \(word)s") }
        return Sentence(
            numbers.enumerated().map { position, number in
                let isLast = position == numbers.count - 1
                let lead = position > 0 ? isLast ? " and " : ", " : numbers.count > 1 ? "\(word)s " : "\(word) "
                return .port(lead: lead, number)
            })
    }

    /// `80 → 9376`, `80 → http`; the number alone where both are equal; `/UDP` where it is not TCP.
    static func mapping(_ port: ServicePort, lead: String = "") -> Sentence { mapping(port, to: port.target.text, lead: lead) }

    /// With the number that a name stands for, where all Pods agree on one.
    static func mapping(_ resolved: ResolvedPort, lead: String = "") -> Sentence {
        mapping(resolved.port, to: resolved.number.map { String($0) } ?? resolved.target.text, lead: lead)
    }

    private static func mapping(_ port: ServicePort, to target: String, lead: String) -> Sentence {
        let numbers = target == String(port.port) ? target : "\(port.port) → \(target)"
        return Sentence(.port(lead: lead, .stated(port.transport == .tcp ? numbers : "\(numbers)/\(port.transport.rawValue)")))
    }

    // MARK: On nodes

    /// `nodePort 30080`, `nodePort ~31234/UDP`.
    static func nodePort(_ port: ResolvedPort) -> Sentence { nodePorts([port]) }

    /// `nodePorts 30080 and ~31234/UDP`.
    static func nodePorts(_ ports: [ResolvedPort]) -> Sentence {
        self.ports(
            ports.compactMap { port in port.nodePort.map { number in number.map { self.number($0, port.port.transport) } } }, "nodePort")
    }

    /// ` (the cluster picks one from 30000 to 32767)`; empty where the manifests state all of them.
    static func nodePortRange(_ ports: [ResolvedPort]) -> String {
        let count = ports.count { $0.nodePort?.isIllustrative ?? true }
        return count == 0 ? "" : " (the cluster picks \(count == 1 ? "one" : "them") from \(ServicePort.nodePortsText))"
    }

    // MARK: On Pods

    /// `targetPort 9376`; `targetPort http (containerPort 9376)` where the Pods' containers give the number the name; where they differ,
    /// which of them say what.
    static func targetPort(_ port: ResolvedPort, in cluster: Cluster) -> Sentence {
        let target = targetPort(port.target)
        guard case .name = port.target else { return target }
        if let number = port.number { return target + Sentence(.port(lead: " (containerPort ", .stated("\(number))"))) }
        let ends = port.groups.compactMap { group -> Sentence? in
            guard let workload = group.workload.map({ cluster.workloads[$0] }) else { return nil }
            let who = "\(workload.kind) \(workload.reference.name)"
            guard let number = group.end.number else { return group.end.gap.map { "\($0.short) on \(name: who)" } }
            return "\("containerPort ", port: number) on \(name: who)"
        }
        let told = ends.reduce(into: [Sentence]()) { if !$0.contains($1) { $0.append($1) } }
        guard told.count > 1 else { return target }
        return "\(target) (\(list(told.prefix(5) + (told.count > 5 ? ["\(told.count - 5) more"] : []))))"
    }

    static func targetPort(_ target: PortReference) -> Sentence { Sentence(.port(lead: "targetPort ", .stated(target.text))) }

    /// All that is to be said of one port of a Service.
    static func port(_ port: ResolvedPort, of service: ClusterService, in cluster: Cluster) -> Sentence {
        let named: Sentence = port.port.name.map { " (\(name: $0))" } ?? ""
        if service.service.isHeadless {
            let own: Sentence = port.gap.map { $0.isOfPort ? " It leads nowhere: \($0.text)." : "" } ?? ""
            return
                "Clients use the Pod's own port, \(targetPort(port, in: cluster))\(named). A headless Service turns no port into another.\(own)"
        }
        var sentences: [Sentence] = ["Clients use \(ports([port.port]))\(named)."]
        if let gap = port.gap, gap.isOfPort {
            sentences.append("It leads nowhere: \(gap.text).")
        } else {
            sentences.append(way(of: port, in: cluster))
        }
        if port.nodePort != nil { sentences.append("Every node opens \(nodePort(port))\(nodePortRange([port])) for it.") }
        return joined(sentences, " ")
    }

    private static func way(of port: ResolvedPort, in cluster: Cluster) -> Sentence {
        let target = targetPort(port, in: cluster)
        if port.port.targetPort == nil { return "No targetPort is stated, so it leads to the same number on the Pods." }
        switch (port.target, port.groups.first?.end) {
        case (.number, .number(_, let container?)?): return "It leads to \(target), which container \(name: container) declares."
        case (.name, nil): return "It leads to \(target). Pods say which number that is, and none is here."
        default: return "It leads to \(target)."
        }
    }

    /// Where a port leads on one Pod, in lines for its box: `containerPort 9376`, `named http`; why nowhere, where it does not.
    ///
    /// - Parameter namesContainer: several containers are there to choose from.
    static func containerPort(_ target: PortReference, _ end: PortEnd, namesContainer: Bool) -> [Sentence] {
        switch end {
        case .none(let gap): return [Sentence(gap.short)]
        case .number(let number, let container):
            let place = namesContainer ? container.map { " in \($0)" } ?? "" : ""
            let declared = container != nil ? "containerPort " : "targetPort "
            guard case .name(let name) = target else { return [Sentence(.port(lead: declared, .stated("\(number)\(place)")))] }
            return [
                Sentence(.port(lead: declared, .stated(String(number)))), Sentence(.port(lead: "named ", .stated("\(name)\(place)"))),
            ]
        }
    }
}
