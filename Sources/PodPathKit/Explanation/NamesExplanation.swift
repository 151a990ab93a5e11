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
        let full = "\(service.name).\(service.namespace).svc.\(dns.zone)"
        let answer = answer(to: full)
        var rows = [
            row(service.name, "Pods of namespace \(service.namespace)", answer),
            row("\(service.name).\(service.namespace)", everyPod, answer), row(full, "\(everyPod), in full", answer),
        ]
        if service.source != .alias {
            for port in service.service.ports {
                guard let name = port.name else { continue }
                let record = "_\(name)._\(port.transport.rawValue.lowercased()).\(full)"
                guard let found = dns.answer(record, "SRV").answers.first else { continue }
                // The target is the name of each endpoint, or the Service's own (R15, R28).
                let whose = service.service.isHeadless ? "the name of each endpoint that has it" : "the Service's own name as its host"
                let number = found.data.split(separator: " ").dropFirst(2).first.map(String.init) ?? ""
                rows.append(row(record, "who asks for SRV records", "port \(number), and \(whose)"))
            }
        }
        let endpoints = dns.endpointNames(of: service)
        for endpoint in endpoints.prefix(Self.limit) {
            let name = "\(endpoint.label).\(full)"
            rows.append(row(name.marked(asExample: endpoint.isIllustrative), everyPod, "that one endpoint alone: \(endpoint.why)"))
        }
        if endpoints.count > Self.limit {
            rows.append(row("…", everyPod, "\(FigureWords.count(endpoints.count - Self.limit, "more endpoint")), named alike"))
        }
        return rows
    }

    private func row(_ name: String, _ usable: String, _ answer: String) -> [String: TemplateValue] {
        ["name": .code(name), "from": .prose(usable), "answer": .prose(answer)]
    }

    private func answer(to name: String) -> String {
        let responses = ["A", "AAAA"].map { dns.answer(name, $0) }
        let records = responses.flatMap { $0.answers.filter { $0.type != .cname } }
        if let alias = responses[0].answers.first(where: { $0.type == .cname }) { return "another name: \(alias.data.withoutFinalDot)" }
        let texts = records.prefix(3).map(\.shownData)
        return records.isEmpty
            ? "nothing: \(responses[0].why)"
            : FigureWords.list(Array(texts)) + (records.count > 3 ? " and \(records.count - 3) more" : "")
    }

    // MARK: The Pods of a namespace

    /// A row for each workload: what its first Pod is called by itself, and by which names others reach it.
    func pods(_ workloads: [Int]) -> [[String: TemplateValue]] {
        workloads.lazy.map { cluster.workloads[$0] }.filter { !$0.pods.isEmpty }.prefix(40).map { workload in
            let pod = cluster.pods[workload.pods[0]]
            let identity = cluster.identity(of: pod)
            let names = reaching(workload, pod)
            let others = workload.pods.count > 1 ? " (and \(FigureWords.count(workload.pods.count - 1, "Pod")) alike)" : ""
            return [
                "pod": .prose("\(pod.shownName)\(others)"),
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
            return "\(label.text.marked(asExample: label.isIllustrative)).\(service.name).\(service.namespace).svc.\(dns.zone)"
        }
        let more = services.count > Self.limit ? ["…"] : []
        return own + more + addressNames(of: pod).prefix(1)
    }

    /// The names of a Pod's addresses under `.pod`.
    private func addressNames(of pod: ClusterPod) -> [String] {
        dns.addressNames(of: pod).map {
            "\($0.label.marked(asExample: $0.address.isIllustrative)).\(pod.reference.namespace).pod.\(dns.zone)"
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
                "condition": .prose(
                    cluster.facts.dns.pods == .verified
                        ? "as long as a Pod of the namespace has the address (pods verified)"
                        : "in every namespace that exists, whether or not a Pod has the address (pods insecure, kubeadm's default)"),
            ])
        }
        let exposed = cluster.services.lazy.filter { request.shows($0.namespace) }.compactMap { service in
            dns.endpointNames(of: service).first { $0.isDashed }.map { (service, $0) }
        }.first
        if let (service, endpoint) = exposed {
            rows.append([
                "pattern": .code("pod-ipv4-address.service-name.my-namespace.svc.cluster-domain.example"),
                "here": .code(
                    "\(endpoint.label.marked(asExample: endpoint.isIllustrative)).\(service.name).\(service.namespace).svc.\(dns.zone)"),
                "condition": .prose(
                    "as long as the Service has the Pod as a ready endpoint, and the Pod has no hostname of its own under that Service"),
            ])
        }
        return rows
    }
}

extension [String] {
    fileprivate var unique: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
