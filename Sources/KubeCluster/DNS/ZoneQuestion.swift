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
            guard labels.isEmpty else { return nothing("the zone's own record stands at \(zone) alone") }
            var response = DNSResponse(.noError, why: "the zone's own record")
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

    func unknown(_ why: String) -> DNSResponse { dns.negative(.nameError, zone: zone, why: why) }
    func nothing(_ why: String) -> DNSResponse { dns.negative(.noError, zone: zone, why: why) }

    // MARK: Names of objects

    /// From the right: svc or pod, the namespace, the Service (R3).
    private func existing(_ type: String) -> DNSResponse {
        let parts = Array(labels.reversed())
        guard let first = parts.first else { return nothing("\(zone) is the zone itself; it has no \(type) record") }
        guard ["svc", "pod"].contains(first) else {
            return unknown(
                isReverse
                    ? "this is no whole address, or an address that was asked for something else than its name"
                    : "names in \(dns.zone) end in .svc.\(dns.zone) or .pod.\(dns.zone); \(first).\(dns.zone) is neither")
        }
        if parts.count == 1 {
            let what = first == "svc" ? "Services" : "Pods' addresses"
            return nothing("\(first).\(zone) is where \(what) are named; it has no record itself")
        }
        // plugin/kubernetes/kubernetes.go, Records: objects have no names in a reverse zone.
        if isReverse { return unknown("\(zone) holds names of addresses only") }
        let namespace = parts[1]
        guard dns.exists(namespace) else { return unknown("namespace \(namespace) was not found in these manifests") }
        guard dns.isExposed(namespace) else { return unknown("the DNS server does not expose namespace \(namespace)") }
        return first == "svc" ? service(parts, type) : PodQuestion(self, Array(parts.dropFirst()), type).response
    }

    private func service(_ parts: [String], _ type: String) -> DNSResponse {
        let namespace = parts[1]
        if parts.count == 2 { return nothing("\(namespace) is a namespace, not a Service; it has no record itself") }
        guard let service = dns.service(parts[2], in: namespace) else {
            return unknown("no Service \(parts[2]) was found in namespace \(namespace)")
        }
        return ServiceQuestion(self, service, Array(parts.dropFirst(3)), type).response
    }

    // MARK: The server's own records

    /// At the zone itself (R6).
    private var nameServers: DNSResponse {
        let servers = dns.nameServers(zone)
        guard !servers.isEmpty else { return nothing("the DNS server's address is in a slice whose Service was not found") }
        var response = DNSResponse(.noError, why: "the Services that lead to the DNS server")
        response.answers = dns.records(of: servers, at: "\(zone).")
        response.additional = dns.addressRecords(of: servers)
        return response
    }

    private var nameServer: DNSResponse {
        let records = dns.addressRecords(of: dns.nameServers(zone), at: name.text).filter { $0.type.rawValue == type }
        guard !records.isEmpty else { return nothing("ns.dns.\(zone) has addresses only, those of the DNS server") }
        var response = DNSResponse(.noError, why: "the DNS server's own addresses")
        response.answers = records
        return response
    }

    /// Nothing where the name has records of another type, otherwise no such name (R7).
    private var text: DNSResponse {
        if labels == ["dns-version"] {
            var response = DNSResponse(.noError, why: "the version of the specification that the server follows")
            response.answers = [DNSRecord(name.text, .txt, ttl: ClusterDNS.versionTTL, ClusterDNS.version)]
            return response
        }
        // A namespace, svc, pod and the zone itself have no record at all.
        let hasRecords = labels.count > 2 && existing("A").code == .noError
        return hasRecords
            ? nothing("the name exists, but has no TXT record") : unknown("no name of this zone but dns-version has a text")
    }

    // MARK: From an address to its names

    /// Nil where the name is none of an address.
    private var pointers: DNSResponse? {
        guard let address = IPAddress(reversed: name.labels) else { return nil }
        let records = PointerIndex(dns).records(of: address, at: name.text)
        guard !records.isEmpty else {
            return unknown(
                "\(address) is neither a Service's virtual IP nor a ready endpoint of one in these manifests; Pods outside of any Service have no name"
            )
        }
        var response = DNSResponse(.noError, why: "the name of what has the address \(address)")
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
