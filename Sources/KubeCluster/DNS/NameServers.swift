import KubeManifest

/// One address that the DNS server is reached by, and the name that it has there (R6).
struct NameServerAddress {
    /// With the final dot.
    let name: String
    let nameIsIllustrative: Bool
    /// Nil where nothing states it.
    let address: AssignedAddress?
    let isBuiltIn: Bool
}

extension ClusterDNS {
    /// The names and addresses of the server itself (R6; plugin/kubernetes/ns.go, nsAddrs).
    ///
    /// Of every slice that holds one of the server's addresses as ready: the virtual IPs of its Service, or all addresses of the slice
    /// where the Service is headless, and nothing where there is no such Service. Without such a slice `ns.dns`.
    ///
    /// - Parameter spelling: the zone, as the question spells it.
    func nameServers(_ spelling: String) -> [NameServerAddress] {
        let own = facts.serverAddresses
        // Where they are not stated, the server is behind the Service that every cluster has; one without an address stands for nothing.
        if own.isEmpty, !facts.noEndpoints, let usual = service("kube-dns", in: "kube-system"), !usual.virtualIPs.isEmpty {
            return virtualIPs(of: usual, spelling)
        }
        let texts = Set(own.map(\.description))
        let slices = readySlices.filter { slice in slice.endpoints.contains { texts.contains($0.address) } }
        guard !slices.isEmpty else {
            let known = own.isEmpty ? cluster.facts.clusterDNS : own
            let addresses: [AssignedAddress?] = known.map { AssignedAddress(address: $0, isIllustrative: false) }
            return (addresses.isEmpty ? [nil] : addresses).map {
                NameServerAddress(name: "ns.dns.\(spelling).", nameIsIllustrative: false, address: $0, isBuiltIn: false)
            }
        }
        return slices.flatMap { slice -> [NameServerAddress] in
            guard let service = slice.known else { return [] }
            guard service.service.isHeadless else { return virtualIPs(of: service, spelling) }
            return slice.endpoints.compactMap { endpoint in
                let label = label(of: endpoint)
                return IPAddress(endpoint.address).map {
                    NameServerAddress(
                        name: "\(label.text).\(service.name).\(service.namespace).svc.\(spelling).",
                        nameIsIllustrative: label.isIllustrative,
                        address: AssignedAddress(address: $0.served, isIllustrative: endpoint.isIllustrative),
                        isBuiltIn: isBuiltIn(service))
                }
            }
        }
    }

    private func virtualIPs(of service: ClusterService, _ spelling: String) -> [NameServerAddress] {
        service.virtualIPs.map {
            NameServerAddress(
                name: "\(service.name).\(service.namespace).svc.\(spelling).", nameIsIllustrative: false, address: $0,
                isBuiltIn: isBuiltIn(service))
        }
    }

    /// The NS records at a zone, one for each name.
    func records(of servers: [NameServerAddress], at zone: String) -> [DNSRecord] {
        servers.map {
            DNSRecord(zone, .ns, ttl: facts.ttl, $0.name, isIllustrative: $0.nameIsIllustrative, isBuiltIn: $0.isBuiltIn)
        }.unique
    }

    /// The addresses of the server as records.
    ///
    /// - Parameter name: at this name; nil for each at its own.
    func addressRecords(of servers: [NameServerAddress], at name: String? = nil) -> [DNSRecord] {
        servers.compactMap { server in
            server.address.map {
                DNSRecord(
                    name ?? server.name, DNSType($0.address.family), ttl: facts.ttl, $0.address.description,
                    isIllustrative: $0.isIllustrative, isBuiltIn: server.isBuiltIn)
            }
        }.unique
    }
}
