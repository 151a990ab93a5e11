import KubeCluster
import KubeManifest

/// One box of the overview: a workload with its Services, equal bare Pods together, or a Service that leads to no box or to several.
struct OverviewBox {
    var element: Figure.Element
    var entrances: [Entrance] = []
    /// Keys of the boxes that a Service with several workloads leads to.
    var leadsTo: [String] = []
    /// They stand in this box.
    var holds = false
    /// A Service that does not exist: what leads here arrives nowhere.
    var isMissing = false
    /// What identifies the box within its namespace.
    let key: String
    /// For the description.
    var sentence: String

    /// The boxes of each namespace: reachable ones first, then by name.
    static func all(in cluster: Cluster, _ groups: OverviewGroups, namespaces: [String]) -> [String: [OverviewBox]] {
        var boxes: [String: [OverviewBox]] = [:]
        let shown = Set(namespaces)
        for group in groups.all where shown.contains(group.namespace) {
            boxes[group.namespace, default: []].append(workload(group, groups.services(inFrontOf: group), cluster))
        }
        for (position, service) in cluster.services.enumerated() where shown.contains(service.namespace) {
            let targets = groups.targets(of: position)
            if targets.count == 1 { continue }
            boxes[service.namespace, default: []].append(self.service(service, targets, cluster))
        }
        for (namespace, box) in missingBackends(cluster, shown) { boxes[namespace, default: []].append(box) }
        return boxes.mapValues { list in
            list.enumerated().sorted { a, b in
                let left = a.element.rank, right = b.element.rank
                return left == right ? a.offset < b.offset : left < right
            }.map(\.element)
        }
    }

    /// Order of reading: the ways in, Services that fan out, workloads behind Services, then what has none.
    private var rank: Int {
        if !entrances.isEmpty { return 0 }
        if !leadsTo.isEmpty { return 1 }
        return element.chips.isEmpty ? 3 : 2
    }

    static func folded(_ count: Int) -> OverviewBox {
        OverviewBox(
            element: .init(
                id: "folded", role: .folded, eyebrow: "FOLDED", name: "+ \(FigureWords.grouped(count)) more",
                tooltip: "More workloads and Services of this namespace"),
            key: "folded", sentence: "and \(count) more")
    }

    // MARK: Workloads

    private static func workload(_ group: OverviewGroups.Group, _ services: [ClusterService], _ cluster: Cluster) -> OverviewBox {
        let first = cluster.workloads[group.workloads[0]]
        let names = group.workloads.map { cluster.workloads[$0].reference.name }
        let count = group.workloads.reduce(0) { $0 + cluster.workloads[$1].replicas }
        let isGroup = names.count > 1
        let name =
            isGroup ? (names.count == 2 ? names.joined(separator: ", ") : "\(names[0]) … \(names[names.count - 1])") : first.reference.name
        let entrances =
            services.flatMap { Entrance.all(of: $0, cluster) } + hostPorts(first, cluster).map { Entrance(text: $0) }
        let chips = entrances.map(\.chip) + services.flatMap { portChips($0, on: name) }
        let isLonely = group.workloads.allSatisfy { cluster.services(of: $0).isEmpty }
        // Nobody expects one in front of a Job.
        let isOneOff = ["Job", "CronJob"].contains(first.kind)
        let kind = isGroup ? "PODS" : first.kind.uppercased()
        let qualifier = first.schedule.map { " · \($0)" } ?? (count == 0 && first.kind != "CronJob" ? " · 0 replicas" : "")
        var box = OverviewBox(
            element: .init(
                id: FigureWords.id(first.kind.lowercased(), group.namespace, first.reference.name), role: .workload,
                eyebrow: kind + qualifier, name: name,
                chips: chips,
                count: count > 1 ? count : nil, tooltip: tooltip(first, names, services, isLonely: isLonely)),
            key: group.key, sentence: "")
        // Nor is one found for Pods that are not there.
        if chips.isEmpty, isLonely, !isOneOff, count > 0 { box.element.caption = "no Service leads here" }
        box.entrances = entrances
        let who =
            isGroup
            ? "\(FigureWords.count(names.count, "Pod")) \(FigureWords.list(Array(names.prefix(3))))\(names.count > 3 ? " and more" : "")"
            : "\(first.kind) \(first.reference.name) (\(FigureWords.count(count, "Pod")))"
        box.sentence =
            services.isEmpty
            ? (isLonely ? "\(who) without a Service" : who)
            : "\(who) behind \(services.count == 1 ? "Service" : "Services") \(FigureWords.list(services.map { "\($0.name)\($0.service.isExternal ? ", reachable from outside as \($0.service.type.rawValue)" : "")" }))"
        return box
    }

    private static func tooltip(_ first: ClusterWorkload, _ names: [String], _ services: [ClusterService], isLonely: Bool) -> String {
        let who =
            names.count > 1
            ? "Pods \(FigureWords.list(Array(names.prefix(10))))\(names.count > 10 ? " and more" : "")" : "\(first.reference)"
        let place = first.metadata.map { " (\($0.file):\($0.mark.line))" } ?? ", named as owner by its Pods"
        if services.isEmpty { return who + place + (isLonely ? ": no Service of these manifests selects it" : "") }
        let reasons = services.map { service in
            let labels = (service.service.selector ?? []).map(\.text)
            return "Service \(service.name)" + (labels.isEmpty ? "" : " selects \(FigureWords.list(labels))")
                + " (\(service.service.metadata.file):\(service.service.metadata.mark.line))"
        }
        return "\(who)\(place): \(FigureWords.list(reasons))"
    }

    /// `web :80 → 8080`, one line for each Service; the name only where it is another than the box's. The type of one that opens a
    /// way in stands at that.
    static func portChips(_ service: ClusterService, on box: String) -> [Figure.Chip] {
        let object = service.service
        let ports =
            object.ports.prefix(3).map { ":\(FigureWords.mapping($0))" }.joined(separator: ", ") + (object.ports.count > 3 ? ", …" : "")
        var words = service.name == box && !ports.isEmpty ? [] : [service.name]
        if object.isHeadless { words.append("headless") }
        return [.init(text: (words + (ports.isEmpty ? [] : [ports])).joined(separator: " "), role: .servicePorts)]
    }

    private static func hostPorts(_ workload: ClusterWorkload, _ cluster: Cluster) -> [String] {
        guard let pod = workload.pods.first.map({ cluster.pods[$0] }) else { return [] }
        return pod.spec.servingContainers.flatMap(\.ports).compactMap { port in port.hostPort.map { "hostPort :\($0)" } }
    }

    // MARK: Services without one box of their own

    private static func service(
        _ service: ClusterService, _ targets: [OverviewGroups.Group], _ cluster: Cluster
    ) -> OverviewBox {
        let object = service.service
        let labels = (object.selector ?? []).map(\.text)
        var element = Figure.Element(
            id: FigureWords.id("service", service.namespace, service.name), role: .service,
            eyebrow: "SERVICE · \(object.isHeadless ? "headless" : object.type.rawValue)", name: service.name,
            tooltip: "\(service.reference) (\(object.metadata.file):\(object.metadata.mark.line))")
        let ports = object.ports.prefix(3).map { ":\(FigureWords.mapping($0))" }
        // Two in a line would make a wide box.
        element.facts = ports.joined(separator: ", ").utf8.count > 22 ? ports : ports.isEmpty ? [] : [ports.joined(separator: ", ")]
        var sentence = "Service \(service.name)"
        switch service.source {
        case .alias:
            element = element.with(role: .externalNameService)
            element.facts = ["CNAME \(object.externalName?.value ?? "?")"]
            sentence += " is another name for \(object.externalName?.value ?? "?")"
        case .slices, .endpoints:
            let endpoints = cluster.endpoints(of: service)
            element.caption = "addresses listed by hand"
            element.facts += endpoints.prefix(3).map { "→ \($0.address)" } + (endpoints.count > 3 ? ["+ \(endpoints.count - 3) more"] : [])
            sentence += " leads to addresses that are listed by hand"
        case .nothing:
            element = element.with(role: .missing)
            element.caption = "no selector, no addresses found"
            sentence += " has no selector, and no addresses for it were found"
        case .selector where targets.isEmpty:
            element = element.with(role: .missing)
            element.caption = "no Pod found with"
            element.chips = labels.map { .init(text: $0, role: .noMatch) }
            sentence += " selects no Pod of these manifests"
        case .selector:
            element = element.with(role: object.isHeadless ? .headlessService : .service)
            element.chips = labels.map { .init(text: $0, role: .match) }
            let names = targets.map { cluster.workloads[$0.workloads[0]].reference.name }
            sentence += " leads to " + (names.count > 4 ? "\(names.count) workloads" : FigureWords.list(names))
        }
        var box = OverviewBox(element: element, leadsTo: targets.map(\.key), key: "service/\(service.name)", sentence: sentence)
        box.entrances = Entrance.all(of: service, cluster)
        box.element.chips += box.entrances.map(\.chip)
        return box
    }
}

extension Figure.Element {
    func with(role: Role) -> Figure.Element {
        var copy = Figure.Element(id: id, role: role, eyebrow: role == .missing ? "SERVICE · nothing behind it" : eyebrow, name: name)
        copy.facts = facts
        copy.caption = caption
        copy.chips = chips
        copy.tooltip = tooltip
        copy.because = because
        return copy
    }
}
