import KubeManifest

extension ClusterDNS {
    /// R25: the label of an endpoint under its Service, and whether it rests on an address that podpath made up.
    func label(of endpoint: Endpoint) -> (text: String, isIllustrative: Bool) {
        if let hostname = endpoint.hostname, !hostname.isEmpty { return (hostname, false) }
        if facts.endpointPodNames, let target = endpoint.target, target.kind == "Pod", target.name.utf8.count < 64 {
            return (target.name, endpoint.pod.map { cluster.pods[$0].nameIsIllustrative } ?? false)
        }
        return (IPAddress.dashed(endpoint.address), endpoint.isIllustrative)
    }

    /// Why an endpoint has its label.
    func reason(for endpoint: Endpoint) -> String {
        if let hostname = endpoint.hostname, !hostname.isEmpty { return "its hostname is \(hostname)" }
        if facts.endpointPodNames, endpoint.target?.kind == "Pod" { return "the DNS server names endpoints by their Pods" }
        return "it has no hostname of its own, so its address with dashes is its name"
    }
}
