import KubeCluster
import TestSupport
import Testing

@Suite("Random clusters answer as a model of CoreDNS' kubernetes plugin does (R1 to R40)")
struct ModelTests {
    private static let types = ["A", "AAAA", "SRV", "CNAME", "PTR", "NS", "SOA", "TXT", "MX", "HINFO", "ANY", "AXFR"]

    /// Three hundred clusters, with the seeds 0 to 299; a difference prints its seed.
    @Test("Every type of every name: forward, reverse and the zones' own", arguments: 0..<10)
    func answers(tens: Int) {
        for seed in (tens * 30)..<(tens * 30 + 30) {
            var cluster = RandomCluster(seed: UInt64(seed))
            let fixture = DNSFixture(cluster.yaml, facts: cluster.facts)
            #expect(fixture.factFindings.isEmpty, "seed \(seed)")
            var differences: [String] = []
            for name in cluster.questions(40) {
                for type in Self.types {
                    guard let expected = cluster.model.ask(name, type) else { continue }
                    let actual = Self.reply(fixture.dns.answer(name, type))
                    if actual != expected { differences.append("\(name) \(type): \(actual), CoreDNS: \(expected)") }
                }
            }
            #expect(differences.isEmpty, "seed \(seed):\n\(differences.prefix(3).joined(separator: "\n"))\n\(cluster.facts)\(cluster.yaml)")
        }
    }

    @Test("The listing holds what the model answers, and every name of every address", arguments: 300..<360)
    func listing(seed: Int) {
        let cluster = RandomCluster(seed: UInt64(seed))
        let fixture = DNSFixture(cluster.yaml, facts: cluster.facts)
        let records = ZoneRecords.all(of: fixture.dns)
        for record in records {
            let answers = cluster.model.ask(record.name, record.type.rawValue)?.answers ?? []
            #expect(
                answers.contains(Self.line(record)),
                "seed \(seed): \(Self.line(record)) is listed; CoreDNS answers \(answers)\n\(cluster.facts)\(cluster.yaml)")
        }
        let listed = Set(records.map(Self.line))
        for address in cluster.addresses {
            for line in cluster.model.ask(RandomCluster.reverseName(address), "PTR")?.answers ?? [] where !line.hasSuffix("host.example.") {
                #expect(listed.contains(line), "seed \(seed): \(line) is not listed")
            }
        }
    }

    private static func line(_ record: DNSRecord) -> String { "\(record.name) \(record.ttl) \(record.type.rawValue) \(record.data)" }

    private static func reply(_ response: DNSResponse) -> CoreDNSModel.Reply {
        .init(
            code: response.code.rawValue, answers: Set(response.answers.map(line)), additional: Set(response.additional.map(line)),
            authority: Set(response.authority.map(line)))
    }
}

extension RandomCluster {
    /// So many random names, with final dots: real ones, near misses, and those of the zones themselves.
    mutating func questions(_ count: Int) -> [String] { (0..<count).map { _ in question() } }

    private mutating func question() -> String {
        let zone = chance(8) ? model.domain.uppercased() + "." : model.domain + "."
        let reverse = pick(model.reverseZones + ["in-addr.arpa"]) + "."
        switch below(12) {
        case 0: return pick(["", "svc.", "pod.", "ns.dns.", "dns-version.", "x.dns-version.", "foo.", "dns."]) + zone
        case 1: return pick(["", "svc.", "pod.", "ns.dns.", "dns-version.", "foo.", "web.shop.svc.", "1.2."]) + reverse
        case 2: return "\(podLabel()).\(namespace()).pod.\(zone)"
        case 3: return pick(["", "x.", "_http._tcp.", "a.b.c."]) + pick(["", "\(podLabel())."]) + "\(namespace()).pod.\(zone)"
        case 4: return "\(namespace()).svc.\(zone)"
        case 5, 6: return pick(["", "", "", "x.", "f.f.f.f.", "1.2.3."]) + Self.reverseName(pick(addresses.sorted() + ["10.1.0.9"]))
        case 7: return pick(["a", "zone.b", "none", "z.a"]) + "." + pick(["pin", "prefer", "other"]) + "._zone.\(service())\(zone)"
        case 8:
            return pick(["_http", "_dns", "_x1", "_", "http", "_none"]) + "." + pick(["_tcp", "_udp", "_", "tcp", "_sctp"])
                + ".\(service())\(zone)"
        case 9: return "\(endpointLabel()).\(service())\(zone)"
        default: return (chance(6) ? service().uppercased() : service()) + zone
        }
    }

    private mutating func namespace() -> String { pick(["default", "shop", "kube-system", "declared", "kube-public", "nowhere"]) }

    /// With its namespace and `svc`.
    private mutating func service() -> String {
        let known = model.services.map { "\($0.name).\($0.namespace)" }
        return pick(known + known + ["gone.default", "web.nowhere", "none.shop"]) + ".svc."
    }

    private mutating func podLabel() -> String {
        let ips = chance(2) && !model.pods.isEmpty ? model.pods.map(\.ip) : addresses.sorted()
        let dashed = pick(ips).map { $0 == "." || $0 == ":" ? "-" : String($0) }.joined()
        return pick([dashed, dashed, dashed + "0", "p0", "1-2-3", "10-1-0-01", "--1"])
    }

    private mutating func endpointLabel() -> String {
        let dashed = pick(addresses.sorted()).map { $0 == "." || $0 == ":" ? "-" : String($0) }.joined()
        return pick([dashed, dashed.hasSuffix("-") ? dashed + "0" : dashed, "one", "TWO", "p0", "p1"] + labels.sorted())
    }

    /// The name of an address under in-addr.arpa or ip6.arpa, with the final dot.
    static func reverseName(_ address: String) -> String {
        guard address.contains(":") else { return address.split(separator: ".").reversed().joined(separator: ".") + ".in-addr.arpa." }
        let halves = address.replacing("::", with: "|").split(separator: "|", omittingEmptySubsequences: false)
        let groups = halves.map { $0.split(separator: ":").map { String(repeating: "0", count: 4 - $0.utf8.count) + $0 } }
        let missing = 8 - groups.joined().count
        let all = groups[0] + Array(repeating: "0000", count: missing) + (groups.count > 1 ? groups[1] : [])
        return all.joined().reversed().map(String.init).joined(separator: ".") + ".ip6.arpa."
    }
}
