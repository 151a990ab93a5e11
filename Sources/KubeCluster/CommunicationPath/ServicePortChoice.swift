import KubeManifest

/// The port of a Service that a connection uses.
struct ServicePortChoice {
    let port: ServicePort?
    /// What is to be said about the choice: none was named, or there is no such port.
    let remark: String?

    /// - Parameter allowsNodePort: from outside, the nodePort names the port as well.
    init(_ wanted: PortReference?, _ transport: TransportProtocol?, of service: Service, allowsNodePort: Bool = false) {
        let fits = { (port: ServicePort) in transport.map { $0 == port.transport } ?? true }
        guard let wanted else {
            port = service.ports.first(where: fits)
            remark =
                service.ports.count > 1
                ? "No port was named; of the \(service.ports.count) ports this is the first (\(service.ports.map(Self.text).listed))." : nil
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
        remark = found == nil ? Self.advice(wanted, transport, service) : nil
    }

    static func text(_ port: ServicePort) -> String {
        let number = "\(port.port)\(port.transport == .tcp ? "" : "/\(port.transport.rawValue)")"
        return port.name.map { "\(number) \($0)" } ?? number
    }

    private static func advice(_ wanted: PortReference, _ transport: TransportProtocol?, _ service: Service) -> String {
        let offered =
            service.ports.isEmpty
            ? "it has no port at all" : "it serves \(service.ports.map(text).listed)"
        switch wanted {
        case .number(let number):
            if let same = service.ports.first(where: { $0.port == number }) {
                return "it serves \(number) as \(same.transport.rawValue), not as \(transport?.rawValue ?? "TCP")."
            }
            if let behind = service.ports.first(where: { $0.target == .number(number) }) {
                return "\(number) is its targetPort, the port of the Pods; clients use \(behind.port); did you mean :\(behind.port)?"
            }
            if let listening = service.ports.first(where: { $0.nodePort?.value == number }) {
                return
                    "\(number) is its nodePort, a port of the nodes; at the Service clients use \(listening.port); did you mean :\(listening.port)?"
            }
            return offered + (service.ports.count == 1 ? "; did you mean :\(service.ports[0].port)?" : ".")
        case .name(let name):
            let nearest = Spelling.nearest(to: name, among: service.ports.compactMap(\.name))
            if nearest == nil, let behind = service.ports.first(where: { $0.target == .name(name) }) {
                return "\(name) is its targetPort, a name that the Pods give; did you mean :\(behind.name ?? String(behind.port))?"
            }
            let only = service.ports.count == 1 ? service.ports.first.map { $0.name ?? String($0.port) } : nil
            return offered + ((nearest ?? only).map { "; did you mean :\($0)?" } ?? ".")
        }
    }
}
