import KubeCluster
import KubeManifest
import SafeText

/// One lookup, told step by step.
package struct LookupReport {
    package enum Format: String, Sendable, CaseIterable {
        case text, json, md
    }

    private let lookup: Lookup
    /// The Pod that asks, as people name it.
    private let client: String?
    private let explains: Bool
    private let cluster: Cluster

    /// A lookup by a Pod, or the one absolute question; with `explains`, each step says which rule made the name, or did not.
    package init(_ lookup: Lookup, client: String?, explains: Bool, in cluster: Cluster) {
        self.cluster = cluster
        self.lookup = lookup
        self.client = client
        self.explains = explains
    }

    package func text(_ format: Format) -> String {
        switch format {
        case .text: plain
        case .json: json
        case .md: markdown
        }
    }

    // MARK: JSON

    private var json: String {
        var fields: [String: JSONValue] = [
            "schema": .string("podpath/v1"),
            "query": .object(["name": .string(lookup.name), "type": .optional(lookup.type)]),
            "queries": .array(
                lookup.queries.map { query in
                    .object([
                        "name": .string(query.name), "rcode": .string(query.response.code.rawValue), "why": .string(query.response.why),
                        "outside": .bool(query.response.isOutside), "assumed": .bool(query.response.isAssumed),
                        "because": .because(query.response.because),
                    ])
                }),
            "found": .bool(lookup.found), "answerName": .optional(lookup.answerName), "rcode": .string(lookup.response.code.rawValue),
            "answers": .array(lookup.response.answers.map(RecordsReport.json)),
            "additional": .array(lookup.response.additional.map(RecordsReport.json)),
            "authority": .array(lookup.response.authority.map(RecordsReport.json)), "advice": .optional(lookup.advice),
            "hostsFile": .bool(lookup.isFromHostsFile),
        ]
        if let conf = lookup.resolvConf { fields["resolvConf"] = ResolvConfReport(conf).object }
        return JSONValue.object(fields).text
    }

    // MARK: For people

    private var question: String {
        "\(lookup.name) (\(lookup.type ?? "A and AAAA"))" + (client.map { ", asked by Pod \($0)" } ?? ", asked as an absolute name")
    }

    /// What one question brought: `A 10.96.1.9`, `no such name`.
    private static func outcome(_ response: DNSResponse) -> String {
        if !response.answers.isEmpty {
            return response.answers.map { "\($0.type.rawValue) \(English.data(of: $0))" }.joined(separator: ", ")
                + (response.isOutside && response.isAssumed ? ", which is outside the cluster" : "")
        }
        switch response.code {
        case .noError: return "NOERROR, but no such record"
        case .nameError: return response.isAssumed ? "outside the cluster: not known here, taken as NXDOMAIN" : "NXDOMAIN: no such name"
        case .serverFailure, .refused: return response.code.rawValue
        }
    }

    /// With `~` before the assumed address of the cluster's DNS.
    private var nameservers: [String] { (lookup.resolvConf?.nameservers ?? []).map { English.server($0, in: cluster).plain } }

    private var ending: [String] {
        var lines: [String] = []
        if lookup.isFromHostsFile { lines.append("Answered by the Pod's own /etc/hosts: \(Self.outcome(lookup.response)).") }
        if !lookup.found { lines.append("Not found." + (lookup.advice.map { " Nearest: \($0)." } ?? "")) }
        if lookup.response.answers.contains(where: \.isIllustrative) || nameservers != lookup.resolvConf?.nameservers ?? [] {
            lines.append(English.illustrativeRemark)
        }
        return lines
    }

    private var plain: String {
        var lines = [question]
        if let conf = lookup.resolvConf {
            lines.append(
                "  nameserver \(nameservers.isEmpty ? "not stated" : nameservers.joined(separator: " "))"
                    + (conf.searches.isEmpty ? "" : ", search \(conf.searches.joined(separator: " "))")
                    + (conf.options.isEmpty ? "" : ", \(conf.options.joined(separator: " "))"))
            lines += conf.warnings.map { "  warning: \($0)" }
        }
        lines.append("")
        for (position, query) in lookup.queries.enumerated() {
            lines.append("\(position + 1). \(query.name)  \(Self.outcome(query.response))")
            if explains {
                lines.append("   because: \(query.response.why)")
                for evidence in query.response.because.prefix(3) where evidence.location.file != "<built-in>" {
                    lines.append("   \(evidence.location.file):\(evidence.location.line): \(evidence.object) \(evidence.field)")
                }
            }
            for record in query.response.additional {
                lines.append("   with \(English.name(of: record)) \(record.type.rawValue) \(English.data(of: record))")
            }
        }
        return (lines + (ending.isEmpty ? [] : [""]) + ending).map { TerminalText($0).text + "\n" }.joined()
    }

    private var markdown: String {
        var lines = ["**\(MarkdownText(question).text)**", ""]
        for (position, query) in lookup.queries.enumerated() {
            let why = explains ? " (\(MarkdownText(query.response.why).text))" : ""
            lines.append("\(position + 1). \(MarkdownCode(query.name).text): \(MarkdownText(Self.outcome(query.response)).text)\(why)")
        }
        for line in ending { lines += ["", MarkdownText(line).text] }
        return lines.joined(separator: "\n") + "\n"
    }
}
