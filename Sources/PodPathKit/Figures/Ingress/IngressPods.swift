import KubeCluster
import KubeManifest

/// The Pods behind the Services of an Ingress's figure.
extension IngressScene {
    mutating func addPods(_ services: [Int]) {
        guard !services.isEmpty else { return }
        let number = step(podStep(services), because: Self.limited(services.flatMap { podEvidence($0) }))
        var isNumbered = false
        for position in services {
            guard let front = boxes["\(cluster.services[position].reference)"] else { continue }
            for (element, arrow) in behind(position) {
                let box: Int
                if let known = boxes["pods \(element.id)"] {
                    box = known
                } else {
                    box = figure.add(element)
                    boxes["pods \(element.id)"] = box
                }
                figure.connect(
                    front, box, arrow.role, step: isNumbered ? nil : number, tooltip: arrow.tooltip,
                    because: podEvidence(position))
                isNumbered = true
            }
        }
    }

    /// An arrow to what is behind a Service.
    struct Arrival {
        let role: Figure.Connection.Role
        let tooltip: Sentence

        static let arrives = Arrival(role: .traffic, tooltip: "To one of its Pods")
        static let missing = Arrival(role: .missing, tooltip: "No Pod that is ready stands behind the Service")
        static func lacks(_ gap: PortGap) -> Arrival { Arrival(role: .denied, tooltip: "Nothing arrives: \(gap.text)") }
    }

    /// The ports of a Service that the routes lead to, resolved.
    private func usedPorts(_ position: Int) -> [ResolvedPort] {
        let used = Set(entrance.routes.filter { $0.service == position }.compactMap(\.backendPort))
        return cluster.ports(of: cluster.services[position]).filter { used.contains($0.port.port) }
    }

    mutating func behind(_ position: Int) -> [(Figure.Element, Arrival)] {
        let service = cluster.services[position]
        let targets = cluster.targets(of: service)
        let used = usedPorts(position)
        if !targets.isEmpty {
            var list = targets.prefix(3).map { target -> (Figure.Element, Arrival) in
                let workload = cluster.workloads[target.workload]
                let serves = used.isEmpty || used.contains { $0.serving.contains { $0.workload == target.workload } }
                let isReady = serves || target.pods.contains { cluster.pods[$0].isReady(behind: service.service) }
                let own = used.flatMap(\.groups).filter { $0.workload == target.workload }
                let gap = serves || !isReady ? nil : own.lazy.compactMap(\.end.gap).first
                return (
                    .init(
                        id: FigureWords.id(workload.kind.lowercased(), workload.reference.namespace, workload.reference.name),
                        role: isReady ? (workload.isBarePod ? .pod : .workload) : .podNotReady,
                        eyebrow: (target.pods.count == 1 ? "POD" : "PODS") + (isReady ? "" : " · not ready"), name: workload.reference.name,
                        facts: gap.map { [Sentence($0.short)] } ?? [], count: target.pods.count > 1 ? target.pods.count : nil,
                        tooltip: "\(workload.reference)",
                        group: frame(workload.reference.namespace)), gap.map { .lacks($0) } ?? (isReady ? .arrives : .missing)
                )
            }
            if targets.count > 3 {
                list.append(
                    (
                        .init(
                            id: FigureWords.id("folded", service.namespace, service.name), role: .folded, eyebrow: "FOLDED",
                            name: "+ \(targets.count - 3) more workloads", tooltip: "More workloads behind \(service.reference)",
                            group: frame(service.namespace)), .arrives
                    ))
            }
            return list
        }
        let addresses = cluster.endpoints(of: service).map { English.endpoint(.stated($0.address), nil) }
        if service.source == .alias {
            return [
                (
                    .init(
                        id: FigureWords.id("alias", service.namespace, service.name), role: .outside, eyebrow: "ANOTHER HOST",
                        name: service.service.externalName?.value ?? "?", tooltip: "The host that externalName names"), .arrives
                )
            ]
        }
        guard !addresses.isEmpty else {
            return [
                (
                    .init(
                        id: FigureWords.id("missing-pods", service.namespace, service.name), role: .missing, eyebrow: "NOT FOUND",
                        name: "Pods",
                        caption: "none in these manifests", tooltip: "No Pod behind \(service.reference) was found in these manifests",
                        group: frame(service.namespace)), .missing
                )
            ]
        }
        return [
            (
                .init(
                    id: FigureWords.id("addresses", service.namespace, service.name), role: .endpointSlice, eyebrow: "ADDRESSES",
                    name: "listed by hand", facts: Array(addresses.prefix(3)),
                    tooltip: "The addresses that slices of \(service.reference) list",
                    group: frame(service.namespace)), .arrives
            )
        ]
    }

    func podStep(_ services: [Int]) -> Sentence {
        let list = services.map { cluster.services[$0] }
        if list.allSatisfy({ cluster.endpoints(of: $0).isEmpty && $0.source != .alias }) {
            return "There it ends: no Pod behind \(list.count == 1 ? "the Service" : "these Services") was found in these manifests."
        }
        let gaps = services.flatMap { usedPorts($0) }.map(\.gap)
        if let gap = gaps.first ?? nil, gap.isOfPort, gaps.allSatisfy({ $0?.isOfPort ?? false }) {
            return "There it ends: \(gap.text) behind \(list.count == 1 ? "Service \(list[0].name)" : "these Services")."
        }
        let names = list.count == 1 ? "Service \(list[0].name)" : "the Service"
        return
            "The \(isGateway ? "Gateway's proxy" : "controller") sends the request to one of the Pods behind \(names): usually to the Pod's own address, read from the EndpointSlices, so that the virtual IP plays no part. No manifest says so; it is the controller's own way."
    }

    func podEvidence(_ position: Int) -> [Evidence] {
        let service = cluster.services[position]
        return service.source == .selector ? service.selectedPods.first.map { cluster.because(service, selects: $0) } ?? [] : []
    }
}
