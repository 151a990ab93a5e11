import KubeCluster
import KubeManifest

/// Whoever comes in from outside the cluster, and how.
enum OutsideBox {
    static func element(id: String, _ lines: [Figure.Line]) -> Figure.Element {
        .init(
            id: id, role: .outside, eyebrow: "Outside the cluster", name: "", lines: lines, tooltip: "Clients outside the cluster")
    }

    /// `LoadBalancer :80`, `NodePort :30100`.
    static func ways(into service: ClusterService, _ cluster: Cluster) -> [Figure.Line] {
        let object = service.service
        var lines: [Figure.Line] = []
        func add(_ word: String, _ ports: [String], part: FigureLook.Part) {
            lines.append(.init([.init(word + " ", .words), .init(ports.joined(separator: ", "), .code, part: part)]))
        }
        switch object.type {
        case .loadBalancer: add("LoadBalancer", object.ports.map { ":\(CallsWords.number($0.port, $0.transport))" }, part: .ports)
        case .nodePort:
            add("NodePort", object.ports.compactMap { cluster.examples.nodePort(of: $0, object) }.map { ":\($0.text)" }, part: .ports)
        case .clusterIP, .externalName: break
        }
        if !object.externalIPs.isEmpty { add("externalIPs", object.externalIPs.map(\.description), part: .ips) }
        return lines
    }

    /// Where that is, and for whom.
    static func details(of service: ClusterService, _ cluster: Cluster) -> [Figure.Line] {
        let object = service.service
        switch object.type {
        case .clusterIP, .externalName: return []
        case .nodePort: return [.init("the same port on every node", .muted)]
        case .loadBalancer:
            let addresses = cluster.examples.balancer(of: object).map(\.text)
            let ports = object.opensNodePorts ? cluster.ports(of: service).compactMap { $0.nodePort?.text } : []
            var lines = addresses.map { Figure.Line([.init("at ", .muted), .init($0, .mutedCode, part: .ips)]) }
            if !ports.isEmpty {
                lines.append(
                    .init([.init("through a node’s ", .muted), .init(":\(ports.joined(separator: ", :"))", .mutedCode, part: .ports)]))
            }
            if !object.loadBalancerSourceRanges.isEmpty {
                lines.append(
                    .init([
                        .init("only from ", .muted),
                        .init(object.loadBalancerSourceRanges.map(\.value.text).joined(separator: ", "), .mutedCode, part: .ips),
                    ]))
            }
            return lines
        }
    }

    /// Ports of a node that lead straight to a container.
    static func hostPorts(_ workload: ClusterWorkload, _ cluster: Cluster) -> [Figure.Line] {
        guard let pod = workload.pods.first.map({ cluster.pods[$0] }) else { return [] }
        return pod.spec.servingContainers.flatMap(\.ports).compactMap { port in
            port.hostPort.map { .init([.init("hostPort ", .words), .init(":\($0)", .code, part: .ports)]) }
        }
    }
}
