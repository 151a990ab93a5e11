import KubeManifest

/// A question about a name of the cluster's domain (R3 to R9).
struct ForwardQuestion {
    let dns: ClusterDNS
    let name: DNSName
    /// What stands before the zone.
    let labels: [String]
    let type: String
    /// How many aliases led here.
    let aliases: Int
    /// The zone as the question spells it.
    let zone: String

    init(_ dns: ClusterDNS, _ name: DNSName, _ labels: [String], _ type: String, _ aliases: Int) {
        self.dns = dns
        self.name = name
        self.labels = labels
        self.type = type
        self.aliases = aliases
        zone = name.spelling(of: dns.zone)
    }

    var response: DNSResponse {
        if labels.isEmpty { return apex }
        if type == "TXT" { return text }
        if labels == ["ns", "dns"] { return nameServer }
        // From the right: svc or pod, the namespace, the Service.
        let parts = Array(labels.reversed())
        switch parts[0] {
        case "svc":
            return parts.count == 1 ? nothing("svc.\(dns.zone) is where Services are named; it has no record itself") : services(parts)
        case "pod":
            return parts.count == 1 ? nothing("pod.\(dns.zone) is where Pods' addresses are named; it has no record itself") : pods(parts)
        default:
            return unknown("names in \(dns.zone) end in .svc.\(dns.zone) or .pod.\(dns.zone); \(parts[0]).\(dns.zone) is neither")
        }
    }

    func unknown(_ why: String) -> DNSResponse { dns.negative(.nameError, zone: zone, why: why) }
    func nothing(_ why: String) -> DNSResponse { dns.negative(.noError, zone: zone, why: why) }

    // MARK: The zone itself

    private var apex: DNSResponse {
        switch type {
        case "SOA":
            var response = DNSResponse(.noError, why: "the zone's own record")
            response.answers = [dns.soa(zone)]
            return response
        case "NS":
            var response = DNSResponse(.noError, why: "the Services that lead to the DNS server")
            (response.answers, response.additional) = dns.nameServers(zone)
            return response
        // The server looks for a text and finds none (R7).
        case "TXT": return unknown("the only text of the zone is at dns-version.\(dns.zone)")
        default: return nothing("\(dns.zone) is the zone itself; it has no \(type) record")
        }
    }

    private var nameServer: DNSResponse {
        var response = nothing("ns.dns.\(dns.zone) has addresses only")
        let records = dns.nameServerAddresses.map {
            DNSRecord(name.text, DNSType($0.address.family), ttl: dns.facts.ttl, $0.address.description, isIllustrative: $0.isIllustrative)
        }.filter { $0.type.rawValue == type }
        if !records.isEmpty {
            response = DNSResponse(.noError, why: "the DNS server's own addresses")
            response.answers = records
        }
        return response
    }

    private var text: DNSResponse {
        if labels == ["dns-version"] {
            var response = DNSResponse(.noError, why: "the version of the specification that the server follows")
            response.answers = [DNSRecord(name.text, .txt, ttl: ClusterDNS.versionTTL, ClusterDNS.version)]
            return response
        }
        // Nothing where the name has records of another type, otherwise no such name (R7).
        let parts = Array(labels.reversed())
        let isBelow = parts.count > 2 && ["svc", "pod"].contains(parts[0])
        let hasRecords = isBelow && (parts[0] == "svc" ? services(parts, as: "A") : pods(parts, as: "A")).code == .noError
        return hasRecords ? nothing("the name exists, but has no TXT record") : unknown("no name of this zone but dns-version has a text")
    }

    // MARK: Services

    private func services(_ parts: [String], as type: String? = nil) -> DNSResponse {
        let namespace = parts[1]
        guard dns.exists(namespace) else { return unknown("namespace \(namespace) was not found in these manifests") }
        guard dns.isExposed(namespace) else { return unknown("the DNS server does not expose namespace \(namespace)") }
        if parts.count == 2 { return nothing("\(namespace) is a namespace, not a Service; it has no record itself") }
        guard let service = dns.service(parts[2], in: namespace) else {
            return unknown("no Service \(parts[2]) was found in namespace \(namespace)")
        }
        return ServiceQuestion(self, service, Array(parts.dropFirst(3)), type ?? self.type).response
    }

    // MARK: Pods' addresses (R33 to R37)

    private func pods(_ parts: [String], as type: String? = nil) -> DNSResponse {
        let type = type ?? self.type
        let namespace = parts[1]
        guard dns.exists(namespace), dns.isExposed(namespace) else {
            return unknown("namespace \(namespace) was not found in these manifests, or is not exposed")
        }
        guard dns.facts.pods != .disabled else { return unknown("the DNS server answers no names of Pods' addresses (pods disabled)") }
        if parts.count == 2 { return nothing("\(namespace) is a namespace; it has no record itself") }
        // Up to two labels in front are ignored (R37).
        guard parts.count <= 5, let address = IPAddress(dashed: parts[2]) else {
            return unknown("\(parts[2]) is no address with dashes, and only addresses stand under .pod; Pods' names never do")
        }
        // The primary address of a Pod that is not terminating, and has not ended (R35).
        let isVerified = { (pod: ClusterPod) in !pod.isTerminating && !pod.hasEnded && pod.addresses.first?.address == address }
        let having = dns.cluster.pods.filter {
            $0.reference.namespace == namespace && $0.addresses.contains { $0.address == address }
        }
        let pod = having.first(where: isVerified) ?? having.first
        if dns.facts.pods == .verified {
            guard let pod, isVerified(pod) else {
                return unknown("no Pod of namespace \(namespace) has the address \(address) (pods verified)")
            }
        }
        guard type == DNSType(address.family).rawValue else {
            return nothing("\(address) is an \(DNSType(address.family).rawValue) record")
        }
        var response = DNSResponse(
            .noError,
            why: pod.map { "the address of \($0.reference), written with dashes" }
                ?? "the address in the name itself; with pods insecure no Pod needs to have it")
        let isIllustrative = pod?.addresses.first { $0.address == address }?.isIllustrative ?? false
        response.answers = [
            DNSRecord(name.text, DNSType(address.family), ttl: dns.facts.ttl, address.description, isIllustrative: isIllustrative)
        ]
        return response
    }
}

extension ClusterDNS {
    /// The schema of the DNS specification (R7).
    static let version = "1.1.0"
    static let versionTTL = 28800

    /// The Services that stand for the DNS server, or its own name (R6).
    func nameServers(_ spelling: String) -> (servers: [DNSRecord], addresses: [DNSRecord]) {
        let found = serverServices
        guard !found.isEmpty else {
            let name = "ns.dns.\(spelling)."
            return (
                [DNSRecord("\(spelling).", .ns, ttl: facts.ttl, name)],
                nameServerAddresses.map {
                    DNSRecord(name, DNSType($0.address.family), ttl: facts.ttl, $0.address.description, isIllustrative: $0.isIllustrative)
                }
            )
        }
        var servers: [DNSRecord] = []
        var addresses: [DNSRecord] = []
        for (service, endpoint) in found {
            let base = "\(service.name).\(service.namespace).svc.\(spelling)."
            let isBuiltIn = isBuiltIn(service)
            if let endpoint {
                let label = label(of: endpoint)
                servers.append(
                    DNSRecord("\(spelling).", .ns, ttl: facts.ttl, "\(label.text).\(base)", isIllustrative: label.isIllustrative))
                if let family = endpoint.family {
                    addresses.append(
                        DNSRecord(
                            "\(label.text).\(base)", DNSType(family), ttl: facts.ttl, endpoint.address,
                            isIllustrative: endpoint.isIllustrative))
                }
            } else {
                servers.append(DNSRecord("\(spelling).", .ns, ttl: facts.ttl, base, isBuiltIn: isBuiltIn))
                addresses += service.virtualIPs.map {
                    DNSRecord(
                        base, DNSType($0.address.family), ttl: facts.ttl, $0.address.description, isIllustrative: $0.isIllustrative,
                        isBuiltIn: isBuiltIn)
                }
            }
        }
        return (servers, addresses)
    }

    /// The Services whose endpoints hold one of the server's own addresses, headless ones with that endpoint. Where these addresses are
    /// not stated, the Service that every cluster has.
    private var serverServices: [(service: ClusterService, endpoint: Endpoint?)] {
        if facts.serverAddresses.isEmpty {
            // One without an address of its own stands for nothing: then it is ns.dns, as for a server that no Service leads to.
            let usual = service("kube-dns", in: "kube-system").flatMap { $0.virtualIPs.isEmpty ? nil : $0 }
            return usual.map { [($0, nil)] } ?? []
        }
        return services.flatMap { service -> [(service: ClusterService, endpoint: Endpoint?)] in
            let own = cluster.endpoints(of: service).filter { endpoint in
                IPAddress(endpoint.address).map { facts.serverAddresses.contains($0) } ?? false
            }
            if own.isEmpty { return [] }
            return service.service.isHeadless ? own.map { (service, $0) } : [(service, nil)]
        }
    }

    var nameServerAddresses: [AssignedAddress] {
        let found = serverServices
        if found.isEmpty {
            let own = facts.serverAddresses.isEmpty ? cluster.facts.clusterDNS : facts.serverAddresses
            return own.map { AssignedAddress(address: $0, isIllustrative: false) }
        }
        return found.flatMap { service, endpoint -> [AssignedAddress] in
            guard let endpoint else { return service.virtualIPs }
            return IPAddress(endpoint.address).map { [AssignedAddress(address: $0, isIllustrative: endpoint.isIllustrative)] } ?? []
        }
    }
}
