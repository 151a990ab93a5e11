import KubeCluster
import KubeManifest
import SafeText

/// Which connections the policies allow, between workloads and with the outside.
public struct ConnectionsReport {
    public enum Format: String, Sendable, CaseIterable {
        case text, json, csv, md
    }

    private let list: ConnectionList
    private let cluster: Cluster
    private let explains: Bool
    private let asked: PortSet

    /// - Parameter explains: say for each connection, and for each pair without one, which policy and rule decided.
    public init(_ cluster: Cluster, _ filter: ConnectionFilter, explains: Bool) {
        self.cluster = cluster
        self.explains = explains
        asked = filter.ports
        list = ConnectionList(cluster, filter, includesRefused: explains)
    }

    public func text(_ format: Format) -> String {
        switch format {
        case .text: explains ? explained : plain
        case .json: json
        case .csv: csv
        case .md: markdown
        }
    }

    /// What no manifest shows.
    static let limits =
        "Manifests cannot show whether the cluster's network enforces policies, nor policies that are not in them."

    /// Said where every connection is allowed because nothing forbids any.
    static let noPolicy =
        "No NetworkPolicy was found in these manifests: as far as they say, every Pod accepts connections from everywhere."

    private var remarks: [String] {
        var remarks = [cluster.objects.unreadPoliciesSentence ?? (list.enforcement.isEmpty ? Self.noPolicy : nil)].compactMap { $0 }
        for position in list.enforcement.mixedWorkloads {
            remarks.append(
                "\(cluster.workloads[position].reference): policies tell its Pods apart; a row holds what any of them may do.")
        }
        return remarks + [hostNetwork, Self.limits].compactMap { $0 }
    }

    /// kubernetes.io: Network Policies, NetworkPolicy and hostNetwork pods.
    private var hostNetwork: String? {
        let workloads = cluster.workloads.filter { workload in workload.pods.first.map { cluster.pods[$0].spec.hostNetwork } ?? false }
        guard !list.enforcement.isEmpty, !workloads.isEmpty else { return nil }
        let names = workloads.prefix(3).map { "\($0.reference)" } + (workloads.count > 3 ? ["\(workloads.count - 3) more"] : [])
        return
            "\(FigureWords.list(names)) \(workloads.count == 1 ? "uses its node's network" : "use their node's network") (hostNetwork). Such Pods are judged like others here; whether a NetworkPolicy holds for them is undefined, and most networks ignore it."
    }

    // MARK: For people

    private var plain: String {
        guard !list.rows.isEmpty else { return "No connection that was asked for is allowed.\n\n\(remarks.joined(separator: "\n"))\n" }
        var table = TextTable(["FROM", "TO", "CONNECTIONS"])
        let ports = list.portSets.map(\.text)
        for row in list.rows { table.add([list.ends[row.from].text, list.ends[row.to].text, ports[row.ports]]) }
        return table.text + "\n" + remarks.map { TerminalText($0).text + "\n" }.joined()
    }

    private var explained: String {
        var text = ""
        for row in list.rows {
            let from = list.ends[row.from], to = list.ends[row.to]
            text += TerminalText("\(from.text) -> \(to.text): \(list.portSets[row.ports].text)").text + "\n"
            let reasons = list.enforcement.reasons(from: from.end, to: to.end, asked)
            for (side, pieces) in [("out", reasons.egress), ("in ", reasons.ingress)] {
                for piece in pieces {
                    text += TerminalText("  \(side)  \(piece.why)\(Self.places(piece.because))").text + "\n"
                }
            }
            text += "\n"
        }
        if list.rows.isEmpty { text = "No connection that was asked for is possible.\n\n" }
        return text + remarks.map { TerminalText($0).text + "\n" }.joined()
    }

    private static func places(_ because: [Evidence]) -> String {
        because.isEmpty ? "" : " (\(because.map { "\($0.location.file):\($0.location.line)" }.joined(separator: ", ")))"
    }

    private func why(_ row: ConnectionList.Row) -> [String] {
        let reasons = list.enforcement.reasons(from: list.ends[row.from].end, to: list.ends[row.to].end, asked)
        return (reasons.egress + reasons.ingress).map { $0.why + Self.places($0.because) }
    }

    private var csv: String {
        let names = list.ends.map { CSVText($0.text).text }
        let ports = list.portSets.map { CSVText($0.text).text }
        var text = explains ? "src,dst,conn,because\n" : "src,dst,conn\n"
        for row in list.rows {
            text += names[row.from]
            text += ","
            text += names[row.to]
            text += ","
            text += ports[row.ports]
            if explains { text += "," + CSVText(why(row).joined(separator: " ")).text }
            text += "\n"
        }
        return text
    }

    private var markdown: String {
        let names = list.ends.map { MarkdownText($0.text).text }
        let ports = list.portSets.map { MarkdownText($0.text).text }
        var lines =
            explains ? ["| src | dst | conn | because |", "| --- | --- | --- | --- |"] : ["| src | dst | conn |", "| --- | --- | --- |"]
        for row in list.rows {
            let because = explains ? " \(MarkdownText(why(row).joined(separator: " ")).text) |" : ""
            lines.append("| \(names[row.from]) | \(names[row.to]) | \(ports[row.ports]) |\(because)")
        }
        return (lines + [""] + remarks.map { MarkdownText($0).text }).joined(separator: "\n") + "\n"
    }

    // MARK: For programs

    /// A row a line, because there may be a million of them.
    private var json: String {
        let names = list.ends.map { JSONText($0.text).text }
        let ports = list.portSets.map { JSONText($0.text).text }
        var allowed = "", refused = ""
        for row in list.rows {
            var text = "\n    {\"conn\": "
            text += ports[row.ports]
            text += ", \"dst\": "
            text += names[row.to]
            if explains { text += ", \"reasons\": \(reasons(row))" }
            text += ", \"src\": "
            text += names[row.from]
            text += "},"
            if list.portSets[row.ports].isEmpty { refused += text } else { allowed += text }
        }
        var result = "{\n  \"connections\": [\(Self.closed(allowed))],\n"
        if explains { result += "  \"refused\": [\(Self.closed(refused))],\n" }
        return result + "  \"schema\": \"podpath/v1\"\n}\n"
    }

    private static func closed(_ items: String) -> String { items.isEmpty ? "" : items.dropLast() + "\n  " }

    private func reasons(_ row: ConnectionList.Row) -> String {
        let reasons = list.enforcement.reasons(from: list.ends[row.from].end, to: list.ends[row.to].end, asked)
        let pieces = { (list: [PolicyPiece]) -> JSONValue in
            .array(
                list.map {
                    .object([
                        "allowed": .bool($0.isAllowed), "conn": .string($0.ports.text), "why": .string($0.why),
                        "because": .because($0.because),
                    ])
                })
        }
        return String(JSONValue.object(["egress": pieces(reasons.egress), "ingress": pieces(reasons.ingress)]).text.dropLast())
    }
}
