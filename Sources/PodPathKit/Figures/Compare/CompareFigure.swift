import KubeCluster
import KubeManifest

/// What differs between two sets of manifests: what appeared, vanished and changed, and what it touches.
///
/// Needs the older cluster; without it there is nothing to compare and no figure.
struct CompareFigure: FigureKind {
    let id = "compare"
    let title = "What a change does"
    let question = "What appeared, vanished and changed between two sets of manifests, and who leads where now?"

    /// Sentences of one figure; the rest is counted.
    private static let limit = 16

    func figures(of cluster: Cluster, for request: FigureRequest) -> [Figure] {
        guard let old = request.old else { return [] }
        let differences = ComparisonReport.differences(ClusterComparison(from: old, to: cluster), request)
        guard !differences.isEmpty else { return [] }
        var figure = Figure(kind: id, id: id, title: English.changeTitle(differences.count), description: "", layout: .flow)
        var scene = CompareScene(differences, to: cluster)
        scene.draw(differences.prefix(Self.limit), in: &figure)
        scene.link(from: old, to: cluster, in: &figure)
        figure.remarks.append(
            English.changeRemark(
                hasMissing: figure.elements.contains { $0.role == .missing }, hasRefused: figure.connections.contains { $0.role == .denied }
            ))
        if differences.count > Self.limit { figure.remarks.append(English.moreDifferences(differences.count - Self.limit)) }
        figure.description = figure.toldInSteps(figure.remarks)
        return [figure]
    }
}

/// A box for each object that a difference names, an arrow for each relation that came or went.
struct CompareScene {
    private let came: Set<ObjectReference>
    private let gone: Set<ObjectReference>
    /// What the newer manifests hold.
    private let present: Set<ObjectReference>
    /// The ports of their Services, as a difference writes them: `80/TCP`.
    private let served: [ObjectReference: [String]]
    private var boxes: [ObjectReference: Int] = [:]

    init(_ differences: [ClusterComparison.Difference], to new: Cluster) {
        let objects = differences.filter { [.service, .workload, .policy].contains($0.field) }
        came = Set(objects.filter { $0.old == nil }.map(\.object))
        gone = Set(objects.filter { $0.new == nil }.map(\.object))
        let policies = new.objects.networkPolicies.map(\.metadata.reference) + new.objects.tieredPolicies.map(\.metadata.reference)
        present = Set(new.services.map(\.reference) + new.workloads.map(\.reference) + policies)
        let ports = new.services.filter { $0.source != .alias }.map { service in
            (service.reference, service.service.ports.map { "\($0.port)/\($0.transport.rawValue)" })
        }
        served = Dictionary(ports, uniquingKeysWith: { first, _ in first })
    }

    mutating func draw(_ differences: some Sequence<ClusterComparison.Difference>, in figure: inout Figure) {
        for difference in differences {
            let because = difference.becauseOld + difference.becauseNew
            let unserved = unserved(difference)
            let sentence = English.difference(difference) + (unserved?.sentence ?? "")
            let step = figure.step(sentence, because: because)
            let from = box(difference.object, in: &figure)
            let isGone = difference.new == nil
            if let target = difference.target, [.target, .call, .callPorts, .resolution].contains(difference.field) {
                let to = box(target, in: &figure)
                let isMissing = isGone || figure.elements[to].role == .missing
                figure.connect(
                    from, to, isMissing ? .missing : unserved != nil ? .denied : .traffic,
                    label: English.relation(difference), step: step,
                    tooltip: sentence, because: because)
                figure.connections[figure.connections.count - 1].note = unserved?.note
            } else {
                figure.elements[from].notes.append(.init(step: step, text: English.short(difference), isRefused: isGone))
            }
        }
    }

    /// Ports of a call that changed, of which the Service, where it is known, has none.
    private func unserved(_ difference: ClusterComparison.Difference) -> (note: String, sentence: Sentence)? {
        guard difference.field == .callPorts, let target = difference.target, let ports = served[target], let new = difference.new else {
            return nil
        }
        let missing = new.split(separator: ", ").map(String.init).filter { !ports.contains($0) }
        guard !missing.isEmpty else { return nil }
        return (English.unserved(missing, by: ports), English.unserved(missing, by: ports, of: target))
    }

    /// What Services lead to among the boxes: now, and for those that are gone, before.
    mutating func link(from old: Cluster, to new: Cluster, in figure: inout Figure) {
        for (cluster, isOld) in [(old, true), (new, false)] {
            for service in cluster.services where !isOld || gone.contains(service.reference) {
                guard let from = boxes[service.reference] else { continue }
                for target in cluster.targets(of: service) {
                    let reference = cluster.workloads[target.workload].reference
                    guard let to = boxes[reference], !figure.connections.contains(where: { $0.from == from && $0.to == to }) else {
                        continue
                    }
                    let because = target.pods.first.map { cluster.because(service, selects: $0) } ?? []
                    figure.connect(
                        from, to, isOld ? .missing : .traffic, tooltip: "\(service.reference) \(isOld ? "led" : "leads") to \(reference)",
                        because: because)
                }
            }
        }
    }

    private mutating func box(_ object: ObjectReference, in figure: inout Figure) -> Int {
        if let position = boxes[object] { return position }
        let role: Figure.Element.Role, eyebrow: String
        switch (gone.contains(object), present.contains(object)) {
        case (true, _): (role, eyebrow) = (.gone, "\(object.kind.uppercased()) · gone")
        case (_, false): (role, eyebrow) = (.missing, "\(object.kind.uppercased()) · not found")
        default:
            role = object.kind == "Service" ? .service : object.kind == "Pod" ? .pod : .workload
            eyebrow = object.kind.uppercased() + (came.contains(object) ? " · new" : "")
        }
        let position = figure.add(
            .init(
                id: FigureWords.id(object.kind.lowercased(), object.namespace, object.name), role: role, eyebrow: eyebrow,
                name: object.name,
                facts: ["in \(object.namespace)"], tooltip: "\(object)\(eyebrow.dropFirst(object.kind.count))"))
        boxes[object] = position
        return position
    }
}
