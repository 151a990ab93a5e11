import KubeCluster
import KubeManifest

/// The right side of a Service's figure: the Pods behind it by their workloads, and those that just miss.
extension ServiceScene {
    /// Workloads with a box of their own; the others are counted.
    private static let boxes = 4
    /// Ports with an arrow each; of more, one arrow stands for all.
    private static let ports = 6

    // MARK: Boxes

    mutating func addBackends() {
        if service.source == .alias { return addHost() }
        var keys: [String] = []
        var groups: [String: [Int]] = [:]
        for target in cluster.targets(of: service) {
            let key = OverviewGroups.key(target.workload, cluster.workloads[target.workload], cluster)
            if groups[key] == nil { keys.append(key) }
            groups[key, default: []].append(target.workload)
        }
        let all = keys.map { groups[$0] ?? [] }
        let shown = all.count > Self.boxes + 1 ? Self.boxes : all.count
        for workloads in all.prefix(shown) { addBackend(workloads) }
        guard shown < all.count else { return }
        let rest = all.dropFirst(shown).flatMap { $0 }
        var box = Figure.Element(
            id: "folded", role: .folded, eyebrow: English.count(rest.count, "more workload"), name: "",
            tooltip: "Workloads whose Pods \(service.reference) leads to")
        box.add(.init(English.list(first: 12, of: rest.map { cluster.workloads[$0].reference.name })))
        box.add(.init(English.count(rest.reduce(0) { $0 + cluster.workloads[$1].replicas }, "Pod"), .muted))
        backends.append(.init(box: add(box, in: service.namespace), workloads: rest))
    }

    private mutating func addBackend(_ workloads: [Int]) {
        let first = cluster.workloads[workloads[0]]
        let chosen = Set(service.selectedPods)
        let pods = workloads.flatMap { cluster.workloads[$0].pods }.filter { chosen.isEmpty || chosen.contains($0) }.map {
            cluster.pods[$0]
        }
        let named = service.isHeadless || first.kind == "StatefulSet"
        var head = Figure.Element(id: "", role: .pod, eyebrow: "", name: "")
        for line in place(first.reference.namespace) { head.add(line) }
        if named { addPods(pods, to: &head) } else { addAddresses(pods, to: &head) }
        let unready = pods.count { !$0.isReady(behind: service.service) }
        if unready > 0 { head.add(.init(English.unready(unready, of: pods.count), .refused)) }
        let wanted = service.service.selector ?? []
        head.add(labels: wanted.filter { label in pods.first?.label(label.key)?.value == label.value }, wanted: wanted)
        let (box, ports, gaps) = WorkloadBox.box(workloads, in: cluster, details: head.lines, of: position)
        var element = box
        for port in resolved { addLines(of: port, workloads, ports, gaps, to: &element) }
        var backend = Backend(box: figure.elements.count, workloads: workloads, ports: ports)
        for (line, text) in element.lines.map(\.text).enumerated() {
            if element.lines[line].role == .label, backend.labels == nil { backend.labels = line }
            for pod in pods.prefix(named ? request.podLimit : 0) where text.hasPrefix("\(pod.name)  ") {
                backend.pods[pod.hostname ?? pod.name] = line
            }
        }
        element.because = because(backend)
        backends.append(backend)
        _ = add(element, in: first.reference.namespace)
    }

    private func addPods(_ pods: [ClusterPod], to box: inout Figure.Element) {
        for pod in pods.prefix(request.podLimit) {
            let addresses = pod.addresses.filter { service.families.contains($0.address.family) }.map(\.text).joined(separator: ", ")
            box.add(.init([.init(pod.name.marked(asExample: pod.nameIsIllustrative) + "  "), .init(addresses, .mutedCode, part: .ips)]))
        }
        if pods.count > request.podLimit { box.add(.init("and \(pods.count - request.podLimit) more", .muted)) }
    }

    private func addAddresses(_ pods: [ClusterPod], to box: inout Figure.Element) {
        let addresses = pods.flatMap { $0.addresses.filter { service.families.contains($0.address.family) } }.map(\.text)
        guard !addresses.isEmpty else { return }
        let more = addresses.count - request.podLimit
        box.add(
            .init(
                [.init(addresses.prefix(request.podLimit).joined(separator: ", "), .mutedCode, part: .ips)]
                    + (more > 0 ? [.init(" and \(more) more", .muted, part: .ips)] : [])))
    }

    /// What a port of the Service leads to here and no container declares; and why it leads nowhere, where it does so nowhere else either.
    private func addLines(
        of port: ResolvedPort, _ workloads: [Int], _ ports: [PodPort: Int], _ gaps: [String: Int], to box: inout Figure.Element
    ) {
        for group in port.groups where group.workload.map(workloads.contains) ?? false {
            if let number = group.end.number, ports[PodPort(number, port.port.transport)] == nil {
                let text = CallsWords.number(number, port.port.transport)
                guard !box.lines.contains(where: { $0.left != nil && $0.runs.first?.text == text }) else { continue }
                box.add(
                    .init(
                        [.init(text, .code, part: .ports), .init("  not declared", .muted, part: .ports)], left: .joined,
                        startsSection: ports.isEmpty))
            } else if let gap = group.end.gap, gap.isOfPort, gaps[gap.short] == nil, !box.lines.contains(where: { $0.text == gap.short }) {
                box.add(.init(gap.short, .refused))
            }
        }
    }

    // MARK: Arrows

    mutating func connectBackends() {
        for backend in backends {
            if service.isHeadless {
                figure.connect(
                    front.element, backend.box, .selects, tooltip: "Selected, because \(English.because(because(backend)))",
                    because: because(backend))
                figure.connections[figure.connections.count - 1].tail = figure.elements[front.element].lines.firstIndex {
                    $0.role == .label
                }
                figure.connections[figure.connections.count - 1].head = backend.labels
                continue
            }
            var seen: Set<[Int]> = []
            for (number, port) in resolved.enumerated() { connect(port, number, backend, &seen) }
        }
    }

    /// From a line of a port to the line that it leads to, or to what keeps it from there.
    private mutating func connect(_ port: ResolvedPort, _ number: Int, _ backend: Backend, _ seen: inout Set<[Int]>) {
        let lines = figure.elements[backend.box].lines
        let why = because(backend)
        let tail = resolved.count > Self.ports ? nil : front.ports[number]
        for group in port.groups where group.workload.map(backend.workloads.contains) ?? false {
            let arrives = port.serving.contains { $0.workload == group.workload && $0.end == group.end && $0.state == group.state }
            let text = group.end.number.map { CallsWords.number($0, port.port.transport) }
            let head: Int? =
                if let gap = group.end.gap, gap.isOfPort {
                    lines.firstIndex { $0.text == gap.short }
                } else if !arrives {
                    lines.firstIndex { $0.runs.first?.style == .refused }
                } else {
                    lines.firstIndex { line in line.left != nil && line.runs.contains { $0.style == .code && $0.text == text } }
                }
            // Pods of a workload that are not ready do not hide that others are.
            guard arrives || !port.serving.contains(where: { $0.workload == group.workload && $0.end == group.end }) else { continue }
            guard seen.insert([tail ?? -1, tail == nil ? -1 : head ?? -1, arrives ? 1 : 0]).inserted else { continue }
            let name = figure.elements[backend.box].name
            figure.connect(
                front.element, backend.box, arrives ? .traffic : .denied,
                tooltip: arrives
                    ? "To the Pods of \(name: name), because \(English.because(why))"
                    : "The Service sends nothing to \(name: name): \(group.end.gap?.text ?? "no Pod is ready")", because: why)
            figure.connections[figure.connections.count - 1].tail = tail
            figure.connections[figure.connections.count - 1].head = tail == nil ? nil : head
        }
    }

    func because(_ backend: Backend) -> [Evidence] {
        let chosen = Set(service.selectedPods)
        let pod = backend.workloads.lazy.flatMap { cluster.workloads[$0].pods }.first { chosen.contains($0) }
        return pod.map { cluster.because(service, selects: $0) } ?? []
    }

    // MARK: What misses

    mutating func addNearMisses() {
        guard service.source == .selector else { return }
        let near = cluster.nearMisses(of: service).prefix(2)
        for miss in near {
            addMiss(miss.workload, English.notSelected(miss, in: cluster), tooltip: cluster.sentence(miss))
        }
        // A Pod beside the others, with another value of the same label, teaches what a selector leaves out; where there are more
        // Services, that Pod is simply behind another one.
        let keys = (service.service.selector ?? []).map(\.key)
        guard near.isEmpty, cluster.services(in: service.namespace).count == 1 else { return }
        let selected = Set(service.selectedPods.map { cluster.pods[$0].workload })
        let calling = Set(cluster.calls.filter { $0.service == position }.map(\.workload))
        let other = cluster.workloads.indices.first { workload in
            guard !calling.contains(workload), cluster.workloads[workload].reference.namespace == service.namespace,
                !selected.contains(workload),
                let pod = cluster.workloads[workload].pods.first
            else { return false }
            return keys.contains { cluster.pods[pod].label($0) != nil }
        }
        if let other { addMiss(other, "not selected", tooltip: "\(cluster.workloads[other].reference) has another label") }
    }

    private mutating func addMiss(_ workload: Int, _ why: String, tooltip: String) {
        let object = cluster.workloads[workload]
        guard let pod = object.pods.first.map({ cluster.pods[$0] }) else { return }
        let wanted = service.service.selector ?? []
        let own = pod.labels(under: wanted.map(\.key)).compactMap(\.self)
        var box = Figure.Element(
            id: FigureWords.id("miss", object.kind.lowercased(), object.reference.namespace, object.reference.name), role: .podNotSelected,
            eyebrow: object.isBarePod ? "Pod" : "\(object.kind) · \(English.count(object.replicas, "Pod"))", name: object.reference.name,
            tooltip: "\(tooltip) (\(pod.source.file):\(pod.source.mark.line))")
        for line in place(object.reference.namespace) { box.add(line) }
        box.add(labels: own.isEmpty ? Array(pod.labels.prefix(2)) : own, wanted: wanted)
        box.add(.init(why, .muted))
        figure.connect(front.element, add(box, in: object.reference.namespace), .order)
    }

    // MARK: Another name

    /// The box that an alias leads to.
    var host: Int? { figure.elements.firstIndex { $0.id == "external-host" } }

    private mutating func addHost() {
        let target = service.service.externalName?.value ?? "?"
        let isInside = target.hasSuffix(".svc.\(cluster.facts.clusterDomain)")
        let box = figure.add(
            .init(
                id: "external-host", role: .outside, eyebrow: isInside ? "Another Service" : "Outside the cluster", name: target,
                tooltip: "The host that externalName names"))
        figure.connect(front.element, box, .order)
    }
}
