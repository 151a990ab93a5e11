import KubeCluster

extension RecordsFigure {
    /// The first name that is answered with an address, in full: the tree's way from a Service down to the domain (R3).
    func addExample(_ services: [ClusterService], _ dns: ClusterDNS, to figure: inout Figure) {
        let answered = services.filter { $0.source != .alias && !Self.answers($0, dns).isEmpty }
        // A Pod that has a name of its own shows every column.
        let named = answered.first { dns.endpointNames(of: $0).contains { !$0.isDashed } }
        guard let service = named ?? answered.first(where: { !$0.service.isHeadless }) ?? answered.first else { return }
        let pod = named.flatMap { dns.endpointNames(of: $0).first { !$0.isDashed } }
        figure.example =
            (pod.map { [.init(text: $0.assigned.text, meaning: English.podLabel, role: .pod)] } ?? []) + [
                .init(text: service.name, meaning: "Service", role: service.service.isHeadless ? .headlessService : .service),
                .init(text: service.namespace, meaning: "namespace", role: .namespace),
                .init(text: "svc", meaning: "for Services", role: .namespace),
                .init(text: dns.zone, meaning: "cluster domain", role: .dns),
            ]
        let told = figure.example.map { "\($0.text) (\($0.meaning))" }
        figure.description += " One name in full: \(figure.example.map(\.text).joined(separator: ".")), which is \(English.list(told))."
    }
}
