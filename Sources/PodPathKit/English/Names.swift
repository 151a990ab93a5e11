import KubeCluster
import KubeManifest

/// Names in DNS and what they are answered with.
extension English {
    static func name(of record: DNSRecord) -> Sentence { Sentence(.name(record.assignedName)) }

    /// `web-0.web.shop.svc.cluster.local`: below a Service, or below `pod`.
    static func name(_ label: Assigned<String>, below parent: String) -> Sentence { Sentence(.name(label.map { "\($0).\(parent)" })) }

    static func fullName(of service: ClusterService, _ zone: String) -> String { "\(service.name).\(service.namespace).svc.\(zone)" }

    /// What a Service's name answers, for a table.
    static func answer(_ responses: [DNSResponse]) -> Sentence {
        if let alias = responses.first?.answers.first(where: { $0.type == .cname }) {
            return "another name: \(name: alias.data.withoutFinalDot)"
        }
        let records = responses.flatMap(\.answers)
        guard !records.isEmpty else { return "nothing: \(responses.first?.why ?? "")" }
        let more: [Sentence] = records.count > 3 ? ["\(records.count - 3) more"] : []
        return list(records.prefix(3).map { data(of: $0) } + more)
    }

    /// Of an SRV record: the target is the name of each endpoint, or the Service's own (R15, R28).
    static func answer(port record: DNSRecord, isHeadless: Bool) -> Sentence {
        let number = record.data.split(separator: " ").dropFirst(2).first.map(String.init) ?? ""
        return
            "\("port ", port: number), and \(isHeadless ? "the name of each endpoint that has it" : "the Service's own name as its host")"
    }

    static let askersOfPorts: Sentence = "who asks for \(term: .srvRecords, "SRV records")"

    /// When the name of a Pod's address below `pod` is answered.
    static func condition(_ pods: DNSServerFacts.PodsMode) -> String {
        pods == .verified
            ? "as long as a Pod of the namespace has the address (pods verified)"
            : "in every namespace that exists, whether or not a Pod has the address (pods insecure, kubeadm's default)"
    }

    static let endpointCondition =
        "as long as the Service has the Pod as a ready endpoint, and the Pod has no hostname of its own under that Service"

    /// The first part of an endpoint's name below its Service; its address with dashes goes where addresses go.
    static func label(_ endpoint: EndpointName) -> Sentence {
        Sentence(endpoint.isDashed ? .address(endpoint.assigned) : .name(endpoint.assigned))
    }

    // MARK: Figures

    static let recordsCaption = "Each row, read from left to right, is a name; each column is one of its labels."
    static let podLabel = "a Pod: name or address"

    /// The key to what the boxes of a figure of names say.
    static func recordsRemarks(_ figure: Figure) -> [String] {
        var remarks: [String] = []
        // Without `svc` and the zone, which the search list adds.
        let labels = figure.example.dropLast(2).map(\.text)
        if let namespace = labels.last {
            let short = labels.dropLast().joined(separator: ".")
            remarks.append("Fewer labels do: \(short) within \(namespace), \(short).\(namespace) from any namespace.")
        }
        let facts = figure.elements.flatMap(\.facts).map(\.plain)
        let types = [("A", "an IPv4 address"), ("AAAA", "an IPv6 address"), ("CNAME", "another name")].filter { type in
            facts.contains { $0.hasPrefix(type.0 + " ") }
        }
        if !types.isEmpty { remarks.append("The answers: \(list(types.map { "\($0.0), \($0.1)" })).") }
        if figure.elements.contains(where: { $0.role == .endpointSlice }) {
            remarks.append("_port._protocol: an SRV record, the number of a port that has a name, and who has it.")
        }
        return remarks
    }

    static func data(of record: DNSRecord) -> Sentence {
        let data = record.assignedData
        return "\(data.lead)\(Sentence(record.type == .a || record.type == .aaaa ? .address(data.end) : .name(data.end)))"
    }
}
