import KubeCluster
import SafeText

/// The records of a zone, for people, programs and DNS servers.
package struct RecordsReport {
    package enum Format: String, Sendable, CaseIterable {
        case text, zone, json, md
    }

    private let dns: ClusterDNS
    private let records: [DNSRecord]
    /// The zone of the zone file, without the final dot.
    private let zone: String

    /// The records of some namespaces, all where none is named; `zone` is that of the zone file, nil for the cluster's domain.
    package init(_ dns: ClusterDNS, namespaces: [String] = [], zone: String? = nil) {
        self.dns = dns
        self.zone = zone.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 } ?? dns.zone
        let parts = namespaces.flatMap { [".\($0).svc.\(dns.zone).", ".\($0).pod.\(dns.zone)."] }
        records = ZoneRecords.all(of: dns).filter { record in
            parts.isEmpty || parts.contains { record.name.hasSuffix($0) || record.type == .ptr && record.data.hasSuffix($0) }
        }
    }

    package func text(_ format: Format) -> String {
        switch format {
        case .text: table
        case .zone: zoneFile
        case .json:
            JSONValue.object(["schema": .string("podpath/v1"), "records": .array(records.map(Self.json))]).text
        case .md: markdown
        }
    }

    static func json(_ record: DNSRecord) -> JSONValue {
        .object([
            "name": .string(record.name), "type": .string(record.type.rawValue), "ttl": .number(record.ttl), "data": .string(record.data),
            "illustrative": .bool(record.isIllustrative), "builtin": .bool(record.isBuiltIn), "because": .because(record.because),
        ])
    }

    private var remark: String? {
        records.contains(where: \.isIllustrative)
            ? English.illustrativeRemark : nil
    }

    private var builtInRemark: String? { records.contains(where: \.isBuiltIn) ? English.builtInRemark : nil }

    private static func mark(_ record: DNSRecord) -> String { record.isBuiltIn ? "*" : "" }

    private var table: String {
        var table = TextTable(["NAME", "TTL", "TYPE", "DATA", ""])
        for record in records {
            table.add([
                English.name(of: record).plain, String(record.ttl), record.type.rawValue, English.data(of: record).plain, Self.mark(record),
            ])
        }
        return table.text + [remark, builtInRemark].compactMap { $0.map { "\n\($0)\n" } }.joined()
    }

    private var markdown: String {
        var lines = ["| Name | TTL | Type | Data | |", "| --- | --- | --- | --- | --- |"]
        for record in records {
            lines.append(
                "| \(MarkdownCode(English.name(of: record).plain).text) | \(record.ttl) | \(record.type.rawValue) | \(MarkdownCode(English.data(of: record).plain).text) | \(MarkdownText(Self.mark(record)).text) |"
            )
        }
        for remark in [remark, builtInRemark].compactMap({ $0 }) { lines += ["", MarkdownText(remark).text] }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Zone file

    private var zoneFile: String {
        let origin = zone + "."
        var lines = ["$ORIGIN \(ZoneFileText(name: origin).text)", "$TTL \(dns.cluster.facts.dns.ttl)"]
        var own = records.filter { $0.name == origin || $0.name.hasSuffix("." + origin) }
        if zone != dns.zone {
            // A reverse zone begins with records of its own; its name server is named in the cluster's zone.
            own = [dns.soa(zone)] + own
        }
        if own.contains(where: \.isIllustrative) { lines.append("; \(English.illustrativeRemark)") }
        let apex =
            zone == dns.zone ? [] : ["\(origin) \(dns.cluster.facts.dns.ttl) IN NS \(ZoneFileText(name: "ns.dns.\(dns.zone).").text)"]
        let rows = own.map { record in
            let data = record.type == .txt ? "\"\(ZoneFileText(name: record.data).text)\"" : Self.words(record.data)
            return "\(ZoneFileText(name: record.name).text) \(record.ttl) IN \(record.type.rawValue) \(data)"
                + Self.comment(record)
        }
        return (lines + rows.prefix(1) + apex + rows.dropFirst()).joined(separator: "\n") + "\n"
    }

    /// A server reads the line: the sign stands behind it.
    private static func comment(_ record: DNSRecord) -> String {
        record.isBuiltIn ? " ; *" : record.isIllustrative ? " ; \("".marked(asExample: true))" : ""
    }

    /// Addresses of IPv6 hold colons, which need no escape.
    private static func words(_ data: String) -> String {
        data.split(separator: " ").map { word in word.contains(":") ? String(word) : ZoneFileText(name: String(word)).text }
            .joined(separator: " ")
    }
}
