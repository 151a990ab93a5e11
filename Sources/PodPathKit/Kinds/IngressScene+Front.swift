import KubeCluster
import KubeManifest

/// Who takes the requests in an Ingress's figure: the controller's Pods, or what a Gateway stands for.
extension IngressScene {
    /// The controller's Pods, or what a Gateway stands for.
    mutating func addFront() -> Int {
        guard let gateway = door.routes.lazy.compactMap(\.gateway).first else {
            let name = door.routes.first?.className
            let known = cluster.objects.ingressClasses.first { $0.metadata.name == name ?? "" || name == nil && $0.isDefault }
            return figure.add(
                .init(
                    id: "controller", role: .controller, eyebrow: "INGRESS CONTROLLER", name: "its Pods",
                    facts: [name.map { "class \($0)" } ?? known.map { "class \($0.metadata.name)" } ?? "the default class"]
                        + (known?.controller.map { [$0] } ?? []),
                    caption: "no Ingress names them",
                    tooltip: "The Pods of the controller that carries the Ingress out; an Ingress does not say which these are",
                    group: clusterFrame))
        }
        guard let object = cluster.objects.gateways.first(where: { $0.metadata.reference == gateway }) else {
            return figure.add(
                .init(
                    id: FigureWords.id("gateway", gateway.namespace, gateway.name), role: .missing, eyebrow: "GATEWAY · not found",
                    name: gateway.name, caption: "not in these manifests",
                    tooltip: "\(gateway) was not found in these manifests", group: frame(gateway.namespace)))
        }
        // A frame of its own for one box would only be in the way of the arrows.
        let isAlone = !door.routes.contains { $0.object.namespace == gateway.namespace || $0.backend.namespace == gateway.namespace }
        let used = Set(door.routes.compactMap(\.listener))
        let listeners = object.listeners.filter { used.isEmpty || used.contains($0.name) }
        return figure.add(
            .init(
                id: FigureWords.id("gateway", gateway.namespace, gateway.name), role: .ingress,
                eyebrow: "GATEWAY · class \(object.className?.value ?? "?")", name: gateway.name,
                facts: (isAlone ? ["in \(gateway.namespace)"] : [])
                    + listeners.prefix(4).map {
                        "\($0.name) :\($0.port.map { String($0.value) } ?? "?") \($0.transport?.value ?? "")"
                    } + (listeners.count > 4 ? ["+ \(listeners.count - 4) more listeners"] : []),
                caption: "run by its class's controller",
                tooltip:
                    "\(gateway) (\(object.metadata.file):\(object.metadata.mark.line)): its class's controller runs what listens there",
                group: isAlone ? clusterFrame : frame(gateway.namespace)))
    }

    /// Says once for each object why its hosts get no requests.
    mutating func addUnattached() {
        var told: Set<String> = []
        for way in ways {
            guard let failure = way.failure, failure.kind == .notAttached || failure.kind == .noParent, let box = boxes[way.host],
                told.insert(failure.text).inserted
            else { continue }
            let number = step("\(way.routes[0].object) gets no requests: \(failure.text).", because: [failure.evidence])
            if let arrow = figure.connections.firstIndex(where: { $0.to == box && $0.role == .missing && $0.step == nil }) {
                figure.connections[arrow].step = number
            }
        }
    }

    var frontEvidence: [Evidence] {
        let fields = isGateway ? ["parentRefs", "listeners"] : []
        let found = door.routes.flatMap(\.because).filter { evidence in fields.contains { evidence.field.contains($0) } }
        if isGateway { return Self.limited(found) }
        let names = Set(door.routes.map(\.object))
        return cluster.objects.ingresses.filter { names.contains($0.metadata.reference) }.prefix(3).compactMap { ingress in
            ingress.className.map { Evidence(ingress.metadata, field: ingress.classNameField, value: $0.value, at: $0.mark) }
        }
    }
}
