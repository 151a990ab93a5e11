import KubeCluster
import KubeManifest

/// The box of a Service: what it is, its ports, each a line, and what stands behind it where no box shows that.
enum ServiceBox {
    enum Form {
        /// One of many in a picture.
        case brief
        /// The one that the picture is about: its type and address, whom it selects, and how it chooses.
        case whole
    }

    /// - Parameters:
    ///   - names: of the workloads behind it, by their positions, where there are several.
    ///   - isReached: whether an arrow arrives at a port.
    /// - Returns: the box, and the line of each of its ports.
    static func element(
        _ service: ClusterService, in cluster: Cluster, names: [Int: String] = [:], listsWorkloads: Bool = false,
        form: Form = .brief, isReached: (ServicePort) -> Bool
    ) -> (element: Figure.Element, ports: [Int]) {
        let object = service.service
        var box = Figure.Element(
            id: FigureWords.id("service", service.namespace, service.name), role: role(service),
            eyebrow: "Service" + qualifier(object, form),
            name: service.name, tooltip: Sentence(tooltip(service)))
        var ports: [Int] = []
        let hasNoPod = service.source == .selector && service.selectedPods.isEmpty
        if form == .whole { addHead(service, cluster, &box) }
        if service.source == .alias {
            box.add(.init([.init("another name for", .muted)]))
            let line = box.add(.init([.init(object.externalName?.value ?? "?", .code)], left: form == .brief ? .joined : nil))
            return (box, object.ports.map { _ in line })
        }
        for (number, port) in cluster.ports(of: service).enumerated() {
            ports.append(box.lines.count)
            var lines = PortLines.lines(of: port, cluster, names: names, counts: form == .whole, isReached: isReached(port.port))
            lines[0].startsSection = number > 0 && (lines.count > 1 || box.lines.count > number) || form == .whole && number == 0
            // The name of a headless Service leads straight to the Pods: no port of its own is on the way.
            if form == .whole, object.isHeadless { for line in lines.indices { (lines[line].left, lines[line].right) = (nil, nil) } }
            lines.forEach { box.add($0) }
        }
        switch service.source {
        case .selector where hasNoPod:
            box.add(.init("selects no Pod found here:", .refused, startsSection: !ports.isEmpty))
            for label in object.selector ?? [] { box.add(.init([.init(label.text, .refusedCode, part: .labels)])) }
        case .nothing: box.add(.init("no selector, and no addresses found", .refused, startsSection: !ports.isEmpty))
        case .slices, .endpoints: addAddresses(service, cluster, &box)
        case .selector, .alias: break
        }
        if form == .whole { addChoice(object, &box) }
        if listsWorkloads { addWorkloads(service, cluster, &box) }
        return (box, ports)
    }

    private static func qualifier(_ object: Service, _ form: Form) -> String {
        if object.isHeadless { return " · headless" }
        return object.type == .externalName || form == .whole ? " · \(object.type.rawValue)" : ""
    }

    /// Where it is, its addresses, and the labels that it asks for.
    private static func addHead(_ service: ClusterService, _ cluster: Cluster, _ box: inout Figure.Element) {
        if cluster.namespaces.count > 1 { box.add(.init([.init("namespace ", .muted), .init(service.namespace, .strong)])) }
        if service.isHeadless { box.add(.init("no address of its own", .muted)) }
        for address in service.virtualIPs { box.add(.init([.init(address.text, .mutedCode, part: .ips)])) }
        guard service.source == .selector, !service.selectedPods.isEmpty else { return }
        let labels = service.service.selector ?? []
        box.add(.init([.init("selects Pods with", .muted, part: .labels)]))
        box.add(labels: labels, wanted: labels)
    }

    /// What has a say in which Pod takes a connection (kubernetes.io: Virtual IPs and Service Proxies).
    private static func addChoice(_ object: Service, _ box: inout Figure.Element) {
        var isFirst = true
        for (setting, meaning) in English.choices(of: object) {
            box.add(.init([.init(setting, .code)], startsSection: isFirst))
            box.add(.init(meaning, .muted))
            isFirst = false
        }
    }

    private static func role(_ service: ClusterService) -> Figure.Element.Role {
        switch service.source {
        case .alias: .externalNameService
        case .nothing: .missing
        case .selector: service.selectedPods.isEmpty ? .missing : service.isHeadless ? .headlessService : .service
        case .slices, .endpoints: service.isHeadless ? .headlessService : .externalNameService
        }
    }

    private static func tooltip(_ service: ClusterService) -> String {
        let labels = (service.service.selector ?? []).map(\.text)
        let place = "(\(service.service.metadata.file):\(service.service.metadata.mark.line))"
        return "\(service.reference) \(place)" + (labels.isEmpty ? "" : ": selects Pods with \(English.list(labels))")
    }

    /// Addresses that somebody wrote into an EndpointSlice or an Endpoints object.
    private static func addAddresses(_ service: ClusterService, _ cluster: Cluster, _ box: inout Figure.Element) {
        let endpoints = cluster.endpoints(of: service).filter { $0.pod == nil }
        guard !endpoints.isEmpty else { return }
        box.add(.init("addresses written by hand:", .muted, startsSection: true))
        for endpoint in endpoints.prefix(3) {
            let ports = endpoint.portNumbers
            var runs = [
                Figure.Line.Run(
                    endpoint.address.contains(":") && ports.count == 1 ? "[\(endpoint.address)]" : endpoint.address, .code, part: .ips)
            ]
            if ports.count == 1 { runs.append(.init(":\(ports[0])", .code, part: .ports)) }
            box.add(.init(runs))
        }
        if endpoints.count > 3 { box.add(.init("and \(endpoints.count - 3) more", .muted)) }
        box.add(.init("no Pods of these manifests", .muted, isEssential: false))
    }

    /// Where they have boxes of their own, elsewhere in the picture.
    private static func addWorkloads(_ service: ClusterService, _ cluster: Cluster, _ box: inout Figure.Element) {
        let workloads = cluster.targets(of: service).map { cluster.workloads[$0.workload] }
        guard !workloads.isEmpty else { return }
        box.add(.init("Pods of", .muted, startsSection: true))
        for workload in workloads.prefix(4) { box.add(.init(workload.reference.name, .strong)) }
        if workloads.count > 4 { box.add(.init("and \(workloads.count - 4) more", .muted)) }
    }
}
