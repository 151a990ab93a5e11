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
        zone.addStray()
        zone.addPods()
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
        let (servers, addresses) = dns.nameServers(dns.zone)
        records += servers + addresses
        records += dns.nameServerAddresses.map {
            DNSRecord(
                "ns.dns.\(dns.zone).", DNSType($0.address.family), ttl: dns.facts.ttl, $0.address.description,
                isIllustrative: $0.isIllustrative)
        }
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
        if service.service.type != .externalName, service.service.isHeadless == false {
            addPointers(service)
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

    private mutating func addPointers(_ service: ClusterService) {
        let target = "\(service.name).\(service.namespace).svc.\(dns.zone)."
        for ip in service.virtualIPs where isServed(ip.address) {
            records.append(dns.pointer(ip.address.reverseName + ".", target, ip.isIllustrative, service))
        }
    }

    private mutating func add(_ endpoint: Endpoint, _ base: String, _ because: [Evidence]) {
        guard let address = IPAddress(endpoint.address) else { return }
        let label = dns.label(of: endpoint)
        records.append(
            DNSRecord(
                "\(label.text).\(base)", DNSType(address.family), ttl: dns.facts.ttl, address.description,
                isIllustrative: endpoint.isIllustrative, because: because))
        addPointer(to: address, "\(label.text).\(base)", endpoint.isIllustrative, because)
    }

    private mutating func addPointer(to address: IPAddress, _ target: String, _ isIllustrative: Bool, _ because: [Evidence]) {
        // Where a Service has the address itself, that is the only name (R38).
        guard isServed(address), !virtualIPs.contains(address) else { return }
        records.append(
            DNSRecord(address.reverseName + ".", .ptr, ttl: dns.facts.ttl, target, isIllustrative: isIllustrative, because: because))
    }

    private lazy var virtualIPs: Set<IPAddress> = Set(
        dns.services.filter { dns.isExposed($0.namespace) }.flatMap { $0.virtualIPs.map(\.address) })

    private func isServed(_ address: IPAddress) -> Bool {
        dns.facts.reverseZones.contains { zone in address.reverseName == zone || address.reverseName.hasSuffix("." + zone) }
    }

    private mutating func addStray() {
        guard !dns.facts.noEndpoints else { return }
        for (namespace, service, endpoint) in dns.strayEndpoints where dns.isExposed(namespace) {
            guard let address = IPAddress(endpoint.address) else { continue }
            addPointer(to: address, "\(dns.label(of: endpoint).text).\(service).\(namespace).svc.\(dns.zone).", false, [])
        }
    }

    private mutating func addPods() {
        guard dns.facts.pods != .disabled else { return }
        for pod in dns.cluster.pods where dns.isExposed(pod.reference.namespace) && !pod.hasEnded {
            if dns.facts.pods == .verified, pod.isTerminating { continue }
            for address in dns.facts.pods == .verified ? Array(pod.addresses.prefix(1)) : pod.addresses {
                records.append(
                    DNSRecord(
                        "\(IPAddress.dashed(address.address.description)).\(pod.reference.namespace).pod.\(dns.zone).",
                        DNSType(address.address.family), ttl: dns.facts.ttl, address.address.description,
                        isIllustrative: address.isIllustrative))
            }
        }
    }
}
