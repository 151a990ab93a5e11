import KubeManifest

/// A question about a name of one of the server's zones: the cluster's domain or a reverse one (R3 to R9).
///
/// The order of its cases is that of CoreDNS' plugin/kubernetes/handler.go (ServeDNS) and kubernetes.go (Services).
struct ZoneQuestion {
    let dns: ClusterDNS
    let name: DNSName
    /// What stands before the zone.
    let labels: [String]
    let type: String
    /// How many aliases led here.
    let aliases: Int
    /// The zone as the question spells it.
    let zone: String
    private let isReverse: Bool

    init(_ dns: ClusterDNS, _ name: DNSName, _ labels: [String], _ type: String, _ aliases: Int, of zone: String) {
        self.dns = dns
        self.name = name
        self.labels = labels
        self.type = type
        self.aliases = aliases
        self.zone = name.spelling(of: zone)
        isReverse = zone != dns.zone
    }

    var response: DNSResponse {
        switch type {
        case "SOA":
            guard labels.isEmpty else { return nothing(.soaAtZone(zone)) }
            var response = DNSResponse(.noError, .soa)
            response.answers = [dns.soa(zone)]
            return response
        case "NS" where labels.isEmpty && isSpelledLow: return nameServers
        case "TXT": return text
        case "PTR": return pointers ?? existing(type)
        default: break
        }
        if labels == ["ns", "dns"], isSpelledLow { return nameServer }
        return existing(type)
    }

    /// CoreDNS compares these two with the name in lower case, and takes the zone as the question spells it (ServeDNS, isDefaultNS).
    private var isSpelledLow: Bool { zone == zone.lowercased() }

    func unknown(_ reason: DNSReason) -> DNSResponse { dns.negative(.nameError, zone: zone, reason) }
    func nothing(_ reason: DNSReason) -> DNSResponse { dns.negative(.noError, zone: zone, reason) }

    // MARK: Names of objects

    /// From the right: svc or pod, the namespace, the Service (R3).
    private func existing(_ type: String) -> DNSResponse {
        let parts = Array(labels.reversed())
        guard let first = parts.first else { return nothing(.zoneItself(zone, type: type)) }
        guard ["svc", "pod"].contains(first) else {
            return unknown(isReverse ? .noWholeAddress : .notOfZone(label: first, zone: dns.zone))
        }
        if parts.count == 1 { return nothing(.objectsBelow(label: first, zone: zone)) }
        // plugin/kubernetes/kubernetes.go, Records: objects have no names in a reverse zone.
        if isReverse { return unknown(.addressesOnly(zone: zone)) }
        let namespace = parts[1]
        guard dns.exists(namespace) else { return unknown(.noNamespace(namespace)) }
        guard dns.isExposed(namespace) else { return unknown(.namespaceNotExposed(namespace)) }
        return first == "svc" ? service(parts, type) : PodQuestion(self, Array(parts.dropFirst()), type).response
    }

    private func service(_ parts: [String], _ type: String) -> DNSResponse {
        let namespace = parts[1]
        if parts.count == 2 { return nothing(.namespaceItself(namespace)) }
        guard let service = dns.service(parts[2], in: namespace) else {
            return unknown(.noService(parts[2], namespace: namespace))
        }
        return ServiceQuestion(self, service, Array(parts.dropFirst(3)), type).response
    }

    // MARK: The server's own records

    /// At the zone itself (R6).
    private var nameServers: DNSResponse {
        let servers = dns.nameServers(zone)
        guard !servers.isEmpty else { return nothing(.noNameServerService) }
        var response = DNSResponse(.noError, .nameServers)
        response.answers = dns.records(of: servers, at: "\(zone).")
        response.additional = dns.addressRecords(of: servers)
        return response
    }

    private var nameServer: DNSResponse {
        let records = dns.addressRecords(of: dns.nameServers(zone), at: name.text).filter { $0.type.rawValue == type }
        guard !records.isEmpty else { return nothing(.serverHasAddressesOnly(zone: zone)) }
        var response = DNSResponse(.noError, .serverAddresses)
        response.answers = records
        return response
    }

    /// Nothing where the name has records of another type, otherwise no such name (R7).
    private var text: DNSResponse {
        if labels == ["dns-version"] {
            var response = DNSResponse(.noError, .version)
            response.answers = [DNSRecord(name.text, .txt, ttl: ClusterDNS.versionTTL, ClusterDNS.version)]
            return response
        }
        // A namespace, svc, pod and the zone itself have no record at all.
        let hasRecords = labels.count > 2 && existing("A").code == .noError
        return hasRecords
            ? nothing(.noText) : unknown(.noTextButVersion)
    }

    // MARK: From an address to its names

    /// Nil where the name is none of an address.
    private var pointers: DNSResponse? {
        guard let address = IPAddress(reversed: name.labels) else { return nil }
        let records = PointerIndex(dns).records(of: address, at: name.text)
        guard !records.isEmpty else {
            return unknown(.addressWithoutName(address))
        }
        var response = DNSResponse(.noError, .nameOf(address))
        response.answers = records
        response.because = records.flatMap(\.because)
        return response
    }
}

extension ClusterDNS {
    /// The schema of the DNS specification (R7).
    static let version = "1.1.0"
    static let versionTTL = 28800
}
