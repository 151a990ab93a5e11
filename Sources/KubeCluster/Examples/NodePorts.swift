import KubeManifest

/// The ports that Services open on the nodes: as stated, else an example of the range that a cluster picks from (R69, R70).
struct NodePorts: Sendable {
    private static let range = ServicePort.nodePorts
    /// The lower ports are for numbers that people choose (KEP-3668): the offset is a 32nd of the range, from 16 to 128.
    private static let first = range.lowerBound + min(max(16, range.count / 32), 128)

    private var taken: Set<Int>
    /// By Service, then by the number of its port: ports of one number and several protocols have one nodePort.
    private var examples: [ObjectReference: [Int: Int]] = [:]

    init(_ services: [Service]) {
        taken = Set(services.flatMap { $0.ports.compactMap { $0.nodePort?.value } })
        for service in services where service.opensNodePorts {
            for port in service.ports where port.nodePort == nil {
                guard examples[service.metadata.reference]?[port.port] == nil, let number = free(service, port) else { continue }
                taken.insert(number)
                examples[service.metadata.reference, default: [:]][port.port] = number
            }
        }
    }

    /// What a Service opens for a port, or would open if its type were another.
    ///
    /// - Returns: nil only where every port of the range is taken.
    func number(of port: ServicePort, _ service: Service) -> Assigned<Int>? {
        if let stated = port.nodePort { return .stated(stated.value) }
        return (examples[service.metadata.reference]?[port.port] ?? free(service, port)).map { .example($0) }
    }

    private func free(_ service: Service, _ port: ServicePort) -> Int? {
        let count = Self.range.upperBound - Self.first + 1
        let start = Int(ExampleHash.of(service.metadata.reference, "nodePort", String(port.port)) % UInt64(count))
        return (0..<count).lazy.map { Self.first + (start + $0) % count }.first { !taken.contains($0) }
    }
}
