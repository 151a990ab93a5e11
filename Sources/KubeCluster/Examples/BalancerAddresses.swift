import KubeManifest

/// The addresses of load balancers that no status states: one for each Service, of the ranges that are kept for documentation
/// (RFC 5737, RFC 3849); where these are used up, of the range for tests of networks (RFC 2544).
struct BalancerAddresses: Sendable {
    private static let pools: [IPAddress.Family: [AddressPool]] = [
        .ipv4: [
            AddressPool(first: 0xCB00_7100, size: 255, family: .ipv4), AddressPool(first: 0xC633_6400, size: 255, family: .ipv4),
            AddressPool(first: 0xC612_0000, size: (1 << 17) - 1, family: .ipv4),
        ],
        .ipv6: [AddressPool(first: 0x2001_0DB8 << 96, size: 1 << 16, family: .ipv6)],
    ]

    private var taken: Set<IPAddress>
    private var examples: [ObjectReference: IPAddress] = [:]

    init(_ services: [Service], taken: Set<IPAddress>) {
        self.taken = taken
        for service in services where service.type == .loadBalancer && service.loadBalancerIngress.isEmpty {
            guard let address = free(service) else { continue }
            self.taken.insert(address)
            examples[service.metadata.reference] = address
        }
    }

    /// Where a Service's balancer is, or would be if its type were another.
    func addresses(of service: Service) -> [Assigned<String>] {
        guard service.loadBalancerIngress.isEmpty else { return service.loadBalancerIngress.map { .stated($0) } }
        return (examples[service.metadata.reference] ?? free(service)).map { [.example($0.description)] } ?? []
    }

    private func free(_ service: Service) -> IPAddress? {
        let family: IPAddress.Family = ClusterResolver.families(of: service).first == .ipv6 ? .ipv6 : .ipv4
        let hash = ExampleHash.of(service.metadata.reference, "balancer")
        return (Self.pools[family] ?? []).lazy.compactMap { $0.free(from: hash, taken) }.first
    }
}
