import Foundation
import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("Records and lookups as people and programs read them (docs/interface.md)")
struct DNSReportTests {
    static let yaml =
        Manifest.pod("client", labels: "app: client") + Manifest.pod("a", status: "podIP: 10.244.9.9")
        + Manifest.service(ports: "{name: http, port: 80, targetPort: 8080}", spec: "clusterIP: 10.96.7.7")

    private let fixture = DNSFixture(Self.yaml)

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func lookup(_ name: String, type: String? = nil, from pod: String? = "client") -> LookupReport {
        let lookup =
            pod.flatMap(fixture.pod).map { Lookup(name, type: type, from: $0, in: fixture.dns) }
            ?? Lookup(name, type: type, in: fixture.dns)
        return LookupReport(lookup, client: pod.map { "default/\($0)" }, explains: true, in: fixture.dns.cluster)
    }

    @Test("records -f json: name, type, ttl, data, illustrative")
    func recordsJSON() throws {
        let records = try #require(try object(RecordsReport(fixture.dns).text(.json))["records"] as? [[String: Any]])
        let address = try #require(
            records.first { $0["name"] as? String == "web.default.svc.cluster.local." && $0["type"] as? String == "A" })
        #expect(address["data"] as? String == "10.96.7.7")
        #expect(address["ttl"] as? Int == 30)
        #expect(address["illustrative"] as? Bool == false)
        let service = try #require(records.first { $0["name"] as? String == "_http._tcp.web.default.svc.cluster.local." })
        #expect(service["data"] as? String == "0 100 80 web.default.svc.cluster.local.")
        let pod = try #require(
            records.first { ($0["name"] as? String)?.hasSuffix(".pod.cluster.local.") == true && $0["illustrative"] as? Bool == true })
        #expect(pod["type"] as? String == "A", "the client's address is an example")
    }

    @Test("Names and addresses that rest on an example are marked in text and Markdown, stated ones are not")
    func marks() throws {
        let text = RecordsReport(fixture.dns).text(.text)
        let line = { (start: String) in text.split(separator: "\n").first { $0.hasPrefix(start) } }
        #expect(line("web.default.svc.cluster.local.")?.hasSuffix("10.96.7.7") == true)
        let client = try #require(fixture.pod("client")?.addresses.first?.address.description)
        let dashed = "~\(client.replacing(".", with: "-")).default.pod.cluster.local."
        #expect(line(dashed)?.hasSuffix(" ~\(client)") == true, "the sign stands before what is an example, name and address")
        #expect(text.contains(English.illustrativeRemark))
        #expect(RecordsReport(fixture.dns).text(.md).contains("| `\(dashed)` | 30 | A | `~\(client)` |"))
        #expect(RecordsReport(fixture.dns).text(.md).contains("| `web.default.svc.cluster.local.` | 30 | A | `10.96.7.7` |"))
    }

    @Test("-n leaves the names of that namespace, forward and reverse")
    func namespaces() {
        let two = DNSFixture(Self.yaml + Manifest.service(namespace: "shop", spec: "clusterIP: 10.96.8.8"))
        let text = RecordsReport(two.dns, namespaces: ["shop"]).text(.text)
        #expect(text.contains("web.shop.svc.cluster.local."))
        #expect(text.contains("8.8.96.10.in-addr.arpa."))
        #expect(!text.contains("web.default"))
    }

    @Test("The zone file begins with its origin and the SOA, and holds nothing outside of the zone")
    func zoneFile() throws {
        let lines = RecordsReport(fixture.dns).text(.zone).split(separator: "\n").filter { !$0.hasPrefix(";") }
        #expect(lines.first == "$ORIGIN cluster.local.")
        #expect(lines.first { $0.contains("SOA") } != nil)
        #expect(!lines.contains { $0.contains("in-addr.arpa") })
        let reverse = RecordsReport(fixture.dns, zone: "10.in-addr.arpa").text(.zone)
        #expect(reverse.contains("PTR") && !reverse.contains("svc.cluster.local. 30 IN A"))
    }

    @Test("lookup -f json from a Pod: the resolv.conf, every query, the answer")
    func lookupJSON() throws {
        let json = try object(lookup("web").text(.json))
        #expect(json["found"] as? Bool == true)
        #expect(json["answerName"] as? String == "web.default.svc.cluster.local.")
        #expect((json["answers"] as? [[String: Any]])?.map { $0["data"] as? String } == ["10.96.7.7"])
        let conf = try #require(json["resolvConf"] as? [String: Any])
        #expect(conf["source"] as? String == "cluster")
        #expect(conf["options"] as? [String] == ["ndots:5"])
        #expect((json["queries"] as? [[String: Any]])?.map { $0["rcode"] as? String } == ["NOERROR"])
    }

    @Test("lookup -f json of one absolute name: no resolv.conf, one query; a negative answer holds the SOA (R4)")
    func absoluteJSON() throws {
        let json = try object(lookup("nothing.default.svc.cluster.local", from: nil).text(.json))
        #expect(json["resolvConf"] == nil)
        #expect((json["queries"] as? [Any])?.count == 1)
        #expect(json["rcode"] as? String == "NXDOMAIN")
        let authority = try #require((json["authority"] as? [[String: Any]])?.first)
        #expect(authority["type"] as? String == "SOA")
        #expect((authority["data"] as? String)?.split(separator: " ").count == 7)
    }

    @Test("--explain says why at each step, and the nearest name for a failure")
    func explain() {
        let elsewhere = DNSFixture(Manifest.pod("client", labels: "app: client") + Manifest.service(namespace: "shop"))
        guard let pod = elsewhere.pod("client") else { return #expect(Bool(false)) }
        let lookup = Lookup("web", type: nil, from: pod, in: elsewhere.dns)
        let text = LookupReport(lookup, client: "default/client", explains: true, in: elsewhere.dns.cluster).text(.text)
        #expect(text.contains("because: no Service web was found in namespace default"))
        #expect(text.contains("ask for web.shop"))
        #expect(text.contains("Not found."))
    }
}
