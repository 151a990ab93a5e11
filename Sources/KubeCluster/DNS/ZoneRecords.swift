import KubeManifest

/// Every record that the server would serve: the forward zone, then the reverse ones.
///
/// With `pods insecure` the server also answers for addresses that no Pod has; only those of Pods are listed.
package struct ZoneRecords {
    private let dns: ClusterDNS
    private var records: [DNSRecord] = []

    package static func all(of dns: ClusterDNS) -> [DNSRecord] {
        var zone = ZoneRecords(dns: dns)
        zone.addApex()
        for service in dns.services where dns.isExposed(service.namespace) { zone.add(service) }
        zone.addPods()
        zone.addPointers()
        return zone.sorted
    }

    private init(dns: ClusterDNS) { self.dns = dns }

    /// By name, type and data, each once.
    private var sorted: [DNSRecord] {
        let keys = records.map { key(of: $0.name) }
        let order = records.indices.sorted { a, b in
            if keys[a] != keys[b] { return keys[a].lexicographicallyPrecedes(keys[b]) }
            if records[a].type != records[b].type { return records[a].type < records[b].type }
            return records[a].data < records[b].data
        }
        var result: [DNSRecord] = []
        result.reserveCapacity(records.count)
        for position in order {
            let record = records[position]
            if let last = result.last, last.name == record.name, last.type == record.type, last.data == record.data { continue }
            result.append(record)
        }
        return result
    }

    /// Labels from the right, so that names of one zone stand together; reverse zones last.
    private func key(of name: String) -> [UInt8] {
        var key: [UInt8] = [name.hasSuffix(".arpa.") ? 1 : 0]
        key.reserveCapacity(name.utf8.count + 1)
        for label in name.utf8.split(separator: 0x2E).reversed() {
            key += label
            key.append(0)
        }
        return key
    }

    private mutating func addApex() {
        records.append(dns.soa(dns.zone))
        let servers = dns.nameServers(dns.zone)
        // What they are called as endpoints and Services stands with these, as far as their namespaces are exposed.
        records += dns.records(of: servers, at: "\(dns.zone).")
        records += dns.addressRecords(of: servers, at: "ns.dns.\(dns.zone).")
        records.append(DNSRecord("dns-version.\(dns.zone).", .txt, ttl: ClusterDNS.versionTTL, ClusterDNS.version))
    }

    private mutating func add(_ service: ClusterService) {
        let base = "\(service.name).\(service.namespace).svc.\(dns.zone)."
        var names = [(base, service.service.type == .externalName ? ["CNAME"] : ["A", "AAAA", "SRV"])]
        var seen: Set<String> = []
        for port in portNames(of: service) where seen.insert(port).inserted { names.append(("\(port).\(base)", ["SRV"])) }
        if dns.facts.zonal, service.service.isHeadless {
            for zone in Set(dns.readyEndpoints(of: service).compactMap(\.zone)) {
                // R32; `prefer` also answers for zones that have no endpoint, which have no end.
                for way in ["pin", "prefer"] { names.append(("\(zone).\(way)._zone.\(base)", ["A", "AAAA", "SRV"])) }
            }
        }
        for (name, types) in names {
            for type in types { records += dns.answer(name, type).answers.filter { $0.type.rawValue == type } }
        }
        guard !dns.facts.noEndpoints, service.service.type != .externalName else { return }
        let because = [Evidence(nameOf: service.service.metadata)]
        for endpoint in dns.readyEndpoints(of: service) { add(endpoint, base, because) }
    }

    /// Named ports; those of a headless Service are what its endpoints say (R28).
    private func portNames(of service: ClusterService) -> [String] {
        let name = { (name: String?, transport: TransportProtocol) in
            name.flatMap { $0.isEmpty ? nil : "_\($0)._\(transport.rawValue.lowercased())" }
        }
        guard service.service.isHeadless else { return service.service.ports.compactMap { name($0.name, $0.transport) } }
        return dns.readyEndpoints(of: service).flatMap { $0.ports.compactMap { name($0.name, $0.transport) } }
    }

    private mutating func add(_ endpoint: Endpoint, _ base: String, _ because: [Evidence]) {
        guard let address = IPAddress(endpoint.address)?.served else { return }
        let label = dns.label(of: endpoint)
        records.append(
            DNSRecord(
                "\(label.text).\(base)", DNSType(address.family), ttl: dns.facts.ttl, address.description,
                isIllustrative: endpoint.isIllustrative, because: because))
    }

    /// As a question for each address would be answered (R38 to R40).
    private mutating func addPointers() {
        let index = PointerIndex(dns)
        for address in index.addresses where isServed(address) { records += index.records(of: address, at: address.reverseName + ".") }
    }

    private func isServed(_ address: IPAddress) -> Bool {
        dns.facts.reverseZones.contains { zone in address.reverseName == zone || address.reverseName.hasSuffix("." + zone) }
    }

    private mutating func addPods() {
        for pod in dns.cluster.pods {
            for (label, assigned) in dns.addressNames(of: pod) {
                let address = assigned.address.served
                records.append(
                    DNSRecord(
                        "\(label).\(pod.reference.namespace).pod.\(dns.zone).", DNSType(address.family), ttl: dns.facts.ttl,
                        address.description, isIllustrative: assigned.isIllustrative))
            }
        }
    }
}
