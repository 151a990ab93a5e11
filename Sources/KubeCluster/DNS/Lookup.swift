import KubeManifest

/// One name looked up: by a Pod's resolver, or as the one absolute question.
public struct Lookup: Sendable {
    /// One name that was asked for, both families of addresses at once where no type was given.
    package struct Query: Sendable {
        package let name: String
        package let response: DNSResponse
    }

    /// The name, as it was asked for.
    public let name: String
    /// As asked; nil for the addresses of both families.
    package let type: String?
    /// Nil without a Pod.
    package private(set) var resolvConf: ResolvConf?
    package private(set) var queries: [Query] = []
    /// /etc/hosts answered, before any question (R59).
    package private(set) var isFromHostsFile = false
    /// It was answered with a record of the type that was asked for.
    public private(set) var found = false
    /// The name that was answered.
    public private(set) var answerName: String?
    package private(set) var response: DNSResponse
    /// For a failure: the nearest name that would have worked.
    public private(set) var advice: String?

    /// The names that questions were sent about, in order, with the final dot.
    public var askedNames: [String] { queries.map(\.name) }
    /// What was answered; aliases first. Empty where the name was not found.
    public var answers: [DNSRecord] { response.answers }

    /// The one absolute question; an address asks for its name.
    package init(_ name: String, type: String?, in dns: ClusterDNS) {
        let address = IPAddress(name)
        let asked = address.map { $0.reverseName } ?? name
        self.name = name
        self.type = type ?? (address == nil ? "A" : "PTR")
        let absolute = DNSName(asked)
        guard absolute.isAskable else {
            response = .unaskable
            return
        }
        response = dns.answer(absolute, self.type ?? "A", aliases: 0)
        queries = [Query(name: absolute.text, response: response)]
        found = !response.answers.isEmpty
        answerName = found ? absolute.text : nil
        if !found { advice = dns.advice(for: name, from: nil) }
    }

    /// As the resolver in a Pod's containers does it.
    package init(_ name: String, type: String?, from pod: ClusterPod, in dns: ClusterDNS) {
        self.name = name
        self.type = type
        let conf = dns.cluster.resolvConf(of: pod)
        resolvConf = conf
        response = .unaskable
        if let known = dns.hostsFile(of: pod, name, type) {
            isFromHostsFile = true
            found = true
            answerName = name
            response = known
            return
        }
        let server = NameServer(conf, in: dns)
        let walk = SearchWalk(IPAddress(name)?.reverseName ?? name, conf, dns.cluster.facts.resolver)
        for candidate in walk.names {
            response = server.answer(DNSName(candidate), type)
            queries.append(Query(name: candidate, response: response))
            let wanted = type.flatMap(DNSType.init(rawValue:)).map { [$0] } ?? [.a, .aaaa]
            // An alias that leads outside is answered there; nobody here can know with what.
            found = response.holds(wanted) || response.answers.contains { $0.type == .cname } && response.isOutside
            if found {
                answerName = candidate
                return
            }
            if walk.stopsAtNoData, response.code == .noError { break }
        }
        advice = dns.advice(for: name, from: pod)
    }
}

extension Cluster {
    /// Looks a name up, as a program in a Pod would, or as one absolute question to the cluster's DNS.
    ///
    /// - Parameters:
    ///   - name: as the program writes it; an address asks for its name.
    ///   - type: of record, such as `SRV`; nil for addresses, of both families where a Pod asks.
    ///   - client: the Pod that asks, as `name` or `namespace/name` of a Pod or a workload; nil for none, and so without a search list.
    /// - Throws: ``NameError`` where there is no such Pod. A name that is not found is no error but an answer.
    public func lookup(_ name: String, type: String? = nil, from client: String? = nil) throws(NameError) -> Lookup {
        let dns = ClusterDNS(self)
        guard let client else { return Lookup(name, type: type?.uppercased(), in: dns) }
        return Lookup(name, type: type?.uppercased(), from: pods[try position(ofPod: client)], in: dns)
    }
}

/// Whom a Pod's resolver asks (R58): the first nameserver of its file.
struct NameServer {
    private let dns: ClusterDNS
    private let address: String?
    /// Whether that is the cluster's DNS.
    let isCluster: Bool

    init(_ conf: ResolvConf, in dns: ClusterDNS) {
        self.dns = dns
        address = conf.nameservers.first
        let own =
            dns.cluster.facts.clusterDNS + dns.facts.serverAddresses
            + (dns.service("kube-dns", in: "kube-system")?.virtualIPs.map(\.address) ?? [])
        isCluster = conf.nameservers.first.flatMap { IPAddress($0) }.map { own.contains($0) } ?? false
    }

    /// A nil type asks for both families of addresses.
    func answer(_ name: DNSName, _ type: String?) -> DNSResponse {
        guard let type else {
            let both = [answer(name, "A"), answer(name, "AAAA")]
            var response = both.first { $0.holds([.a, .aaaa]) } ?? both.first { $0.code == .noError } ?? both[0]
            var seen: Set<DNSRecord> = []
            response.answers = both.flatMap(\.answers).filter { seen.insert($0).inserted }
            return response
        }
        if isCluster { return dns.answer(name, type, aliases: 0) }
        var response = dns.upstream(name, type)
        response.reason = address.map { .otherServer($0, response.reason) } ?? .noServer(response.reason)
        return response
    }
}

extension ClusterDNS {
    /// The Pod's own names and its hostAliases, for a question about addresses (R59). A name with a final dot is none of the file's.
    func hostsFile(of pod: ClusterPod, _ name: String, _ type: String?) -> DNSResponse? {
        guard type == nil || type == "A" || type == "AAAA" else { return nil }
        let wanted = name.lowercased()
        var entries: [(address: String, isIllustrative: Bool, names: [String])] = (pod.spec.dns?.hostAliases ?? []).map {
            ($0.address, false, $0.hostnames)
        }
        if !pod.spec.hostNetwork {
            let identity = cluster.identity(of: pod)
            let names = [identity.fqdn, identity.hostname].compactMap { $0 }
            entries += pod.addresses.map { ($0.address.description, $0.isIllustrative, names) }
        }
        entries.append(("127.0.0.1", false, ["localhost"]))
        entries.append(("::1", false, ["localhost", "ip6-localhost", "ip6-loopback"]))
        let matching = entries.filter { $0.names.contains { $0.lowercased() == wanted } }
        var response = DNSResponse(.noError, .hostsFile)
        response.answers = matching.compactMap { entry in
            IPAddress(entry.address).map {
                DNSRecord(name, DNSType($0.family), ttl: 0, $0.description, isIllustrative: entry.isIllustrative)
            }
        }.filter { type == nil || $0.type.rawValue == type }
        return response.answers.isEmpty ? nil : response
    }
}

extension DNSResponse {
    fileprivate static var unaskable: DNSResponse {
        DNSResponse(.nameError, .noQuestionHolds)
    }
}
