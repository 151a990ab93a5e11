import KubeCluster
import KubeManifest

/// What one Service is called and listens on as each type: stated where it is, an example where it is not.
struct ServiceTypesWords {
    typealias Variant = ServiceTypesScene.Variant

    let actual: Variant
    /// Something answers behind the Service.
    let hasEnd: Bool
    /// The box behind the Service, without a frame.
    let pods: Figure.Element
    /// Why the first Pod is behind it.
    let because: [Evidence]
    private let service: ClusterService
    private let cluster: Cluster
    private let first: ServicePort?
    /// Why nothing that is sent to the first port arrives.
    private let gap: PortGap?
    /// The first port, of a Service that has one.
    private let resolved: ResolvedPort?
    private let virtualIP: Sentence

    init(_ service: ClusterService, in cluster: Cluster) {
        self.service = service
        self.cluster = cluster
        first = service.service.ports.first
        actual =
            switch service.service.type {
            case .clusterIP: service.service.isHeadless ? .headless : .clusterIP
            case .nodePort: .nodePort
            case .loadBalancer: .loadBalancer
            case .externalName: .externalName
            }
        let family = service.families.first ?? .ipv4
        let addresses = service.virtualIPs.isEmpty ? cluster.examples.addresses(for: service.reference, [family]) : service.virtualIPs
        virtualIP = addresses.first.map(English.address) ?? "an address"
        let members = cluster.targetPods(of: service)
        let resolved = first.map { cluster.port($0, of: service) }
        self.resolved = resolved
        gap = resolved?.gap
        because = service.source == .selector ? members.first.map { cluster.because(service, selects: $0) } ?? [] : []
        let end = resolved?.gap.map { PortEnd.none($0) } ?? (resolved.map { $0.serving + $0.groups } ?? []).lazy.map(\.end).first
        pods = ServiceTypesEnd.box(service, cluster, end.flatMap { end in resolved.map { ($0.target, end) } })
        hasEnd = pods.role != .missing
    }

    // MARK: Ports, each where it lives

    var port: Sentence { first.map { English.ports([$0]) } ?? "" }
    private var target: Sentence { first.map { English.targetPort($0.target) } ?? "" }

    /// As it is, or as it would be if the Service's type opened one.
    var nodePort: Sentence {
        let number = first.flatMap { port in
            cluster.examples.nodePort(of: port, service.service)?.map { English.number($0, port.transport) }
        }
        return English.ports(number.map { [$0] } ?? [], "nodePort")
    }

    var balancerAddress: Sentence { English.balancer(of: service, in: cluster)[0] }
    let host = Sentence(.name(.example("db.example.com")))

    /// The arrow from the Service to what is behind it.
    var arrival: Figure.Connection.Role { hasEnd ? gap == nil ? .traffic : .denied : .missing }

    /// Whether a client outside the cluster gets in.
    func isOpen(_ variant: Variant) -> Bool { variant == .nodePort || variant == .loadBalancer }

    // MARK: Boxes

    func role(of variant: Variant) -> Figure.Element.Role {
        switch variant {
        case .clusterIP, .nodePort, .loadBalancer: .service
        case .headless, .externalName: .dns
        }
    }

    func facts(of variant: Variant) -> [Sentence] {
        switch variant {
        case .clusterIP, .nodePort, .loadBalancer: [virtualIP, port, target]
        case .headless: ["= its Pods' IPs"]
        case .externalName: ["= \(host)"]
        }
    }

    func name(of variant: Variant) -> String {
        switch variant {
        case .clusterIP: "ClusterIP"
        case .nodePort: "NodePort"
        case .loadBalancer: "LoadBalancer"
        case .headless: "ClusterIP, headless"
        case .externalName: "ExternalName"
        }
    }

    func note(on variant: Variant) -> Sentence {
        let what =
            switch variant {
            case .clusterIP: "one address, inside the cluster only"
            case .nodePort: "a ClusterIP, and a port on every node"
            case .loadBalancer: "a NodePort, and a balancer in front of the nodes"
            case .headless: "clusterIP: None; the name gives the Pods' own addresses"
            case .externalName: "only another name, in the cluster's DNS"
            }
        return "\(what)  (\(variant == actual ? "as in these manifests" : "example"))"
    }

    // MARK: Sentences

    var inside: Sentence { "Pods use \(port) of the Service's virtual IP" }
    var closed: Sentence { "Nothing outside the cluster gets in here" }
    var behind: Sentence {
        guard hasEnd else { return pods.tooltip }
        return gap.map { "Nothing arrives: \($0.text)" } ?? "To a Pod behind the Service, because \(English.because(because))"
    }
    var listeningNodes: Sentence { "Every node listens on \(nodePort)" }

    private var ending: Sentence {
        guard hasEnd else { return "there it ends: no Pod behind it was found in these manifests" }
        if let gap { return "there it ends: \(gap.text)" }
        return "the Service sends it to \(resolved.map { English.targetPort($0, in: cluster) } ?? target) of a Pod"
    }

    func sentence(about variant: Variant) -> Sentence {
        let lead = "As \(name(of: variant))\(variant == actual ? ", which it is in these manifests" : "")"
        switch variant {
        case .clusterIP:
            // A way in that is none of the type's.
            let ways = variant == actual ? English.waysIn(cluster.routes(to: service)) : []
            let outside =
                ways.isEmpty
                ? "From outside it cannot be reached."
                : "Its type opens no way in from outside; requests get in by \(English.list(first: 3, of: ways))."
            return "\(lead): any Pod connects to \(service) (\(virtualIP)) on \(port), and \(ending). \(outside)"
        case .nodePort:
            let range = first?.nodePort == nil ? " (the cluster picks one from \(ServicePort.nodePortsText))" : ""
            return
                "\(lead): the same inside. A client outside connects to \(nodePort)\(range) of any node, which leads to \(port) of the Service."
        case .loadBalancer:
            return
                "\(lead): the same again. A client outside connects to \(port) of a load balancer (\(balancerAddress)), which passes it on to \(nodePort) of a node."
        case .headless:
            return
                "\(lead) (clusterIP: None): any Pod asks the cluster's DNS for \(service) and is answered with the addresses of the Service's Pods."
        case .externalName:
            return
                "\(lead): any Pod asks the cluster's DNS for \(service) and is answered that it is another name for \(host) (a CNAME record)."
        }
    }

    /// What follows on the name's answer.
    func direct(_ variant: Variant) -> Sentence {
        guard variant == .headless else {
            return "The Pod connects to \(host) itself; no selector, port or Pod of the Service plays a part."
        }
        guard hasEnd else { return "The answer is empty: no Pod behind the Service was found in these manifests." }
        let number = resolved?.number.map { English.ports([.stated(String($0))], "port") } ?? "the Pod's own port"
        return "It connects to one of them on \(number) itself: nothing rewrites the address or the port."
    }

    func evidence(of variant: Variant) -> [Evidence] {
        guard let first else { return [] }
        let metadata = service.service.metadata
        switch variant {
        case .nodePort, .loadBalancer:
            return first.nodePort.map { [Evidence(metadata, field: "\(first.field).nodePort", value: String($0.value), at: $0.mark)] } ?? []
        case .clusterIP: return [Evidence(metadata, field: "\(first.field).port", value: String(first.port), at: first.mark)]
        case .headless, .externalName: return []
        }
    }

    var remarks: [String] {
        var remarks: [String] = []
        let more = service.service.ports.count - 1
        if more > 0 {
            remarks.append(
                "The Service has \(English.count(more, "more port")), and each is treated alike.")
        }
        return remarks
    }
}
