import KubeCluster
import KubeManifest

/// The tree of names that the cluster's DNS serves, from the domain down to endpoints.
struct RecordsFigure: FigureKind {
    let id = "dns-records"
    let title = "The names in the cluster's DNS"
    let question = "Which names does the cluster's DNS answer, and what do they stand for?"
    /// Endpoints of one Service that are named one by one.
    private static let endpointLimit = 4
    /// Services of a namespace that have boxes of their own; where one has more, every namespace of the figure is a table.
    static let boxLimit = 8

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
        var figure = Figure(kind: self.id, id: id, title: title, description: "", layout: .tree)
        let root = figure.add(
            .init(id: "zone", role: .dns, eyebrow: "ZONE", name: dns.zone, tooltip: "The cluster's domain; every name below ends in it"))
        let services = figure.add(.init(id: "svc", role: .namespace, eyebrow: "", name: "svc", tooltip: "Services stand under svc"))
        figure.connect(root, services, .holds)
        let shown = Dictionary(uniqueKeysWithValues: namespaces.map { ($0, self.services(of: $0, dns, request)) })
        if shown.values.contains(where: { $0.count > Self.boxLimit }) {
            // A box for each would be a long column, and its lines a thicket.
            for namespace in namespaces {
                addTable(of: namespace, shown[namespace] ?? [], under: services, dns, request.elementLimit / namespaces.count, &figure)
            }
            figure.remarks.append("Names of endpoints and SRV records are not drawn.")
        } else {
            let limit = max(3, request.elementLimit / 3 / namespaces.count)
            for namespace in namespaces { add(namespace, shown[namespace] ?? [], under: services, dns, limit, &figure) }
        }
        addPods(ofPods, under: root, dns, &figure, asTables: figure.elements.contains { !$0.rows.isEmpty })
        figure.description = Self.description(title, namespaces, dns)
        addExample(namespaces.flatMap { shown[$0] ?? [] }, dns, to: &figure)
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
                id: FigureWords.id("namespace", namespace), role: .namespace, eyebrow: "NAMESPACE", name: namespace,
                tooltip: "\(namespace).svc.\(dns.zone): the names of the Services of namespace \(namespace)"))
        figure.connect(parent, box, .holds)
        for service in all.prefix(limit) { add(service, under: box, dns, &figure) }
        guard all.count > limit else { return }
        let folded = figure.add(
            .init(
                id: FigureWords.id("folded", namespace), role: .folded, eyebrow: "SERVICES", name: "\(all.count - limit) more",
                tooltip: "More Services of the namespace"))
        figure.connect(box, folded, .holds)
        figure.remarks.append(
            "\(all.count - limit) more Services of namespace \(namespace) are folded into one box.")
    }

    private func add(_ service: ClusterService, under parent: Int, _ dns: ClusterDNS, _ figure: inout Figure) {
        let name = "\(service.name).\(service.namespace).svc.\(dns.zone)"
        let isHeadless = service.service.isHeadless
        let answers = Self.answers(service, dns)
        var facts = answers
        if service.source != .alias {
            facts +=
                isHeadless
                ? Self.endpointPorts(of: service, dns) : service.service.ports.compactMap { Self.port($0.name, $0.transport, $0.port) }
        }
        let role: Figure.Element.Role =
            answers.isEmpty ? .missing : service.source == .alias ? .externalNameService : isHeadless ? .headlessService : .service
        let box = figure.add(
            .init(
                id: FigureWords.id("service", service.namespace, service.name), role: role,
                eyebrow: "SERVICE" + (isHeadless ? " · headless" : service.source == .alias ? " · ExternalName" : ""), name: service.name,
                facts: answers.isEmpty ? ["no such name"] : facts, tooltip: "\(name): \(dns.answer(name, "A").why)",
                because: dns.answer(name, "A").because))
        figure.connect(parent, box, .holds)
        addEndpoints(of: service, under: box, dns, &figure)
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

    private func addEndpoints(of service: ClusterService, under parent: Int, _ dns: ClusterDNS, _ figure: inout Figure) {
        let names = dns.endpointNames(of: service)
        guard !names.isEmpty else { return }
        let shown = names.count > Self.endpointLimit ? Array(names.prefix(Self.endpointLimit - 1)) : names
        var lines = shown.map(English.label)
        if names.count > shown.count { lines.append("+ \(names.count - shown.count) more") }
        let box = figure.add(
            .init(
                id: FigureWords.id("endpoints", service.namespace, service.name), role: .pod,
                eyebrow: names.count == 1 ? "ENDPOINT" : "ENDPOINTS",
                name: "", facts: lines,
                tooltip: "\(names[0].label).\(service.name).\(service.namespace).svc.\(dns.zone): \(English.why(names[0]))"))
        figure.connect(parent, box, .holds)
    }

    private func addPods(_ namespaces: [String], under root: Int, _ dns: ClusterDNS, _ figure: inout Figure, asTables: Bool) {
        guard dns.cluster.facts.dns.pods != .disabled else { return }
        let pods = figure.add(
            .init(id: "pod", role: .namespace, eyebrow: "", name: "pod", tooltip: "Addresses of Pods, with dashes, stand under pod"))
        figure.connect(root, pods, .holds)
        for namespace in namespaces {
            let own = dns.cluster.pods.filter { $0.reference.namespace == namespace }.map { dns.addressNames(of: $0) }.filter {
                !$0.isEmpty
            }
            guard let first = own.first?.first else { continue }
            let example: Sentence = "\(address: Assigned(value: first.label, isIllustrative: first.address.isIllustrative))"
            var element = Figure.Element(
                id: FigureWords.id("pods", namespace), role: .namespace, eyebrow: "NAMESPACE", name: namespace,
                tooltip: "\(first.label).\(namespace).pod.\(dns.zone) is \(first.address.address)")
            if asTables {
                element.rows = [.init(name: English.count(own.count, "Pod"), goal: "\(example)\(own.count > 1 ? " …" : "")")]
            } else {
                element.facts = [example] + (own.count > 1 ? ["+ \(own.count - 1) more"] : [])
            }
            let box = figure.add(element)
            figure.connect(pods, box, .holds)
        }
    }

    private static func port(_ name: String?, _ transport: TransportProtocol, _ number: Int?) -> Sentence? {
        guard let name, !name.isEmpty, let number else { return nil }
        return Sentence(.port(lead: "SRV _\(name)._\(transport.rawValue.lowercased()) ", .stated(String(number))))
    }

    /// Of a headless Service the endpoints' own ports (R28).
    private static func endpointPorts(of service: ClusterService, _ dns: ClusterDNS) -> [Sentence] {
        var seen: Set<Sentence> = []
        return dns.readyEndpoints(of: service).flatMap(\.ports).compactMap { port($0.name, $0.transport, $0.port) }
            .filter { seen.insert($0).inserted }
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
