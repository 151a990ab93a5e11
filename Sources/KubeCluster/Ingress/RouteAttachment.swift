import KubeManifest

/// Whether a listener takes a route: section and port, kinds, namespaces (gateway.networking.k8s.io, Listener.allowedRoutes).
struct RouteAttachment {
    /// Why a listener does not take a route. The nearer it came to taking it, the higher the rank.
    struct Refusal {
        enum Field { case sectionName, port, name, hostnames }
        let rank: Int
        let text: String
        let field: Field

        static func hostnames(of route: GatewayRoute, _ listener: Gateway.Listener) -> Refusal {
            let names = route.hostnames.map(\.value)
            return Refusal(
                rank: 4,
                text:
                    "listener \(listener.name) takes \(listener.hostname?.value ?? ""), and none of the route's hostnames (\(names.prefix(3).joined(separator: ", "))\(names.count > 3 ? ", …" : "")) is within it",
                field: .hostnames)
        }

        func evidence(_ route: GatewayRoute, _ parent: GatewayRoute.ParentReference) -> Evidence {
            switch field {
            case .sectionName:
                if let section = parent.sectionName {
                    return Evidence(route.metadata, field: "\(parent.field).sectionName", value: section.value, at: section.mark)
                }
            case .port:
                if let port = parent.port {
                    return Evidence(route.metadata, field: "\(parent.field).port", value: String(port.value), at: port.mark)
                }
            case .hostnames:
                if let host = route.hostnames.first {
                    return Evidence(route.metadata, field: "spec.hostnames", value: host.value, at: host.mark)
                }
            case .name: break
            }
            return Evidence(route.metadata, field: "\(parent.field).name", value: parent.name.value, at: parent.name.mark)
        }
    }

    private let labels: [String: [Label]]

    init(_ namespaces: [Namespace]) {
        labels = Dictionary(namespaces.map { ($0.metadata.name, $0.metadata.labels) }, uniquingKeysWith: { first, _ in first })
    }

    func refusal(
        of route: GatewayRoute, at listener: Gateway.Listener, of holder: ListenerHolder, _ parent: GatewayRoute.ParentReference
    ) -> Refusal? {
        if let section = parent.sectionName, section.value != listener.name {
            // Said once, not for each listener that it is not.
            guard listener.field == holder.listeners.first?.field else { return Refusal(rank: 0, text: "", field: .sectionName) }
            let names = holder.listeners.map(\.name)
            let nearest = Spelling.nearest(to: section.value, among: names).map { "; did you mean \($0)?" } ?? ""
            return Refusal(
                rank: 1, text: "it has no listener \(Quoted(section.value)) (\(names.joined(separator: ", ")))\(nearest)",
                field: .sectionName)
        }
        if let port = parent.port, port.value != listener.port?.value {
            let own = listener.port.map { String($0.value) } ?? "unknown"
            return Refusal(rank: 2, text: "listener \(listener.name) is at port \(own), not \(port.value)", field: .port)
        }
        let kinds = listener.allowedKinds.isEmpty ? Self.kinds(of: listener) : listener.allowedKinds.map(\.value)
        if let kinds, !kinds.contains(route.metadata.kind) {
            return Refusal(
                rank: 3,
                text:
                    "listener \(listener.name) (\(listener.transport?.value ?? "")) takes \(kinds.joined(separator: ", ")), not \(route.metadata.kind)",
                field: .name)
        }
        let home = holder.metadata.namespace, namespace = route.metadata.namespace
        switch listener.allowedNamespaces {
        case .all: return nil
        case .none: return Refusal(rank: 3, text: "listener \(listener.name) takes routes of no namespace", field: .name)
        case .same:
            if namespace == home { return nil }
            return Refusal(
                rank: 3,
                text:
                    "listener \(listener.name) takes routes of its own namespace \(home) only (allowedRoutes.namespaces), not of \(namespace)",
                field: .name)
        case .selector(let selector):
            if matches(selector, namespace) { return nil }
            let own = labels[namespace]
            return Refusal(
                rank: 3,
                text:
                    "listener \(listener.name) takes routes of namespaces with \(selector.text), and \(own == nil ? "no Namespace \(namespace) was found in these manifests to say its labels" : "Namespace \(namespace) has not")",
                field: .name)
        }
    }

    private func matches(_ selector: LabelSelector, _ namespace: String) -> Bool {
        // Every namespace bears its own name as a label (C3).
        selector.matches { labels[namespace]?[label: $0] ?? ($0 == "kubernetes.io/metadata.name" ? namespace : nil) }
    }

    /// Whether a Gateway takes the listeners of a ListenerSet (gateway.networking.k8s.io, Gateway.allowedListeners).
    func allows(_ set: ListenerSet, at gateway: Gateway) -> Bool {
        switch gateway.allowedListenerSets {
        case .all: true
        case .none: false
        case .same: set.metadata.namespace == gateway.metadata.namespace
        case .selector(let selector): matches(selector, set.metadata.namespace)
        }
    }

    /// What a listener takes where it does not say; nil for protocols that only its controller knows.
    private static func kinds(of listener: Gateway.Listener) -> [String]? {
        switch listener.transport?.value {
        case "HTTP"?, "HTTPS"?: ["HTTPRoute", "GRPCRoute"]
        // Where TLS ends at the listener, what is in it is a plain connection.
        case "TLS"?: listener.endsTLS ? ["TLSRoute", "TCPRoute"] : ["TLSRoute"]
        case "TCP"?: ["TCPRoute"]
        case "UDP"?: ["UDPRoute"]
        default: nil
        }
    }
}
