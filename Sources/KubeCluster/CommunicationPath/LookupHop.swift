import KubeManifest

/// The name: the questions that the resolver sends, and the answer.
extension PathWalk {
    mutating func look(up name: String, from pod: Int) {
        let lookup = Lookup(name, type: nil, from: cluster.pods[pod], in: dns)
        if lookup.isFromHostsFile {
            let addresses = lookup.response.answers
            add(
                .lookup, .pod(pod), .pod(pod), .hostsFile,
                [.name(.hostsFile(caller, name: name, addresses.map(\.assignedData.end)))])
            return reach(answers: addresses, name: name)
        }
        let server = lookup.resolvConf?.nameservers.first ?? ""
        let isCluster = IPAddress(server).map { cluster.facts.clusterDNS.contains($0) } ?? false
        let asked: NameEvent.Server = isCluster ? .cluster(server) : server.isEmpty ? .ofNode : .other(server)
        let judgement = policies.question(from: pod, to: server)?.judgement
        let refusal = judgement?.verdict == .allowed ? nil : judgement
        let policy: NameEvent? = refusal.map { $0.verdict == .denied ? .questionRefused($0.events) : .questionUnknown($0.events) }
        let events = [.question(caller, asked, name: name, walk(lookup, name))] + (policy.map { [$0] } ?? [])
        add(
            .lookup, .pod(pod), .dns(server),
            refusal?.verdict == .denied ? .policy(.egress, refusal?.label ?? .noPolicy, isRefused: true) : .question(name),
            events.map(PathEvent.name), refusal?.verdict ?? .allowed,
            because: judgement?.because ?? [])
        guard lookup.found else { return notAnswered(lookup, name, pod) }
        if let alias = lookup.response.answers.first(where: { $0.type == .cname }) {
            return follow(alias, lookup, pod)
        }
        let addresses = lookup.response.answers.filter { $0.type == .a || $0.type == .aaaa }
        add(
            .record, .dns(server), .pod(pod), addresses.first.map { .address($0.assignedData.end) } ?? .noAddress,
            [.name(.answer(addresses.map(\.assignedData.end), why: lookup.response.reason))], because: lookup.response.because)
        reach(answers: addresses, name: lookup.answerName ?? name)
    }

    /// Which names the search list made of the one that was asked for.
    private func walk(_ lookup: Lookup, _ name: String) -> NameEvent.Walk? {
        let names = lookup.queries.map { $0.name.withoutFinalDot }
        guard let last = names.last else { return nil }
        if let outer = lookup.queries.last?.response, outer.isOutside, outer.isAssumed, !lookup.found, lookup.advice == nil {
            let misses = Array(names.dropLast())
            return misses.isEmpty ? nil : .missesFirst(misses)
        }
        guard lookup.found else {
            return names.count == 1 ? nil : .noneAnswered(names)
        }
        if names.count == 1 {
            return last == name.withoutFinalDot ? .asItIs : .firstDomain(last)
        }
        return .after(misses: Array(names.dropLast()), last)
    }

    private mutating func notAnswered(_ lookup: Lookup, _ name: String, _ pod: Int) {
        let response = lookup.response
        let server = PathPlace.dns("")
        if lookup.queries.last?.response.isOutside ?? false, lookup.queries.last?.response.isAssumed ?? false, name.contains("."),
            lookup.advice == nil
        {
            add(
                .record, server, .pod(pod), .outside,
                [.name(.outside(name: name, takenBy: cluster.routes.first { $0.takes(name) }?.object, target: target.text))], .unknown)
            return leave(to: name, address: nil)
        }
        let why = lookup.queries.first?.response.reason ?? response.reason
        add(
            .record, server, .missing(name), response.code == .noError ? .noAddress : .noSuchName,
            [.name(.noAnswer(why: why, nearest: lookup.advice))], .unresolved,
            because: lookup.queries.first?.response.because ?? [])
    }

    /// ExternalName (R20): another name for something else; nothing passes through the Service.
    private mutating func follow(_ alias: DNSRecord, _ lookup: Lookup, _ pod: Int) {
        let last = lookup.response.answers.last { $0.type == .cname } ?? alias
        let end = last.data.withoutFinalDot
        let addresses = lookup.response.answers.filter { $0.type == .a || $0.type == .aaaa }
        add(
            .record, .dns(""), .pod(pod), .alias(end), [.name(.alias(end, addresses.map(\.assignedData.end)))],
            because: lookup.response.because + alias.because)
        if addresses.isEmpty { leave(to: end, address: nil) } else { reach(answers: addresses, name: end) }
    }

    /// At most three, and how many there are besides.
    static func some(_ texts: [String]) -> String {
        texts.count > 4 ? "\(texts.prefix(3).joined(separator: ", ")) and \(texts.count - 3) more" : texts.listed
    }
}
