import KubeCluster
import KubeManifest
import SafeText

/// What a change of the manifests opens, and what it closes.
package struct ConnectionChangeReport {
    private let change: ConnectionChange

    package init(_ change: ConnectionChange) { self.change = change }

    package func text(_ format: ConnectionsReport.Format) -> String {
        switch format {
        case .text: plain
        case .json: json
        case .csv: csv
        case .md: markdown
        }
    }

    private var rows: [(change: String, row: ConnectionChange.Row)] {
        change.opened.map { ("opened", $0) } + change.closed.map { ("closed", $0) }
    }

    private func remark(_ item: (change: String, row: ConnectionChange.Row)) -> String {
        item.row.onlyOnOneSide.map { "\($0) is \(item.change == "opened" ? "new" : "gone")" } ?? ""
    }

    private var plain: String {
        guard !rows.isEmpty else { return English.noChange + "\n" }
        var table = TextTable(["CHANGE", "FROM", "TO", "CONNECTIONS", ""])
        for item in rows {
            table.add([item.change == "opened" ? "+ opened" : "- closed", item.row.from, item.row.to, item.row.ports.text, remark(item)])
        }
        return table.text
    }

    private var csv: String {
        let lines = rows.map { item in
            [item.change, item.row.from, item.row.to, item.row.ports.text].map { CSVText($0).text }.joined(separator: ",")
        }
        return (["change,src,dst,conn"] + lines).joined(separator: "\n") + "\n"
    }

    private var markdown: String {
        guard !rows.isEmpty else { return English.noChange + "\n" }
        let lines = rows.map { item in
            let cells = [item.change, item.row.from, item.row.to, item.row.ports.text, remark(item)].map { MarkdownText($0).text }
            return "| \(cells.joined(separator: " | ")) |"
        }
        return (["| change | src | dst | conn | |", "| --- | --- | --- | --- | --- |"] + lines).joined(separator: "\n") + "\n"
    }

    private var json: String {
        let list = { (rows: [ConnectionChange.Row]) -> JSONValue in
            .array(rows.map { .object(["src": .string($0.from), "dst": .string($0.to), "conn": .string($0.ports.text)]) })
        }
        return JSONValue.object(["schema": .string("podpath/v1"), "opened": list(change.opened), "closed": list(change.closed)]).text
    }
}
