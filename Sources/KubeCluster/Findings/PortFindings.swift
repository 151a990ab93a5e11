import KubeManifest

/// Target ports that no container, or only some containers, declare (R67).
enum PortFindings {
    static func report(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        for service in cluster.services where service.source == .selector && !service.selectedPods.isEmpty {
            // Pods of one workload have the same containers: one of each is enough.
            let samples = cluster.targets(of: service).compactMap { $0.pods.first }
            for port in service.service.ports {
                switch port.target {
                case .name(let name): checkName(name, port, service, samples, cluster, &diagnostics)
                case .number(let number): checkNumber(number, port, service, samples, cluster, &diagnostics)
                }
            }
        }
    }

    private static func checkName(
        _ name: String, _ port: ServicePort, _ service: ClusterService, _ samples: [Int], _ cluster: Cluster,
        _ diagnostics: inout Diagnostics
    ) {
        let without = samples.filter { cluster.containerPort(named: name, port.transport, on: cluster.pods[$0]) == nil }
        guard !without.isEmpty else { return }
        let declared = without.flatMap { cluster.pods[$0].spec.servingContainers.flatMap(\.ports) }
        var hint = ""
        if declared.contains(where: { $0.name == name }) {
            hint = " A port of that name is declared with another protocol."
        } else if let nearest = Spelling.nearest(to: name, among: declared.compactMap(\.name)) {
            hint = " Did you mean \(nearest)?"
        }
        let transport = port.transport.rawValue
        let who = without.map { cluster.workload(of: $0).reference.description }.joined(separator: ", ")
        let message =
            without.count == samples.count
            ? "no container of the selected Pods declares a \(transport) port named \(Quoted(name)), so port \(port.port) leads nowhere."
            : "\(who) declares no \(transport) port named \(Quoted(name)), so port \(port.port) leads only to the other selected Pods."
        diagnostics.append(
            Diagnostic(
                .warning, "named-port-unresolved", "\(service.reference): \(message)\(hint)",
                at: (port.targetPort?.mark ?? port.mark).location(in: service.service.metadata.file), field: "\(port.field).targetPort",
                notes: without.prefix(3).map {
                    .init("\(cluster.workload(of: $0).reference) is here", at: cluster.pods[$0].source.location)
                }))
    }

    private static func checkNumber(
        _ number: Int, _ port: ServicePort, _ service: ClusterService, _ samples: [Int], _ cluster: Cluster,
        _ diagnostics: inout Diagnostics
    ) {
        let isDeclared = samples.contains { position in
            cluster.pods[position].spec.servingContainers.contains { container in
                container.ports.contains { $0.number == number && $0.transport == port.transport }
            }
        }
        guard !isDeclared else { return }
        diagnostics.append(
            Diagnostic(
                .note, "port-not-declared",
                "\(service.reference): no container of the selected Pods declares port \(number)/\(port.transport.rawValue). Kubernetes does not need it to, but something must listen there.",
                at: (port.targetPort?.mark ?? port.mark).location(in: service.service.metadata.file),
                field: port.targetPort == nil ? "\(port.field).port" : "\(port.field).targetPort"))
    }
}
