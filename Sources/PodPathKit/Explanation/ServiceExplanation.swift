import KubeCluster
import KubeManifest

/// What is to be said about one Service.
struct ServiceExplanation {
    private let service: ClusterService
    private let cluster: Cluster
    private let figure: FigureExplanation?
    private let request: FigureRequest
    /// Rows of the table of Pods.
    private static let podRows = 12

    init(_ service: ClusterService, in cluster: Cluster, figure: FigureExplanation?, _ request: FigureRequest) {
        self.service = service
        self.cluster = cluster
        self.figure = figure
        self.request = request
    }

    var record: [String: TemplateValue] {
        // The steps are those of the figure, whether or not it stands beside the page.
        let drawn = figure?.figure ?? ServiceFigure().figure(service, cluster, request)
        let steps = drawn.steps
        let pods = podRows
        let misses = cluster.nearMisses(of: service)
        let more = service.selectedPods.count - Self.podRows
        return [
            "name": .prose(service.name),
            "purpose": .prose(purpose),
            "figure": .records(figure.map { [$0.record] } ?? []),
            "hasSteps": .flag(!steps.isEmpty),
            "steps": .records(steps.map { ["number": .number($0.number), "text": .prose($0.text)] }),
            "reach": .prose(reach),
            "hasPorts": .flag(!service.service.ports.isEmpty && service.source != .alias),
            "ports": .records(cluster.ports(of: service).map { ["sentence": .prose(sentence(for: $0))] }),
            "hasPods": .flag(!pods.isEmpty),
            "podsHeading": .own(service.source == .selector ? "Pod" : "Target"),
            "podsIntroduction": .prose(podsIntroduction),
            "pods": .records(pods),
            "hasMorePods": .flag(more > 0 && service.source == .selector),
            "morePods": .prose("\(FigureWords.count(more, "more Pod")) \(more == 1 ? "has" : "have") the same labels."),
            "hasMisses": .flag(!misses.isEmpty),
            "misses": .records(misses.map { ["sentence": .prose("Just missed: \(cluster.sentence($0)).")] }),
        ]
    }

    // MARK: What it is for

    private var fullName: String { "\(service.name).\(service.namespace).svc.\(cluster.facts.clusterDomain)" }

    private var purpose: String {
        let object = service.service
        let labels = (object.selector ?? []).map(\.text)
        let those = "the Pods with the label\(labels.count == 1 ? "" : "s") \(FigureWords.list(labels))"
        switch service.source {
        case .alias:
            return
                "An alias in the cluster's DNS (type ExternalName): \(fullName) is another name for \(object.externalName?.value ?? "a host that is missing here"). It has no address of its own, and no traffic passes through it."
        case .selector where object.isHeadless:
            return
                "A headless Service (clusterIP: None): the name \(fullName) leads straight to the addresses of \(those). There is no virtual IP in between."
        case .selector where cluster.targets(of: service).isEmpty:
            return
                "It would give \(those) one name, \(fullName), and one virtual IP\(virtualIP), but no such Pod was found in these manifests."
        case .selector:
            return
                "It gives \(those) one name, \(fullName), and one virtual IP\(virtualIP), which stay while the Pods behind them come and go."
        case .slices, .endpoints:
            return "It has one name, \(fullName)\(object.isHeadless ? "" : ", and one virtual IP\(virtualIP)"), for addresses that "
                + (labels.isEmpty ? "somebody lists by hand: it has no selector." : "its EndpointSlices in these manifests list.")
        case .nothing:
            return
                "It has one name, \(fullName)\(object.isHeadless ? "" : ", and one virtual IP\(virtualIP)"), but no selector, and no EndpointSlice or Endpoints object for it was found in these manifests. Connections to it lead nowhere until one exists."
        }
    }

    private var virtualIP: String {
        let texts = service.virtualIPs.map(FigureWords.text)
        return texts.isEmpty ? "" : " (\(FigureWords.list(texts)))"
    }

    // MARK: From where

    private var reach: String {
        let object = service.service
        let ways = FigureWords.waysIn(cluster.routes(to: service))
        switch object.type {
        case .externalName: return ""
        case .clusterIP:
            let unread = cluster.unread(.entrance, about: service)
            if !unread.isEmpty {
                return
                    "Type ClusterIP: it is reachable inside the cluster. Whether requests from outside get to it is said by \(unread.named), which podpath does not read."
            }
            let external =
                object.externalIPs.isEmpty
                ? "Type \(object.type.rawValue)\(object.isHeadless ? ", headless" : ""): \(ways.isEmpty ? "it is reachable inside the cluster only." : "by itself it is reachable inside the cluster only. \(ways) lead\(ways.contains(" and ") ? "" : "s") requests from outside to its Pods.")"
                : "Type ClusterIP with externalIPs: it is reachable inside the cluster, and from outside where the network leads \(FigureWords.list(object.externalIPs.map(\.description))) to a node."
            return external
        case .nodePort:
            return
                "Type NodePort: besides the virtual IP inside the cluster, every node listens for it, so it is reachable from wherever the nodes are."
        case .loadBalancer:
            return
                "Type LoadBalancer: a balancer outside the cluster passes connections on to the nodes, so it is reachable from wherever that balancer is."
        }
    }

    // MARK: The port words

    private func sentence(for resolved: ResolvedPort) -> String {
        let port = resolved.port
        let transport = port.transport == .tcp ? "" : " (\(port.transport.rawValue))"
        let name = port.name.map { " \($0)" } ?? ""
        if service.service.isHeadless {
            return
                "Port\(name): \(port.port)\(transport). A headless Service rewrites nothing, so clients use the Pod's own port: \(listening(resolved))."
        }
        var parts = ["clients use port \(port.port)\(transport)"]
        switch port.target {
        case .number(let number):
            parts.append(
                port.targetPort == nil
                    ? "targetPort is left out, so the Pods receive it on the same number"
                    : "the Pods receive it on targetPort \(number)")
        case .name(let name):
            parts.append(
                cluster.targets(of: service).isEmpty
                    ? "targetPort \(name) is a name, and no Pod is here that says which number it is"
                    : "targetPort \(name) is a name, and each Pod says which number it is: \(listening(resolved))")
        }
        if case .number = port.target, case .number(let number, let container?)? = resolved.groups.first?.end {
            parts.append("container \(container) declares it as containerPort \(number)")
        }
        if let gap = resolved.gap, gap.isOfPort { parts.append("so it leads nowhere") }
        if let nodePort = resolved.nodePort {
            parts.append("nodePort \(nodePort.text) is open on every node\(FigureWords.nodePortRange([resolved]))")
        }
        return "Port\(name): \(parts.joined(separator: "; "))."
    }

    private func listening(_ port: ResolvedPort) -> String {
        let gaps = Set(port.groups.compactMap(\.end.gap))
        if let gap = gaps.first, gaps.count == 1, port.groups.allSatisfy({ $0.end.gap != nil }) { return gap.text }
        let answers = port.groups.compactMap { group -> String? in
            guard let who = group.workload.map({ cluster.workloads[$0].reference }) else { return nil }
            switch group.end {
            case .number(let number, _): return "\(number) on \(who.kind) \(who.name)"
            case .none(let gap): return "\(gap.short) on \(who.kind) \(who.name)"
            }
        }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let distinct = answers.prefix(5)
        return distinct.isEmpty
            ? port.target.text : FigureWords.list(Array(distinct)) + (answers.count > 5 ? " and \(answers.count - 5) more" : "")
    }

    // MARK: Pods

    private var podsIntroduction: String {
        let count = service.source == .selector ? service.selectedPods.count : cluster.endpoints(of: service).count
        if service.source == .selector {
            let ready = service.selectedPods.filter { cluster.pods[$0].isReady(behind: service.service) }
            if ready.count < count {
                let some = "the \(FigureWords.count(ready.count, "Pod")) of them that \(ready.count == 1 ? "is" : "are") ready"
                let goal = ready.isEmpty ? "none while none is ready" : some
                return "The selector picks \(FigureWords.count(count, "Pod")); connections go to \(goal):"
            }
            return count == 1
                ? "One Pod stands behind it:"
                : "\(FigureWords.count(count, "Pod")) stand behind it, and each connection goes to one of them:"
        }
        return count == 1 ? "One address stands behind it:" : "\(FigureWords.count(count, "address", "addresses")) stand behind it:"
    }

    private var podRows: [[String: TemplateValue]] {
        switch service.source {
        case .alias, .nothing: return []
        case .selector:
            return service.selectedPods.prefix(Self.podRows).map { position in
                let pod = cluster.pods[position]
                let because = cluster.because(service, selects: position).filter { $0.object != service.reference }
                let labels = because.map { "\($0.location.file):\($0.location.line)" }
                let places = labels.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
                let ready = pod.isReady && !pod.isTerminating ? "" : pod.isTerminating ? ", terminating" : ", not ready"
                return [
                    "name": .prose(pod.reference.name + ready),
                    "address": .prose(pod.addresses.map(FigureWords.text).joined(separator: ", ")),
                    "why": .prose(
                        "has \(FigureWords.list((service.service.selector ?? []).map(\.text)))"
                            + (places.isEmpty ? "" : " (\(places.joined(separator: ", ")))")),
                ]
            }
        case .slices, .endpoints:
            return cluster.endpoints(of: service).prefix(Self.podRows).map { endpoint in
                [
                    "name": .prose(endpoint.target?.name ?? "outside these manifests"),
                    "address": .prose(endpoint.address),
                    "why": .prose(endpoint.isReady ? "listed" : "listed, not ready"),
                ]
            }
        }
    }
}
