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

    private var question: Sentence { English.question(lookup, from: client) }

    private var ending: [Sentence] {
        var lines: [Sentence] = []
        if lookup.isFromHostsFile { lines.append(English.hostsFile(lookup.response)) }
        if !lookup.found { lines.append(English.notFound(lookup.advice)) }
        let hasExamples =
            lookup.response.answers.contains(where: \.isIllustrative)
            || lookup.resolvConf.map { English.resolver($0, in: cluster).hasExamples } ?? false
        return hasExamples ? lines + [Sentence(English.illustrativeRemark)] : lines
    }

    private var plain: String {
        var lines = [question]
        if let conf = lookup.resolvConf {
            lines.append("  \(English.resolver(conf, in: cluster))")
            lines += conf.warnings.map { "  warning: \($0)" }
        }
        lines.append("")
        for (position, query) in lookup.queries.enumerated() {
            lines.append("\(position + 1). \(name: query.name)  \(English.outcome(query.response))")
            if explains {
                lines.append("   because: \(query.response.why)")
                for evidence in query.response.because.prefix(3) where evidence.location.file != "<built-in>" {
                    lines.append("   \(evidence.location.file):\(evidence.location.line): \(evidence.object) \(code: evidence.field)")
                }
            }
            for record in query.response.additional {
                lines.append("   with \(English.name(of: record)) \(record.type.rawValue) \(English.data(of: record))")
            }
        }
        return (lines + (ending.isEmpty ? [] : [""]) + ending).map { TerminalText($0.plain).text + "\n" }.joined()
    }

    private var markdown: String {
        var lines = ["**\(question.markdown)**", ""]
        for (position, query) in lookup.queries.enumerated() {
            let why = explains ? " (\(MarkdownText(query.response.why).text))" : ""
            lines.append("\(position + 1). \(MarkdownCode(query.name).text): \(English.outcome(query.response).markdown)\(why)")
        }
        for line in ending { lines += ["", line.markdown] }
        return lines.joined(separator: "\n") + "\n"
    }
}
