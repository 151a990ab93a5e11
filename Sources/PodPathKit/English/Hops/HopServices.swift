import KubeCluster
import KubeManifest

/// What the rules of the nodes, mostly kube-proxy's, do with a connection to a Service.
extension English {
    static func service(_ event: ServiceEvent) -> Sentence {
        switch event {
        case .port(let advice): return sentence(advice)
        case .notServed(let service, let port, let advice):
            return "\(service) does not serve port \(port?.text ?? ""): \(advice.map { clause($0) } ?? "")"
        case .connects(let client, let address, let port, let transport, let service, let isVirtual):
            let what =
                isVirtual
                ? "the virtual IP of Service \(service.path), an address that no machine has. Rules on every node lead it to one of the Service's Pods"
                : "an outside address of Service \(service.path), which the nodes have rules for. The connection need not leave the cluster"
            return "\(connects(client)) \(address: address)\(", port ", port: number(port, transport)): \(what)."
        case .notServedAt(let client, let address, let service, let port, let advice):
            return
                "\(connects(client)) \(address: address), but Service \(service.path) does not serve \(port.map { "port \($0.text)" } ?? "a port"), so the connection leads nowhere: \(advice.map { clause($0) } ?? "")"
        case .rewritten(let node, let list, let count, let keepsPod):
            let picking = keepsPod ? "picked once for each client" : "picked anew for each connection"
            let one: Sentence = count == 1 ? endpoints(list) : "one of \(count) ready endpoints, \(picking): \(endpoints(list))"
            return "\(rewriter(node)) replaces the address and port (DNAT) by those of \(one)."
        case .source(let proxy): return Sentence(source(proxy))
        case .affinity(let seconds): return Sentence(affinity(seconds))
        case .nearEndpointsFirst(let inZone):
            return
                "trafficDistribution: endpoints \(inZone ? "in the client's zone" : "on the client's node") are taken first; where there are none, any other."
        case .hairpin(let pod):
            return "\(name: pod) is itself one of them: it may get its own connection, which then seems to come from its node."
        case .unread(let objects):
            return
                "\(some(objects.map { "\($0)" })) \(objects.count == 1 ? "is" : "are") about this Service and not read by podpath: where a mesh or the network carries \(objects.count == 1 ? "it" : "them") out, the connection may be led elsewhere."
        case .builtIn(let server):
            return
                "Every cluster has this Service; behind it are \(server.name), which these manifests do not hold. The node replaces the address by one of theirs."
        case .nothingToReplaceBy(let gap):
            return "There is nothing to replace the address by: \(self.gap(gap)). The node refuses the connection."
        case .dropped(let isInner, let node):
            return
                "\(isInner ? "internalTrafficPolicy: Local takes only Pods of the client's own node, \(node), and" : "externalTrafficPolicy: Local: node \(node) hands connections from outside to its own Pods only, and") none of the ready ones is there. The connection is dropped."
        }
    }

    private static func rewriter(_ node: ServiceEvent.Rewriter) -> Sentence {
        switch node {
        case .nodeOf(let client): "The node of \(who(client))"
        case .node(let name): "Node \(name: name)"
        case .someNode: "A node"
        }
    }

    /// `sessionAffinity`, as a sentence; nil where it is not asked for (C60).
    static func affinity(of service: Service) -> String? { service.affinitySeconds.map { affinity($0) } }

    private static func affinity(_ seconds: Int) -> String {
        "sessionAffinity: ClientIP: connections from one address to one port go to the same Pod, until there was none for \(seconds) seconds."
    }

    // MARK: Whose address the Pod sees

    static func source(_ proxy: ServiceProxy) -> String {
        let isKept = proxy.source == .client
        switch (proxy.address, proxy.client) {
        case (.virtualIP, .pod), (.virtualIP, .outside): return "The address of the client stays."
        case (.virtualIP, .hostNetwork): return "The client uses its node's network, so the Pod sees the address of \(node(of: proxy))."
        case (_, .outside):
            return proxy.isLocal
                ? "externalTrafficPolicy: Local keeps it to Pods of the node that it arrives at, and the Pod sees the client's own address."
                : "externalTrafficPolicy Cluster, the default: any node leads to any Pod, and the Pod sees the address of the node in place of the client's."
        case (_, .pod) where isKept:
            let far =
                proxy.isClientsNode == true
                ? ""
                : " That holds where the network brings the Pod's address to that node; some put the address of the client's node in its place."
            return
                "externalTrafficPolicy: Local keeps connections from outside to the node's own Pods; those of the cluster's Pods get any of them, and the address of the client stays.\(far)"
        case (_, .hostNetwork) where proxy.policy.value?.value == "Local":
            return
                "externalTrafficPolicy: Local: the client uses its node's network, so the Pod sees the address of that node\(proxy.isLocal ? "" : ", which picks any Pod")."
        default:
            return
                "externalTrafficPolicy Cluster, the default: \(node(of: proxy)) puts its own address in place of the client's (masquerading), and that is what the Pod and its policies see."
        }
    }

    /// `node n1`, `the client's node (n1)`, `the node`.
    private static func node(of proxy: ServiceProxy) -> String {
        if proxy.isClientsNode == true { return "the client's node" + (proxy.node.map { " (\($0))" } ?? "") }
        return proxy.node.map { "node \($0)" } ?? "the node"
    }

    // MARK: Endpoints

    static func endpoints(_ event: EndpointEvent) -> Sentence {
        switch event {
        case .onlyTerminating: return "No Pod is ready; those that are shutting down still serve and are used as long as they do."
        case .publishesNotReady: return "publishNotReadyAddresses: Pods are taken whether or not they are ready."
        case .leftOut(let count): return "\(those(count)) not ready \(count == 1 ? "is" : "are") left out."
        case .noNew(let count): return "\(those(count)) shutting down \(count == 1 ? "gets" : "get") no new connection."
        case .localOfDaemonSet: return "internalTrafficPolicy: Local takes the Pod of the client's own node; a DaemonSet has one on each."
        case .localUnknown(let isInner):
            return isInner
                ? "internalTrafficPolicy: Local takes only Pods of the client's own node, and manifests do not say on which node which Pod runs: without one there, the connection is dropped."
                : "A node without a ready Pod of its own drops the connection, and manifests do not say which nodes have one."
        case .localOn(let node): return "internalTrafficPolicy: Local leaves only the Pods of the client's own node, \(name: node)."
        }
    }

    private static func those(_ count: Int) -> String { count == 1 ? "1 Pod that is" : "\(count) Pods that are" }

    /// Why nothing takes connections: a clause without a full stop.
    static func gap(_ gap: EndpointGap) -> Sentence {
        switch gap {
        case .notReady(let states, let service):
            let pods = states.map { "\($0.name)\($0.isTerminating ? " is shutting down" : " is not ready")" }
            return "no Pod behind \(service) is ready (\(some(pods)))"
        case .port(let gap, let service, let nearest):
            return "\(gap.text) behind \(service)\(nearest.map { " (did you mean \($0)?)" } ?? "")"
        case .nothingSelected(let service, let selector, let zeroReplicas, let nearest):
            let more: Sentence = zeroReplicas.map { "; \($0) has replicas: 0" } ?? nearest.map { "; nearest: \($0)" } ?? ""
            return "the selector of \(service), \(selector), picks no Pod with an address in these manifests\(more)"
        case .nothingListed(let service):
            return "no EndpointSlice and no Endpoints object in these manifests lists an address behind \(service)"
        }
    }
}
