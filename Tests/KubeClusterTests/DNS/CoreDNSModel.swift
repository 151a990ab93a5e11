import Glibc

/// CoreDNS' kubernetes plugin in small, for tests: written from coredns/coredns 1.14.7, plugin/kubernetes and plugin/backend_lookup.go, and
/// from nothing of podpath's own. Names have their final dot; records are lines of a zone file.
struct CoreDNSModel {
    struct Port: Hashable {
        var name = ""
        var proto = ""
        /// -1 where there is none (object/service.go, object/endpoint.go: "sentinel").
        var number = -1
    }

    struct Service {
        let namespace: String
        let name: String
        /// Nil for every other type than ExternalName.
        let externalName: String?
        /// `None` for a headless one.
        let clusterIPs: [String]
        let ports: [Port]
        var isHeadless: Bool { clusterIPs.first == "None" }
    }

    /// The ready addresses of one EndpointSlice (object/endpoint.go, endpointSliceToEndpoints).
    struct Slice {
        struct Address {
            let ip: String
            var hostname = ""
            var target = ""
            var zone = ""
        }
        let namespace: String
        let service: String
        let addresses: [Address]
        let ports: [Port]
    }

    /// One that the informer keeps (controller.go, podListFunc; object/pod.go, ToPod).
    struct Pod {
        let namespace: String
        let ip: String
    }

    struct Reply: Equatable {
        var code = "NOERROR"
        var answers: Set<String> = []
        var additional: Set<String> = []
        var authority: Set<String> = []
    }

    var domain = "cluster.local"
    var reverseZones = ["in-addr.arpa", "ip6.arpa"]
    var ttl = 30
    var podsMode = "insecure"
    /// Empty: all.
    var exposed: Set<String> = []
    var ignoresEmptyService = false
    var endpointPodNames = false
    var noEndpoints = false
    var zonal = false
    var localIPs: [String] = []
    /// What the servers outside answer: the data by name and type.
    var upstream: [String: [String: [String]]] = [:]
    var namespaces: Set<String> = []
    var services: [Service] = []
    var slices: [Slice] = []
    var pods: [Pod] = []

    // MARK: The question

    private struct Question {
        let qname: String
        let type: String
        /// As the question spells it.
        let zone: String
        var name: String { qname.lowercased() }
        /// dnsutil.TrimZone.
        var labels: [String] { Array(CoreDNSModel.labels(name).dropLast(CoreDNSModel.labels(zone).count)) }
        var isReverse: Bool { name.hasSuffix(".in-addr.arpa.") || name.hasSuffix(".ip6.arpa.") }
    }

    /// errNoItems, errNsNotExposed, errInvalidRequest: all three are the same to the one who asks (IsNameError).
    private struct NoSuchName: Error {}

    /// msg.Service, with the labels before the zone in place of a key.
    private struct Found {
        var host: String
        var port = 0
        var path: [String] = []
    }

    /// recordRequest: what stands before the Service's name.
    private struct Wanted {
        var (endpoint, port, proto, zone, prefers) = ("", "", "", "", false)
    }

    static func labels(_ name: String) -> [String] { name.split(separator: ".").map(String.init) }

    /// net.ParseIP and HostType: the type and the text of an address, nil for a name.
    static func address(_ text: String) -> (type: String, text: String)? {
        var buffer = [CChar](repeating: 0, count: 64)
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            return inet_ntop(AF_INET, &four, &buffer, 64).map { ("A", String(cString: $0)) }
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        return inet_ntop(AF_INET6, &six, &buffer, 64).map { ("AAAA", String(cString: $0)) }
    }

    /// handler.go, ServeDNS. Nil for a name of no zone of this server.
    func ask(_ qname: String, _ type: String) -> Reply? {
        let lower = qname.lowercased()
        let zones = ([domain] + reverseZones).map { $0 + "." }.filter { lower == $0 || lower.hasSuffix("." + $0) }
        guard let matched = zones.max(by: { $0.utf8.count < $1.utf8.count }) else { return nil }
        let question = Question(qname: qname, type: type, zone: String(qname.suffix(matched.count)))
        if type == "AXFR" || type == "IXFR" { return Reply(code: "REFUSED") }
        var reply = Reply()
        do {
            switch type {
            case "A", "AAAA": reply.answers = Set(try addresses(question, earlier: []))
            case "CNAME": reply.answers = try alias(question)
            case "PTR": reply.answers = try pointers(question)
            case "SRV": (reply.answers, reply.additional) = try ports(question)
            case "TXT": reply.answers = Set(try services(question).map { "\(qname) 28800 TXT \($0.host)" })
            case "MX": _ = try services(question)
            case "SOA": if lower.utf8.count == matched.utf8.count { reply.answers = [soa(question.zone)] }
            case "NS" where question.name == question.zone: (reply.answers, reply.additional) = nameServers(question)
            default: _ = try apexOrServices(Question(qname: qname, type: "A", zone: question.zone))
            }
        } catch {
            // kubeadm's Corefile: fallthrough in-addr.arpa ip6.arpa.
            if question.isReverse, let known = outside(qname, type) { return Reply(answers: known) }
            reply.code = "NXDOMAIN"
        }
        if reply.answers.isEmpty { reply = Reply(code: reply.code, authority: [soa(question.zone)]) }
        return reply
    }

    /// backend_lookup.go, SOA; the serial is a clock's.
    private func soa(_ zone: String) -> String {
        "\(zone) \(min(ttl, 300)) SOA ns.dns.\(zone) hostmaster.\(zone) 1 7200 1800 86400 \(ttl)"
    }

    private func outside(_ name: String, _ type: String) -> Set<String>? {
        upstream[name.lowercased()].map { types in Set((types[type] ?? []).map { "\(name) \(ttl) \(type) \($0)" }) }
    }

    // MARK: backend_lookup.go

    private func apexOrServices(_ question: Question) throws -> [Found] {
        guard question.name == question.zone else { return try services(question) }
        let apex = Question(qname: "apex.dns.\(question.zone)", type: question.type, zone: question.zone)
        return try (try? services(apex)) ?? services(question)
    }

    /// - Parameter earlier: the targets of the aliases that led here.
    private func addresses(_ question: Question, earlier: [String]) throws -> [String] {
        var records: [String] = []
        for found in try apexOrServices(question) {
            if let address = Self.address(found.host) {
                if address.type == question.type { records.append("\(question.qname) \(ttl) \(address.type) \(address.text)") }
                continue
            }
            let target = found.host.hasSuffix(".") ? found.host : found.host + "."
            if target.lowercased() == question.name || target.lowercased().hasSuffix("." + question.name) { continue }
            if earlier.count > 10 || earlier.contains(target) { continue }
            let alias = "\(question.qname) \(ttl) CNAME \(target)"
            if ("." + target.lowercased()).hasSuffix("." + question.zone.lowercased()) {
                let next = Question(qname: target, type: question.type, zone: question.zone)
                let rest = (try? addresses(next, earlier: earlier + [target])) ?? []
                if !rest.isEmpty { records += [alias] + rest }
            } else {
                records += [alias] + (ask(target, question.type)?.answers ?? outside(target, question.type) ?? [])
            }
        }
        return records
    }

    private func alias(_ question: Question) throws -> Set<String> {
        guard let first = try services(question).first, Self.address(first.host) == nil else { return [] }
        return ["\(question.qname) \(ttl) CNAME \(first.host.hasSuffix(".") ? first.host : first.host + ".")"]
    }

    private func ports(_ question: Question) throws -> (Set<String>, Set<String>) {
        let found = try services(question)
        var (records, extra): (Set<String>, Set<String>) = ([], [])
        for one in found where one.port != -1 {
            guard let address = Self.address(one.host) else { continue }
            let weight = max(1, Int(100.0 / (Double(found.count) * 100.0) * 100.0))
            let target = (one.path + [question.zone]).joined(separator: ".")
            records.insert("\(question.qname) \(ttl) SRV 0 \(weight) \(one.port) \(target)")
            extra.insert("\(target) \(ttl) \(address.type) \(address.text)")
        }
        return (records, extra)
    }

    private func nameServers(_ question: Question) -> (Set<String>, Set<String>) {
        let found = serverAddresses(question.zone)
        return (
            Set(found.map { "\(question.qname) \(ttl) NS \($0.name)" }),
            Set(found.map { "\($0.name) \(ttl) \($0.address.type) \($0.address.text)" })
        )
    }

    // MARK: kubernetes.go

    private func services(_ question: Question) throws -> [Found] {
        if question.type == "TXT" {
            if question.labels == ["dns-version"] { return [Found(host: "1.1.0")] }
            let found = try? records(question)
            if let found, !found.isEmpty { return [] }
            if found != nil, zonal, question.labels.count > 5 { return [] }
            throw NoSuchName()
        }
        if question.name.hasPrefix("ns.dns."), question.name == "ns.dns." + question.zone {
            return serverAddresses(question.zone).filter { $0.address.type == question.type }.map { Found(host: $0.address.text) }
        }
        let found = try records(question)
        return question.type == "SRV" ? found.filter { Self.address($0.host) != nil } : found
    }

    /// Records, and parse.go, parseRequest.
    private func records(_ question: Question) throws -> [Found] {
        let parts = Array(question.labels.reversed())
        if parts.isEmpty || parts == ["svc"] || parts == ["pod"] { return [] }
        guard ["svc", "pod"].contains(parts[0]) else { throw NoSuchName() }
        var wanted = Wanted()
        let before = parts.dropFirst(3).map { $0 }
        let strip = { (label: String) in label.hasPrefix("_") ? String(label.dropFirst()) : label }
        switch before.count {
        case 0: break
        case 1: wanted.endpoint = before[0]
        case 2: (wanted.proto, wanted.port) = (strip(before[0]), strip(before[1]))
        default:
            guard zonal, parts[0] == "svc", before[0] == "_zone", ["pin", "prefer"].contains(before[1]) else { throw NoSuchName() }
            wanted.prefers = before[1] == "prefer"
            wanted.zone = before[2...].reversed().joined(separator: ".")
        }
        let namespace = parts[1]
        if question.isReverse || !isExposed(namespace) { throw NoSuchName() }
        guard parts.count > 2 else {
            if parts[0] == "pod", podsMode == "disabled" { throw NoSuchName() }
            return []
        }
        return parts[0] == "pod" ? try findPods(namespace, parts[2]) : try findServices(namespace, parts[2], wanted)
    }

    private func isExposed(_ namespace: String) -> Bool {
        (exposed.isEmpty || exposed.contains(namespace)) && namespaces.contains(namespace)
    }

    private func findPods(_ namespace: String, _ label: String) throws -> [Found] {
        if podsMode == "disabled" { throw NoSuchName() }
        let isIPv4 = label.filter { $0 == "-" }.count == 3 && !label.contains("--")
        let ip = String(label.map { $0 == "-" ? (isIPv4 ? "." : ":") : $0 })
        let one = Found(host: ip, path: [label, namespace, "pod"])
        if podsMode == "insecure" {
            if Self.address(ip) == nil { throw NoSuchName() }
            return [one]
        }
        let found = pods.filter { $0.namespace == namespace && $0.ip == ip }.map { _ in one }
        if found.isEmpty { throw NoSuchName() }
        return found
    }

    private func findServices(_ namespace: String, _ name: String, _ wanted: Wanted) throws -> [Found] {
        guard let service = services.first(where: { $0.namespace == namespace && $0.name == name }) else { throw NoSuchName() }
        let own = noEndpoints ? [] : slices.filter { $0.namespace == namespace && $0.service == name }
        let path = [name, namespace, "svc"]
        if ignoresEmptyService, service.externalName == nil, !service.isHeadless, own.allSatisfy(\.addresses.isEmpty) { throw NoSuchName() }
        if !wanted.zone.isEmpty, !service.isHeadless { throw NoSuchName() }
        if let external = service.externalName {
            let isBare = wanted.endpoint.isEmpty && wanted.port.isEmpty && wanted.proto.isEmpty
            guard isBare, Self.address(external) == nil else { throw NoSuchName() }
            return [Found(host: external, path: path)]
        }
        if service.isHeadless || !wanted.endpoint.isEmpty {
            let endpoints = { (zone: String) in
                own.flatMap { slice in
                    slice.addresses.filter { zone.isEmpty || $0.zone.lowercased() == zone }
                        .filter { wanted.endpoint.isEmpty || hostname($0).lowercased() == wanted.endpoint }
                        .flatMap { address in
                            slice.ports.filter { matches($0, wanted) }
                                .map { Found(host: address.ip, port: $0.number, path: [hostname(address)] + path) }
                        }
                }
            }
            var found = endpoints(wanted.zone)
            if found.isEmpty, wanted.prefers { found = endpoints("") }
            if found.isEmpty, wanted.zone.isEmpty { throw NoSuchName() }
            return found
        }
        let ports = service.ports.filter { matches($0, wanted) }
        if ports.isEmpty { throw NoSuchName() }
        return ports.flatMap { port in service.clusterIPs.map { Found(host: $0, port: port.number, path: path) } }
    }

    private func matches(_ own: Port, _ wanted: Wanted) -> Bool {
        (wanted.port.isEmpty || own.name.lowercased() == wanted.port) && (wanted.proto.isEmpty || own.proto.lowercased() == wanted.proto)
    }

    /// endpointHostname.
    private func hostname(_ address: Slice.Address) -> String {
        if !address.hostname.isEmpty { return address.hostname }
        if endpointPodNames, !address.target.isEmpty, address.target.utf8.count < 64 { return address.target }
        if address.ip.contains(".") { return String(address.ip.map { $0 == "." ? "-" : $0 }) }
        let label = String(address.ip.map { $0 == ":" ? "-" : $0 })
        return label.hasSuffix("-") ? label + "0" : label
    }

    // MARK: ns.go and reverse.go

    private func serverAddresses(_ zone: String) -> [(name: String, address: (type: String, text: String))] {
        var found: [(String, String)] = []
        let own = noEndpoints ? [] : slices.filter { slice in slice.addresses.contains { localIPs.contains($0.ip) } }
        for slice in own {
            guard let service = services.first(where: { $0.namespace == slice.namespace && $0.name == slice.service }) else { continue }
            let name = "\(service.name).\(service.namespace).svc.\(zone)"
            if service.isHeadless {
                found += slice.addresses.map { ("\(hostname($0)).\(name)", $0.ip) }
            } else {
                found += service.clusterIPs.map { (name, $0) }
            }
        }
        if own.isEmpty { found = localIPs.map { ("ns.dns.\(zone)", $0) } }
        return found.compactMap { name, ip in Self.address(ip).map { (name, $0) } }
    }

    private func pointers(_ question: Question) throws -> Set<String> {
        guard let ip = Self.reversed(question.name) else {
            _ = try records(question)
            return []
        }
        let mayAnswer = { (namespace: String) in exposed.isEmpty || isExposed(namespace) }
        if let service = services.first(where: { $0.clusterIPs.contains(ip) && mayAnswer($0.namespace) }) {
            return ["\(question.qname) \(ttl) PTR \(service.name).\(service.namespace).svc.\(domain)."]
        }
        let found = (noEndpoints ? [] : slices).filter { mayAnswer($0.namespace) }.flatMap { slice in
            slice.addresses.filter { $0.ip == ip }.map { "\(hostname($0)).\(slice.service).\(slice.namespace).svc.\(domain)." }
        }
        if found.isEmpty { throw NoSuchName() }
        return Set(found.map { "\(question.qname) \(ttl) PTR \($0)" })
    }

    /// pkg/dnsutil/reverse.go, ExtractAddressFromReverse.
    private static func reversed(_ name: String) -> String? {
        var parts = Array(labels(name).reversed())
        if name.hasSuffix(".in-addr.arpa.") {
            return address(parts.dropFirst(2).joined(separator: ".")).flatMap { $0.type == "A" ? $0.text : nil }
        }
        guard name.hasSuffix(".ip6.arpa.") else { return nil }
        parts = Array(parts.dropFirst(2))
        let groups = (0..<parts.count / 4).map { parts[($0 * 4)..<($0 * 4 + 4)].joined() }
        return address(groups.joined(separator: ":"))?.text
    }
}
