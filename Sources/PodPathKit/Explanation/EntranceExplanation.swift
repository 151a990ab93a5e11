import KubeCluster
import KubeManifest

/// The ways in that need no Ingress, as sentences: load balancers, node ports, external addresses, and ports of nodes that Pods take.
struct EntranceExplanation {
    private let cluster: Cluster
    private let request: FigureRequest

    init(_ cluster: Cluster, _ request: FigureRequest) {
        self.cluster = cluster
        self.request = request
    }

    var sentences: [[String: TemplateValue]] {
        var arrivals = CallArrivals(cluster)
        return cluster.services.indices.filter { request.shows(cluster.services[$0].namespace) }.compactMap { position in
            guard let way = way(in: cluster.services[position]) else { return nil }
            let ports = cluster.services[position].service.ports.map { port in
                (port.port, arrivals.arrival(from: .outside, to: position, port: port.port, port.transport))
            }
            return ["sentence": .prose(way + Self.butNot(ports))]
        } + cluster.workloads.filter { request.shows($0.reference.namespace) }.compactMap(hostPorts) + unread
    }

    /// Ways in of kinds that are not read (C61).
    private var unread: [[String: TemplateValue]] {
        cluster.objects.unread.filter { $0.effects.contains(.entrance) && request.shows($0.reference.namespace) }.map { object in
            let services = cluster.services.filter { object.names($0.name, in: $0.namespace) }.map { "Service \($0.namespace)/\($0.name)" }
            let place = services.isEmpty ? "" : " It names \(FigureWords.list(Array(services.prefix(4)))), and may lead requests there."
            return ["sentence": .prose("\(object.reference): not read by podpath.\(place)")]
        }
    }

    /// No Service is needed for these: the node's port leads to the Pod (kubernetes.io: Pod, `containers[].ports[].hostPort`).
    private func hostPorts(_ workload: ClusterWorkload) -> [String: TemplateValue]? {
        guard let pod = workload.pods.first.map({ cluster.pods[$0] }) else { return nil }
        let ports = Set(pod.spec.servingContainers.flatMap(\.ports).compactMap(\.hostPort)).sorted().map { String($0) }
        guard !ports.isEmpty else { return nil }
        let word = ports.count == 1 ? "port" : "ports"
        let judged = cluster.objects.hasPolicies ? " Policies are not judged for that." : ""
        return [
            "sentence": .prose(
                "\(workload.reference): at the address of each node that runs \(workload.isBarePod ? "it" : "one of its Pods"), \(word) \(FigureWords.list(ports)) (hostPort), without a Service.\(judged)"
            )
        ]
    }

    /// ` But what comes in does not arrive: refused by …`; empty where it does, or where nobody can know.
    static func butNot(_ ports: [(port: Int, arrival: CallArrival)]) -> String {
        let failing = ports.filter(\.arrival.fails)
        guard let first = failing.first else {
            // What decides there is the node, which a reader may choose.
            let depending = ports.first { !$0.arrival.refusals.isEmpty }
            return depending.map { " But \($0.arrival.why)." } ?? ""
        }
        let isSame = failing.allSatisfy { $0.arrival.why == first.arrival.why }
        if isSame {
            let which = failing.count == ports.count ? "" : " on port \(FigureWords.list(failing.map { String($0.port) }))"
            return " But what comes in\(which) does not arrive: \(first.arrival.why)."
        }
        return failing.map { " But what comes in on port \($0.port) does not arrive: \($0.arrival.why)." }.joined()
    }

    private func way(in service: ClusterService) -> String? {
        let name = "Service \(service.namespace)/\(service.name)"
        let object = service.service
        let ports = FigureWords.list(object.ports.map { String($0.port) })
        let word = object.ports.count == 1 ? "port" : "ports"
        switch object.type {
        case .loadBalancer:
            let ranges = object.loadBalancerSourceRanges.isEmpty ? "" : " \(object.sourceRangesSentence)"
            return "\(name): through a load balancer \(FigureWords.balancerPlace(of: service, in: cluster)), \(word) \(ports).\(ranges)"
        case .nodePort:
            let opened = cluster.ports(of: service)
            let numbers = opened.compactMap { $0.nodePort?.text }
            return
                "\(name): on every node, \(numbers.count == 1 ? "port" : "ports") \(FigureWords.list(numbers))\(FigureWords.nodePortRange(opened))."
        case .clusterIP, .externalName:
            guard !object.externalIPs.isEmpty else { return nil }
            let places = FigureWords.list(object.externalIPs.map(\.description))
            return "\(name): at the external \(object.externalIPs.count == 1 ? "address" : "addresses") \(places), \(word) \(ports)."
        }
    }
}
