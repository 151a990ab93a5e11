import KubeManifest

/// Target ports that no container, or only some containers, declare (R67).
enum PortFindings {
    static func report(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        for service in cluster.services { checkLists(service, cluster, &diagnostics) }
        for service in cluster.services where service.source == .selector && !service.selectedPods.isEmpty {
            for port in cluster.ports(of: service) {
                switch port.target {
                case .name(let name): checkName(name, port, service, cluster, &diagnostics)
                case .number(let number): checkNumber(number, port, service, &diagnostics)
                }
            }
        }
    }

    /// Ports of a list are found by their names alone; targetPort plays no part (KEP-752, kube-proxy: servicePortName).
    private static func checkLists(_ service: ClusterService, _ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        guard case .slices = service.source else {
            guard case .endpoints = service.source else { return }
            return check(service, cluster, "its Endpoints object has", &diagnostics)
        }
        check(service, cluster, "its EndpointSlices have", &diagnostics)
    }

    private static func check(
        _ service: ClusterService, _ cluster: Cluster, _ lists: String, _ diagnostics: inout Diagnostics
    ) {
        for resolved in cluster.ports(of: service) {
            guard case .notListed(let number, let name)? = resolved.gap else { continue }
            let wanted = resolved.port.transport
            let listed = cluster.endpoints(of: service).prefix(100).flatMap(\.ports).map { port in
                let transport = port.transport == wanted ? nil : port.transport.rawValue
                let number = [port.port.map(String.init), transport].compactMap { $0 }.joined(separator: "/")
                return (port.name.flatMap { $0.isEmpty ? nil : $0 } ?? "one without a name") + (number.isEmpty ? "" : " (\(number))")
            }
            diagnostics.append(
                Diagnostic(
                    .warning, "endpoint-port-not-found",
                    "\(service.reference): port \(number) leads nowhere: \(lists) no \(wanted.rawValue) port \(name.map { "with the name \(Quoted($0))" } ?? "without a name"), but \(listed.unique.isEmpty ? "none at all" : listed.unique.prefix(4).joined(separator: ", ")). The names must be equal; targetPort plays no part here.",
                    at: resolved.port.mark.location(in: service.service.metadata.file), field: "\(resolved.port.field).name"))
        }
    }

    private static func checkName(
        _ name: String, _ resolved: ResolvedPort, _ service: ClusterService, _ cluster: Cluster, _ diagnostics: inout Diagnostics
    ) {
        let without = resolved.groups.filter { $0.end.gap?.isOfPort ?? false }
        guard let gap = without.first?.end.gap else { return }
        let pods = without.compactMap(\.pods.first)
        let declared = pods.flatMap { cluster.pods[$0].spec.servingContainers.flatMap(\.ports) }.compactMap(\.name)
        let nearest = declared.contains(name) ? nil : Spelling.nearest(to: name, among: declared)
        let port = resolved.port
        let who = pods.map { cluster.workload(of: $0).reference.description }.unique.joined(separator: ", ")
        let message =
            without.count == resolved.groups.count
            ? "\(gap.text), so port \(port.port) leads nowhere."
            : "\(gap.short) on \(who), so port \(port.port) leads only to the other selected Pods."
        diagnostics.append(
            Diagnostic(
                .warning, "named-port-unresolved", "\(service.reference): \(message)\(nearest.map { " Did you mean \($0)?" } ?? "")",
                at: (port.targetPort?.mark ?? port.mark).location(in: service.service.metadata.file), field: "\(port.field).targetPort",
                notes: pods.prefix(3).map {
                    .init("\(cluster.workload(of: $0).reference) is here", at: cluster.pods[$0].source.location)
                }))
    }

    private static func checkNumber(
        _ number: Int, _ resolved: ResolvedPort, _ service: ClusterService, _ diagnostics: inout Diagnostics
    ) {
        let isDeclared = resolved.groups.contains { if case .number(_, container: _?) = $0.end { true } else { false } }
        guard !isDeclared else { return }
        let port = resolved.port
        diagnostics.append(
            Diagnostic(
                .note, "port-not-declared",
                "\(service.reference): no container of the selected Pods declares port \(number)/\(port.transport.rawValue). Kubernetes does not need it to, but something must listen there.",
                at: (port.targetPort?.mark ?? port.mark).location(in: service.service.metadata.file),
                field: port.targetPort == nil ? "\(port.field).port" : "\(port.field).targetPort"))
    }
}
