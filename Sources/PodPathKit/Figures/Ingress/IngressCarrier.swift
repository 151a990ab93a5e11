import KubeCluster
import KubeManifest

/// Who takes the requests in an Ingress's figure: the controller's Pods, or what a Gateway stands for.
extension IngressScene {
    /// A frame around the rules: of the controller's Pods, or of the Gateway, that carries them out.
    mutating func addFront() -> Int {
        guard let gateway = entrance.routes.lazy.compactMap(\.gateway).first else {
            let name = entrance.routes.first?.className
            let known = cluster.objects.ingressClasses.first { $0.metadata.name == name ?? "" || name == nil && $0.isDefault }
            let of = name ?? known?.metadata.name
            return figure.add(
                Figure.Group(
                    id: "controller", role: .controller, name: "Ingress controller\(of.map { ", class \($0)" } ?? "")",
                    note: "its Pods read these rules",
                    tooltip: "The Pods of the controller that carries the Ingress out; an Ingress does not say which these are"
                        + (known?.controller.map { ". The class names the controller \($0)" } ?? ""), parent: clusterFrame))
        }
        let id = FigureWords.id("gateway", gateway.namespace, gateway.name)
        guard let object = cluster.objects.gateways.first(where: { $0.metadata.reference == gateway }) else {
            return figure.add(
                Figure.Group(
                    id: id, role: .missing, name: "Gateway \(gateway.namespace)/\(gateway.name)", note: "not found in these manifests",
                    tooltip: "\(gateway) was not found in these manifests", parent: clusterFrame))
        }
        let used = Set(entrance.routes.compactMap(\.listener))
        let listeners = object.listeners.filter { used.isEmpty || used.contains($0.name) }.map {
            "\($0.name) :\($0.port.map { String($0.value) } ?? "?")"
        }
        let shown = listeners.prefix(3).joined(separator: ", ") + (listeners.count > 3 ? " + \(listeners.count - 3)" : "")
        return figure.add(
            Figure.Group(
                id: id, role: .gateway, name: "Gateway \(gateway.namespace)/\(gateway.name)",
                note: Sentence("class \((object.className?.value ?? "?").shortened(to: 24)) · \(shown)".shortened(to: 48)),
                tooltip:
                    "\(gateway) (\(object.metadata.file):\(object.metadata.mark.line)): its class's controller runs what listens there",
                parent: clusterFrame))
    }

    var frontEvidence: [Evidence] {
        let fields = isGateway ? ["parentRefs", "listeners"] : []
        let found = entrance.routes.flatMap(\.because).filter { evidence in fields.contains { evidence.field.contains($0) } }
        if isGateway { return Self.limited(found) }
        let names = Set(entrance.routes.map(\.object))
        return cluster.objects.ingresses.filter { names.contains($0.metadata.reference) }.prefix(3).compactMap { ingress in
            ingress.className.map { Evidence(ingress.metadata, field: ingress.classNameField, value: $0.value, at: $0.mark) }
        }
    }
}
