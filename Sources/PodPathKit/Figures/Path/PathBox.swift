import KubeCluster
import KubeManifest

/// The box of one place of a path.
struct PathBox {
    private let cluster: Cluster
    /// The frame of the cluster.
    private let frame: Int?

    init(_ cluster: Cluster, _ frame: Int?) {
        self.cluster = cluster
        self.frame = frame
    }

    func element(_ place: PathPlace) -> Figure.Element {
        switch place {
        case .pod(let position): pod(position)
        case .workload(let position, let pods): workload(position, pods)
        case .dns(let server): dns(server)
        case .service(let service): front(service)
        case .node(let name):
            .init(
                id: FigureWords.id("node", name), role: .node, eyebrow: "NODE", name: name.isEmpty ? "Any node" : name,
                tooltip: "A machine of the cluster", group: frame)
        case .outside:
            .init(id: "client", role: .outside, eyebrow: "OUTSIDE", name: "Client", tooltip: "A client outside the cluster")
        case .loadBalancer(let service):
            .init(
                id: "load-balancer", role: .outside, eyebrow: "LOAD BALANCER", name: "Load balancer",
                facts: English.balancer(of: service, in: cluster),
                tooltip: "Made by the cloud provider, or another controller, for \(service.reference)")
        case .ingressController(let name):
            .init(
                id: "ingress-controller", role: .outside, eyebrow: "INGRESS CONTROLLER", name: name,
                tooltip: "What serves Ingresses and routes; it is not in these manifests", group: frame)
        case .host(let name):
            .init(
                id: FigureWords.id("host", name), role: .outside, eyebrow: "OUTSIDE THESE MANIFESTS", name: name,
                tooltip: "No object of these manifests is there")
        case .missing(let name):
            .init(
                id: FigureWords.id("missing", name), role: .missing, eyebrow: "MISSING", name: name == "no endpoint" ? "no Pod" : name,
                tooltip: "Nothing to connect to was found in these manifests", group: frame)
        }
    }

    private func place(_ metadata: ObjectMetadata?) -> String { metadata.map { " (\($0.file):\($0.mark.line))" } ?? "" }

    private func pod(_ position: Int) -> Figure.Element {
        let pod = cluster.pods[position]
        let workload = cluster.workload(of: position)
        let role: Figure.Element.Role = pod.isReady && !pod.isTerminating ? .pod : .podNotReady
        return .init(
            id: FigureWords.id("pod", pod.reference.namespace, pod.reference.name), role: role,
            eyebrow: workload.isBarePod ? "POD" : "POD · \(workload.kind)", name: pod.reference.name, nameIsExample: pod.nameIsIllustrative,
            facts: pod.addresses.prefix(1).map(English.address) + ["in \(pod.reference.namespace)"],
            tooltip: "\(pod.reference)\(place(pod.source))", group: frame)
    }

    private func workload(_ position: Int, _ pods: [Int]) -> Figure.Element {
        let workload = cluster.workloads[position]
        return .init(
            id: FigureWords.id(workload.kind.lowercased(), workload.reference.namespace, workload.reference.name), role: .workload,
            eyebrow: workload.isBarePod ? "PODS" : workload.kind.uppercased(),
            name: workload.reference.name + (workload.isBarePod ? " …" : ""), facts: ["in \(workload.reference.namespace)"],
            count: pods.count > 1 ? pods.count : nil, tooltip: "\(workload.reference)\(place(workload.metadata))", group: frame)
    }

    private func dns(_ server: String) -> Figure.Element {
        let isCluster = IPAddress(server).map { cluster.facts.clusterDNS.contains($0) } ?? false
        return .init(
            id: "dns", role: .dns, eyebrow: "DNS", name: isCluster ? "Cluster DNS" : "Another DNS server",
            facts: server.isEmpty ? [] : [English.server(server, in: cluster)], tooltip: "The resolver's first nameserver", group: frame
        )
    }

    private func front(_ service: ClusterService) -> Figure.Element {
        let object = service.service
        let isHeadless = object.isHeadless
        return .init(
            id: FigureWords.id("service", service.namespace, service.name), role: isHeadless ? .headlessService : .service,
            eyebrow: "SERVICE · \(isHeadless ? "headless" : object.type.rawValue)", name: service.name,
            facts: service.virtualIPs.prefix(1).map(English.address)
                + object.ports.prefix(3).map { English.mapping($0, lead: "port ") } + ["in \(service.namespace)"],
            tooltip: "\(service.reference)\(place(object.metadata.file == "<built-in>" ? nil : object.metadata))", group: frame)
    }
}
