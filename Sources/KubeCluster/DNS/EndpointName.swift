import KubeManifest

extension ClusterDNS {
    /// The label of an endpoint under its Service, and whether it rests on an address that podpath made up (R25).
    package func label(of endpoint: Endpoint) -> (text: String, isIllustrative: Bool) {
        if let hostname = endpoint.hostname, !hostname.isEmpty { return (hostname, false) }
        if facts.endpointPodNames, let target = endpoint.target, target.name.utf8.count < 64 {
            return (target.name, endpoint.pod.map { cluster.pods[$0].nameIsIllustrative } ?? false)
        }
        return (IPAddress.dashed(endpoint.address), endpoint.isIllustrative)
    }

    /// The names below a Service's, each once, with why they are so.
    package func endpointNames(of service: ClusterService) -> [EndpointName] {
        guard !facts.noEndpoints, service.service.type != .externalName else { return [] }
        var seen: Set<String> = []
        return readyEndpoints(of: service).compactMap { endpoint in
            let label = label(of: endpoint)
            guard seen.insert(label.text).inserted else { return nil }
            return EndpointName(
                label: label.text, isIllustrative: label.isIllustrative, isDashed: label.text == IPAddress.dashed(endpoint.address),
                source: source(of: endpoint))
        }
    }

    /// Why an endpoint has its label.
    private func source(of endpoint: Endpoint) -> EndpointName.Source {
        if let hostname = endpoint.hostname, !hostname.isEmpty { return .hostname(hostname) }
        return facts.endpointPodNames && label(of: endpoint).text == endpoint.target?.name ? .podName : .address
    }
}

/// The label that one endpoint has below its Service.
package struct EndpointName: Sendable {
    /// What the label is taken from (R25).
    package enum Source: Hashable, Sendable {
        case hostname(String), podName, address
    }

    package let label: String
    package let isIllustrative: Bool
    /// Made from the address, with dashes.
    package let isDashed: Bool
    /// Why it has this label.
    package let source: Source

    package var assigned: Assigned<String> { Assigned(value: label, isIllustrative: isIllustrative) }
}
