import KubeManifest

/// Pods that look each other up by names which DNS does not answer before they are ready (R29, R65).
enum PeerNameFindings {
    static func report(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        var told: Set<Int> = []
        for call in cluster.calls {
            guard let position = call.service, call.hostname(behind: cluster.services[position]) != nil, let place = call.because.first,
                let pod = cluster.workloads[call.workload].pods.first
            else { continue }
            let service = cluster.services[position]
            guard !service.service.publishesNotReadyAddresses, service.source == .selector, service.selectedPods.contains(pod),
                cluster.pods[pod].spec.containers.contains(where: \.isReadyLater), told.insert(call.workload).inserted
            else { continue }
            let caller = cluster.workloads[call.workload].reference
            diagnostics.append(
                Diagnostic(
                    .note, "peer-not-published",
                    "\(caller): its Pods ask for each other by name (\(Quoted(call.host))), and \(service.reference) answers such a name only once the Pod is ready. If they become ready only after they have met, they never do: write publishNotReadyAddresses: true in the Service.",
                    at: place.location, field: place.field, notes: [.init("the Service is here", at: service.service.metadata.location)]))
        }
    }
}
