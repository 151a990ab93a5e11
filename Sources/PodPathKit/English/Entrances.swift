import KubeCluster
import KubeManifest

/// The ways in from outside.
extension English {
    /// Nil for a Service whose type opens none.
    static func entrance(to service: ClusterService, in cluster: Cluster) -> Sentence? {
        let object = service.service
        let reached: Sentence = "\(service.reference) is reached on"
        switch object.type {
        case .loadBalancer:
            let ranges = object.loadBalancerSourceRanges.isEmpty ? "" : " \(English.sourceRanges(of: object))"
            return
                "\(reached) \(ports(object.ports)) of a \(term: .loadBalancer, "load balancer") \(balancerPlace(of: service, in: cluster)).\(ranges)"
        case .nodePort:
            let opened = cluster.ports(of: service)
            return "\(reached) \(nodePorts(opened))\(nodePortRange(opened)) of every \(term: .node, "node")."
        case .clusterIP, .externalName:
            guard !object.externalIPs.isEmpty else { return nil }
            let word = object.externalIPs.count == 1 ? "address" : "addresses"
            return "\(reached) \(ports(object.ports)) of the external \(word) \(list(object.externalIPs.map { "\($0)" }))."
        }
    }

    /// No Service is needed for these: the node's port leads to the Pod (kubernetes.io: Pod, `containers[].ports[].hostPort`). Nil where
    /// there are none.
    static func hostPorts(of workload: ClusterWorkload, in cluster: Cluster) -> Sentence? {
        guard let pod = workload.pods.first.map({ cluster.pods[$0] }) else { return nil }
        let numbers = Set(pod.spec.servingContainers.flatMap(\.ports).compactMap(\.hostPort)).sorted()
        guard !numbers.isEmpty else { return nil }
        let judged = cluster.objects.hasPolicies ? " Policies are not judged for that." : ""
        return
            "\(workload.reference) is reached on \(ports(numbers.map { .stated(String($0)) }, "hostPort")) of each node that runs \(workload.isBarePod ? "it" : "one of its Pods"), without a Service.\(judged)"
    }

    /// A way in of a kind that is not read (C61).
    static func unread(_ object: UnreadObject, in cluster: Cluster) -> Sentence {
        let services = cluster.services.filter { object.names($0.name, in: $0.namespace) }.map { "Service \($0.namespace)/\($0.name)" }
        let place = services.isEmpty ? "" : " It names \(list(Array(services.prefix(4)))), and may lead requests there."
        return "\(object.reference) is not read by podpath.\(place)"
    }

    /// How requests that an Ingress or a route takes get to one Service.
    static func entrance(by routes: [IngressRoute]) -> Sentence {
        guard let first = routes.first else { return "" }
        let places = routes.map { "\($0.hostText)\(IngressScene.path(of: $0))" }.reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        let tls = routes.allSatisfy(\.isTLS) ? " (TLS)" : routes.contains(where: \.isTLS) ? " (partly TLS)" : ""
        let way: Sentence = first.gateway.map { "\(first.object) at \($0)" } ?? "\(first.object)"
        let unknown = first.failure == nil ? "" : ", if that Gateway, which was not found in these manifests, takes the route"
        return "\(first.backend) gets requests for \(list(first: 4, of: places, "place"))\(tls), by \(way)\(unknown)."
    }

    /// ` But what comes in does not arrive: refused by …`; empty where it does, or where nobody can know.
    static func butNot(_ ports: [(port: Int, arrival: CallArrival)]) -> Sentence {
        let failing = ports.filter(\.arrival.fails)
        guard let first = failing.first else {
            // What decides there is the node, which a reader may choose.
            let depending = ports.first { !$0.arrival.refusals.isEmpty }
            return depending.map { " But \($0.arrival.why)." } ?? ""
        }
        if failing.allSatisfy({ $0.arrival.why == first.arrival.why }) {
            let which: Sentence = failing.count == ports.count ? "" : " on \(numbers(failing.map(\.port)))"
            return " But what comes in\(which) does not arrive: \(first.arrival.why)."
        }
        return joined(failing.map { " But what comes in on \("port ", port: $0.port) does not arrive: \($0.arrival.why)." }, "")
    }

    /// ` Whether requests arrive depends on …`: where nobody knows whether the policies let in the Pods that carry them
    /// (C29, C33), or what they see of Pods of a node's own network; empty where it is known.
    static func depending(_ ports: [(port: Int, arrival: CallArrival)], _ routes: [IngressRoute], _ carriers: [ClusterPod]) -> Sentence {
        let open = ports.filter { $0.arrival.outcome == .unknown }
        let which = { (some: [Int]) -> Sentence in some.count == ports.count ? "" : " on \(numbers(some))" }
        if !carriers.isEmpty {
            guard !open.isEmpty, carriers.contains(where: \.spec.hostNetwork) else { return "" }
            return
                " Whether requests arrive\(which(open.map(\.port))) depends on the cluster's network: the Pods that carry them use their node's network (hostNetwork), and policies mostly see the node's address."
        }
        let whose = routes.first?.gateway == nil ? "the controller's Pods" : "the Pods that carry them for the Gateway"
        let told = open.map(\.arrival.admitted).filter { !$0.isEmpty }.reduce(into: [[String]]()) { if !$0.contains($1) { $0.append($1) } }
        return joined(
            told.map { admitted in
                let same = which(open.filter { $0.arrival.admitted == admitted }.map(\.port))
                let whom = list(first: admitted.count > 4 ? 3 : 4, of: admitted)
                return
                    " Whether requests arrive\(same) depends on where \(whose) run, which these manifests do not say: the policies let in only \(whom)."
            }, "")
    }

    private static func numbers(_ ports: [Int]) -> Sentence { self.ports(ports.map { .stated(String($0)) }, "port") }
}
