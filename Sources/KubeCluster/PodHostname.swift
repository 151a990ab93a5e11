import KubeManifest

extension Cluster {
    /// The hostname and FQDN that kubelet gives a Pod (R41 to R44).
    package func identity(of pod: ClusterPod) -> PodIdentity {
        PodHostname.identity(of: pod, facts)
    }
}

private enum PodHostname {
    static func identity(of pod: ClusterPod, _ facts: ClusterFacts) -> PodIdentity {
        let spec = pod.spec
        if let override = spec.hostnameOverride?.value {
            if spec.hostNetwork || spec.setHostnameAsFQDN {
                return .invalid("hostnameOverride cannot be set together with hostNetwork or setHostnameAsFQDN")
            }
            return PodIdentity(hostname: override, fqdn: override, error: nil)
        }
        if spec.hostNetwork {
            // The node's own name for both (R44).
            let node = pod.nodeName ?? facts.node.name
            return PodIdentity(hostname: node, fqdn: node, error: nil)
        }
        let short = cut(pod.hostname ?? pod.reference.name)
        guard let subdomain = pod.subdomain, !subdomain.isEmpty else { return PodIdentity(hostname: short, fqdn: short, error: nil) }
        let full = "\(short).\(subdomain).\(pod.reference.namespace).svc.\(facts.clusterDomain)"
        guard spec.setHostnameAsFQDN else { return PodIdentity(hostname: short, fqdn: full, error: nil) }
        if full.utf8.count > 64 {
            return .invalid(
                "the FQDN \(full) has \(full.utf8.count) characters; with setHostnameAsFQDN at most 64 are possible, the Pod fails to start"
            )
        }
        return PodIdentity(hostname: full, fqdn: full, error: nil)
    }

    /// At most 63 characters, and no `-` or `.` at the end (R41).
    private static func cut(_ name: String) -> String {
        guard name.utf8.count > 63 else { return name }
        var bytes = Array(name.utf8.prefix(63))
        while let last = bytes.last, last == 0x2D || last == 0x2E { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension PodIdentity {
    fileprivate static func invalid(_ why: String) -> PodIdentity { PodIdentity(hostname: nil, fqdn: nil, error: why) }
}
