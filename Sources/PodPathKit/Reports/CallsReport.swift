import KubeCluster
import KubeManifest
import SafeText

/// Who is configured to call whom, with the evidence.
package struct CallsReport {
    package enum Format: String, Sendable, CaseIterable {
        case text, json, csv, md
    }

    private let cluster: Cluster
    private let calls: [(call: Call, arrival: CallArrival)]
    private let request: FigureRequest

    /// Calls from and to the namespaces that the request shows.
    package init(_ cluster: Cluster, _ request: FigureRequest) {
        self.cluster = cluster
        self.request = request
        var arrivals = CallArrivals(cluster)
        calls = cluster.calls.filter {
            request.shows(cluster.workloads[$0.workload].reference.namespace) || request.shows($0.target.namespace)
        }.map { ($0, arrivals.arrival(of: $0)) }
    }

    package func text(_ format: Format) -> String {
        switch format {
        case .text: plain
        case .json: json
        case .csv: csv
        case .md: markdown
        }
    }

    private var hidden: [HiddenAddress] {
        cluster.hiddenAddresses.filter { request.shows(cluster.workloads[$0.workload].reference.namespace) }
    }
    private var outside: [OutsideCall] { cluster.outsideCalls.filter { request.shows(cluster.workloads[$0.workload].reference.namespace) } }

    private func caller(_ position: Int) -> String { cluster.workloads[position].text }

    private func port(_ call: Call) -> String { call.port.map { "\($0)\(call.portIsAssumed ? " *" : "")" } ?? "?" }

    private static func place(_ evidence: Evidence) -> String {
        "\(evidence.location.file):\(evidence.location.line) \(evidence.field)"
    }

    // MARK: Formats

    private var plain: String {
        guard !calls.isEmpty || !outside.isEmpty || !hidden.isEmpty else {
            return "\(English.noCall) \(English.callLimits)\n"
        }
        var table = TextTable(["FROM", "TO", "PORT", "BECAUSE", ""])
        for (call, arrival) in calls {
            let first = call.because.first.map(Self.place) ?? ""
            let more = call.because.count > 1 ? " (and \(call.because.count - 1) more)" : ""
            table.add([caller(call.workload), call.target.path, port(call), first + more, English.problem(call, arrival).plain])
        }
        var text = calls.isEmpty ? "No call from Pod to Pod was found in these manifests.\n" : table.text
        if calls.contains(where: \.call.portIsAssumed) { text += "\n\(English.assumedPort)\n" }
        if !outside.isEmpty {
            var table = TextTable(["FROM", "OUTSIDE THE CLUSTER", "BECAUSE"])
            for call in outside { table.add([caller(call.workload), call.name, Self.place(call.because)]) }
            text += "\n" + table.text
        }
        if !hidden.isEmpty {
            text += "\nNot read, because a Secret holds it:\n"
            for item in hidden {
                text += TerminalText("  \(caller(item.workload)) \(item.variable): \(English.secret(item))").text + "\n"
            }
        }
        return text + "\n\(English.callLimits)\n"
    }

    private var csv: String {
        var lines = ["from,to,port,protocol,name,found,resolves,file,line,field,arrival"]
        for (call, arrival) in calls {
            let evidence = call.because.first
            let cells = [
                caller(call.workload), call.target.path, call.port.map(String.init) ?? "", call.transport.rawValue, call.name,
                String(call.isFound), String(call.resolves), evidence?.location.file ?? "", evidence.map { String($0.location.line) } ?? "",
                evidence?.field ?? "", arrival.outcome.rawValue,
            ]
            lines.append(cells.map { CSVText($0).text }.joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var markdown: String {
        guard !calls.isEmpty else { return "\(English.noCall) \(English.callLimits)\n" }
        var lines = ["| From | To | Port | Because | |", "| --- | --- | --- | --- | --- |"]
        for (call, arrival) in calls {
            let because = call.because.map { MarkdownCode("\($0.location.file):\($0.location.line)").text }.joined(separator: ", ")
            lines.append(
                "| \(MarkdownText(caller(call.workload)).text) | \(MarkdownText(call.target.path).text) | \(MarkdownText(port(call)).text) | \(because) | \(English.problem(call, arrival).markdown) |"
            )
        }
        return (lines + ["", English.callLimits]).joined(separator: "\n") + "\n"
    }

    private var json: String {
        JSONValue.object([
            "schema": .string("podpath/v1"),
            "calls": .array(
                calls.map { call, arrival in
                    .object([
                        "from": .string(caller(call.workload)), "to": .string(call.target.path),
                        "port": call.port.map { .number($0) } ?? .null,
                        "portIsAssumed": .bool(call.portIsAssumed), "protocol": .string(call.transport.rawValue),
                        "name": .string(call.name),
                        "found": .bool(call.isFound), "resolves": .bool(call.resolves), "advice": .optional(call.advice),
                        "arrival": .string(arrival.outcome.rawValue), "why": .optional(arrival.why.isEmpty ? nil : arrival.why),
                        "onlySome": .bool(arrival.isSome),
                        "because": .because(call.because),
                    ])
                }),
            "outside": .array(
                outside.map {
                    .object(["from": .string(caller($0.workload)), "name": .string($0.name), "because": .because([$0.because])])
                }),
            "secrets": .array(
                hidden.map {
                    .object([
                        "from": .string(caller($0.workload)), "variable": .string($0.variable), "secret": .string($0.secret),
                        "key": .optional($0.key), "because": .because([$0.because]),
                    ])
                }),
        ]).text
    }
}
