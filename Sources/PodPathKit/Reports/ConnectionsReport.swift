import KubeCluster
import KubeManifest
import SafeText

/// Which connections the policies allow, between workloads and with the outside.
package struct ConnectionsReport {
    package enum Format: String, Sendable, CaseIterable {
        case text, json, csv, md
    }

    private let list: ConnectionList
    private let cluster: Cluster
    private let explains: Bool
    private let asked: PortSet

    /// - Parameter explains: say for each connection, and for each pair without one, which policy and rule decided.
    package init(_ cluster: Cluster, _ filter: ConnectionFilter, explains: Bool) {
        self.cluster = cluster
        self.explains = explains
        asked = filter.ports
        list = ConnectionList(cluster, filter, includesRefused: explains)
    }

    package func text(_ format: Format) -> String {
        var text: [UInt8] = []
        write(format) { text += $0 }
        return String(decoding: text, as: UTF8.self)
    }

    /// The same in pieces: thousands of workloads have millions of rows, which no memory need hold at once.
    package func write<Failure: Error>(_ format: Format, _ piece: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        switch format {
        case .text: explains ? try writeExplained(piece) : try writePlain(piece)
        case .json: try writeJSON(piece)
        case .csv: try writeCSV(piece)
        case .md: try writeMarkdown(piece)
        }
    }

    /// - Parameters:
    ///   - bytes: what stands before; afterwards what is not yet handed on.
    ///   - row: appends what stands for a row.
    private func write<Failure: Error>(
        after bytes: inout [UInt8], _ piece: ([UInt8]) throws(Failure) -> Void, _ row: (ConnectionList.Row, inout [UInt8]) -> Void
    ) throws(Failure) {
        try list.forEachRow { (item) throws(Failure) in
            row(item, &bytes)
            guard bytes.count >= Self.pieceSize else { return }
            try piece(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
    }

    /// Bytes: few calls, little memory.
    private static let pieceSize = 1 << 16

    private var remarks: [String] {
        let isOpen = list.enforcement.isEmpty && cluster.objects.unreadPoliciesSentence == nil
        return (isOpen ? [English.noPolicy] : []) + ownRemarks + [English.policyLimits]
    }

    /// What is to be said of these rows alone.
    private var ownRemarks: [String] {
        var remarks = [cluster.objects.unreadPoliciesSentence].compactMap { $0 }
        remarks += list.enforcement.mixedWorkloads.map(mixed)
        if !list.absent.isEmpty { remarks.append(English.absentRemark) }
        return remarks + [hostNetwork].compactMap { $0 }
    }

    /// Of a workload whose Pods policies tell apart.
    private func mixed(_ workload: Int) -> String {
        English.mixed(cluster.workloads[workload], by: list.enforcement.policy(tellingApart: workload)?.reference)
    }

    /// The same by the ends of rows. A table has no room beside its rows: they bear it themselves.
    private var mixedEnds: [Int: String] {
        let mixed = Set(list.enforcement.mixedWorkloads)
        return Dictionary(
            uniqueKeysWithValues: list.ends.enumerated().compactMap { place, item in
                guard case .workload(let position) = item.end, mixed.contains(position) else { return nil }
                return (place, self.mixed(position))
            })
    }

    /// Both ends of such a connection, as the rows name them.
    private func ends(_ connection: AbsentConnection) -> (from: String, to: String) {
        let own = cluster.workloads[connection.workload].text
        return connection.direction == .ingress ? (connection.peer.text, own) : (own, connection.peer.text)
    }

    private var hostNetwork: String? {
        let workloads = cluster.workloads.filter { workload in workload.pods.first.map { cluster.pods[$0].spec.hostNetwork } ?? false }
        guard !list.enforcement.isEmpty, !workloads.isEmpty else { return nil }
        return English.hostNetwork(workloads)
    }

    // MARK: For people

    private func writePlain<Failure: Error>(_ piece: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        let names = list.ends.map { TerminalText($0.text).text }
        let sets = list.portSets.map { Array((TerminalText($0.text).text + "\n").utf8) }
        // The columns are as wide as what stands in them.
        var isSource = names.map { _ in false }, isTarget = isSource
        list.forEachRow { row in
            isSource[row.from] = true
            isTarget[row.to] = true
        }
        guard isSource.contains(true) || !list.absent.isEmpty else {
            return try piece(Array("\(English.noConnection)\n\n\(remarks.joined(separator: "\n"))\n".utf8))
        }
        let absent = list.absent.map { ends($0) }
        let (first, sources) = Self.column(
            "FROM", zip(names, isSource).map { $1 ? $0 : "" } + absent.map { TerminalText($0.from).text })
        let (second, targets) = Self.column("TO", zip(names, isTarget).map { $1 ? $0 : "" } + absent.map { TerminalText($0.to).text })
        var bytes = first + second + Array("CONNECTIONS\n".utf8)
        try write(after: &bytes, piece) { row, bytes in
            bytes += sources[row.from]
            bytes += targets[row.to]
            bytes += sets[row.ports]
        }
        for (position, connection) in list.absent.enumerated() {
            bytes += sources[names.count + position] + targets[names.count + position]
            bytes += (TerminalText(connection.ports.text).text + "\n").utf8
        }
        try piece(bytes + Array(("\n" + remarks.map { TerminalText($0).text + "\n" }.joined()).utf8))
    }

    /// Cells of one width, with the gap to the next column.
    private static func column(_ heading: String, _ cells: [String]) -> (heading: [UInt8], cells: [[UInt8]]) {
        let width = ([heading] + cells).map(\.count).max() ?? 0
        let padded = { (cell: String) in Array((cell + String(repeating: " ", count: width - cell.count + 2)).utf8) }
        return (padded(heading), cells.map(padded))
    }

    private func writeExplained<Failure: Error>(_ piece: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        var bytes: [UInt8] = []
        var isEmpty = true
        try write(after: &bytes, piece) { row, bytes in
            isEmpty = false
            let from = list.ends[row.from], to = list.ends[row.to]
            bytes += (TerminalText("\(from.text) -> \(to.text): \(list.portSets[row.ports].text)").text + "\n").utf8
            let reasons = list.enforcement.reasons(from: from.end, to: to.end, asked)
            for (side, pieces) in [("out", reasons.egress), ("in ", reasons.ingress)] {
                for piece in pieces {
                    bytes += (TerminalText("  \(side)  \(piece.why)\(Self.places(piece.because))").text + "\n").utf8
                }
            }
            bytes += "\n".utf8
        }
        for connection in list.absent {
            let (from, to) = ends(connection)
            let side = connection.direction == .ingress ? "in " : "out"
            bytes += (TerminalText("\(from) -> \(to): \(connection.ports.text)").text + "\n").utf8
            bytes += (TerminalText("  \(side)  \(connection.why)\(Self.places(connection.because))").text + "\n\n").utf8
        }
        if isEmpty, list.absent.isEmpty { bytes += "\(English.noPossibleConnection)\n\n".utf8 }
        try piece(bytes + Array(remarks.map { TerminalText($0).text + "\n" }.joined().utf8))
    }

    private static func places(_ because: [Evidence]) -> String {
        because.isEmpty ? "" : " (\(because.map { "\($0.location.file):\($0.location.line)" }.joined(separator: ", ")))"
    }

    private func why(_ row: ConnectionList.Row) -> [String] {
        let reasons = list.enforcement.reasons(from: list.ends[row.from].end, to: list.ends[row.to].end, asked)
        return (reasons.egress + reasons.ingress).map { $0.why + Self.places($0.because) }
    }

    private func writeCSV<Failure: Error>(_ piece: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        let names = list.ends.map { Array((CSVText($0.text).text + ",").utf8) }
        let sets = list.portSets.map { Array(CSVText($0.text).text.utf8) }
        let mixed = mixedEnds
        let heading = ["src", "dst", "conn"] + (explains ? ["because"] : []) + (mixed.isEmpty ? [] : ["remark"])
        var bytes = Array((heading.joined(separator: ",") + "\n").utf8)
        try write(after: &bytes, piece) { row, bytes in
            bytes += names[row.from]
            bytes += names[row.to]
            bytes += sets[row.ports]
            if explains { bytes += ("," + CSVText(why(row).joined(separator: " ")).text).utf8 }
            if !mixed.isEmpty {
                let remark = [mixed[row.from], mixed[row.to]].compactMap { $0 }.joined(separator: " ")
                bytes += ("," + (remark.isEmpty ? "" : CSVText(remark).text)).utf8
            }
            bytes += "\n".utf8
        }
        for connection in list.absent {
            let (from, to) = ends(connection)
            let remark =
                mixed.isEmpty ? [] : [list.enforcement.mixedWorkloads.contains(connection.workload) ? self.mixed(connection.workload) : ""]
            let cells = [from, to, connection.ports.text] + (explains ? [connection.why + Self.places(connection.because)] : []) + remark
            bytes += (cells.map { CSVText($0).text }.joined(separator: ",") + "\n").utf8
        }
        try piece(bytes)
    }

    private func writeMarkdown<Failure: Error>(_ piece: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        let names = list.ends.map { Array("| \(MarkdownText($0.text).text) ".utf8) }
        let sets = list.portSets.map { Array("| \(MarkdownText($0.text).text) |".utf8) }
        var bytes = Array(
            (explains ? "| src | dst | conn | because |\n| --- | --- | --- | --- |\n" : "| src | dst | conn |\n| --- | --- | --- |\n").utf8)
        try write(after: &bytes, piece) { row, bytes in
            bytes += names[row.from]
            bytes += names[row.to]
            bytes += sets[row.ports]
            if explains { bytes += " \(MarkdownText(why(row).joined(separator: " ")).text) |".utf8 }
            bytes += "\n".utf8
        }
        for connection in list.absent {
            let (from, to) = ends(connection)
            let cells = [from, to, connection.ports.text] + (explains ? [connection.why + Self.places(connection.because)] : [])
            bytes += ("| " + cells.map { MarkdownText($0).text }.joined(separator: " | ") + " |\n").utf8
        }
        try piece(bytes + Array(("\n" + remarks.map { MarkdownText($0).text }.joined(separator: "\n") + "\n").utf8))
    }

    // MARK: For programs

    private func writeJSON<Failure: Error>(_ piece: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        var bytes = Array("{\n  \"connections\": [".utf8)
        try writeItems(after: &bytes, piece, areRefused: false)
        if explains {
            bytes += ",\n  \"refused\": [".utf8
            try writeItems(after: &bytes, piece, areRefused: true)
        }
        let texts = ownRemarks.map { "\n    \(JSONText($0).text)" }.joined(separator: ",")
        if !texts.isEmpty { bytes += ",\n  \"remarks\": [\(texts)\n  ]".utf8 }
        try piece(bytes + Array(",\n  \"schema\": \"podpath/v1\"\n}\n".utf8))
    }

    /// A row a line.
    private func writeItems<Failure: Error>(
        after bytes: inout [UInt8], _ piece: ([UInt8]) throws(Failure) -> Void, areRefused: Bool
    ) throws(Failure) {
        let targets = list.ends.map { Array(", \"dst\": \(JSONText($0.text).text)".utf8) }
        let sources = list.ends.map { Array(", \"src\": \(JSONText($0.text).text)}".utf8) }
        let sets = list.portSets.map { Array("\n    {\"conn\": \(JSONText($0.text).text)".utf8) }
        let isIn = list.portSets.map { $0.isEmpty == areRefused }
        var isFirst = true
        try write(after: &bytes, piece) { row, bytes in
            guard isIn[row.ports] else { return }
            if !isFirst { bytes += ",".utf8 }
            isFirst = false
            bytes += sets[row.ports]
            bytes += targets[row.to]
            if explains { bytes += ", \"reasons\": \(reasons(row))".utf8 }
            bytes += sources[row.from]
        }
        for connection in areRefused ? [] : list.absent {
            let (from, to) = ends(connection)
            bytes += "\(isFirst ? "" : ",")\n    {\"conn\": \(JSONText(connection.ports.text).text), \"dst\": \(JSONText(to).text)".utf8
            if explains { bytes += ", \"reasons\": \(reasons(connection))".utf8 }
            bytes += ", \"src\": \(JSONText(from).text)}".utf8
            isFirst = false
        }
        bytes += (isFirst ? "]" : "\n  ]").utf8
    }

    private func reasons(_ connection: AbsentConnection) -> String {
        let piece = JSONValue.array([
            .object([
                "allowed": .bool(true), "conn": .string(connection.ports.text), "why": .string(connection.why),
                "because": .because(connection.because),
            ])
        ])
        let isIn = connection.direction == .ingress
        return String(
            JSONValue.object(["egress": isIn ? .array([]) : piece, "ingress": isIn ? piece : .array([])]).text.dropLast())
    }

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
