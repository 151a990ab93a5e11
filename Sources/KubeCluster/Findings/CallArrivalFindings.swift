import KubeManifest

/// Every configured call is walked as `podpath trace` walks it: what does not arrive, or depends on something, is told with its reason
/// where no other finding tells it.
enum CallArrivalFindings {
    private struct Key: Hashable {
        let target: ObjectReference
        let name: String
        let why: String
    }

    static func report(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        guard !cluster.calls.isEmpty else { return }
        let isAnyOpen = cluster.objects.mayHavePolicies || !cluster.objects.unread.isEmpty
        var refusals = CallPolicyFindings(cluster)
        var arrivals = CallArrivals(cluster)
        var order: [Key] = []
        var found: [Key: (calls: [Call], fails: Bool)] = [:]
        for call in cluster.calls {
            guard call.proxy == nil, let position = call.service, isAnyOpen || isOpen(call, cluster.services[position]) else { continue }
            let arrival = arrivals.arrival(of: call)
            if arrival.outcome == .refused {
                refusals.report(call, arrival, &diagnostics)
            } else if let cause = arrival.cause {
                let key = Key(target: call.target, name: call.name, why: cause.text)
                if found[key] == nil { order.append(key) }
                found[key, default: ([], cause.fails)].calls.append(call)
            }
        }
        for key in order { if let item = found[key] { diagnostics.append(finding(key, item.calls, item.fails, cluster)) } }
    }

    /// A plain way by a virtual IP arrives, or a finding on the Service tells why not.
    private static func isOpen(_ call: Call, _ service: ClusterService) -> Bool {
        service.service.isHeadless || service.source == .alias
            || service.service.internalTrafficPolicy?.value == "Local" || call.hostname(behind: service) != nil
    }

    private static func finding(_ key: Key, _ calls: [Call], _ fails: Bool, _ cluster: Cluster) -> Diagnostic {
        let callers = PathWalk.some(calls.map { cluster.workloads[$0.workload].reference.description }.unique)
        let place = calls.first?.because.first
        return fails
            ? Diagnostic(
                .warning, "call-does-not-arrive", "\(callers): \(Quoted(key.name)) does not arrive: \(key.why).", at: place?.location,
                field: place?.field)
            : Diagnostic(
                .note, "call-may-not-arrive", "\(callers): whether \(Quoted(key.name)) arrives is not known here: \(key.why).",
                at: place?.location, field: place?.field)
    }
}
