import KubeCluster
import KubeManifest

/// Names in DNS and what they are answered with.
extension English {
    static func name(of record: DNSRecord) -> Sentence { Sentence(.name(record.assignedName)) }

    /// The first part of an endpoint's name below its Service; its address with dashes goes where addresses go.
    static func label(_ endpoint: EndpointName) -> Sentence {
        let label = Assigned(value: endpoint.label, isIllustrative: endpoint.isIllustrative)
        return Sentence(endpoint.isDashed ? .address(label) : .name(label))
    }

    static func data(of record: DNSRecord) -> Sentence {
        let data = record.assignedData
        return "\(data.lead)\(Sentence(record.type == .a || record.type == .aaaa ? .address(data.end) : .name(data.end)))"
    }
}
