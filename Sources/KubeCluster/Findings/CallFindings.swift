import KubeManifest

/// Configured addresses that lead nowhere: a name that no Service bears or that the Pods do not find, a port that the Service does not
/// serve.
enum CallFindings {
    static func report(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        var told: Set<[String]> = []
        var gone: [(call: Call, evidence: Evidence, callers: [ObjectReference])] = []
        var places: [MissingKey: Int] = [:]
        for call in cluster.calls {
            guard let evidence = call.because.first else { continue }
            let caller = cluster.workloads[call.workload].reference
            // What a proxy finds by a name, and at which port, is its own matter.
            if call.proxy != nil { continue }
            if !call.isFound {
                // Two ports of one Service that is not there are one mistake.
                guard told.insert([caller.description, call.target.path]).inserted else { continue }
                // As is a ConfigMap's entry that several workloads read.
                let key = MissingKey(target: call.target, name: call.name, location: evidence.location)
                if let place = places[key] {
                    gone[place].callers.append(caller)
                } else {
                    places[key] = gone.count
                    gone.append((call, evidence, [caller]))
                }
            } else if let position = call.service, let port = call.port {
                let service = cluster.services[position]
                // A headless name, or one Pod's own, stands for the Pods themselves; an alias for another host.
                guard !service.service.isHeadless, service.source != .alias, call.hostname(behind: service) == nil,
                    !service.service.ports.contains(where: { $0.port == port })
                else { continue }
                diagnostics.append(wrongPort(port, call, service, caller, evidence))
            }
        }
        for (call, evidence, callers) in gone { diagnostics.append(missing(call, callers, evidence, cluster)) }
        reportNames(cluster, &diagnostics)
    }

    private struct MissingKey: Hashable {
        let target: ObjectReference
        let name: String
        let location: SourceLocation?
    }

    /// Names that mean a Service of these manifests, and do not lead to it (R47 to R49, R55).
    private static func reportNames(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        guard !cluster.unresolvedCalls.isEmpty else { return }
        var arrivals = CallArrivals(cluster)
        var deaf: Set<Int> = []
        for call in cluster.unresolvedCalls {
            guard let evidence = call.because.first, let pod = cluster.workloads[call.workload].pods.first.map({ cluster.pods[$0] }),
                arrivals.arrival(of: call).outcome == .doesNotResolve
            else { continue }
            let asksCluster = cluster.resolvConf(of: pod).source == .cluster
            // Whom a server of the Pod's own choice asks in turn, nobody knows; a Pod without the cluster's has one finding for all names.
            if pod.spec.dns?.policy?.value == "None" || !asksCluster && !deaf.insert(call.workload).inserted { continue }
            diagnostics.append(notFound(call, cluster.workloads[call.workload].reference, evidence, isDeaf: !asksCluster))
        }
    }

    private static func notFound(_ call: Call, _ caller: ObjectReference, _ evidence: Evidence, isDeaf: Bool) -> Diagnostic {
        let remedy = call.advice.map { " \($0.prefix(1).uppercased())\($0.dropFirst())." } ?? ""
        return Diagnostic(
            .warning, "call-name-not-found",
            "\(caller): \(Quoted(call.name)) means \(call.target), but the Pods do not find it by that name\(isDeaf ? ", nor any other Service by its name" : "").\(remedy)",
            at: evidence.location, field: evidence.field)
    }

    private static func missing(_ call: Call, _ callers: [ObjectReference], _ evidence: Evidence, _ cluster: Cluster) -> Diagnostic {
        if let maker = OperatorMade.maker(ofName: call.target.name, in: call.target.namespace, cluster) {
            return OperatorMade.note(
                maker, "\(call.target) (\(Quoted(call.name))) and its Pods", callers[0], at: evidence.location, field: evidence.field)
        }
        // Another application's namespace, which is not in these manifests at all.
        let isElsewhere = call.advice == nil && !cluster.namespaces.contains(call.target.namespace)
        return Diagnostic(
            isElsewhere ? .note : .warning, "call-service-not-found",
            "\(PathWalk.some(callers.map(\.description))): \(Quoted(call.name)) stands where an address stands, but no Service \(call.target.path) was found in these manifests."
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
