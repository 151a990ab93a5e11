import KubeManifest

/// Configured addresses that lead nowhere: a name that no Service bears, a port that the Service does not serve.
enum CallFindings {
    static func report(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        for call in cluster.calls {
            guard let evidence = call.because.first else { continue }
            let caller = cluster.workloads[call.workload].reference
            if !call.isFound {
                diagnostics.append(missing(call, caller, evidence))
            } else if let position = call.service, let port = call.port {
                let service = cluster.services[position]
                // A headless name stands for the Pods themselves; an alias for another host.
                guard !service.service.isHeadless, service.source != .alias, !service.service.ports.contains(where: { $0.port == port })
                else { continue }
                diagnostics.append(wrongPort(port, call, service, caller, evidence))
            }
        }
    }

    private static func missing(_ call: Call, _ caller: ObjectReference, _ evidence: Evidence) -> Diagnostic {
        Diagnostic(
            .warning, "call-service-not-found",
            "\(caller): \(Quoted(call.name)) stands where an address stands, but no Service \(call.target.path) was found in these manifests."
                + (call.advice.map { " Nearest: \($0)." } ?? ""),
            at: evidence.location, field: evidence.field)
    }

    private static func wrongPort(
        _ port: Int, _ call: Call, _ service: ClusterService, _ caller: ObjectReference, _ evidence: Evidence
    ) -> Diagnostic {
        let ports = service.service.ports.map { String($0.port) }.joined(separator: ", ")
        let isTarget = service.service.ports.contains { $0.target == .number(port) }
        let hint = isTarget ? " \(port) is its targetPort: clients of a Service use its port." : ""
        return Diagnostic(
            .warning, "call-port-not-served",
            "\(caller): \(Quoted(call.name)) asks for port \(port), but \(service.reference) serves \(ports.isEmpty ? "no port" : ports).\(hint)",
            at: evidence.location, field: evidence.field, notes: [.init("the Service is here", at: service.service.metadata.location)])
    }
}
