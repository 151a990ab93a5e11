import KubeManifest

/// The port of a Service that a connection uses.
struct ServicePortChoice {
    let port: ServicePort?
    /// What is to be said about the choice: none was named, or there is no such port.
    let advice: PortAdvice?

    /// - Parameter allowsNodePort: from outside, the nodePort names the port as well.
    init(_ wanted: PortReference?, _ transport: TransportProtocol?, of service: Service, allowsNodePort: Bool = false) {
        let fits = { (port: ServicePort) in transport.map { $0 == port.transport } ?? true }
        guard let wanted else {
            port = service.ports.first(where: fits)
            advice = service.ports.count > 1 ? .first(of: service.ports.map { ServedPort($0) }) : nil
            return
        }
        let found = service.ports.first { candidate in
            guard fits(candidate) else { return false }
            switch wanted {
            case .number(let number): return candidate.port == number || allowsNodePort && candidate.nodePort?.value == number
            case .name(let name): return candidate.name == name
            }
        }
        port = found
        advice = found == nil ? Self.advice(wanted, transport, service) : nil
    }

    private static func advice(_ wanted: PortReference, _ transport: TransportProtocol?, _ service: Service) -> PortAdvice {
        let offered = service.ports.map { ServedPort($0) }
        switch wanted {
        case .number(let number):
            if let same = service.ports.first(where: { $0.port == number }) {
                return .otherProtocol(number, served: same.transport, asked: transport ?? .tcp)
            }
            if let behind = service.ports.first(where: { $0.target == .number(number) }) {
                return .targetPort(number, port: behind.port)
            }
            if let listening = service.ports.first(where: { $0.nodePort?.value == number }) {
                return .nodePort(number, port: listening.port)
            }
            return .served(offered, nearest: service.ports.count == 1 ? String(service.ports[0].port) : nil)
        case .name(let name):
            let nearest = Spelling.nearest(to: name, among: service.ports.compactMap(\.name))
            if nearest == nil, let behind = service.ports.first(where: { $0.target == .name(name) }) {
                return .targetName(name, nearest: behind.name ?? String(behind.port))
            }
            let only = service.ports.count == 1 ? service.ports.first.map { $0.name ?? String($0.port) } : nil
            return .served(offered, nearest: nearest ?? only)
        }
    }
}
