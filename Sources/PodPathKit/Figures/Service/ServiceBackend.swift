import KubeCluster
import KubeManifest

/// One box behind a Service: a Pod that serves, one that just misses, an address of a slice, or what is missing.
struct ServiceBackend {
    enum Role {
        case serving, notReady, notSelected, missing, folded
        /// It is ready, and has none of the ports that the Service sends to.
        case withoutPort
    }

    enum Place: Equatable {
        case namespace(String)
        case outside
    }

    let role: Role
    let place: Place
    let element: Figure.Element
    /// `:9376`, for the arrow of a headless Service.
    var ports: [String] = []
    /// Of folded Pods: some get connections.
    var arrives = true
    var connectionTooltip = ""
    var because: [Evidence] = []
    /// What the description says of it, if anything.
    var sentence: String?

    /// Everything to be shown behind a Service: serving Pods first, folded past the limit, then what misses.
    static func all(
        of service: ClusterService, _ ports: [ResolvedPort], in cluster: Cluster, limit: Int
    ) -> [ServiceBackend] {
        switch service.source {
        case .alias: []
        case .selector: pods(of: service, ports, cluster, limit) + misses(of: service, cluster)
        case .slices, .endpoints: listed(of: service, cluster, limit)
        case .nothing: [nothing(service)]
        }
    }

    // MARK: Pods of a selector

    private static func pods(
        of service: ClusterService, _ ports: [ResolvedPort], _ cluster: Cluster, _ limit: Int
    ) -> [ServiceBackend] {
        guard !service.selectedPods.isEmpty else { return [missing(service)] }
        // The name of a headless Service leads to its Pods, whatever ports they have.
        let isDirect = service.virtualIPs.isEmpty || ports.isEmpty
        let serving = Set(ports.flatMap { $0.serving.flatMap(\.pods) })
        let role = { (position: Int) -> Role in
            let isReady = cluster.pods[position].isReady(behind: service.service)
            if isDirect { return isReady ? .serving : .notReady }
            return serving.contains(position) ? .serving : isReady ? .withoutPort : .notReady
        }
        let roles = service.selectedPods.map { (position: $0, role: role($0)) }
        let ordered = roles.filter { $0.role == .serving } + roles.filter { $0.role != .serving }
        let shown = ordered.count <= limit ? ordered[...] : ordered.prefix(max(1, limit - 1))
        var list = shown.map { pod($0.position, service, ports, cluster, $0.role) }
        if shown.count < ordered.count {
            let rest = ordered.dropFirst(shown.count)
            let more = FigureWords.count(rest.count, "more Pod")
            list.append(
                ServiceBackend(
                    role: .folded, place: .namespace(service.namespace),
                    element: .init(
                        id: "folded", role: .folded, eyebrow: "POD", name: "+ \(more)",
                        chips: (service.service.selector ?? []).map { .init(text: $0.text, role: .match) },
                        tooltip: "\(more) with the same labels"),
                    arrives: rest.contains { $0.role != .withoutPort },
                    sentence: "\(more) \(rest.count == 1 ? "is" : "are") selected but not drawn one by one."))
        }
        return list
    }

    private static func pod(
        _ position: Int, _ service: ClusterService, _ ports: [ResolvedPort], _ cluster: Cluster, _ role: Role
    ) -> ServiceBackend {
        let pod = cluster.pods[position]
        let ends = ports.compactMap { port in port.end(on: position).map { (port: port.port, end: $0) } }
        let numbers = ends.compactMap { item in item.end.number.map { (number: $0, transport: item.port.transport) } }
        let because = cluster.because(service, selects: position)
        let isStarting = !pod.isReady(behind: service.service)
        let gap = role == .withoutPort ? ends.lazy.compactMap(\.end.gap).first : nil
        return ServiceBackend(
            role: role, place: .namespace(pod.reference.namespace),
            element: .init(
                id: FigureWords.id("pod", pod.reference.namespace, pod.reference.name), role: isStarting ? .podNotReady : .pod,
                eyebrow: isStarting ? "POD · \(pod.isTerminating ? "terminating" : "not ready")" : "POD", name: pod.reference.name,
                facts: addressLines(pod, service, numbers.map(\.number)) + containerLines(pod, ends),
                chips: (service.service.selector ?? []).map { .init(text: $0.text, role: .match) },
                tooltip: "\(pod.reference) is selected because \(FigureWords.because(because))", because: because),
            ports: numbers.map { FigureWords.number($0.number, $0.transport) },
            connectionTooltip: gap.map { "The Service sends nothing to \(pod.reference): \($0.text)" }
                ?? "To \(pod.reference), because \(FigureWords.because(because))", because: because)
    }

    /// `10.244.3.7:9376`, the address with each port that the Service sends to.
    private static func addressLines(_ pod: ClusterPod, _ service: ClusterService, _ ports: [Int]) -> [String] {
        let addresses = pod.addresses.filter { service.families.contains($0.address.family) }
        let numbers = ports.reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }
        return addresses.flatMap { address -> [String] in
            let text = FigureWords.text(address)
            guard numbers.count == 1, let number = numbers.first else { return [text] }
            return [address.address.family == .ipv4 ? "\(text):\(number)" : "[\(text)]:\(number)"]
        } + (numbers.count > 1 ? ["ports \(numbers.map(String.init).joined(separator: ", "))"] : [])
    }

    /// Which container answers, where the manifest says so: only worth a line if there is a choice or a name.
    private static func containerLines(_ pod: ClusterPod, _ ends: [(port: ServicePort, end: PortEnd)]) -> [String] {
        let several = pod.spec.servingContainers.count > 1
        return ends.compactMap { port, end in
            switch (port.target, end) {
            case (_, .none(let gap)): gap.short
            case (.name(let name), .number(let number, let container)):
                "\(name) = \(number)" + (several ? container.map { " in \($0)" } ?? "" : "")
            case (.number, .number(let number, let container)): several ? container.map { "\(number) in \($0)" } : nil
            }
        }
    }

    // MARK: What misses, what is missing

    private static func misses(of service: ClusterService, _ cluster: Cluster) -> [ServiceBackend] {
        let near = cluster.nearMisses(of: service).prefix(2).map { miss -> ServiceBackend in
            switch miss.reason {
            case .otherNamespace: notSelected(miss.pod, service, cluster, why: "other namespace", cluster.sentence(miss))
            case .labels, .onWorkloadOnly:
                notSelected(miss.pod, service, cluster, why: "not selected", cluster.sentence(miss))
            }
        }
        if !near.isEmpty { return near }
        // A Pod beside the others, with another value of the same label, teaches what a selector leaves out; where
        // there are more Services, that Pod is simply behind another one.
        let keys = (service.service.selector ?? []).map(\.key)
        guard cluster.services(in: service.namespace).count == 1 else { return [] }
        let here = cluster.workloads.indices.filter {
            cluster.workloads[$0].reference.namespace == service.namespace && !cluster.workloads[$0].pods.isEmpty
        }
        let selected = Set(service.selectedPods.map { cluster.pods[$0].workload })
        let other = here.lazy.filter { !selected.contains($0) }.compactMap { cluster.workloads[$0].pods.first }
            .first { pod in keys.contains { cluster.pods[pod].label($0) != nil } }
        return other.map { [notSelected($0, service, cluster, why: "not selected", "\(cluster.pods[$0].reference) has another label")] }
            ?? []
    }

    private static func notSelected(
        _ position: Int, _ service: ClusterService, _ cluster: Cluster, why: String, _ sentence: String
    ) -> ServiceBackend {
        let pod = cluster.pods[position]
        let wanted = Set(service.service.selector ?? [])
        let own = pod.labels(under: (service.service.selector ?? []).map(\.key)).compactMap(\.self)
        let chips = own.isEmpty ? Array(pod.labels.prefix(2)) : own
        return ServiceBackend(
            role: .notSelected, place: .namespace(pod.reference.namespace),
            element: .init(
                id: FigureWords.id("pod", pod.reference.namespace, pod.reference.name), role: .podNotSelected,
                eyebrow: "POD · \(why)", name: pod.reference.name, facts: pod.addresses.prefix(1).map(FigureWords.text),
                chips: chips.map { label in
                    .init(text: label.text, role: wanted.contains(label) ? .match : .noMatch)
                },
                tooltip: "\(sentence) (\(pod.source.file):\(pod.source.mark.line))"),
            sentence: "Pod \(pod.reference.name) is not selected: \(sentence).")
    }

    private static func missing(_ service: ClusterService) -> ServiceBackend {
        ServiceBackend(
            role: .missing, place: .namespace(service.namespace),
            element: .init(
                id: "missing-pods", role: .missing, eyebrow: "NOT FOUND", name: "Pods", caption: "no Pod in these manifests has",
                chips: (service.service.selector ?? []).map { .init(text: $0.text, role: .noMatch) },
                tooltip: "The selector picks no Pod of these manifests"),
            connectionTooltip: "The selector picks no Pod of these manifests",
            sentence: "No Pod in these manifests has the labels that the selector asks for.")
    }

    private static func nothing(_ service: ClusterService) -> ServiceBackend {
        ServiceBackend(
            role: .missing, place: .namespace(service.namespace),
            element: .init(
                id: "missing-endpoints", role: .missing, eyebrow: "NOT FOUND", name: "EndpointSlice",
                facts: ["no selector, no addresses"],
                tooltip:
                    "Without a selector somebody has to list the addresses; no EndpointSlice for this Service was found in these manifests"),
            connectionTooltip: "No address is known",
            sentence: "The Service has no selector, and no EndpointSlice for it was found in these manifests.")
    }
}
