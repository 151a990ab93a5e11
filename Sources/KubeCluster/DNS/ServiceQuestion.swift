import KubeManifest

/// A question about a name of a Service, with or without labels before it (R13 to R32).
struct ServiceQuestion {
    private let question: ZoneQuestion
    private let service: ClusterService
    /// What stands before the Service's name, from the right: an endpoint, or protocol and port.
    private let before: [String]
    private let type: String
    private var dns: ClusterDNS { question.dns }
    private var ttl: Int { question.dns.facts.ttl }
    private var base: String { "\(service.name).\(service.namespace).svc.\(question.zone)." }

    init(_ question: ZoneQuestion, _ service: ClusterService, _ before: [String], _ type: String) {
        self.question = question
        self.service = service
        self.before = before
        self.type = type
    }

    /// One address and port that the name stands for.
    struct Match {
        /// Nil where a slice of type FQDN names another host.
        let address: IPAddress?
        /// The address as a record writes it, or that host's name.
        let text: String
        /// The name of an SRV record's target.
        let target: String
        /// -1 where there is none.
        let port: Int
        let isIllustrative: Bool
        let nameIsIllustrative: Bool
    }

    /// In the order of plugin/kubernetes/kubernetes.go, findServices.
    var response: DNSResponse {
        if service.service.type == .externalName { return alias }
        if let zonal { return zonal }
        guard before.count <= 2 else { return question.unknown(.tooManyLabels) }
        // Without names for endpoints the server sees none (R13).
        if dns.facts.ignoresEmptyService, !service.service.isHeadless, dns.facts.noEndpoints || dns.readyEndpoints(of: service).isEmpty {
            return question.unknown(.emptyService(service.reference))
        }
        let isAboutEndpoints = service.service.isHeadless || before.count == 1
        if isAboutEndpoints, dns.facts.noEndpoints { return question.unknown(.noEndpointNames) }
        let matches = isAboutEndpoints ? endpointMatches(dns.readyEndpoints(of: service)) : virtualMatches
        guard !matches.isEmpty else { return question.unknown(whyNothing) }
        return records(of: matches)
    }

    // MARK: What matches

    /// `_port._proto`: a leading underscore may be left out, and nothing but an underscore stands for any (R3; parse.go, stripUnderscore;
    /// kubernetes.go, matchPortAndProtocol).
    private var wanted: (port: String, proto: String) {
        guard before.count == 2 else { return ("", "") }
        let strip = { (label: String) in label.hasPrefix("_") ? String(label.dropFirst()) : label }
        return (strip(before[1]), strip(before[0]))
    }

    private func matches(
        _ name: String?, _ transport: TransportProtocol?, _ wanted: (port: String, proto: String)
    ) -> Bool {
        (wanted.port.isEmpty || wanted.port == (name ?? "").lowercased())
            && (wanted.proto.isEmpty || wanted.proto == (transport?.rawValue ?? "").lowercased())
    }

    /// What has no port at all has a port without name, protocol and number (R28).
    private var matchesNoPort: [Int] { matches(nil, nil, wanted) ? [-1] : [] }

    private var virtualMatches: [Match] {
        let wanted = wanted
        let ports = service.service.ports.filter { matches($0.name, $0.transport, wanted) }.map(\.port)
        let all = service.service.ports.isEmpty ? matchesNoPort : ports
        return service.virtualIPs.flatMap { ip in
            all.map {
                Match(
                    address: ip.address.served, text: ip.address.served.description, target: base, port: $0,
                    isIllustrative: ip.isIllustrative, nameIsIllustrative: false)
            }
        }
    }

    private func endpointMatches(_ endpoints: [Endpoint]) -> [Match] {
        let wanted = wanted
        return endpoints.flatMap { endpoint -> [Match] in
            let label = dns.label(of: endpoint)
            if before.count == 1, label.text.lowercased() != before[0] { return [] }
            let address = IPAddress(endpoint.address)?.served
            let ports =
                endpoint.ports.isEmpty
                ? matchesNoPort : endpoint.ports.filter { matches($0.name, $0.transport, wanted) }.map { $0.port ?? -1 }
            return ports.map {
                Match(
                    address: address, text: address?.description ?? endpoint.address, target: "\(label.text).\(base)", port: $0,
                    isIllustrative: endpoint.isIllustrative, nameIsIllustrative: label.isIllustrative)
            }
        }
    }

    // MARK: Records

    private func records(of matches: [Match]) -> DNSResponse {
        var response = DNSResponse(.noError, why)
        response.because = because
        switch type {
        case "A", "AAAA":
            for match in matches {
                if let address = match.address {
                    if DNSType(address.family).rawValue == type { response.answers.append(record(question.name.text, address, match)) }
                } else {
                    follow(DNSName(match.text), because, into: &response)
                }
            }
            response.answers = response.answers.unique
        case "CNAME":
            if let first = matches.first, first.address == nil {
                response.answers = [DNSRecord(question.name.text, .cname, ttl: ttl, DNSName(first.text).text, because: because)]
            }
        case "SRV":
            // Every pair counts, also those that turn out to be the same; what is no address is left out (R17).
            let addressed = matches.filter { $0.address != nil }
            let weight = max(1, 100 / max(1, addressed.count))
            let withPort = addressed.filter { $0.port >= 0 }
            response.answers =
                withPort.map {
                    DNSRecord(
                        question.name.text, .srv, ttl: ttl, "0 \(weight) \($0.port) \($0.target)", isIllustrative: $0.nameIsIllustrative,
                        isBuiltIn: dns.isBuiltIn(service), because: because)
                }.unique
            // Addresses of the targets stand beside an SRV record (R19).
            response.additional = withPort.compactMap { match in match.address.map { record(match.target, $0, match) } }.unique
        default: break
        }
        return response.answers.isEmpty ? question.nothing(.noType(type, why)) : response
    }

    private func record(_ name: String, _ address: IPAddress, _ match: Match) -> DNSRecord {
        DNSRecord(
            name, DNSType(address.family), ttl: ttl, address.description, isIllustrative: match.isIllustrative,
            isBuiltIn: dns.isBuiltIn(service), because: because)
    }

    // MARK: Aliases (R20, R21)

    private var alias: DNSResponse {
        // `_._` asks for any port of any protocol: that is the Service itself.
        guard before.isEmpty || before == ["_", "_"] else {
            return question.unknown(.belowAlias(service.reference))
        }
        guard let target = service.service.externalName, !target.value.isEmpty else {
            return question.unknown(.aliasOfNothing(service.reference))
        }
        guard IPAddress(target.value) == nil else {
            return question.unknown(.aliasIsAddress(target.value))
        }
        let evidence = [Evidence(service.service.metadata, field: "spec.externalName", value: target.value, at: target.mark)]
        let name = DNSName(target.value)
        var response = DNSResponse(.noError, .alias(service.reference, name.text))
        response.because = evidence
        switch type {
        case "CNAME": response.answers = [DNSRecord(question.name.text, .cname, ttl: ttl, name.text, because: evidence)]
        case "A", "AAAA":
            if let dropped = follow(name, evidence, into: &response) { return question.nothing(dropped) }
        default: return question.nothing(.aliasHasOnlyCNAME)
        }
        return response
    }

    /// Adds an alias and what it leads to (plugin/backend_lookup.go, A and AAAA).
    ///
    /// - Returns: why the alias is left out, where it is.
    @discardableResult
    private func follow(_ target: DNSName, _ because: [Evidence], into response: inout DNSResponse) -> DNSReason? {
        guard question.aliases <= ClusterDNS.aliasLimit, target.text.lowercased() != question.name.text.lowercased() else {
            return .aliasesInCircle(limit: ClusterDNS.aliasLimit + 1)
        }
        let next = dns.answer(target, type, aliases: question.aliases + 1)
        // Only within the zone itself an alias that leads to nothing is left out.
        if next.answers.isEmpty, target.labels(in: question.zone) != nil {
            return .aliasWithout(service.reference, target.text, type: type, next.reason)
        }
        if next.isOutside {
            response.isOutside = true
            response.isAssumed = next.isAssumed
        }
        response.answers += [DNSRecord(question.name.text, .cname, ttl: ttl, target.text, because: because)] + next.answers
        return nil
    }

    // MARK: By zone (R32)

    private var zonal: DNSResponse? {
        guard dns.facts.zonal, !dns.facts.noEndpoints, before.count >= 3, before[0] == "_zone", ["pin", "prefer"].contains(before[1]),
            service.service.isHeadless
        else { return nil }
        let wanted = before[2...].reversed().joined(separator: ".")
        let ready = dns.readyEndpoints(of: service)
        let inZone = ready.filter { $0.zone?.lowercased() == wanted }
        let chosen = inZone.isEmpty && before[1] == "prefer" ? ready : inZone
        let plain = ServiceQuestion(question, service, [], type)
        guard !chosen.isEmpty else { return question.nothing(.noEndpointInZone(wanted)) }
        return plain.records(of: plain.endpointMatches(chosen))
    }

    // MARK: Why

    private var because: [Evidence] {
        [Evidence(nameOf: service.service.metadata)]
    }

    private var why: DNSReason {
        switch before.count {
        case 0: service.service.isHeadless ? .headless(service.reference) : .virtualIP(service.reference)
        case 1: .endpoint(service.reference)
        default: .namedPort(service.reference)
        }
    }

    private var whyNothing: DNSReason {
        let ready = dns.readyEndpoints(of: service)
        switch before.count {
        case 0: return .headlessWithoutEndpoints(service.reference)
        case 1:
            let names = ready.prefix(3).map { dns.label(of: $0).text }
            return .noSuchEndpoint(service.reference, label: before[0], first: names, count: ready.count)
        default:
            let names = service.service.ports.compactMap { port in port.name.map { "_\($0)._\(port.transport.rawValue.lowercased())" } }
            return .noSuchPort(service.reference, label: "\(before[1]).\(before[0])", ports: names)
        }
    }
}
