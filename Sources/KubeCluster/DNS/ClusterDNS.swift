import KubeManifest

/// Plays the cluster's DNS server: CoreDNS with its kubernetes plugin (R1 to R40).
package struct ClusterDNS: Sendable {
    package let cluster: Cluster
    /// Those of the manifests, then those that every cluster has.
    let services: [ClusterService]
    private let byReference: [ObjectReference: Int]
    private let namespaces: Set<String>

    var facts: DNSServerFacts { cluster.facts.dns }
    /// The cluster's domain, without the final dot; the server has its zones in lower case (plugin/normalize.go, NormalizeExact).
    package let zone: String

    package init(_ cluster: Cluster) {
        self.cluster = cluster
        zone = cluster.facts.clusterDomain.lowercased()
        services = cluster.services + BuiltInServices.missing(from: cluster)
        byReference = Dictionary(services.enumerated().map { ($1.reference, $0) }, uniquingKeysWith: { first, _ in first })
        // Those that every cluster has exist without being declared (R11).
        namespaces = Set(cluster.namespaces).union(["default", "kube-system", "kube-public", "kube-node-lease"])
    }

    func service(_ name: String, in namespace: String) -> ClusterService? {
        byReference[ObjectReference(kind: "Service", namespace: namespace, name: name)].map { services[$0] }
    }

    func isBuiltIn(_ service: ClusterService) -> Bool { service.service.metadata.file == BuiltInServices.file }

    func exists(_ namespace: String) -> Bool { namespaces.contains(namespace) }
    func isExposed(_ namespace: String) -> Bool { facts.namespaces.map { $0.contains(namespace) } ?? true }

    /// The entries that DNS uses (R29).
    package func readyEndpoints(of service: ClusterService) -> [Endpoint] { cluster.endpoints(of: service).filter(\.isReady) }

    /// Answers one question with an absolute name.
    ///
    /// - Parameter type: a type of record in upper case; one that the server has no records of is answered all the same (R9).
    package func answer(_ name: String, _ type: String) -> DNSResponse {
        answer(DNSName(name), type, aliases: 0)
    }

    /// - Parameter aliases: how many aliases led here.
    func answer(_ name: DNSName, _ type: String, aliases: Int) -> DNSResponse {
        // The longest of the zones that the name is in (plugin.Zones.Matches): the cluster's domain, or a reverse one (R40).
        let served = ([zone] + facts.reverseZones).filter { name.labels(in: $0) != nil }
        guard let own = served.max(by: { $0.utf8.count < $1.utf8.count }), let labels = name.labels(in: own) else {
            return upstream(name, type, aliases: aliases)
        }
        if type == "AXFR" || type == "IXFR" {
            return DNSResponse(.refused, .transferRefused)
        }
        let response = ZoneQuestion(self, name, labels, type, aliases, of: own).response
        // kubeadm's server hands on what it does not know of its reverse zones (R40; fallthrough).
        if own != zone, response.code == .nameError, cluster.facts.upstream[name.text.lowercased()] != nil {
            return upstream(name, type, aliases: aliases)
        }
        return response
    }

    /// What is under neither zone is asked elsewhere (R58).
    ///
    /// - Parameter aliases: how many aliases led here; those that the facts state may lead in a circle.
    func upstream(_ name: DNSName, _ type: String, aliases: Int = 0) -> DNSResponse {
        var response: DNSResponse
        if let known = cluster.facts.upstream[name.text.lowercased()] {
            response = DNSResponse(.noError, .statedOutside(name.text))
            response.answers = (known[type] ?? []).compactMap { data in
                DNSType(rawValue: type).map { DNSRecord(name.text, $0, ttl: facts.ttl, data) }
            }
            if response.answers.isEmpty, let alias = known["CNAME"]?.first.map(DNSName.init), type != "CNAME", aliases <= Self.aliasLimit {
                response.answers =
                    [DNSRecord(name.text, .cname, ttl: facts.ttl, alias.text)] + answer(alias, type, aliases: aliases + 1).answers
            }
        } else {
            response = DNSResponse(.nameError, .unstatedOutside(name.text))
            response.isAssumed = cluster.facts.upstream.isEmpty
        }
        response.isOutside = true
        return response
    }

    /// An alias that more than this many others led to is dropped (R20; plugin/backend_lookup.go, maxCnameChainLength).
    static let aliasLimit = 10

    // MARK: Negative answers

    /// The SOA record (R5); the zone without the final dot.
    package func soa(_ spelling: String) -> DNSRecord {
        DNSRecord(
            spelling + ".", .soa, ttl: min(facts.ttl, 300), "ns.dns.\(spelling). hostmaster.\(spelling). 1 7200 1800 86400 \(facts.ttl)")
    }

    func negative(_ code: DNSResponseCode, zone spelling: String, _ reason: DNSReason) -> DNSResponse {
        var response = DNSResponse(code, reason)
        response.authority = [soa(spelling)]
        return response
    }
}
