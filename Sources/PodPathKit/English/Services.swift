import KubeCluster
import KubeManifest

/// What a Service is for, who reaches it, and what stands behind it.
extension English {
    /// Labels as a selector writes them: `app=web and tier=front`.
    static func labels(_ labels: [Label]) -> Sentence { list(labels.map { Sentence(.code($0.text)) }) }

    /// `the label app=web`, `the labels app=web and tier=front`.
    static func theLabels(_ labels: [Label]) -> Sentence {
        "the \(term: .label, labels.count == 1 ? "label" : "labels") \(self.labels(labels))"
    }

    static func purpose(of service: ClusterService, in cluster: Cluster) -> Sentence {
        let full = Sentence(.name(.stated("\(service.name).\(service.namespace).svc.\(cluster.facts.clusterDomain)")))
        let labels = service.service.selector ?? [], isHeadless = service.service.isHeadless
        let address: Sentence = isHeadless ? "" : ", and one \(term: .virtualIP, "virtual IP")\(virtualIP(of: service))"
        switch service.source {
        case .alias:
            let target = Sentence(.name(.stated(service.service.externalName?.value ?? "a host that is missing here")))
            return
                "\(full) is only another name for \(target) (type \(term: .externalName, "ExternalName")). Clients ask the cluster's DNS and connect to that host themselves. The Service has no address, and nothing passes through it."
        case .selector where cluster.targets(of: service).isEmpty:
            return
                "It would give the Pods with \(theLabels(labels)) one name, \(full)\(address), but no such Pod was found in these manifests."
        case .selector where isHeadless:
            return
                "Its name \(full) leads straight to the addresses of the Pods with \(theLabels(labels)). There is no virtual IP in between: the Service is headless (\(code: "clusterIP: None"))\(explains: .headless)."
        case .selector:
            return
                "It gives the Pods with \(theLabels(labels)) one name, \(full)\(address)."
        case .slices, .endpoints:
            return labels.isEmpty
                ? "It has one name, \(full)\(address), for addresses that somebody lists by hand. It has no \(term: .selector, "selector")."
                : "It has one name, \(full)\(address), for addresses that its \(term: .endpointSlice, "EndpointSlices") in these manifests list."
        case .nothing:
            return
                "It has one name, \(full)\(address). It has no selector, and no EndpointSlice or Endpoints object for it was found in these manifests. Connections to it lead nowhere until one exists."
        }
    }

    private static func virtualIP(of service: ClusterService) -> Sentence {
        service.virtualIPs.isEmpty ? "" : " (\(addresses(service.virtualIPs)))"
    }

    /// `NodePort, ports 80 and 443`, for a table.
    static func type(of service: ClusterService) -> Sentence {
        let type = service.service.isHeadless ? "headless" : service.type
        return service.source == .alias ? "\(type)" : "\(type), \(ports(service.service.ports))"
    }

    // MARK: From where

    /// From where it is reached; nil for an alias, which is not.
    static func reach(of service: ClusterService, in cluster: Cluster) -> Sentence? {
        let object = service.service
        switch object.type {
        case .externalName: return nil
        case .clusterIP: return reachInside(service, in: cluster)
        case .nodePort:
            return "Type \(term: .nodePort, "NodePort"): it is reachable inside the cluster, and from outside on a port of every node."
        case .loadBalancer:
            return
                "Type \(term: .loadBalancer, "LoadBalancer"): it is reachable inside the cluster, and through a balancer outside that passes connections on to the nodes."
        }
    }

    private static func reachInside(_ service: ClusterService, in cluster: Cluster) -> Sentence {
        let object = service.service, ways = waysIn(cluster.routes(to: service)), unread = cluster.unread(.entrance, about: service)
        let type: Sentence = "Type \(term: .clusterIP, "ClusterIP")\(object.isHeadless ? ", headless" : "")"
        if !unread.isEmpty {
            return
                "\(type): it is reachable inside the cluster. Whether requests from outside get to it is said by \(unread.named), which podpath does not read."
        }
        if !object.externalIPs.isEmpty {
            return
                "\(type) with externalIPs: it is reachable inside the cluster, and from outside where the network leads \(list(object.externalIPs.map { "\($0)" })) to a node."
        }
        return ways.isEmpty
            ? "\(type): it is reachable inside the cluster only."
            : "\(type): by itself it is reachable inside the cluster only. \(list(first: 3, of: ways)) lead\(ways.count > 1 ? "" : "s") requests from outside to its Pods."
    }

    /// `Ingress shop`, `HTTPRoute web`: the objects whose routes lead somewhere, each once; empty where none is sure to.
    static func waysIn(_ routes: [IngressRoute]) -> [String] {
        let objects = routes.filter { $0.failure == nil }.map { "\($0.object.kind) \($0.object.name)" }
        return objects.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    // MARK: Behind it

    /// Above the list of what stands behind a Service.
    static func behind(_ service: ClusterService, in cluster: Cluster) -> Sentence {
        guard service.source == .selector else {
            let number = cluster.endpoints(of: service).count
            return "\(number == 1 ? "One address stands" : "\(count(number, "address")) stand") behind it:"
        }
        let all = service.selectedPods.count
        let ready = service.selectedPods.count { cluster.pods[$0].isReady(behind: service.service) }
        if ready == 0 {
            return "The \(term: .selector, "selector") picks \(count(all, "Pod")). None of them is ready, so connections go nowhere:"
        }
        if ready < all {
            return
                "The \(term: .selector, "selector") picks \(count(all, "Pod")). Connections go to the \(count(ready, "Pod")) of them that \(ready == 1 ? "is" : "are") ready:"
        }
        return all == 1
            ? "One Pod stands behind it:" : "\(count(all, "Pod")) stand behind it, and each connection goes to one of them:"
    }

    /// `has app=web (pods.yaml:6)`.
    static func why(_ pod: Int, isBehind service: ClusterService, in cluster: Cluster) -> Sentence {
        let because = cluster.because(service, selects: pod).filter { $0.object != service.reference }
        return "has \(labels(service.service.selector ?? []))\(places(because))"
    }

    static let noWorkload = "No Pod and no workload was found in these manifests."
    static let noService = "No Service was found in these manifests."

    /// Where a Service leads, for a table.
    static func destination(of service: ClusterService, in cluster: Cluster) -> Sentence {
        let targets = cluster.targets(of: service)
        switch service.source {
        case .alias: return "\(name: service.service.externalName?.value ?? "externalName is missing")"
        case .nothing: return "no selector; no EndpointSlice found in these manifests"
        case .selector where targets.isEmpty: return "no Pod found in these manifests"
        case .slices, .endpoints:
            let endpoints = cluster.endpoints(of: service)
            guard targets.isEmpty else { break }
            if endpoints.isEmpty { return "a list without addresses" }
            let shown = endpoints.prefix(3).map { endpoint(.stated($0.address), nil) }
            return joined(shown, " ") + (endpoints.count > 3 ? " …" : "")
        case .selector: break
        }
        let names = targets.prefix(3).map { target -> Sentence in
            let workload = cluster.workloads[target.workload]
            return "\(workload.kind) \(name: workload.reference.name) (\(count(target.pods.count, "Pod")))"
        }
        return joined(names, ", ") + (targets.count > 3 ? " and \(grouped(targets.count - 3)) more" : "")
    }

    // MARK: Places

    /// ` (pods.yaml:6 and web.yaml:9)`, each once; empty where there is none.
    static func places(_ evidence: [Evidence]) -> String {
        let places = evidence.map { "\($0.location.file):\($0.location.line)" }.reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        return places.isEmpty ? "" : " (\(places.joined(separator: ", ")))"
    }

    static func place(_ metadata: ObjectMetadata) -> String { "(\(metadata.file):\(metadata.mark.line))" }

    /// `Service web spec.selector.app=web (shop.yaml:9) and …`
    static func because(_ evidence: [Evidence]) -> String {
        list(evidence.map { "\($0.object) \($0.field)=\($0.value) (\($0.location.file):\($0.location.line))" })
    }

    // MARK: Which of its Pods

    /// Settings that have a say in which Pod takes a connection, as they are written, and what each means (kubernetes.io: Virtual IPs and
    /// Service Proxies).
    static func choices(of service: Service) -> [(setting: String, meaning: String)] {
        var choices: [(String, String)] = []
        if service.sessionAffinity?.value == "ClientIP" {
            choices.append(
                (
                    "sessionAffinity: ClientIP",
                    "one client stays with one Pod, until it was away for \(grouped(service.sessionAffinityTimeout)) s"
                ))
        }
        if service.internalTrafficPolicy?.value == "Local" {
            choices.append(("internalTrafficPolicy: Local", "a Pod’s call goes to Pods of its own node only"))
        }
        if localRemark(service) != nil {
            choices.append(("externalTrafficPolicy: Local", "a call from outside goes to Pods of the node where it arrives only"))
        }
        if service.publishesNotReadyAddresses {
            choices.append(("publishNotReadyAddresses: true", "Pods are led to before they are ready"))
        }
        return choices
    }

    /// `1 of 3 Pods is not ready`, `no Pod is ready`.
    static func unready(_ number: Int, of all: Int) -> String {
        number == all ? PortGap.podNotReady.short : "\(grouped(number)) of \(count(all, "Pod")) \(number == 1 ? "is" : "are") not ready"
    }

    /// In few words, for the box of Pods that a selector almost picks.
    static func notSelected(_ miss: NearMiss, in cluster: Cluster) -> String {
        switch miss.reason {
        case .otherNamespace: return "not selected: it is in another namespace"
        case .onWorkloadOnly: return "not selected: the labels are the workload’s, not those of its Pods"
        case .labels(let differences):
            let wanted = differences.map(\.wanted.text)
            return "not selected: no label \(list(first: 3, of: wanted))"
        }
    }

    // MARK: Names that stand for others

    /// What the cluster's DNS answers, in lines of a box.
    static func answer(for service: ClusterService, in cluster: Cluster) -> [Figure.Line] {
        if service.source == .alias {
            return [.init("another name for", .muted), .init([.init(service.service.externalName?.value ?? "?", .code)])]
        }
        let number = cluster.endpoints(of: service).count(where: \.isReady)
        if number == 0 { return [.init("no address: nobody is ready", .refused)] }
        return [.init([.init(count(number, "address"), .strong)]), .init(number == 1 ? "that of the Pod" : "one for each Pod", .muted)]
    }
}
