import KubeManifest

/// Looks up the Services that Ingresses and routes name.
struct BackendResolver {
    /// What a reference to a Service comes to.
    struct Result {
        var service: Int?
        var port: Int?
        var problem: IngressRoute.Problem?
        var because: [Evidence]
    }

    let services: [ClusterService]
    private let positions: [ObjectReference: Int]
    private let names: [String: [String]]
    private let namespaces: [String]
    private var texts: [ObjectReference: String] = [:]
    /// How many comparisons the search for the nearest names may still take.
    private var comparisons = 200_000

    init(_ services: [ClusterService]) {
        self.services = services
        positions = Dictionary(services.enumerated().map { ($1.reference, $0) }, uniquingKeysWith: { first, _ in first })
        names = Dictionary(grouping: services, by: \.namespace).mapValues { $0.map(\.name) }
        namespaces = names.keys.sorted()
    }

    /// Only the Service's own ports count, by number or name, never its target ports (C31).
    mutating func resolve(
        _ wanted: ObjectReference, _ transport: TransportProtocol, _ port: PortReference?, name: Evidence, portField: Evidence?
    ) -> Result {
        let because = [name] + (portField.map { [$0] } ?? [])
        guard let position = positions[wanted] else {
            return Result(
                port: number(port), problem: .init(kind: .serviceNotFound, text: missing(wanted), evidence: name), because: because)
        }
        let service = services[position]
        guard let port else { return Result(service: position, because: because) }
        let ports = service.service.ports
        // Two ports may have one number, with two protocols.
        let fitting = ports.filter { candidate in
            switch port {
            case .number(let number): candidate.port == number
            case .name(let name): candidate.name == name
            }
        }
        let found = fitting.first { $0.transport == transport } ?? fitting.first
        if let found {
            let evidence = Evidence(
                service.service.metadata, field: "\(found.field).\(found.name == port.text ? "name" : "port")", value: port.text,
                at: found.mark)
            return Result(service: position, port: found.port, because: because + [evidence])
        }
        // An alias sends clients to another host, whose ports the Service need not list.
        if service.source == .alias, ports.isEmpty { return Result(service: position, port: number(port), because: because) }
        return Result(
            service: position, port: number(port),
            problem: .init(kind: .portNotServed, text: notServed(port, service), evidence: portField ?? name), because: because)
    }

    private func number(_ port: PortReference?) -> Int? {
        if case .number(let number)? = port { return number }
        return nil
    }

    private mutating func missing(_ wanted: ObjectReference) -> String {
        if let text = texts[wanted] { return text }
        var text = "\(wanted) was not found in these manifests"
        let here = names[wanted.namespace] ?? []
        comparisons -= here.count + namespaces.count
        if comparisons > 0 {
            if let nearest = Spelling.nearest(to: wanted.name, among: here) {
                text += "; did you mean \(nearest)?"
            } else if let other = namespaces.first(where: {
                positions[ObjectReference(kind: "Service", namespace: $0, name: wanted.name)] != nil
            }) {
                text += "; a Service of that name is in namespace \(other)"
            }
        }
        texts[wanted] = text
        return text
    }

    private func notServed(_ port: PortReference, _ service: ClusterService) -> String {
        let ports = service.service.ports
        let list = ports.map { port in port.name.map { "\(port.port) (\($0))" } ?? String(port.port) }.joined(separator: ", ")
        let text = "\(service.reference) serves \(ports.isEmpty ? "no port" : "port \(list)"), not \(port.text)"
        if let meant = ports.first(where: { $0.target == port }) {
            return "\(text); \(port.text) is its targetPort: did you mean \(meant.port)?"
        }
        if case .name(let name) = port, let nearest = Spelling.nearest(to: name, among: ports.compactMap(\.name)) {
            return "\(text); did you mean \(nearest)?"
        }
        if ports.count == 1 { return "\(text); did you mean \(ports[0].port)?" }
        return text
    }
}
