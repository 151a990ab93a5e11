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
    /// What a Pod listens on, where the manifests say so.
    private let listening: Int?
    private let virtualIP: String

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
        virtualIP = addresses.first.map(FigureWords.text) ?? "an address"
        let members = cluster.targetPods(of: service)
        let resolved = first.map { cluster.port($0, of: service) }
        listening = resolved.flatMap { port in (port.serving + port.groups).lazy.compactMap(\.end.number).first }
        gap = resolved?.gap
        because = service.source == .selector ? members.first.map { cluster.because(service, selects: $0) } ?? [] : []
        pods = ServiceTypesEnd.box(service, cluster, listening, gap)
        hasEnd = pods.role != .missing
    }

    // MARK: Ports, each where it lives

    var port: String { first.map { "port \($0.port)\(transport)" } ?? "" }
    private var transport: String { first.map { $0.transport == .tcp ? "" : "/\($0.transport.rawValue)" } ?? "" }
    private var target: String { first.map { "targetPort \($0.target.text)" } ?? "" }
    var nodePort: String { "nodePort \(nodePortNumber)\(transport)" }

    private var nodePortNumber: String {
        first.flatMap { cluster.examples.nodePort(of: $0, service.service)?.text } ?? "none"
    }

    var balancerAddress: String { FigureWords.balancer(of: service, in: cluster)[0] }
    let host = "db.example.com".marked(asExample: true)

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

    func facts(of variant: Variant) -> [String] {
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

    func note(on variant: Variant) -> String {
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

    var inside: String { "Pods use \(port) of the Service's virtual IP" }
    var closed: String { "Nothing outside the cluster gets in here" }
    var behind: String {
        guard hasEnd else { return pods.tooltip }
        return gap.map { "Nothing arrives: \($0.text)" } ?? "To a Pod behind the Service, because \(FigureWords.because(because))"
    }
    var listeningNodes: String { "Every node listens on \(nodePort)" }

    private var ending: String {
        guard hasEnd else { return "there it ends: no Pod behind it was found in these manifests" }
        if let gap { return "there it ends: \(gap.text)" }
        let number = listening.map { "containerPort \($0)" } ?? "a port that these manifests do not say"
        return "the Service sends it to \(target)" + (first?.target.text == listening.map(String.init) ? "" : ", which is \(number)")
            + " of a Pod"
    }

    func sentence(about variant: Variant) -> String {
        let lead = "As \(name(of: variant))" + (variant == actual ? ", which it is in these manifests" : "")
        switch variant {
        case .clusterIP:
            // A way in that is none of the type's.
            let ways = variant == actual ? FigureWords.waysIn(cluster.routes(to: service)) : ""
            let outside =
                ways.isEmpty ? "From outside it cannot be reached." : "Its type opens no way in from outside; requests get in by \(ways)."
            return "\(lead): any Pod connects to \(service.name) (\(virtualIP)) on \(port), and \(ending). \(outside)"
        case .nodePort:
            let range = first?.nodePort == nil ? " (the cluster picks one from \(ServicePort.nodePortsText))" : ""
            return
                "\(lead): the same inside, and a client outside connects to \(nodePort)\(range) of any node, which leads to \(port) of the Service."
        case .loadBalancer:
            return
                "\(lead): the same again, and a client outside connects to \(port) of a load balancer (\(balancerAddress)), which passes it on to \(nodePort) of a node."
        case .headless:
            return
                "\(lead) (clusterIP: None): any Pod asks the cluster's DNS for \(service.name) and is answered with the addresses of the Service's Pods."
        case .externalName:
            return
                "\(lead): any Pod asks the cluster's DNS for \(service.name) and is answered that it is another name for \(host) (a CNAME record)."
        }
    }

    /// What follows on the name's answer.
    func direct(_ variant: Variant) -> String {
        guard variant == .headless else {
            return "The Pod connects to \(host) itself; no selector, port or Pod of the Service plays a part."
        }
        guard hasEnd else { return "The answer is empty: no Pod behind the Service was found in these manifests." }
        let number = listening.map { "port \($0)" } ?? "the Pod's own port"
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
                "The Service has \(FigureWords.count(more, "more port")), and each is treated alike (podpath draw --figure service).")
        }
        remarks.append(FigureWords.illustrativeRemark)
        return remarks
    }
}
