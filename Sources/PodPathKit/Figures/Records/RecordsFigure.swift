import KubeCluster
import KubeManifest

/// The tree of names that the cluster's DNS serves, from the domain down to endpoints.
struct RecordsFigure: FigureKind {
    let id = "dns-records"
    let title = "The names in the cluster's DNS"
    let question = "Which names does the cluster's DNS answer, and what do they stand for?"
    /// Endpoints of one Service that are named one by one.
    private static let endpointLimit = 4
    /// Services of a namespace that stand with their Pods; where one has more, every Service of the figure is one line.
    private static let boxLimit = 8

    func figures(of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        let dns = ClusterDNS(cluster)
        let namespaces = cluster.namespaces.filter { name in
            request.shows(name)
                && cluster.services.contains { $0.namespace == name && (request.focus == nil || request.isFocus($0.reference)) }
        }
        guard !namespaces.isEmpty else { return [] }
        let count = cluster.services.filter { namespaces.contains($0.namespace) }.count
        if count <= request.elementLimit / 5 || namespaces.count == 1 || !request.allowsSeveral {
            // Pods have names in namespaces without Services, too.
            let ofPods = request.focus == nil ? cluster.namespaces.filter { request.shows($0) } : namespaces
            return [figure(namespaces, ofPods, dns, request, id: id)]
        }
        return namespaces.map { figure([$0], [$0], dns, request, id: FigureWords.id(id, $0)) }
    }

    /// - Parameters:
    ///   - namespaces: those whose Services are shown.
    ///   - ofPods: those whose Pods are.
    private func figure(
        _ namespaces: [String], _ ofPods: [String], _ dns: ClusterDNS, _ request: FigureRequest, id: String
    ) -> Figure {
        let title =
            Set(namespaces).union(ofPods).count == 1
            ? "The names of namespace \(namespaces[0]) in the cluster's DNS" : "The names in the cluster's DNS"
        var figure = Figure(kind: self.id, id: id, title: title, description: "", layout: .names)
        let root = figure.add(
            .init(id: "zone", role: .dns, eyebrow: "Zone", name: dns.zone, tooltip: "The cluster's domain; every name below ends in it"))
        let services = figure.add(.init(id: "svc", role: .namespace, eyebrow: "", name: "svc", tooltip: "Services stand under svc"))
        figure.connect(root, services, .holds)
        let shown = Dictionary(uniqueKeysWithValues: namespaces.map { ($0, self.services(of: $0, dns, request)) })
        figure.hasCompactRows = shown.values.contains { $0.count > Self.boxLimit }
        let limit = max(3, figure.hasCompactRows ? request.elementLimit / namespaces.count : request.elementLimit / 3 / namespaces.count)
        for namespace in namespaces { add(namespace, shown[namespace] ?? [], under: services, dns, limit, &figure) }
        if figure.hasCompactRows { figure.remarks.append("Names of endpoints and SRV records are not drawn.") }
        addPods(ofPods, under: root, dns, &figure)
        figure.caption = English.recordsCaption
        figure.description = Self.description(title, namespaces, dns)
        addExample(namespaces.flatMap { shown[$0] ?? [] }, dns, to: &figure)
        figure.remarks += English.recordsRemarks(figure)
        figure.remarkExamples()
        return figure
    }

    private func services(of namespace: String, _ dns: ClusterDNS, _ request: FigureRequest) -> [ClusterService] {
        dns.cluster.services.filter { $0.namespace == namespace && (request.focus == nil || request.isFocus($0.reference)) }
    }

    private func add(
        _ namespace: String, _ all: [ClusterService], under parent: Int, _ dns: ClusterDNS, _ limit: Int, _ figure: inout Figure
    ) {
        let box = figure.add(
            .init(
                id: FigureWords.id("namespace", namespace), role: .namespace, eyebrow: "", name: namespace,
                tooltip: "\(namespace).svc.\(dns.zone): the names of the Services of namespace \(namespace)"))
        figure.connect(parent, box, .holds)
        for service in all.prefix(limit) { add(service, under: box, dns, &figure) }
        guard all.count > limit else { return }
        let folded = figure.add(
            .init(
                id: FigureWords.id("folded", namespace), role: .folded, eyebrow: "", name: "\(all.count - limit) more",
                tooltip: "More Services of the namespace"))
        figure.connect(box, folded, .holds)
        figure.remarks.append(
            "\(all.count - limit) more Services of namespace \(namespace) are folded into one box.")
    }

    private func add(_ service: ClusterService, under parent: Int, _ dns: ClusterDNS, _ figure: inout Figure) {
        let name = "\(service.name).\(service.namespace).svc.\(dns.zone)"
        let isHeadless = service.service.isHeadless
        let answers = Self.answers(service, dns)
        let role: Figure.Element.Role =
            answers.isEmpty ? .missing : service.source == .alias ? .externalNameService : isHeadless ? .headlessService : .service
        let box = figure.add(
            .init(
                id: FigureWords.id("service", service.namespace, service.name), role: role,
                eyebrow: Self.eyebrow(of: service, isCompact: figure.hasCompactRows), name: service.name,
                facts: answers.isEmpty ? ["no such name"] : answers, tooltip: "\(name): \(dns.answer(name, "A").why)",
                because: dns.answer(name, "A").because))
        figure.connect(parent, box, .holds)
        guard !figure.hasCompactRows else { return }
        addEndpoints(of: service, under: box, dns, &figure)
        if service.source != .alias { addPorts(of: service, under: box, dns, &figure) }
    }

    /// Where every Service is a line, a word says what is not usual.
    private static func eyebrow(of service: ClusterService, isCompact: Bool) -> String {
        let form = service.service.isHeadless ? "headless" : service.source == .alias ? "ExternalName" : ""
        return isCompact ? form : "Service" + (form.isEmpty ? "" : " · \(form)")
    }

    /// `A ~10.96.0.12`: the first record of each type, with an ellipsis where there are more.
    static func answers(_ service: ClusterService, _ dns: ClusterDNS) -> [Sentence] {
        let name = "\(service.name).\(service.namespace).svc.\(dns.zone)"
        var told: Set<DNSType> = []
        return ["A", "AAAA", "CNAME"].flatMap { dns.answer(name, $0).answers.prefix(1) }.filter { told.insert($0.type).inserted }.map {
            record in
            let more = service.service.isHeadless && dns.answer(name, record.type.rawValue).answers.count > 1 ? " …" : ""
            return "\(record.type.rawValue) \(English.data(of: record))\(more)"
        }
    }

    /// The names that Pods have below the Service, each with its address.
    private func addEndpoints(of service: ClusterService, under parent: Int, _ dns: ClusterDNS, _ figure: inout Figure) {
        let names = dns.endpointNames(of: service)
        let shown = names.count > Self.endpointLimit ? Array(names.prefix(Self.endpointLimit - 1)) : names
        for (number, name) in shown.enumerated() {
            let full = "\(name.label).\(service.name).\(service.namespace).svc.\(dns.zone)"
            // A name that is an address with dashes goes where addresses go.
            let answer = name.isDashed ? [] : dns.answer(full, "A").answers.prefix(1).map { English.data(of: $0) }
            let box = figure.add(
                .init(
                    id: FigureWords.id("endpoint", service.namespace, service.name, String(number)), role: .pod, eyebrow: "Pod",
                    name: name.isDashed ? "" : name.label, nameIsExample: !name.isDashed && name.isIllustrative,
                    facts: name.isDashed ? [English.label(name)] : Array(answer), tooltip: "\(full): \(English.why(name))"))
            figure.connect(parent, box, .holds)
        }
        guard names.count > shown.count else { return }
        let box = figure.add(
            .init(
                id: FigureWords.id("endpoints", service.namespace, service.name), role: .folded, eyebrow: "Pods",
                name: "\(names.count - shown.count) more", tooltip: "More endpoints of \(service.reference)"))
        figure.connect(parent, box, .holds)
    }

    /// SRV records: of a headless Service the endpoints' own ports (R28).
    private func addPorts(of service: ClusterService, under parent: Int, _ dns: ClusterDNS, _ figure: inout Figure) {
        var seen: Set<String> = []
        let ports: [(name: String?, transport: TransportProtocol, number: Int?)] =
            service.service.isHeadless
            ? dns.readyEndpoints(of: service).flatMap(\.ports).map { ($0.name, $0.transport, $0.port) }
            : service.service.ports.map { ($0.name, $0.transport, $0.port) }
        for port in ports {
            guard let name = port.name, !name.isEmpty, let number = port.number, seen.insert("\(name) \(port.transport) \(number)").inserted
            else {
                continue
            }
            let label = "_\(name)._\(port.transport.rawValue.lowercased())"
            let box = figure.add(
                .init(
                    id: FigureWords.id("port", service.namespace, service.name, "\(label)-\(number)"), role: .endpointSlice,
                    eyebrow: "Port",
                    name: label, facts: ["\("port ", port: number)"],
                    tooltip: "\(label).\(service.name).\(service.namespace).svc.\(dns.zone), an SRV record"))
            figure.connect(parent, box, .holds)
        }
    }

    /// Addresses with dashes, of which the first of each namespace stands for all.
    private func addPods(_ namespaces: [String], under root: Int, _ dns: ClusterDNS, _ figure: inout Figure) {
        guard dns.cluster.facts.dns.pods != .disabled else { return }
        let pods = figure.add(
            .init(id: "pod", role: .namespace, eyebrow: "", name: "pod", tooltip: "Addresses of Pods, with dashes, stand under pod"))
        figure.connect(root, pods, .holds)
        for namespace in namespaces {
            let own = dns.cluster.pods.filter { $0.reference.namespace == namespace }.map { dns.addressNames(of: $0) }.filter {
                !$0.isEmpty
            }
            guard let first = own.first?.first else { continue }
            let box = figure.add(
                .init(
                    id: FigureWords.id("pods", namespace), role: .namespace, eyebrow: "", name: namespace,
                    facts: own.count > 1 ? ["\(English.count(own.count, "Pod"))"] : [],
                    tooltip: "\(namespace).pod.\(dns.zone): addresses of the Pods of namespace \(namespace)"))
            figure.connect(pods, box, .holds)
            let example = figure.add(
                .init(
                    id: FigureWords.id("pods", namespace, "1"), role: .pod, eyebrow: "Pod", name: "",
                    facts: ["\(address: Assigned(value: first.label, isIllustrative: first.address.isIllustrative))"],
                    tooltip: "\(first.label).\(namespace).pod.\(dns.zone) is \(first.address.address)"))
            figure.connect(box, example, .holds, code: English.address(first.address))
        }
    }

    private static func description(_ title: String, _ namespaces: [String], _ dns: ClusterDNS) -> String {
        let lists = namespaces.map { namespace in
            let names = dns.cluster.services.filter { $0.namespace == namespace }.map(\.name)
            let shown = names.prefix(20).joined(separator: ", ") + (names.count > 20 ? " and \(names.count - 20) more" : "")
            return "Under \(namespace).svc.\(dns.zone): \(shown)."
        }
        return "\(title). \(lists.joined(separator: " "))"
    }
}
