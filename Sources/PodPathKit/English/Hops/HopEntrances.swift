import KubeCluster
import KubeManifest

/// From outside the cluster: by an address, a port of a node, a load balancer, an Ingress or a route.
extension English {
    static func entrance(_ event: EntranceEvent) -> Sentence {
        switch event {
        case .innerName(let name):
            return "\(name) is a name of the cluster's DNS, which answers Pods only. Outside of the cluster nobody knows it."
        case .unknownName(let name):
            return
                "No load balancer, Ingress or route found in these manifests has the name \(name): nothing shows that it leads into this cluster."
        case .unknownAddress(let address): return "\(address) is no address of this cluster, as far as these manifests say."
        case .noWayIn(let service, let why):
            return
                "Nothing leads from outside to \(service): \(closed(why)), and no other entrance to it was found in these manifests. Type NodePort or LoadBalancer, an Ingress or a route would be one."
        case .externalIP(let address, let port, let service):
            return
                "A client outside connects to \(address)\(", port ", port: port): an externalIP of \(service). Whichever node the network leads it to takes it for the Service."
        case .nodePort(let caller, let number, let node, let service, let port):
            return "\(self.caller(caller)) \(nodePort(number)) \(which(node)), which stands for \("port ", port: port) of \(service)."
        case .asksForReadyPods: return "It asks the nodes which of them have a ready Pod, and leaves the others out."
        case .hostPort(let number, let pod, let containerPort):
            return
                "A client outside connects to \("hostPort ", port: number) of the node that \(pod) runs on, which leads to \("containerPort ", port: containerPort)."
        case .hostNetwork(let pod):
            return "\(pod) uses its node's network (hostNetwork): it is reached at the node's own address, if the network leads there."
        case .podAddress(let address):
            return
                "Whether a Pod's own address (\(address: address)) can be reached from outside depends on the cluster's network; mostly it cannot."
        case .wayBy(let services): return "\(list(services.map { "\($0)" })) leads to it from outside."
        case .unread(let objects, let effect):
            let what: Sentence =
                switch effect {
                case .takes(let host): "takes requests for \(host)"
                case .leads(let service): "leads to \(service)"
                }
            return
                "\(some(objects.map { "\($0)" })): not read by podpath. As far as its words show, \(objects.count == 1 ? "it" : "one of them") \(what); whether a request gets there is not followed here."
        }
    }

    private static func closed(_ why: EntranceEvent.Closed) -> String {
        switch why {
        case .alias: "it is an ExternalName, another name within the cluster's DNS"
        case .headless: "it is headless and has no address of its own"
        case .clusterIP: "type ClusterIP has an address inside the cluster only"
        }
    }

    private static func caller(_ caller: EntranceEvent.Caller) -> Sentence {
        switch caller {
        case .balancer: "The load balancer passes it on to"
        case .client(let client): connects(client)
        }
    }

    private static func nodePort(_ number: Assigned<Int>?) -> Sentence {
        guard let number else { return "the nodePort" }
        let range = number.isIllustrative ? " (the cluster assigns one from \(ServicePort.nodePortsText))" : ""
        return Sentence(.port(lead: "nodePort ", number.map { String($0) })) + Sentence(range)
    }

    private static func which(_ node: EntranceEvent.Which) -> Sentence {
        switch node {
        case .named(let name): "of node \(name: name)"
        case .any: "of any node"
        case .oneOfBalancer: "of a node"
        }
    }

    // MARK: Load balancers

    static func balancer(_ event: BalancerEvent) -> Sentence {
        switch event {
        case .asked(let client, let port, let place, let isHostName):
            let why =
                isHostName
                ? "the nodes know no host name of a balancer" : "with ipMode: Proxy the nodes do not take its address for the Service"
            return
                "\(connects(client)) \("port ", port: port) of the load balancer at \(address: .stated(place)): \(why), so that the connection leaves the cluster and comes back from the balancer."
        case .askedFromOutside(let port, let places):
            let isAssigned = places.contains(where: \.isIllustrative)
            return
                "A client outside connects to \("port ", port: port) of the load balancer at \(list(places.map { "\(address: $0)" }))\(isAssigned ? ": the manifests do not say its address, the provider assigns it" : "")."
        case .ranges(let ranges, let guardsNodePorts): return sourceRanges(ranges, guardsNodePorts: guardsNodePorts)
        case .rangesBind(let client, let ranges, let address, let isKnown):
            let own: Sentence = address.map { "\(address: $0)" } ?? "no address of this family"
            let bind = "loadBalancerSourceRanges (\(list(ranges))) bind Pods too"
            return isKnown
                ? "\(bind): the node of \(who(client)) takes the address for the Service, and \(own) is in none of them. The connection is dropped."
                : "\(bind): the connection is dropped unless the address of \(who(client)) is in one of them, and no manifest states it (\(own) is an example)."
        }
    }

    /// Whom the balancer lets in, and what that leaves open (C59).
    static func sourceRanges(of service: Service) -> Sentence {
        sourceRanges(service.loadBalancerSourceRanges.map(\.value.text), guardsNodePorts: !service.opensNodePorts)
    }

    private static func sourceRanges(_ ranges: [String], guardsNodePorts: Bool) -> Sentence {
        "Only clients in \(some(ranges)) may pass (loadBalancerSourceRanges)\(guardsNodePorts ? "." : "; the ports of the nodes themselves are not guarded by that.")"
    }

    // MARK: Ingresses and routes

    static func route(_ event: RouteEvent) -> Sentence {
        switch event {
        case .request(let url): return "A client outside asks for \(url)."
        case .connection(let place, let controller):
            return "A client outside connects to \(place.isEmpty ? "a listener" : place) of \(controller)."
        case .noPath(let object, let host, let path, let offered):
            return
                "\(object) has the host \(host), but none of its paths matches \(path) (there are \(some(offered))). The controller answers that there is nothing (404)."
        case .undecided(let object, let host, let conditions):
            return
                "\(object) has the host \(host); whether the request matches depends on a regular expression or on headers (\(some(conditions)))."
        case .noneLeads(let host, let wanted, let offered):
            let list = offered.map { "\($0.path ?? "any path") to \($0.backend)\($0.port.map { ":\($0)" } ?? "")" }
            return "No path of the host \(host) leads to \(wanted); there are \(some(list))."
        case .failure(let object, let takesConnections, let problem):
            return "\(object) takes the \(takesConnections ? "connection" : "request"), but \(problem ?? "it leads nowhere")."
        case .passes(let object, let takesConnections, let backends, let path, let pathType):
            let match = path.map { ": the path \($0) (\(pathType)) is the one that matches best" } ?? ""
            return
                "\(object) \(takesConnections ? "passes the connection on" : "sends this") to \(backends.count > 1 ? "one of " : "")\(some(backends.map { backend($0) }))\(match)."
        case .endsTLS: return "TLS ends at the controller."
        case .alias(let service, let host):
            return
                "\(service) is another name (ExternalName) for \(host ?? "a host"): the controller connects there, if it allows such backends at all."
        case .nothingBehind(let gap): return "The controller has nothing to connect to: \(self.gap(gap)). It answers with an error (503)."
        case .opensConnection(let list, let service):
            return
                "The controller opens a connection of its own, as most do straight to a ready Pod of \(service): \(endpoints(list)). The Pod sees the address of the controller; the client's is at most in a header."
        }
    }

    private static func backend(_ backend: RouteEvent.Backend) -> Sentence {
        let port: Sentence = backend.port.map { "\(", port ", port: $0)" } ?? ""
        return "\(backend.object)\(port)\(backend.weight.map { " (weight \($0))" } ?? "")"
    }
}
