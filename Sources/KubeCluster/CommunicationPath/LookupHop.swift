import KubeManifest

/// The name: the questions that the resolver sends, and the answer.
extension PathWalk {
    mutating func look(up name: String, from pod: Int) {
        let lookup = Lookup(name, type: nil, from: cluster.pods[pod], in: dns)
        if lookup.isFromHostsFile {
            let addresses = lookup.response.answers
            add(
                .lookup, .pod(pod), .pod(pod), "/etc/hosts",
                "\(clientName) finds \(name) in its own /etc/hosts (\(addresses.map(Self.text).listed)) and asks nobody.")
            return reach(answers: addresses, name: name)
        }
        let server = lookup.resolvConf?.nameservers.first ?? ""
        let isCluster = IPAddress(server).map { cluster.facts.clusterDNS.contains($0) } ?? false
        let who = isCluster ? "the cluster's DNS, \(server)," : server.isEmpty ? "the node's nameserver" : "the nameserver \(server)"
        let judgement = policies.question(from: pod, to: server)?.judgement
        let refusal = judgement?.verdict == .allowed ? nil : judgement
        let policy = judgement.map {
            $0.verdict == .denied ? " But the question does not get there: \($0.text)" : $0.verdict == .unknown ? " \($0.text)" : ""
        }
        add(
            .lookup, .pod(pod), .dns(server), refusal?.verdict == .denied ? refusal?.label ?? "" : "\(name)?",
            "\(clientName) asks \(who) for \(name). \(walk(lookup, name))\(policy ?? "")", refusal?.verdict ?? .allowed,
            because: judgement?.because ?? [])
        guard lookup.found else { return notAnswered(lookup, name, pod) }
        if let alias = lookup.response.answers.first(where: { $0.type == .cname }) {
            return follow(alias, lookup, pod)
        }
        let addresses = lookup.response.answers.filter { $0.type == .a || $0.type == .aaaa }
        add(
            .record, .dns(server), .pod(pod), addresses.first.map(Self.text) ?? "",
            "The answer is \(Self.some(addresses.map(Self.text))): \(lookup.response.why).", because: lookup.response.because)
        reach(answers: addresses, name: lookup.answerName ?? name)
    }

    /// Which names the search list made of the one that was asked for.
    private func walk(_ lookup: Lookup, _ name: String) -> String {
        let names = lookup.queries.map { $0.name.withoutFinalDot }
        guard let last = names.last else { return "" }
        if let outer = lookup.queries.last?.response, outer.isOutside, outer.isAssumed, !lookup.found, lookup.advice == nil {
            let misses = Array(names.dropLast())
            return misses.isEmpty
                ? "" : "Its search list makes that \(misses.listed) first, which \(misses.count == 1 ? "does" : "do") not exist."
        }
        guard lookup.found else {
            return names.count == 1 ? "" : "Its search list makes that \(names.listed); none is answered."
        }
        if names.count == 1 {
            return last == name.withoutFinalDot
                ? "That name is asked for as it is." : "The first domain of its search list makes that \(last), which is answered."
        }
        let misses = names.dropLast()
        return
            "Its search list makes that \(Array(misses).listed), which \(misses.count == 1 ? "does" : "do") not exist, and then \(last), which is answered."
    }

    private mutating func notAnswered(_ lookup: Lookup, _ name: String, _ pod: Int) {
        let response = lookup.response
        let server = PathPlace.dns("")
        if lookup.queries.last?.response.isOutside ?? false, lookup.queries.last?.response.isAssumed ?? false, name.contains("."),
            lookup.advice == nil
        {
            add(
                .record, server, .pod(pod), "outside",
                "\(name) is no name of this cluster. Other DNS servers answer it, with addresses that no manifest states."
                    + (cluster.routes.first { $0.takes(name) }.map {
                        " \($0.object) takes this host: podpath trace outside \(target.text) follows it from there."
                    } ?? ""), .unknown)
            return leave(to: name, address: nil)
        }
        let advice = lookup.advice.map { " Nearest: \($0)." } ?? ""
        let why = lookup.queries.first?.response.why ?? response.why
        add(
            .record, server, .missing(name), response.code == .noError ? "no address" : "no such name",
            "No answer: \(why). There is no address to connect to.\(advice)", .unresolved,
            because: lookup.queries.first?.response.because ?? [])
    }

    /// ExternalName (R20): another name for something else; nothing passes through the Service.
    private mutating func follow(_ alias: DNSRecord, _ lookup: Lookup, _ pod: Int) {
        let last = lookup.response.answers.last { $0.type == .cname } ?? alias
        let end = last.data.withoutFinalDot
        let addresses = lookup.response.answers.filter { $0.type == .a || $0.type == .aaaa }
        let known = addresses.isEmpty ? "" : ", with the address \(Self.some(addresses.map(Self.text)))"
        add(
            .record, .dns(""), .pod(pod), "CNAME \(end)",
            "The answer is an alias (CNAME): \(end)\(known). An ExternalName Service is only another name; no address or port of its own stands in between, and a server that is asked over HTTP or TLS sees the name that the client wrote.",
            because: lookup.response.because + alias.because)
        if addresses.isEmpty { leave(to: end, address: nil) } else { reach(answers: addresses, name: end) }
    }

    static func text(_ record: DNSRecord) -> String { record.shownData }

    static func text(_ address: AssignedAddress) -> String { address.text }

    /// At most three, and how many there are besides.
    static func some(_ texts: [String]) -> String {
        texts.count > 4 ? "\(texts.prefix(3).joined(separator: ", ")) and \(texts.count - 3) more" : texts.listed
    }
}
