import KubeCluster
import KubeManifest
import SafeText

/// One connection, told hop by hop.
package struct TraceReport {
    package enum Format: String, Sendable, CaseIterable {
        case text, json, md
    }

    private let path: CommunicationPath

    package init(_ path: CommunicationPath) { self.path = path }

    package func text(_ format: Format) -> String {
        switch format {
        case .text: plain
        case .json: json
        case .md: markdown
        }
    }

    // MARK: JSON

    private var json: String {
        JSONValue.object([
            "schema": .string("podpath/v1"), "from": .string(path.source), "to": .string(path.target),
            "verdict": .string(path.verdict.rawValue), "summary": .optional(path.summary),
            "remarks": .array(path.remarks.map { .string($0) }),
            "hops": .array(
                path.hops.map { hop in
                    .object([
                        "step": .number(hop.step), "kind": .string(hop.kind.rawValue), "from": .string(hop.from), "to": .string(hop.to),
                        "text": .string(hop.text), "verdict": .string(hop.verdict.rawValue), "reached": .bool(hop.isReached),
                        "branch": hop.branch.map { .number($0) } ?? .null, "because": .because(hop.because),
                    ])
                }),
        ]).text
    }

    // MARK: For people

    private static let width = 110

    private var plain: String {
        var lines = ["\(path.source) → \(path.target): \(path.verdict.rawValue)"]
        lines += path.summary.map { Self.wrapped($0, indent: "") } ?? []
        var isReached = true
        for hop in path.hops {
            lines.append("")
            if isReached, !hop.isReached, hop.branch == nil || path.decisive?.branch == nil {
                lines += [English.endsThere, ""]
                isReached = false
            }
            let way = hop.from == hop.to ? hop.to : "\(hop.from) → \(hop.to)"
            lines.append(
                "\(hop.step). \(English.kind(hop.kind)): \(way): \(hop.verdict.rawValue)\(isReached && !hop.isReached ? ", not reached" : "")"
            )
            lines += Self.wrapped(hop.text, indent: "   ")
            for evidence in hop.because.prefix(4) { lines.append("   because \(Self.text(evidence))") }
            if hop.because.count > 4 { lines.append("   and \(hop.because.count - 4) more") }
        }
        lines.append("")
        for remark in remarks { lines += Self.wrapped(remark, indent: "") }
        return lines.map { TerminalText($0).text + "\n" }.joined()
    }

    private var remarks: [String] {
        let isIllustrative = path.hops.contains { $0.text.contains("~") }
        return (isIllustrative ? [English.illustrativeRemark] : []) + path.remarks
    }

    private static func text(_ evidence: Evidence) -> String {
        "\(evidence.location.file):\(evidence.location.line): \(evidence.object) \(evidence.field)\(evidence.value.isEmpty ? "" : ": \(evidence.value)")"
    }

    private static func wrapped(_ text: String, indent: String) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + word.count < width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(indent + word)
            }
        }
        return lines
    }

    private var markdown: String {
        let say = { (text: String) in MarkdownText(text).text }
        var lines = ["**\(say("\(path.source) → \(path.target): \(path.verdict.rawValue)"))**", ""]
        if let summary = path.summary { lines += [say(summary), ""] }
        for hop in path.hops {
            let verdict = hop.isReached ? hop.verdict.rawValue : "not reached"
            lines.append("\(hop.step). **\(say(English.kind(hop.kind)))**, \(verdict): \(say(hop.text))")
            for evidence in hop.because.prefix(4) {
                lines.append(
                    "   - \(MarkdownCode("\(evidence.location.file):\(evidence.location.line)").text) \(say("\(evidence.object) \(evidence.field): \(evidence.value)"))"
                )
            }
        }
        for remark in remarks { lines += ["", say(remark)] }
        return lines.joined(separator: "\n") + "\n"
    }
}
