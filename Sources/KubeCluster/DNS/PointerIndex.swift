import KubeManifest

/// From addresses back to names (R38 to R40; plugin/kubernetes/reverse.go, serviceRecordForIP).
struct PointerIndex {
    /// One name that an address has.
    private struct Pointer {
        /// With the final dot.
        let target: String
        let isIllustrative: Bool
        let isBuiltIn: Bool
        let because: [Evidence]
    }

    private let ttl: Int
    /// By the text of the address: CoreDNS compares text, so what a slice spells in another way than Go does is not found.
    private var pointers: [String: [Pointer]] = [:]

    init(_ dns: ClusterDNS) {
        ttl = dns.facts.ttl
        for service in dns.services where dns.isExposed(service.namespace) {
            let target = "\(service.name).\(service.namespace).svc.\(dns.zone)."
            for ip in service.virtualIPs where pointers[ip.address.served.description] == nil {
                // A virtual IP ends the search; where two Services have it, the first is found (R38).
                pointers[ip.address.served.description] = [
                    Pointer(
                        target: target, isIllustrative: ip.isIllustrative, isBuiltIn: dns.isBuiltIn(service),
                        because: [Evidence(nameOf: service.service.metadata)])
                ]
            }
        }
        let virtual = Set(pointers.keys)
        // One for each Service that has the address as a ready endpoint (R39); a slice without its Service counts here (R30).
        for slice in dns.readySlices where dns.isExposed(slice.namespace) {
            for endpoint in slice.endpoints where !virtual.contains(endpoint.address) {
                let target = "\(dns.label(of: endpoint).text).\(slice.service).\(slice.namespace).svc.\(dns.zone)."
                guard pointers[endpoint.address]?.contains(where: { $0.target == target }) != true else { continue }
                pointers[endpoint.address, default: []].append(
                    Pointer(
                        target: target, isIllustrative: endpoint.isIllustrative, isBuiltIn: slice.known.map(dns.isBuiltIn) ?? false,
                        because: slice.known.map { [Evidence(nameOf: $0.service.metadata)] } ?? []))
            }
        }
    }

    /// Every address that has a name.
    var addresses: [IPAddress] { pointers.keys.compactMap { text in IPAddress(text).flatMap { $0.served.description == text ? $0 : nil } } }

    /// The PTR records of an address, at the name that was asked for.
    func records(of address: IPAddress, at name: String) -> [DNSRecord] {
        (pointers[address.served.description] ?? []).map {
            DNSRecord(
                name, .ptr, ttl: ttl, $0.target, isIllustrative: $0.isIllustrative, isBuiltIn: $0.isBuiltIn, because: $0.because)
        }
    }
}
