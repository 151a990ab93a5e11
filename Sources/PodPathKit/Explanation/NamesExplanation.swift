import KubeCluster
import KubeManifest

/// Which names lead where: for one Service, for the Pods of a namespace, and the patterns that follow from addresses.
struct NamesExplanation {
    private let dns: ClusterDNS
    private var cluster: Cluster { dns.cluster }
    /// Names of endpoints that are told one by one, and rows of a table.
    private static let limit = 3

    private let request: FigureRequest
    /// Who finds names of the cluster: not a Pod with its node's server, or one of its own (R47 to R49).
    private let everyPod: String

    init(_ dns: ClusterDNS, _ request: FigureRequest) {
        self.dns = dns
        self.request = request
        let cluster = dns.cluster
        let isEvery = cluster.pods.allSatisfy { cluster.resolvConf(of: $0).source == .cluster }
        everyPod = isEvery ? "every Pod" : "every Pod that asks the cluster's DNS"
    }

    // MARK: One Service

    /// A row for each name of a Service: the name, from where it works, what it answers.
    func names(of service: ClusterService) -> [[String: TemplateValue]] {
        let full = English.fullName(of: service, dns.zone)
        let answer = English.answer(["A", "AAAA"].map { dns.answer(full, $0) })
        var rows = [
            row(service.name, "Pods of namespace \(service.namespace)", answer),
            row("\(service.name).\(service.namespace)", "\(everyPod)", answer), row(full, "\(everyPod), in full", answer),
        ]
        if service.source != .alias {
            for port in service.service.ports {
                guard let name = port.name else { continue }
                let record = "_\(name)._\(port.transport.rawValue.lowercased()).\(full)"
                guard let found = dns.answer(record, "SRV").answers.first else { continue }
                rows.append(row(record, English.askersOfPorts, English.answer(port: found, isHeadless: service.service.isHeadless)))
            }
        }
        let endpoints = dns.endpointNames(of: service)
        for endpoint in endpoints.prefix(Self.limit) {
            let name = English.name(endpoint.assigned, below: full)
            rows.append(row(name.plain, "\(everyPod)", "that one endpoint alone: \(English.why(endpoint))"))
        }
        if endpoints.count > Self.limit {
            rows.append(row("…", "\(everyPod)", "\(English.count(endpoints.count - Self.limit, "more endpoint")), named alike"))
        }
        return rows
    }

    private func row(_ name: String, _ usable: Sentence, _ answer: Sentence) -> [String: TemplateValue] {
        ["name": .code(name), "from": .sentence(usable), "answer": .sentence(answer)]
    }

    // MARK: The Pods of a namespace

    /// A row for each workload: what its first Pod is called by itself, and by which names others reach it.
    func pods(_ workloads: [Int]) -> [[String: TemplateValue]] {
        workloads.lazy.map { cluster.workloads[$0] }.filter { !$0.pods.isEmpty }.prefix(40).map { workload in
            let pod = cluster.pods[workload.pods[0]]
            let identity = cluster.identity(of: pod)
            let names = reaching(workload, pod)
            let others = workload.pods.count > 1 ? " (and \(English.count(workload.pods.count - 1, "Pod")) alike)" : ""
            return [
                "pod": .sentence("\(pod)\(others)"),
                "itself": .prose(identity.error ?? [identity.hostname, identity.fqdn].compactMap { $0 }.unique.joined(separator: ", ")),
                "names": .records(names.map { ["name": .code($0)] }),
                "hasNames": .flag(!names.isEmpty),
            ]
        }
    }

    private func reaching(_ workload: ClusterWorkload, _ pod: ClusterPod) -> [String] {
        guard let position = workload.pods.first else { return [] }
        let services = cluster.services(of: pod.workload)
        let own = services.prefix(Self.limit).compactMap { index -> String? in
            let service = cluster.services[index]
            guard let endpoint = dns.readyEndpoints(of: service).first(where: { $0.pod == position }) else { return nil }
            let label = dns.label(of: endpoint)
            return English.name(
                Assigned(value: label.text, isIllustrative: label.isIllustrative), below: English.fullName(of: service, dns.zone)
            ).plain
        }
        let more = services.count > Self.limit ? ["…"] : []
        return own + more + addressNames(of: pod).prefix(1)
    }

    /// The names of a Pod's addresses under `.pod`.
    private func addressNames(of pod: ClusterPod) -> [String] {
        dns.addressNames(of: pod).map {
            English.name(
                Assigned(value: $0.label, isIllustrative: $0.address.isIllustrative), below: "\(pod.reference.namespace).pod.\(dns.zone)"
            ).plain
        }
    }

    // MARK: Patterns

    /// The naming patterns of the Kubernetes documentation, each with this cluster's own values and its condition.
    var patterns: [[String: TemplateValue]] {
        var rows: [[String: TemplateValue]] = []
        let shown = cluster.pods.lazy.filter { request.shows($0.reference.namespace) }
        if let name = shown.compactMap({ addressNames(of: $0).first }).first {
            rows.append([
                "pattern": .code("pod-ipv4-address.my-namespace.pod.cluster-domain.example"), "here": .code(name),
                "condition": .prose(English.condition(cluster.facts.dns.pods)),
            ])
        }
        let exposed = cluster.services.lazy.filter { request.shows($0.namespace) }.compactMap { service in
            dns.endpointNames(of: service).first { $0.isDashed }.map { (service, $0) }
        }.first
        if let (service, endpoint) = exposed {
            rows.append([
                "pattern": .code("pod-ipv4-address.service-name.my-namespace.svc.cluster-domain.example"),
                "here": .code(English.name(endpoint.assigned, below: English.fullName(of: service, dns.zone)).plain),
                "condition": .prose(English.endpointCondition),
            ])
        }
        return rows
    }
}

extension [String] {
    fileprivate var unique: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
